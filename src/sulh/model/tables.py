"""Readings as tidy tables: one definition of names, columns and types for CSV files and Polars frames alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.errors import MissingExtraError
from sulh.model.facts import Facts, Meeting

if TYPE_CHECKING:
    import polars

__all__ = ["TABLES", "Cell", "Column", "Row", "documents_once", "frames", "rows"]

Cell = str | int | bool | tuple[str, ...] | None
Row = dict[str, Cell]
Kind = Literal["text", "whole", "yes_no", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells hold (`list` is a list of texts) and what it means."""

    name: str
    kind: Kind
    meaning: str


def _columns(*specs: str) -> tuple[Column, ...]:
    """Columns from lines `name:kind meaning`; the kind is text when left out."""
    made = []
    for spec in specs:
        head, _, meaning = spec.partition(" ")
        name, _, kind = head.partition(":")
        kinds: dict[str, Kind] = {"": "text", "whole": "whole", "yes_no": "yes_no", "list": "list"}
        made.append(Column(name, kinds[kind], meaning))
    return tuple(made)


_KEYS = ("document identifier of the document: sha256 of its bytes", "id identifier of the row: document digits and ordinal numbers")
_CITE = ("quote words cited", "span_start:whole first code point of the quote", "span_end:whole code point after the quote")
_CITES = ("quote words first cited", *_CITE[1:], "spans:list every span cited, start-end")
_ACTOR = ("actor identifier of the actor", "actor_name name of the actor", "actor_kind sort of actor")

TABLES: Mapping[str, tuple[Column, ...]] = {
    "documents": _columns(
        _KEYS[0], "path path as given", "title title", "publisher publisher", "published date of publication, EDTF",
        "language language tag", "kind sort of document", "length:whole code points in the text",
    ),
    "meetings": _columns(
        *_KEYS, "kind form of the meeting", "track format it belongs to", "ordinal:whole number within the track",
        "start first day, EDTF", "end last day, EDTF", "city city as written", "country ISO 3166-1 alpha-2",
        "status held, ongoing, planned or cancelled", "core:yes_no whether the document is mainly about it", *_CITES,
    ),
    "participants": _columns(*_KEYS, "meeting row of the meeting", *_ACTOR, "role role at this meeting", *_CITES),
    "people": _columns(
        *_KEYS, "meeting row of the meeting", "name name", "office office held", "head_of_delegation:yes_no whether leading a delegation",
        *_ACTOR, *_CITES,
    ),
    "agenda": _columns(*_KEYS, "meeting row of the meeting", "issue issue code", "text wording", *_CITE),
    "acts": _columns(
        *_KEYS, "act what the statement does", "actors:list identifiers of the actors", "actor_names:list their names",
        "issues:list issue codes", "date date of the statement, EDTF", "due date it is due, EDTF", *_CITE,
    ),
    "tracks": _columns(
        *_KEYS, "name name of the track", "started start, EDTF", "initiators:list identifiers of the initiators",
        "initiator_names:list their names", "venue usual place", "parallel_to track it runs beside", "part_of track it belongs to", *_CITES,
    ),
    "ceasefires": _columns(
        *_KEYS, "event what happened to the ceasefire", "start first day, EDTF", "end last day, EDTF",
        "parties:list identifiers of the parties", "party_names:list their names", "area where", *_CITE,
    ),
    "releases": _columns(
        *_KEYS, "what sort of release", "by identifier of the releasing actor", "by_name its name", "to identifier of the receiving actor",
        "to_name its name", "count:whole persons or remains", "date date, EDTF", *_CITE,
    ),
}  # fmt: skip


def documents_once(readings: Iterable[Facts]) -> Iterator[tuple[Facts, bool]]:
    """Each reading with whether its content is new: a file given twice is two documents rows but one set of facts."""
    seen: set[str] = set()
    for reading in readings:
        yield reading, reading.document.id not in seen
        seen.add(reading.document.id)


def frames(readings: Iterable[Facts]) -> dict[str, polars.DataFrame]:
    """All tables over the readings as Polars frames: String, Int64, Boolean, List(String); empty tables are typed too.

    The same content under two paths gives two rows of `documents` and its facts once. Raises MissingExtraError without Polars.
    """
    try:
        import polars as pl
    except ModuleNotFoundError as missing:
        raise MissingExtraError("tables as Polars frames", "tables") from missing
    types = {"text": pl.String(), "whole": pl.Int64(), "yes_no": pl.Boolean(), "list": pl.List(pl.String)}
    collected: dict[str, list[Row]] = {name: [] for name in TABLES}
    for reading, is_new in documents_once(readings):
        for name, row in rows(reading):
            if is_new or name == "documents":
                collected[name].append(row)
    return {
        name: pl.DataFrame(
            {column.name: [_listed(row[column.name]) for row in collected[name]] for column in columns},
            schema={column.name: types[column.kind] for column in columns},
        )
        for name, columns in TABLES.items()
    }


