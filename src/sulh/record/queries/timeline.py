"""The timeline: meetings, and beside them the ceasefires, releases and statements of the same time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sulh.following.bearing import ABOUT
from sulh.model.vocabulary import DocumentKind
from sulh.record.access import require
from sulh.record.queries.documents import acts_of
from sulh.record.queries.lists import listed, main_tracks
from sulh.record.queries.main_meetings import OUTCOMES, distinct, document_tracks, known_sources, main_meetings
from sulh.record.queries.refs import document_refs, track_refs
from sulh.record.queries.visible import facts
from sulh.record.shapes import Filters, MeetingView, PeriodView, TrackRef, Viewer

__all__ = ["timeline"]

_ALL = Filters()
_STATEMENTS = (DocumentKind.JOINT_STATEMENT, DocumentKind.COMMUNIQUE, DocumentKind.AGREEMENT)
# A dated fact beside the meetings: the kind of fact, its code, its first and last date, and the actors it names.
_DATED: Mapping[str, tuple[str, str, str, tuple[str, ...]]] = {
    "ceasefire": ("event", "start", "end", ("parties",)),
    "release": ("what", "date", "date", ("by", "to")),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something on the timeline before its document and track are looked up."""

    subject: str
    kind: str
    value: dict[str, Any] | None  # of a statement, its document has the title and the date
    start: str | None
    end: str | None
    first_day: str
    last_day: str | None
    document: str
    span: tuple[int, int]
    actors: frozenset[str]
    issues: frozenset[str]


def timeline(
    viewer: Viewer, filters: Filters = _ALL, *, beside: Collection[str] = ()
) -> tuple[tuple[MeetingView, ...], tuple[PeriodView, ...]]:
    """Meetings without participants, those without a day last, and dated periods, both by first day.

    Periods are events of ceasefires, releases, and the statements and agreements themselves. `kind`, `status` and `text` mean
    meetings only. A period's track is one its document stands in, else that of the meeting the document is mainly about.
    `beside` names documents that whoever asks shows too, so that all are read in one statement.
    """
    require(viewer, "read")
    meetings = listed(viewer, filters, participants=False).rows
    marks = [one for one in _marks(viewer, filters) if _is_meant(one, filters)]
    documents = {one.document for one in marks}
    refs, tracks = document_refs(viewer, documents | set(beside)), _tracks(viewer, documents)
    periods = [
        PeriodView(
            one.subject, one.kind, one.value if one.value is not None else {"title": ref.title}, one.start or ref.published, one.end,
            one.first_day, one.last_day, tracks.get(one.document), ref, one.span,
        )
        for one in marks
        for ref in filter(None, [refs.get(one.document)])
    ]  # fmt: skip
    if filters.track:
        periods = [one for one in periods if filters.is_in_track(one.track.id if one.track else None)]
    return meetings, tuple(sorted(periods, key=lambda one: (one.first_day, one.document.id, one.span, one.kind)))


def _is_meant(one: _Mark, filters: Filters) -> bool:
    return (
        (not filters.since or (one.last_day or one.first_day) >= filters.since)
        and (not filters.until or one.first_day <= filters.until)
        and (not filters.actor or filters.actor in one.actors)
        and (not filters.issue or filters.issue in one.issues)
    )


def _tracks(viewer: Viewer, documents: Collection[str]) -> dict[str, TrackRef]:
    """The track of each document: one it stands in itself, else that of its meeting (an outcome's is the same)."""
    own, refs = document_tracks(viewer, documents), track_refs()
    outcomes = {key for key, one in known_sources(viewer).items() if one.kind in OUTCOMES and not one.withdrawn}
    meetings = main_meetings(viewer, set(documents) - set(own) - outcomes)
    main = main_tracks(viewer, meetings.values())
    found = {document: refs[tracks[0]] for document, tracks in own.items()}
    return found | {document: refs[track] for document, meeting in meetings.items() if (track := main.get(meeting))}


def _within(filters: Filters) -> Q:
    """Rows that can be in the time asked for; what lasts is looked at again by `_is_meant`."""
    meant = Q(first_day__lte=filters.until) if filters.until else Q()
    if filters.since:
        meant &= Q(first_day__gte=filters.since) | Q(last_day__gte=filters.since)
    return meant


def _is_in_time(day: str, filters: Filters) -> bool:
    return (not filters.since or day >= filters.since) and (not filters.until or day <= filters.until)


def _marks(viewer: Viewer, filters: Filters) -> Iterator[_Mark]:
    place = ("claim__start", "claim__end", "claim__value", "claim__decided")
    for subject, (code, start, end, names) in _DATED.items():
        found = facts(viewer, subject).filter(_within(filters), first_day__isnull=False).order_by("seq")
        columns = ("pk", "source_id", "source__original", "same", code, start, end, "first_day", "last_day", *place, *names)
        rows = list(found.values_list(*columns))
        kept = distinct(viewer, rows)
        for key, source, _, _, kind, begun, ended, first, last, at, until, value, decided, *actors in rows:
            if key in kept:
                about = {"ceasefire"} if subject == "ceasefire" else ABOUT.get(kind, frozenset())
                yield _Mark(
                    subject, kind, json.loads(decided or value), begun, ended, first, last, source, (at or 0, until or 0),
                    frozenset(_flat(actors)), frozenset(about),
                )  # fmt: skip
    yield from _statements(viewer, filters)


def _flat(actors: list[Any]) -> Iterator[str]:
    for one in actors:
        yield from one if isinstance(one, list) else filter(None, (one,))


def _statements(viewer: Viewer, filters: Filters) -> Iterator[_Mark]:
    """Statements and agreements, copies of one text once, with the actors and issues of the acts in them."""
    stated = _stated(viewer, filters) if filters.actor or filters.issue else {}
    seen: set[str] = set()
    for key, (original, kind, day, withdrawn) in known_sources(viewer).items():
        if kind in _STATEMENTS and day and not withdrawn and _is_in_time(day, filters) and original not in seen:
            seen.add(original)
            actors, issues = stated.get(key, (frozenset(), frozenset()))
            yield _Mark("statement", "statement", None, None, None, day, None, key, (0, 0), actors, issues)


def _stated(viewer: Viewer, filters: Filters) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    stated: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    found = acts_of(viewer, filters).filter(source__kind__in=_STATEMENTS)
    for document, actors, issues in found.values_list("source_id", "actors", "issues"):
        known = stated.get(document, (frozenset(), frozenset()))
        stated[document] = (known[0] | set(actors), known[1] | set(issues))
    return stated
