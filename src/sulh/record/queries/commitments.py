"""Commitments: what was promised, by whom, until when, and what the documents show of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.model.vocabulary import OPEN, CommitmentStatus
from sulh.record.access import require, visible
from sulh.record.cache import is_empty
from sulh.record.projection.models import Decision, Evidence
from sulh.record.queries.acts import acts
from sulh.record.queries.candidates import candidates
from sulh.record.queries.claims import claim_views
from sulh.record.queries.lists import by_meetings, main_tracks
from sulh.record.queries.main_meetings import distinct, main_meetings
from sulh.record.queries.refs import Quotes, actor_refs, track_refs
from sulh.record.queries.visible import claims
from sulh.record.searching import searchable
from sulh.record.shapes import ActorRef, CommitmentView, EvidenceView, Filters, PageOf, Viewer
from sulh.record.states import state_of

__all__ = ["commitment", "commitments", "due"]

_ALL = Filters()
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class _Promise:
    """What a commitment is chosen and ordered by, as the viewer sees it."""

    id: str
    due_day: str | None
    day: str | None
    source: str
    meeting: str | None
    track: str | None
    status: str

    @property
    def order(self) -> tuple[str, str, str]:
        """By due day, those without one last, then by the day it was made."""
        return (self.due_day or _UNDATED, self.day or _UNDATED, self.id)


def commitments(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[CommitmentView]:
    """A page of commitments by due day, those without one last, then by the day they were made.

    `since` and `until` mean the due day, or the day made where there is none; `kind` is agree or decide, `text` words of the quote.
    """
    require(viewer, "read")
    meant = _promises(viewer, filters)
    shown = meant[offset : None if limit is None else offset + limit]
    return PageOf(_views(viewer, shown), len(meant), offset)


def commitment(viewer: Viewer, name: str) -> CommitmentView:
    """One commitment with its evidence and, while it is open, words of later documents that may bear on it.

    `name` is the identifier of its act, or of the same statement in another source. Raises RecordError when there is none that
    the viewer may see.
    """
    require(viewer, "read")
    found = _promises(viewer, _ALL)
    named = [one for one in found if one.id == name] or [one for one in found if one.id in _same_as(viewer, name)]
    if not named:
        raise RecordError(f"there is no commitment {name}")
    return _views(viewer, named[:1], searching=True)[0]


def due(viewer: Viewer, today: str, number: int) -> tuple[CommitmentView, ...]:
    """Open commitments with a due day: those due from `today` on first, then the latest that are overdue; at most `number`."""
    found = [one for one in _promises(viewer, _ALL) if one.due_day is not None and one.status in OPEN]
    coming = [one for one in found if str(one.due_day) >= today]
    late = [one for one in reversed(found) if str(one.due_day) < today]
    return _views(viewer, (coming + late)[:number])


def _same_as(viewer: Viewer, name: str) -> set[str]:
    """The acts that state what the act of this name states."""
    known = acts(viewer)
    return {one.id for one in known.values() if one.same == known[name].same} if name in known else set()


def _promises(viewer: Viewer, filters: Filters) -> list[_Promise]:
    """The commitments that `filters` mean, in order; what several sources repeat of one meeting is one."""
    promised = (one for one in acts(viewer).values() if one.promised_until is not None)
    found = [one for one in promised if filters.kind in (None, one.kind) and one.is_about(actor=filters.actor, issue=filters.issue)]
    kept = distinct(viewer, [(one.id, one.source, one.same) for one in found])
    meetings = main_meetings(viewer, {one.source for one in found})
    tracks = main_tracks(viewer, meetings.values())
    statuses = _statuses(viewer)
    promises = [
        _Promise(
            one.id, one.promised_until or None, one.first_day, one.source, meeting, tracks.get(meeting or ""),
            statuses.get(one.id, CommitmentStatus.NOT_INITIATED.value),
        )
        for one in found
        if one.id in kept
        for meeting in [meetings.get(one.source)]
    ]  # fmt: skip
    promises = [one for one in promises if _is_meant(one, filters)]
    if filters.text:
        promises = _with_words(viewer, promises, filters.text)
    return sorted(promises, key=lambda one: one.order)


def _is_meant(one: _Promise, filters: Filters) -> bool:
    when = one.due_day or one.day
    return (
        (not filters.since or (when is not None and when >= filters.since))
        and (not filters.until or (when is not None and when <= filters.until))
        and (not filters.track or one.track == filters.track)
        and (not filters.status or one.status == filters.status)
    )


def _with_words(viewer: Viewer, found: Sequence[_Promise], text: str) -> list[_Promise]:
    known = acts(viewer)
    stated = claims(viewer).filter(pk__in=[known[one.id].claim for one in found])
    words = {one.id: searchable(one.quote).split() for one in claim_views(viewer, stated)}
    wanted = searchable(text).split()
    return [one for one in found if all(any(word.startswith(part) for word in words[known[one.id].claim]) for part in wanted)]


def _statuses(viewer: Viewer) -> dict[str, str]:
    """The status that the latest weighed evidence gives, of the evidence that the viewer may see."""
    if is_empty("evidence"):
        return {}
    found = visible(Evidence.objects.filter(status__isnull=False), viewer).order_by("seq")
    return {name: str(status) for name, status in found.values_list("commitment", "status")}


def _views(viewer: Viewer, found: Sequence[_Promise], *, searching: bool = False) -> tuple[CommitmentView, ...]:
    if not found:
        return ()
    known = acts(viewer)
    stated = {one.id: known[one.id] for one in found}
    seen = {one.id: one for one in claim_views(viewer, claims(viewer).filter(pk__in=[act.claim for act in stated.values()]))}
    owners = {one.id: stated[one.id].actors for one in found}
    actors = actor_refs({actor for own in owners.values() for actor in own})
    meetings = by_meetings(viewer, {one.meeting for one in found if one.meeting}, participants=False)
    evidence = _evidence(viewer, [one.id for one in found])
    tracks = track_refs()
    today = dt.date.today().isoformat()
    return tuple(
        CommitmentView(
            id=one.id,
            claim=seen[act.claim],
            owners=tuple(actors.get(actor) or ActorRef(actor, actor) for actor in owners[one.id]),
            issues=act.issues,
            made=act.date,
            due=act.due,
            due_day=one.due_day,
            overdue=one.status in OPEN and one.due_day is not None and one.due_day < today,
            status=one.status,
            track=tracks.get(one.track) if one.track else None,
            meeting=meetings.get(one.meeting or ""),
            evidence=evidence.get(one.id, ()),
            candidates=candidates(viewer, actors=owners[one.id], issues=act.issues, after=one.day, without=one.source, not_for=one.id)
            if searching and one.status in OPEN
            else (),
            state=state_of([one.id]) if searching else "0",
        )
        for one in found
        for act in [stated[one.id]]
    )


def _evidence(viewer: Viewer, names: Sequence[str]) -> dict[str, tuple[EvidenceView, ...]]:
    if is_empty("evidence"):
        return {}
    columns = ("commitment", "source_id", "start", "end", "status", "note", "author", "seq")
    found: list[Any] = list(visible(Evidence.objects.filter(commitment__in=names), viewer).order_by("seq").values_list(*columns))
    if not found:
        return {}
    quotes = Quotes(viewer, {row[1] for row in found})
    times = dict(Decision.objects.filter(pk__in={row[7] for row in found}).values_list("seq", "at"))
    made: dict[str, list[EvidenceView]] = defaultdict(list)
    for name, source, start, end, status, note, author, seq in found:
        if source in quotes.refs:
            quote = quotes.quote(source, "", start, end)
            made[name].append(EvidenceView(quote, status, note, author, times.get(seq, "")))
    return {name: tuple(ones) for name, ones in made.items()}
