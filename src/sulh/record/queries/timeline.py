"""The timeline: meetings, and beside them the ceasefires, releases and statements of the same time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from sulh.record.access import require, visible
from sulh.record.models import CeasefireRow, Document, ReleaseRow
from sulh.record.queries.cores import OUTCOMES, core_meetings, document_tracks
from sulh.record.queries.documents import standing_acts
from sulh.record.queries.labels import period_label, release_label
from sulh.record.queries.lists import listed, main_tracks
from sulh.record.queries.refs import document_refs, track_refs
from sulh.record.queries.sight import standing
from sulh.record.shapes import Filters, MeetingView, PeriodView, TrackRef, Viewer

__all__ = ["timeline"]

_ALL = Filters()
_STATEMENTS = ("joint_statement", "communique", "agreement")
_ISSUES = {
    "prisoner_exchange": ("prisoners", "hostages"),
    "release": ("prisoners", "hostages"),
    "handover_of_bodies": ("bodies", "missing"),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something on the timeline before its document and track are looked up."""

    kind: str
    first_day: str
    last_day: str | None
    label: str
    document: str
    start: int
    end: int
    actors: frozenset[str]
    issues: tuple[str, ...]
    count: int | None = None


def timeline(viewer: Viewer, filters: Filters = _ALL) -> tuple[tuple[MeetingView, ...], tuple[PeriodView, ...]]:
    """Dated meetings without participants, and dated periods, both by first day.

    Periods are events of ceasefires, releases, and the statements and agreements themselves. `kind`, `status` and `text` mean
    meetings only. A period's track is one its document stands in, else that of the meeting the document is mainly about.
    """
    require(viewer, "read")
    dated = tuple(view for view in listed(viewer, filters, participants=False).rows if view.first_day is not None)
    marks = [one for one in _marks(viewer, filters) if _fits(one, filters)]
    documents = {one.document for one in marks}
    refs = document_refs(viewer, documents)
    tracks = _tracks(viewer, documents)
    periods = [
        PeriodView(
            one.kind, one.first_day, one.last_day, one.label, tracks.get(one.document), refs[one.document], one.start, one.end, one.count
        )
        for one in marks
        if one.document in refs
    ]
    if filters.track:
        periods = [one for one in periods if one.track is not None and one.track.id == filters.track]
    return dated, tuple(sorted(periods, key=lambda one: (one.first_day, one.document.id, one.start, one.end, one.kind)))


def _fits(one: _Mark, filters: Filters) -> bool:
    return (
        (not filters.since or (one.last_day or one.first_day) >= filters.since)
        and (not filters.until or one.first_day <= filters.until)
        and (not filters.actor or filters.actor in one.actors)
        and (not filters.issue or filters.issue in one.issues)
    )


def _tracks(viewer: Viewer, documents: Collection[str]) -> dict[str, TrackRef]:
    """The track of each document: one it stands in itself, else that of its meeting (an outcome's is the same)."""
    standing, refs = document_tracks(viewer, documents), track_refs()
    outcomes = set(visible(Document.objects.filter(kind__in=OUTCOMES), viewer).values_list("pk", flat=True))
    meetings = core_meetings(viewer, set(documents) - set(standing) - outcomes)
    main = main_tracks(viewer, meetings.values())
    found = {document: refs[tracks[0]] for document, tracks in standing.items() if tracks}
    return found | {document: refs[track] for document, row in meetings.items() if (track := main.get(row))}


def _within(first: str, filters: Filters) -> Q:
    """Rows that can be in the time asked for; only a ceasefire has a last day, which `_fits` looks at."""
    meant = Q(**{f"{first}__lte": filters.until}) if filters.until else Q()
    if filters.since:
        since = Q(**{f"{first}__gte": filters.since})
        meant &= since | Q(last_day__gte=filters.since) if first == "first_day" else since
    return meant


def _marks(viewer: Viewer, filters: Filters) -> Iterator[_Mark]:
    place = ("claim__document_id", "claim__start", "claim__end", "claim__value", "claim__decided")
    events = standing(CeasefireRow.objects.filter(_within("first_day", filters), first_day__isnull=False), viewer)
    columns = ("event", "first_day", "last_day", "parties", *place)
    for kind, first, last, actors, document, start, end, value, decided in events.values_list(*columns):
        label = period_label(json.loads(decided or value))
        yield _Mark(kind, str(first), last, label, document, start, end, frozenset(actors), ("ceasefire",))
    releases = standing(ReleaseRow.objects.filter(_within("day", filters), day__isnull=False), viewer)
    for kind, day, by, to, count, document, start, end, value, decided in releases.values_list("what", "day", "by", "to", "count", *place):
        label = release_label(json.loads(decided or value))
        both = frozenset(filter(None, (by, to)))
        yield _Mark(kind, str(day), None, label, document, start, end, both, _ISSUES.get(kind, ()), count)
    yield from _statements(viewer, filters)


def _statements(viewer: Viewer, filters: Filters) -> Iterator[_Mark]:
    """Statements and agreements, with the actors and issues of the acts in them."""
    rows = visible(Document.objects.filter(_within("day", filters), kind__in=_STATEMENTS, day__isnull=False), viewer)
    said = _said(viewer, filters) if filters.actor or filters.issue else {}
    for key, day, title in rows.values_list("pk", "day", "title"):
        actors, issues = said.get(key, (set(), set()))
        yield _Mark("statement", str(day), None, title or "", key, 0, 0, frozenset(actors), tuple(issues))


def _said(viewer: Viewer, filters: Filters) -> Mapping[str, tuple[set[str], set[str]]]:
    said: dict[str, tuple[set[str], set[str]]] = {}
    rows = standing_acts(viewer, filters).filter(mention__document__kind__in=_STATEMENTS)
    for document, actors, issues in rows.values_list("mention__document", "actors", "issues"):
        known = said.setdefault(document, (set(), set()))
        known[0].update(actors)
        known[1].update(issues)
    return said
