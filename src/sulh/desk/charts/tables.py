"""The same facts as a picture's, as a table: for screen readers, for paper, and for those who want to read a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sulh import words
from sulh.desk import shown
from sulh.desk.charts.links import Links
from sulh.record.shapes import ActorView, MeetingView, NetworkView, PeriodView, PlaceView

__all__ = ["Table", "TableCell", "actors_table", "events_table", "meetings_table", "places_table", "roles_table"]


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
                TableCell(words.code("MeetingStatus", one.status, **said) + disputed),
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


def places_table(places: Sequence[PlaceView], *, language: str = "en", links: Links | None = None) -> Table:
    """Every place with the precision it is known with and its meetings; rows carry the ids that the map links to."""
    rows = []
    for number, place in ranked(places):
        first, last = shown.meeting_dates(place.meetings)
        rows.append(
            (
                TableCell(words.city(place.name, language=language), anchor=f"place-{number}"),
                TableCell(words.country(place.country, language=language)),
                TableCell(str(len(place.meetings)), is_number=True),
                TableCell(words.code("PlacePrecision", place.precision, language=language)),
                TableCell(words.date(first, language=language)),
                TableCell(words.date(last, language=language)),
            )
        )
    head = _head(language, "place", "country", "meetings", "precision", "first", "last")
    return Table(words.phrase("map.title", language=language), head, tuple(rows))


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
