"""The same facts as a picture's, as a table: for screen readers, for paper, and for those who want to read a number."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sulh import words
from sulh.desk import shown
from sulh.desk.charts.links import Links
from sulh.record.shapes import ActorView, MeetingView, NetworkView, PeriodView, PlaceView, TrackRef
from sulh.text.spreadsheets import safe

__all__ = [
    "Table",
    "TableCell",
    "actor_table",
    "actors_table",
    "csv_of",
    "events_table",
    "meetings_table",
    "pairs_table",
    "places_table",
    "roles_table",
    "timeline_table",
]


@dataclass(frozen=True, slots=True)
class TableCell:
    """The words of a cell, where they lead, and whether they are a number; `anchor` is an id that a picture links to."""

    text: str
    href: str | None = None
    is_number: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of each row is its heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]


def meetings_table(meetings: Sequence[MeetingView], *, language: str = "en", links: Links | None = None) -> Table:
    """Every meeting of a timeline in order of days, those without a date last."""
    said, links = {"language": language}, links or Links()
    ordered = sorted(meetings, key=lambda one: (one.first_day or one.last_day or "9999", one.last_day or "", one.id))
    rows = []
    for one in ordered:
        disputed = f" ({words.phrase('timeline.disputed', **said)})" if one.disputed else ""
        rows.append(
            (
                TableCell(words.title_of(one, **said), links.to_meeting(one)),
                TableCell(shown.when(one, **said)),
                TableCell(words.track(one.track.id, one.track.name, **said) if one.track else ""),
                TableCell(words.code("MeetingKind", one.kind, **said)),
                TableCell(words.status_of(one, **said) + disputed),
                TableCell(shown.place(one, **said)),
                TableCell(str(one.sources), is_number=True),
            )
        )
    head = _head(language, "meeting", "date", "track", "kind", "status", "place", "sources")
    return Table(words.phrase("timeline.title", **said), head, tuple(rows))


def events_table(periods: Sequence[PeriodView], *, language: str = "en", links: Links | None = None) -> Table:
    """Ceasefires, violations, releases and statements in order of days."""
    said, links = {"language": language}, links or Links()
    rows = [
        (
            TableCell(shown.period_words(one, dated=False, **said), links.to_words(one)),
            TableCell(words.span(one.start, one.end, **said)),
            TableCell(words.track(one.track.id, one.track.name, **said) if one.track else ""),
            TableCell(one.document.title or ""),
        )
        for one in sorted(periods, key=lambda one: (one.start or one.end or "", one.kind, one.document.id, one.span))
    ]
    title = words.listing((words.kind(one, "many", **said) for one in ("ceasefire", "release", "statement")), language=language)
    return Table(title, _head(language, "event_id", "date", "track", "sources"), tuple(rows))


def timeline_table(meetings: Sequence[MeetingView], periods: Sequence[PeriodView], *, language: str = "en") -> Table:
    """Everything on a timeline in order of days, with the dates as their sources give them (EDTF) and the days that these can mean."""
    said = {"language": language}
    rows: list[tuple[str, ...]] = []
    for one in meetings:
        named = (words.code("MeetingKind", one.kind, **said), words.title_of(one, **said))
        dates = (one.start or "", one.end or "", one.first_day or "", one.last_day or "")
        status = words.status_of(one, **said)
        rows.append((*named, *dates, _track(one.track, language), status, shown.place(one, **said), one.id))
    for event in periods:
        named = (shown.period_kind(event.subject, event.kind, **said), shown.period_words(event, dated=False, **said))
        dates = (event.start or "", event.end or "", event.first_day, event.last_day or "")
        rows.append((*named, *dates, _track(event.track, language), "", "", event.document.id))
    head = ("kind", "title", "start", "end", "first_day", "last_day", "track", "status", "place", "id")
    cells = tuple(tuple(map(TableCell, row)) for row in sorted(rows, key=lambda row: (row[4] or "9999", row)))
    return Table(words.phrase("timeline.title", **said), _head(language, *head), cells)


def csv_of(table: Table) -> str:
    """A table as CSV for spreadsheets of every script: a byte order mark, and no cell that would be taken for a formula."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(table.head)
    writer.writerows([safe(cell.text) for cell in row] for row in table.rows)
    return "\ufeff" + written.getvalue()


def _track(track: TrackRef | None, language: str) -> str:
    return words.track(track.id, track.name, language=language) if track else ""