def _listed(cell: Cell) -> object:
    return list(cell) if isinstance(cell, tuple) else cell


def rows(reading: Facts) -> Iterator[tuple[str, Row]]:
    """Each row of one reading with the name of its table; the cells stand in the order of the table's columns."""
    document = reading.document
    yield "documents", {
        "document": document.id,
        "path": document.path,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "kind": reading.kind.value,
        "length": len(document.text),
    }
    for number, meeting in enumerate(reading.meetings, 1):
        yield from _meeting_rows(reading, meeting, number)
    for number, act in enumerate(reading.acts, 1):
        yield "acts", {
            **_keys(reading, f"act{number}"), "act": act.act.value, **_actors("actors", "actor_names", act.actors),
            "issues": tuple(issue.value for issue in act.issues), "date": act.date, "due": act.due, **_cite(act.cite),
        }  # fmt: skip
    for number, track in enumerate(reading.tracks, 1):
        yield "tracks", {
            **_keys(reading, f"track{number}"), "name": track.name, "started": track.started,
            **_actors("initiators", "initiator_names", track.initiators),
            "venue": track.venue, "parallel_to": track.parallel_to, "part_of": track.part_of, **_cites(track.cites),
        }  # fmt: skip
    for number, event in enumerate(reading.ceasefires, 1):
        yield "ceasefires", {
            **_keys(reading, f"ceasefire{number}"), "event": event.event.value, "start": event.start, "end": event.end,
            **_actors("parties", "party_names", event.parties), "area": event.area, **_cite(event.cite),
        }  # fmt: skip
    for number, release in enumerate(reading.releases, 1):
        yield "releases", {
            **_keys(reading, f"release{number}"), "what": release.what.value, **_side("by", release.by), **_side("to", release.to),
            "count": release.count, "date": release.date, **_cite(release.cite),
        }  # fmt: skip


def _meeting_rows(reading: Facts, meeting: Meeting, number: int) -> Iterator[tuple[str, Row]]:
    keys = _keys(reading, f"meeting{number}")
    key = str(keys["id"])
    yield "meetings", {
        **keys, "kind": meeting.kind.value, "track": meeting.track, "ordinal": meeting.ordinal,
        "start": meeting.start, "end": meeting.end, "city": meeting.city, "country": meeting.country,
        "status": meeting.status.value, "core": meeting.core, **_cites(meeting.cites),
    }  # fmt: skip
    for index, one in enumerate(meeting.participants, 1):
        yield "participants", {
            **_keys(reading, f"meeting{number}-participant{index}"), "meeting": key, **_actor(one.actor),
            "role": one.role.value, **_cites(one.cites),
        }  # fmt: skip
    for index, person in enumerate(meeting.people, 1):
        yield "people", {
            **_keys(reading, f"meeting{number}-person{index}"), "meeting": key, "name": person.name, "office": person.office,
            "head_of_delegation": person.head_of_delegation, **_actor(person.actor), **_cites(person.cites),
        }  # fmt: skip
    for index, item in enumerate(meeting.agenda, 1):
        yield "agenda", {
            **_keys(reading, f"meeting{number}-agenda{index}"), "meeting": key, "issue": item.issue.value, "text": item.text,
            **_cite(item.cite),
        }  # fmt: skip


def _keys(reading: Facts, ordinal: str) -> Row:
    """Twelve hexadecimal digits of the document (48 bits) are unique far beyond the size of any archive of talks."""
    return {"document": reading.document.id, "id": f"{reading.document.id.removeprefix('sha256:')[:12]}-{ordinal}"}


def _cite(cite: Citation) -> Row:
    return {"quote": cite.quote, "span_start": cite.start, "span_end": cite.end}


def _cites(cites: tuple[Citation, ...]) -> Row:
    return {**_cite(cites[0]), "spans": tuple(f"{cite.start}-{cite.end}" for cite in cites)}


def _actor(actor: Actor | None) -> Row:
    if actor is None:
        return {"actor": None, "actor_name": None, "actor_kind": None}
    return {"actor": actor.id, "actor_name": actor.name, "actor_kind": actor.kind.value}


def _side(side: str, actor: Actor | None) -> Row:
    return {side: actor.id if actor else None, f"{side}_name": actor.name if actor else None}


def _actors(ids: str, names: str, actors: tuple[Actor, ...]) -> Row:
    return {ids: tuple(actor.id for actor in actors), names: tuple(actor.name for actor in actors)}
