"""Commitments: what was promised, by whom, until when, and what the documents show of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.record.access import require, visible
from sulh.record.models import Commitment, Decision, Evidence
from sulh.record.queries.candidates import candidates
from sulh.record.queries.claims import claim_views
from sulh.record.queries.cores import core_meetings
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import by_rows, main_tracks
from sulh.record.queries.refs import Quotes, actor_refs, track_refs
from sulh.record.queries.selecting import folded_words
from sulh.record.queries.sight import claims, hidden, standing
from sulh.record.shapes import ActorRef, CommitmentView, EvidenceView, Filters, PageOf, QuoteView, Viewer

__all__ = ["OPEN", "commitment", "commitments", "due"]

OPEN = frozenset({"0", "1", "2"})
_ALL = Filters()
_UNDATED = "9999"
# Commitment, last day due, day made, document, row of the meeting, track, status: plain rows, since every list sorts all of them.
_Row = tuple[str, str | None, str | None, str, str | None, str | None, str]
_KEYS = ("act_id", "due_day", "act__day", "act__claim__document_id", "act__meeting_id", "track_id")
_TOLD = ("act_id", "act__claim_id", "act__actors", "act__issues", "act__date", "act__due")


@dataclass(frozen=True, slots=True)
class _Key:
    """What a commitment is chosen and ordered by, as the viewer has it."""

    id: str
    due_day: str | None
    day: str | None
    document: str
    meeting: str | None
    track: str | None
    status: str


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


def due(viewer: Viewer, today: str, number: int) -> tuple[CommitmentView, ...]:
    """Open commitments with a due day: those due from `today` on first, then the latest that are overdue; at most `number`."""
    found = [one for one in _promises(viewer, _ALL) if one[1] is not None and one[6] in OPEN]
    coming = [one for one in found if str(one[1]) >= today]
    late = [one for one in reversed(found) if str(one[1]) < today]
    return _views(viewer, (coming + late)[:number])


def _promises(viewer: Viewer, filters: Filters, only: str | None = None) -> list[_Row]:
    """The commitments that `filters` mean, in order."""
    rows = standing(Commitment.objects.all(), viewer, "act__claim")
    rows = rows if only is None else rows.filter(pk=only)
    rows = rows.filter(act__act=filters.kind) if filters.kind else rows
    for column, code in (("act__actors", filters.actor), ("act__issues", filters.issue)):
        rows = holding(rows, column, code) if code else rows
    statuses = _statuses(viewer, only)
    found: list[_Row] = [(*row, statuses.get(row[0], "0")) for row in rows.values_list(*_KEYS)]
    if filters.track:
        found = _seen(viewer, found)
    if (filters.since, filters.until, filters.track, filters.status) != (None,) * 4:
        found = [one for one in found if _fits(one, filters)]
    if filters.text:
        found = _with_words(viewer, found, filters.text)
    return sorted(found, key=lambda one: (one[1] or _UNDATED, one[2] or _UNDATED, one[0]))


def _seen(viewer: Viewer, found: list[_Row]) -> list[_Row]:
    """The same with meeting and track as the viewer has them: the rows follow all claims, those that are hidden too."""
    if not hidden(viewer):
        return found
    cores = core_meetings(viewer, {document for _, _, _, document, *_ in found})
    main = main_tracks(viewer, cores.values())
    own = {document: row for document, row in cores.items() if row in main}
    return [
        (key, due_day, day, document, own.get(document), main.get(own.get(document, "")), status)
        for key, due_day, day, document, _, _, status in found
    ]


def _fits(one: _Row, filters: Filters) -> bool:
    _, due_day, day, _, _, track, status = one
    when = due_day or day
    return (
        (not filters.since or (when is not None and when >= filters.since))
        and (not filters.until or (when is not None and when <= filters.until))
        and (not filters.track or track == filters.track)
        and (not filters.status or status == filters.status)
    )


def _with_words(viewer: Viewer, found: Sequence[_Row], text: str) -> list[_Row]:
    claim_of = dict(Commitment.objects.filter(pk__in=[one[0] for one in found]).values_list("pk", "act__claim"))
    quotes = {one.id: one.quote for one in claim_views(viewer, claims(viewer).filter(pk__in=claim_of.values()))}
    wanted = folded_words(text)
    words = {one[0]: folded_words(quotes.get(claim_of[one[0]], "")) for one in found}
    return [one for one in found if all(any(word.startswith(part) for word in words[one[0]]) for part in wanted)]


def _statuses(viewer: Viewer, only: str | None) -> dict[str, str]:
    """The status that the latest weighed evidence gives, of the evidence that the viewer may see."""
    rows = visible(Evidence.objects.filter(status__isnull=False), viewer).order_by("seq")
    rows = rows if only is None else rows.filter(commitment=only)
    return {name: status for name, status in rows.values_list("commitment", "status") if status is not None}


def _views(viewer: Viewer, rows: Sequence[_Row], *, searching: bool = False) -> tuple[CommitmentView, ...]:
    found = [_Key(*row) for row in _seen(viewer, list(rows))]
    told = {row[0]: row for row in Commitment.objects.filter(pk__in=[one.id for one in found]).values_list(*_TOLD)}
    seen = {one.id: one for one in claim_views(viewer, claims(viewer).filter(pk__in=[row[1] for row in told.values()]))}
    actors = actor_refs({actor for row in told.values() for actor in row[2]})
    meetings = by_rows(viewer, {one.meeting for one in found if one.meeting}, participants=False)
    evidence = _evidence(viewer, [one.id for one in found])
    tracks = track_refs()
    today = dt.date.today().isoformat()
    views = []
    for one in found:
        _, claim, owners, issues, made, due_date = told[one.id]
        meeting = meetings.get(one.meeting or "")
        views.append(
            CommitmentView(
                id=one.id,
                claim=seen[claim],
                owners=tuple(actors.get(actor) or ActorRef(actor, actor) for actor in owners),
                issues=tuple(issues),
                made=made,
                due=due_date,
                due_day=one.due_day,
                overdue=one.status in OPEN and one.due_day is not None and one.due_day < today,
                status=one.status,
                track=tracks.get(one.track) if one.track else None,
                meeting=meeting.id if meeting else None,
                meeting_title=meeting.title if meeting else None,
                evidence=evidence.get(one.id, ()),
                candidates=_candidates(viewer, one, owners, issues) if searching and one.status in OPEN else (),
            )
        )
    return tuple(views)


def _candidates(viewer: Viewer, one: _Key, owners: Sequence[str], issues: Sequence[str]) -> tuple[QuoteView, ...]:
    return candidates(viewer, actors=owners, issues=issues, after=one.day, without=one.document, not_for=one.id)


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