def actors_table(network: NetworkView, *, language: str = "en", links: Links | None = None, most: int = 8) -> Table:
    """Every actor of a network with its meetings and those it met most often."""
    links = links or Links()
    names = {actor.id: words.actor(actor.id, actor.name, language=language) for actor, _ in network.nodes}
    met: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for left, right, count in network.edges:
        if left in names and right in names:
            met[left].append((-count, names[right]))
            met[right].append((-count, names[left]))
    rows = []
    for actor, count in sorted(network.nodes, key=lambda node: (-node[1], names[node[0].id], node[0].id)):
        partners = sorted(met[actor.id])
        told = words.listing((f"{name} ({-times})" for times, name in partners[:most]), language=language)
        told += f" +{len(partners) - most}" if len(partners) > most else ""
        kind = words.code("ActorKind", actor.kind or "unknown", language=language)
        named, number = TableCell(names[actor.id], links.to_actor(actor)), TableCell(str(count), is_number=True)
        rows.append((named, TableCell(kind), number, TableCell(told)))
    head = _head(language, "actor", "kind", "meetings", "with")
    return Table(words.phrase("network.title", language=language), head, tuple(rows))


def pairs_table(network: NetworkView, *, language: str = "en") -> Table:
    """Every pair of actors that met, with the number of meetings they shared."""
    names = {actor.id: words.actor(actor.id, actor.name, language=language) for actor, _ in network.nodes}
    ordered = sorted((-count, names[left], names[right]) for left, right, count in network.edges)
    rows = tuple((TableCell(left), TableCell(right), TableCell(str(-count), is_number=True)) for count, left, right in ordered)
    return Table(words.phrase("network.title", language=language), _head(language, "actor", "with", "meetings"), rows)


def places_table(places: Sequence[PlaceView], *, language: str = "en", links: Links | None = None, exact: bool = False) -> Table:
    """Every place with the precision it is known with and its meetings; rows carry the ids that the map links to.

    `exact` gives its coordinates too.
    """
    rows = []
    for number, place in ranked(places):
        first, last = shown.meeting_dates(place.meetings)
        point = (TableCell(f"{place.latitude:g}", is_number=True), TableCell(f"{place.longitude:g}", is_number=True)) if exact else ()
        rows.append(
            (
                TableCell(words.city(place.name, language=language), anchor=f"place-{number}"),
                TableCell(words.country(place.country, language=language)),
                TableCell(str(len(place.meetings)), is_number=True),
                TableCell(words.code("PlacePrecision", place.precision, language=language)),
                TableCell(words.date(first, language=language)),
                TableCell(words.date(last, language=language)),
                *point,
            )
        )
    head = ("place", "country", "meetings", "precision", "first", "last", *(("latitude", "longitude") if exact else ()))
    return Table(words.phrase("map.title", language=language), _head(language, *head), tuple(rows))


def actor_table(actor: ActorView, *, language: str = "en") -> Table:
    """Each meeting of an actor with the role it had there and the dates as their sources give them (EDTF)."""
    said = {"language": language}
    rows = []
    for meeting in actor.meetings:
        what = (
            words.title_of(meeting, **said),
            meeting.start or "",
            meeting.end or "",
            words.status_of(meeting, **said),
        )
        for one in meeting.participants:
            if one.actor.id == actor.ref.id:
                row = (words.code("Role", one.role, **said), *what, shown.place(meeting, **said), meeting.id)
                rows.append(tuple(map(TableCell, row)))
    head = _head(language, "role", "meeting", "start", "end", "status", "place", "id")
    return Table(words.phrase("roles.title", **said), head, tuple(rows))


def roles_table(actor: ActorView, *, language: str = "en") -> Table:
    """The roles of an actor with the number of meetings and the first and last date."""
    rows = tuple(
        (
            TableCell(words.code("Role", role, language=language)),
            TableCell(str(count), is_number=True),
            TableCell(words.date(first, language=language)),
            TableCell(words.date(last, language=language)),
        )
        for role, count, first, last in shown.roles(actor)
    )
    return Table(words.phrase("roles.title", language=language), _head(language, "role", "meetings", "first", "last"), rows)


def ranked(places: Sequence[PlaceView]) -> list[tuple[int, PlaceView]]:
    """Places with their number, those with most meetings first; map and table number them alike."""
    return list(enumerate(sorted(places, key=lambda place: (-len(place.meetings), place.name, place.country or ""))))


def _head(language: str, *names: str) -> tuple[str, ...]:
    return tuple(words.prop("column", name, language=language) for name in names)
