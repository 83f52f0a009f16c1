"""Commitments: what was promised, by whom, until when, and what the documents show of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sulh.model import RecordError
from sulh.record.access import require, visible
from sulh.record.models import Commitment, Decision, Evidence
from sulh.record.queries.candidates import candidates
from sulh.record.queries.claims import claim_views
from sulh.record.queries.cores import core_meetings
from sulh.record.queries.lists import by_rows
from sulh.record.queries.refs import Quotes, actor_refs, track_refs
from sulh.record.queries.sight import DEAD, claims, hidden
from sulh.record.shapes import ActorRef, CommitmentView, EvidenceView, Filters, PageOf, QuoteView, TrackRef, Viewer

__all__ = ["OPEN", "commitment", "commitments"]

OPEN = frozenset({"0", "1", "2"})
_ALL = Filters()
_COLUMNS = (
    "act_id",
    "act__claim_id",
    "act__actors",
    "act__issues",
    "act__date",
    "act__due",
    "act__day",
    "act__act",
    "act__meeting_id",
    "act__mention__document_id",
    "track_id",
    "due_day",
)


@dataclass(frozen=True, slots=True)
class _Promise:
    """A row of a commitment, with the status that the evidence the viewer may see leaves it."""

    id: str
    claim: str
    actors: Sequence[str]
    issues: Sequence[str]
    made: str | None
    due: str | None
    day: str | None
    act: str
    meeting: str | None
    document: str
    track: str | None
    due_day: str | None
    status: str = "0"


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

    `name` is the identifier of its act. Raises RecordError when there is none that the viewer may see.
    """
    require(viewer, "read")
    found = _promises(viewer, _ALL, only=name)
    if not found:
        raise RecordError(f"there is no commitment {name}")
    return _views(viewer, found, searching=True)[0]


def _promises(viewer: Viewer, filters: Filters, only: str | None = None) -> list[_Promise]:
    rows = Commitment.objects.filter(act__claim__in=claims(viewer).exclude(status__in=DEAD).values("pk"))
    rows = rows if only is None else rows.filter(pk=only)
    if filters.kind:
        rows = rows.filter(act__act=filters.kind)
    found = _seen(viewer, [_Promise(*row) for row in rows.values_list(*_COLUMNS)])
    statuses = _statuses(viewer, only)
    found = [replace(one, status=statuses.get(one.id, "0")) for one in found]
    meant = [one for one in found if _fits(one, filters)]
    if filters.text:
        meant = _with_words(viewer, meant, filters.text)
    return sorted(meant, key=lambda one: (one.due_day or "9999", one.day or "9999", one.id))


def _seen(viewer: Viewer, found: Sequence[_Promise]) -> list[_Promise]:
    """The promises with meeting and track as the viewer has them: the rows follow all claims, those that are hidden too."""
    if not hidden(viewer):
        return list(found)
    cores = core_meetings(viewer, {one.document for one in found})
    views = by_rows(viewer, cores.values(), participants=False)
    ours = []
    for one in found:
        row = cores.get(one.document)
        view = views.get(row) if row else None
        track = view.track.id if view is not None and view.track is not None else None
        ours.append(replace(one, meeting=row if view is not None else None, track=track))
    return ours


def _fits(one: _Promise, filters: Filters) -> bool:
    day = one.due_day or one.day
    return (
        (not filters.since or (day is not None and day >= filters.since))
        and (not filters.until or (day is not None and day <= filters.until))
        and (not filters.track or one.track == filters.track)
        and (not filters.actor or filters.actor in one.actors)
        and (not filters.issue or filters.issue in one.issues)
        and (not filters.status or one.status == filters.status)
    )


def _with_words(viewer: Viewer, found: Sequence[_Promise], text: str) -> list[_Promise]:
    from sulh.record.queries.selecting import folded_words

    wanted = folded_words(text)
    quotes = {one.id: one.quote for one in claim_views(viewer, claims(viewer).filter(pk__in=[one.claim for one in found]))}
    words = {one.id: folded_words(quotes.get(one.claim, "")) for one in found}
    return [one for one in found if all(any(word.startswith(part) for word in words[one.id]) for part in wanted)]


def _statuses(viewer: Viewer, only: str | None) -> dict[str, str]:
    """The status that the latest weighed evidence gives, of the evidence that the viewer may see."""
    rows = visible(Evidence.objects.filter(status__isnull=False), viewer).order_by("seq")
    rows = rows if only is None else rows.filter(commitment=only)
    return {name: status for name, status in rows.values_list("commitment", "status") if status is not None}


def _views(viewer: Viewer, found: Sequence[_Promise], *, searching: bool = False) -> tuple[CommitmentView, ...]:
    seen = {one.id: one for one in claim_views(viewer, claims(viewer).filter(pk__in=[one.claim for one in found]))}
    actors = actor_refs({actor for one in found for actor in one.actors})
    meetings = by_rows(viewer, {one.meeting for one in found if one.meeting}, participants=False)
    evidence = _evidence(viewer, [one.id for one in found])
    tracks = track_refs()
    today = dt.date.today().isoformat()
    views = []
    for one in found:
        meeting = meetings.get(one.meeting or "")
        views.append(
            CommitmentView(
                id=one.id,
                claim=seen[one.claim],
                owners=_owners(one, actors),
                issues=tuple(one.issues),
                made=one.made,
                due=one.due,
                due_day=one.due_day,
                overdue=one.status in OPEN and one.due_day is not None and one.due_day < today,
                status=one.status,
                track=_ref(tracks, one.track),
                meeting=meeting.id if meeting else None,
                meeting_title=meeting.title if meeting else None,
                evidence=evidence.get(one.id, ()),
                candidates=_candidates(viewer, one) if searching and one.status in OPEN else (),
            )
        )
    return tuple(views)


def _ref(tracks: Mapping[str, TrackRef], key: str | None) -> TrackRef | None:
    return tracks.get(key) if key else None


def _owners(one: _Promise, actors: Mapping[str, ActorRef]) -> tuple[ActorRef, ...]:
    return tuple(actors.get(actor) or ActorRef(actor, actor) for actor in one.actors)


def _candidates(viewer: Viewer, one: _Promise) -> tuple[QuoteView, ...]:
    return candidates(viewer, actors=one.actors, issues=one.issues, after=one.day, without=one.document, not_for=one.id)


def _evidence(viewer: Viewer, names: Sequence[str]) -> dict[str, tuple[EvidenceView, ...]]:
    columns = ("commitment_id", "document_id", "start", "end", "status", "note", "author", "seq")
    rows: list[Any] = list(visible(Evidence.objects.filter(commitment__in=names), viewer).order_by("seq").values_list(*columns))
    quotes = Quotes(viewer, {row[1] for row in rows})
    times = dict(Decision.objects.filter(pk__in={row[7] for row in rows}).values_list("seq", "at"))
    found: dict[str, list[EvidenceView]] = defaultdict(list)
    for name, document, start, end, status, note, author, seq in rows:
        if document in quotes.refs:
            quote = quotes.quote(document, "", start, end)
            found[name].append(EvidenceView(quote, status, note, author, times.get(seq, "")))
    return {name: tuple(ones) for name, ones in found.items()}
