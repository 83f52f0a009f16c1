"""Commitments: what was promised, by whom, until when, and what the documents show of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Count

from sulh.model import RecordError
from sulh.model.vocabulary import OPEN, CommitmentStatus
from sulh.record.access import require, visible
from sulh.record.cache import is_empty
from sulh.record.projection.models import Commitment, Decision, Evidence
from sulh.record.queries.candidates import candidates
from sulh.record.queries.claims import claim_views
from sulh.record.queries.documents import acts_of
from sulh.record.queries.lists import by_meetings, main_tracks, meeting_titles
from sulh.record.queries.main_meetings import distinct, main_meetings
from sulh.record.queries.refs import Quotes, actor_refs, texts
from sulh.record.queries.visible import claims, facts, sources
from sulh.record.searching import searchable
from sulh.record.shapes import ActorRef, CommitmentLine, CommitmentView, EvidenceView, Filters, PageOf, QuoteView, Viewer
from sulh.record.states import state_of

__all__ = ["commitment", "commitment_lines", "commitments", "due"]

_ALL = Filters()
_UNDATED = "9999"
_SHOWN = ("source__language", "source__published", "claim__written", "claim__start", "claim__end")  # what lists show of source and words
_NONE = CommitmentStatus.NOT_INITIATED.value


class _Promise(NamedTuple):
    """What a commitment is chosen and ordered by, as the viewer sees it."""

    id: str
    source: str
    original: str
    same: str
    day: str | None
    claim: str
    due_day: str | None
    status: str


def commitments(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[CommitmentView]:
    """A page of commitments by due day, those without one last, then by the day they were made.

    `since` and `until` mean the due day, or the day made where there is none; `kind` is agree or decide, `text` words of the quote.
    """
    require(viewer, "read")
    meant = _promises(viewer, filters)
    shown = meant[offset : None if limit is None else offset + limit]
    return PageOf(_views(viewer, shown), len(meant), offset)


def commitment_lines(viewer: Viewer, filters: Filters = _ALL, *, limit: int) -> PageOf[CommitmentLine]:
    """The first `limit` commitments, as for `commitments`, with no more of each than a list shows."""
    require(viewer, "read")
    meant = _promises(viewer, filters)
    return PageOf(tuple(_lines(viewer, meant[:limit])), len(meant))


def commitment(viewer: Viewer, name: str) -> CommitmentView:
    """One commitment with its evidence and, while it is open, words of later documents that may bear on it.

    `name` is the identifier of its act, or of the same statement in another source. Raises RecordError when there is none that
    the viewer may see.
    """
    require(viewer, "read")
    stated = facts(viewer, "act").filter(pk=name).values_list("same", flat=True).first()
    found = [] if stated is None else _promises(viewer, _ALL, same=stated)
    named = [one for one in found if one.id == name] or found
    if not named:
        raise RecordError(f"there is no commitment {name}")
    return _views(viewer, named[:1], searching=True)[0]


def due(viewer: Viewer, today: str, number: int) -> tuple[CommitmentView, ...]:
    """Open commitments with a due day: those due from `today` on first, then the latest that are overdue; at most `number`."""
    found = [one for one in _promises(viewer, _ALL) if one.due_day is not None and one.status in OPEN]
    coming = [one for one in found if str(one.due_day) >= today]
    late = [one for one in reversed(found) if str(one.due_day) < today]
    return _views(viewer, (coming + late)[:number])


def _promises(viewer: Viewer, filters: Filters, *, same: str | None = None) -> list[_Promise]:
    """The commitments that `filters` mean, in order (all, or those that say the `same`); what several sources repeat is one."""
    stated, commitments = acts_of(viewer, filters), Commitment.objects.all()
    if same is not None:
        stated = stated.filter(same=same)
        commitments = commitments.filter(act__in=stated.values("pk"))
    promised = dict(commitments.values_list("act", "due_day"))
    if filters.kind:
        stated = stated.filter(act=filters.kind)
    columns = ("pk", "source_id", "source__original", "same", "first_day", "claim_id")
    rows = [row for row in stated.order_by("seq").values_list(*columns) if row[0] in promised]
    kept, statuses = distinct(viewer, rows, whole=same is None), _statuses(viewer)
    found = [_Promise._make((*row, promised[row[0]], statuses.get(row[0], _NONE))) for row in rows if row[0] in kept]
    if filters.since or filters.until or filters.status:
        found = [one for one in found if _is_meant(one, filters)]
    if filters.track:
        meetings = main_meetings(viewer, {one.source for one in found})
        tracks = main_tracks(viewer, meetings.values())
        found = [one for one in found if tracks.get(meetings.get(one.source, "")) == filters.track]
    if filters.text:
        found = _with_words(viewer, found, filters.text)
    return sorted(found, key=lambda one: (one.due_day or _UNDATED, one.day or _UNDATED, one.id))


def _is_meant(one: _Promise, filters: Filters) -> bool:
    when = one.due_day or one.day
    return (
        (not filters.since or (when is not None and when >= filters.since))
        and (not filters.until or (when is not None and when <= filters.until))
        and (not filters.status or one.status == filters.status)
    )


def _with_words(viewer: Viewer, found: Sequence[_Promise], text: str) -> list[_Promise]:
    stated = claims(viewer).filter(pk__in=[one.claim for one in found])
    words = {one.id: searchable(one.quote).split() for one in claim_views(viewer, stated)}
    wanted = searchable(text).split()
    return [one for one in found if all(any(word.startswith(part) for word in words[one.claim]) for part in wanted)]


def _statuses(viewer: Viewer) -> dict[str, str]:
    """The status that the latest weighed evidence gives, of the evidence that the viewer may see."""
    if is_empty("evidence"):
        return {}
    found = visible(Evidence.objects.filter(status__isnull=False), viewer).order_by("seq")
    return {name: str(status) for name, status in found.values_list("commitment", "status")}


def _stated(
    viewer: Viewer, found: Sequence[_Promise], meetings_of: Callable[[Viewer, Iterable[str]], Mapping[str, Any]], *more: Any, whole: bool
) -> Iterator[tuple[_Promise, dict[str, Any], list[Any]]]:
    """Each commitment with what lists and pages both show of it, and `more` columns of its act; `whole` as for `main_meetings`."""
    columns = ("pk", "actors", "issues", "date", "due", *more)
    stated = {row[0]: row[1:] for row in facts(viewer, "act").filter(pk__in=[one.id for one in found]).values_list(*columns)}
    actors = actor_refs({actor for owners, *_ in stated.values() for actor in owners})
    main = main_meetings(viewer, {one.source for one in found}, whole=whole)
    meetings = meetings_of(viewer, main.values())
    today = dt.date.today().isoformat()
    for one in found:
        owners, issues, made, due, *rest = stated[one.id]
        meeting = meetings.get(main.get(one.source, ""))
        shown = {
            "id": one.id,
            "owners": tuple(actors.get(actor) or ActorRef(actor, actor) for actor in owners),
            "issues": tuple(issues),
            "made": made,
            "due": due,
            "due_day": one.due_day,
            "overdue": one.status in OPEN and one.due_day is not None and one.due_day < today,
            "status": one.status,
            "track": meeting.track if meeting else None,
            "meeting": meeting,
        }
        yield one, shown, rest


def _views(viewer: Viewer, found: Sequence[_Promise], *, searching: bool = False) -> tuple[CommitmentView, ...]:
    if not found:
        return ()
    seen = {one.id: one for one in claim_views(viewer, claims(viewer).filter(pk__in=[one.claim for one in found]))}
    evidence = _evidence(viewer, [one.id for one in found])
    return tuple(
        CommitmentView(
            **shown,
            claim=seen[one.claim],
            evidence=evidence.get(one.id, ()),
            candidates=_candidates(viewer, one, shown) if searching and one.status in OPEN else (),
            state=state_of([one.id]) if searching else "0",
        )
        for one, shown, _ in _stated(viewer, found, partial(by_meetings, participants=False), whole=not searching)
    )


def _candidates(viewer: Viewer, one: _Promise, shown: dict[str, Any]) -> tuple[QuoteView, ...]:
    owners = [owner.id for owner in shown["owners"]]
    return candidates(viewer, actors=owners, issues=shown["issues"], after=one.day, without=one.source, not_for=one.id)


def _lines(viewer: Viewer, found: Sequence[_Promise]) -> Iterator[CommitmentLine]:
    evidence = _evidence_counts(viewer, [one.id for one in found])
    words = texts(one.source for one in found)
    for one, shown, (language, published, written, start, end) in _stated(viewer, found, meeting_titles, *_SHOWN, whole=True):
        quote = written if start is None else words.get(one.source, "")[start:end]
        yield CommitmentLine(**shown, quote=quote, language=language, published=published, evidence=evidence.get(one.id, 0))


def _evidence_counts(viewer: Viewer, names: Sequence[str]) -> dict[str, int]:
    if is_empty("evidence"):
        return {}
    seen = visible(Evidence.objects.filter(commitment__in=names, source__in=sources(viewer, withdrawn=True)), viewer)
    return dict(seen.order_by().values("commitment").annotate(number=Count("pk")).values_list("commitment", "number"))


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
