"""The timeline: meetings, and beside them the ceasefires, releases and statements of the same time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sulh.model.vocabulary import DocumentKind
from sulh.record.access import require
from sulh.record.queries.candidates import RELEASED
from sulh.record.queries.documents import acts_of
from sulh.record.queries.lists import listed, main_tracks
from sulh.record.queries.main_meetings import OUTCOMES, distinct, document_tracks, main_meetings
from sulh.record.queries.refs import document_refs, track_refs
from sulh.record.queries.visible import facts, sources
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
    value: dict[str, Any]
    start: str | None
    end: str | None
    first_day: str
    last_day: str | None
    document: str
    span: tuple[int, int]
    actors: frozenset[str]
    issues: frozenset[str]


def timeline(viewer: Viewer, filters: Filters = _ALL) -> tuple[tuple[MeetingView, ...], tuple[PeriodView, ...]]:
    """Dated meetings without participants, and dated periods, both by first day.

    Periods are events of ceasefires, releases, and the statements and agreements themselves. `kind`, `status` and `text` mean
    meetings only. A period's track is one its document stands in, else that of the meeting the document is mainly about.
    """
    require(viewer, "read")
    dated = tuple(view for view in listed(viewer, filters, participants=False).rows if view.first_day is not None)
    marks = [one for one in _marks(viewer, filters) if _is_meant(one, filters)]
    documents = {one.document for one in marks}
    refs, tracks = document_refs(viewer, documents), _tracks(viewer, documents)
    periods = [
        PeriodView(
            one.subject, one.kind, one.value, one.start, one.end, one.first_day, one.last_day, tracks.get(one.document),
            refs[one.document], one.span,
        )
        for one in marks
        if one.document in refs
    ]  # fmt: skip
    if filters.track:
        periods = [one for one in periods if one.track is not None and one.track.id == filters.track]
    return dated, tuple(sorted(periods, key=lambda one: (one.first_day, one.document.id, one.span, one.kind)))


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
    outcomes = set(sources(viewer).filter(kind__in=OUTCOMES).values_list("pk", flat=True))
    meetings = main_meetings(viewer, set(documents) - set(own) - outcomes)
    main = main_tracks(viewer, meetings.values())
    found = {document: refs[tracks[0]] for document, tracks in own.items()}
    return found | {document: refs[track] for document, meeting in meetings.items() if (track := main.get(meeting))}


def _within(first: str, filters: Filters) -> Q:
    """Rows that can be in the time asked for; what lasts is looked at again by `_is_meant`."""
    meant = Q(**{f"{first}__lte": filters.until}) if filters.until else Q()
    if filters.since:
        meant &= Q(**{f"{first}__gte": filters.since}) | (Q(last_day__gte=filters.since) if first == "first_day" else Q())
    return meant


def _marks(viewer: Viewer, filters: Filters) -> Iterator[_Mark]:
    place = ("claim__start", "claim__end", "claim__value", "claim__decided")
    for subject, (code, start, end, names) in _DATED.items():
        found = facts(viewer, subject).filter(_within("first_day", filters), first_day__isnull=False).order_by("seq")
        columns = ("pk", "source_id", "same", code, start, end, "first_day", "last_day", *place, *names)
        rows = list(found.values_list(*columns))
        kept = distinct(viewer, [row[:3] for row in rows])
        for key, source, _, kind, begun, ended, first, last, at, until, value, decided, *actors in rows:
            if key in kept:
                about = {"ceasefire"} if subject == "ceasefire" else RELEASED.get(kind, frozenset())
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
    found = sources(viewer).filter(_within("day", filters), kind__in=_STATEMENTS, day__isnull=False).order_by("seq")
    stated = _stated(viewer, filters) if filters.actor or filters.issue else {}
    seen: set[str] = set()
    for key, original, day, published, title in found.values_list("pk", "original", "day", "published", "title"):
        if original not in seen:
            seen.add(original)
            actors, issues = stated.get(key, (frozenset(), frozenset()))
            yield _Mark("statement", "statement", {"title": title}, published, None, str(day), None, key, (0, 0), actors, issues)


def _stated(viewer: Viewer, filters: Filters) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    stated: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    found = acts_of(viewer, filters).filter(source__kind__in=_STATEMENTS)
    for document, actors, issues in found.values_list("source_id", "actors", "issues"):
        known = stated.get(document, (frozenset(), frozenset()))
        stated[document] = (known[0] | set(actors), known[1] | set(issues))
    return stated
