"""The same facts as a picture's, as a table: for screen readers, for paper, and for those who want to read a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sulh.desk.charts.labels import Labels, when
from sulh.desk.charts.links import Links
from sulh.record.shapes import ActorView, MeetingView, NetworkView, PeriodView, PlaceView

__all__ = ["Cell", "Table", "actors_table", "events_table", "meetings_table", "places_table", "roles_table"]


@dataclass(frozen=True, slots=True)
class Cell:
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
    rows: tuple[tuple[Cell, ...], ...]


def meetings_table(meetings: Sequence[MeetingView], *, labels: Labels | None = None, links: Links | None = None) -> Table:
    """Every meeting of a timeline in order of days, those without a date last."""
    labels, links = labels or Labels(), links or Links()
    ordered = sorted(meetings, key=lambda one: (one.first_day or one.last_day or "9999", one.last_day or "", one.id))
    rows = []
    for one in ordered:
        status = labels[f"status:{one.status}"] + (f" ({labels['timeline.disputed']})" if one.disputed else "")
        rows.append(
            (
                Cell(one.title, links.to_meeting(one)),
                Cell(when(one.start or one.first_day, one.end or (None if one.start else one.last_day), labels)),
                Cell(one.track.name if one.track else ""),
                Cell(labels[f"kind:{one.kind}"]),
                Cell(status),
                Cell(", ".join(part for part in (one.city, one.country) if part)),
                Cell(str(one.sources), is_number=True),
            )
        )
    return Table(labels["timeline.title"], _head(labels, "meeting", "date", "track", "kind", "status", "place", "sources"), tuple(rows))


def events_table(periods: Sequence[PeriodView], *, labels: Labels | None = None, links: Links | None = None) -> Table:
    """Ceasefires, violations, releases and statements in order of days."""
    labels, links = labels or Labels(), links or Links()
    rows = []
    for one in sorted(periods, key=lambda one: (one.first_day, one.last_day or "", one.kind, one.document.id, one.start)):
        people = labels.say("timeline.persons", count=one.count) if one.count else ""
        what = "; ".join(part for part in (labels[f"period:{one.kind}"], one.label, people) if part)
        days = when(one.first_day, one.last_day, labels)
        rows.append(
            (Cell(what, links.to_words(one)), Cell(days), Cell(one.track.name if one.track else ""), Cell(one.document.title or ""))
        )
    title = f"{labels['timeline.ceasefires']}, {labels['timeline.releases']}, {labels['timeline.statements']}"
    return Table(title, _head(labels, "event", "date", "track", "sources"), tuple(rows))


def actors_table(network: NetworkView, *, labels: Labels | None = None, links: Links | None = None, most: int = 8) -> Table:
    """Every actor of a network with its meetings and those it met most often."""
    labels, links = labels or Labels(), links or Links()
    names = {actor.id: actor.name for actor, _ in network.nodes}
    met: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for left, right, count in network.edges:
        if left in names and right in names:
            met[left].append((-count, names[right]))
            met[right].append((-count, names[left]))
    rows = []
    for actor, count in sorted(network.nodes, key=lambda node: (-node[1], node[0].name, node[0].id)):
        partners = sorted(met[actor.id])
        told = ", ".join(f"{name} ({-times})" for times, name in partners[:most]) + (
            f" +{len(partners) - most}" if len(partners) > most else ""
        )
        kind = labels[f"actor:{actor.kind or 'unknown'}"]
        rows.append((Cell(actor.name, links.to_actor(actor)), Cell(kind), Cell(str(count), is_number=True), Cell(told)))
    return Table(labels["network.title"], _head(labels, "actor", "kind", "meetings", "with"), tuple(rows))


def places_table(places: Sequence[PlaceView], *, labels: Labels | None = None, links: Links | None = None) -> Table:
    """Every place with the precision it is known with and its meetings; rows carry the ids that the map links to."""
    labels, links = labels or Labels(), links or Links()
    rows = []
    for number, place in ranked(places):
        days = sorted(day for one in place.meetings for day in (one.first_day, one.last_day) if day)
        rows.append(
            (
                Cell(place.name, anchor=f"place-{number}"),
                Cell(place.country or ""),
                Cell(str(len(place.meetings)), is_number=True),
                Cell(labels[f"precision:{place.precision}"]),
                Cell(when(days[0], None, labels) if days else ""),
                Cell(when(days[-1], None, labels) if days else ""),
            )
        )
    return Table(labels["map.title"], _head(labels, "place", "country", "meetings", "precision", "first", "last"), tuple(rows))


def roles_table(actor: ActorView, *, labels: Labels | None = None) -> Table:
    """The roles of an actor with the number of meetings and the first and last day."""
    labels = labels or Labels()
    rows = tuple(
        (Cell(labels[f"role:{role}"]), Cell(str(count), is_number=True), Cell(when(first, None, labels)), Cell(when(last, None, labels)))
        for role, count, first, last in actor.roles
    )
    return Table(labels["roles.title"], _head(labels, "role", "meetings", "first", "last"), rows)


def ranked(places: Sequence[PlaceView]) -> list[tuple[int, PlaceView]]:
    """Places with their number, those with most meetings first; map and table number them alike."""
    return list(enumerate(sorted(places, key=lambda place: (-len(place.meetings), place.name, place.country or ""))))


def _head(labels: Labels, *words: str) -> tuple[str, ...]:
    return tuple(labels[f"table.{word}"] for word in words)
