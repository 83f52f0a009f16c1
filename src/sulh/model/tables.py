"""Readings as tidy tables: the columns of each kind of fact follow from its declaration, for CSV files and Polars frames alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sulh.model.errors import MissingExtraError
from sulh.model.facts import Facts
from sulh.model.kinds import Kind, Property, PropertyType, kinds

if TYPE_CHECKING:
    import polars

__all__ = ["TABLES", "Cell", "Column", "Holds", "Row", "cells", "columns_of", "documents_once", "frames", "rows"]

Cell = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Cell]
Holds = Literal["text", "whole", "number", "yes_no", "list", "day"]

_HOLDS: Mapping[PropertyType, Holds] = {PropertyType.COUNT: "whole", PropertyType.ORDINAL: "whole", PropertyType.FLAG: "yes_no"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells hold, the vocabulary of its codes, the property it comes from.

    `list` is a list of texts, `day` is YYYY-MM-DD.
    """

    name: str
    holds: Holds = "text"
    codes: str = ""
    of: str = ""


def columns_of(one: Property) -> tuple[Column, ...]:
    """The columns of a property: an actor has identifier, name and kind, several actors lists of identifiers and of names."""
    if one.holds is PropertyType.ACTOR and one.many:
        return Column(one.name, "list", of=one.name), Column(f"{one.one}_names", "list", of=one.name)
    if one.holds is PropertyType.ACTOR:
        return (
            Column(one.name, of=one.name),
            Column(f"{one.name}_name", of=one.name),
            Column(f"{one.name}_kind", "text", "ActorKind", one.name),
        )
    return (Column(one.name, "list" if one.many else _HOLDS.get(one.holds, "text"), one.vocabulary, one.name),)


def cells(one: Property, value: Any) -> Row:
    """The cells of a property's columns from its value in plain JSON."""
    names = [column.name for column in columns_of(one)]
    if one.holds is PropertyType.ACTOR and one.many:
        return dict(zip(names, (tuple(actor["id"] for actor in value), tuple(actor["name"] for actor in value)), strict=True))
    if one.holds is PropertyType.ACTOR:
        return dict(zip(names, (value["id"], value["name"], value["kind"]) if value else (None, None, None), strict=True))
    return {one.name: tuple(value) if one.many else value}


def _table(kind: Kind) -> tuple[Column, ...]:
    keys = [Column("document"), Column("id"), *([Column(kind.within)] if kind.within else [])]
    values = [column for one in kind.values for column in columns_of(one)]
    cites = [Column("quote"), Column("span_start", "whole"), Column("span_end", "whole")]
    return (*keys, *values, *cites, *([Column("spans", "list")] if kind.cites_many else []))


_DOCUMENTS = (
    *(Column(name) for name in ("document", "path", "title", "publisher", "published", "language")),
    Column("kind", codes="DocumentKind"),
    Column("length", "whole"),
)
TABLES: Mapping[str, tuple[Column, ...]] = {"documents": _DOCUMENTS} | {
    kind.plural: _table(kind) for whole in kinds() for kind in (whole, *(one.part for one in whole.parts if one.part))
}


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
    types = {"text": pl.String(), "whole": pl.Int64(), "number": pl.Float64(), "yes_no": pl.Boolean(), "list": pl.List(pl.String)}
    collected: dict[str, list[Row]] = {name: [] for name in TABLES}
    for reading, is_new in documents_once(readings):
        for name, row in rows(reading):
            if is_new or name == "documents":
                collected[name].append(row)
    return {
        name: pl.DataFrame(
            {column.name: [_listed(row[column.name]) for row in collected[name]] for column in columns},
            schema={column.name: types[column.holds] for column in columns},
        )
        for name, columns in TABLES.items()
    }


def _listed(cell: Cell) -> object:
    return list(cell) if isinstance(cell, tuple) else cell


def rows(reading: Facts) -> Iterator[tuple[str, Row]]:
    """Each row of one reading with the name of its table; the cells stand in the order of the table's columns."""
    document = reading.document
    known = {name: getattr(document, name) for name in ("path", "title", "publisher", "published", "language")}
    yield "documents", {"document": document.id, **known, "kind": reading.kind.value, "length": len(document.text)}
    for kind in kinds():
        for number, fact in enumerate(getattr(reading, kind.plural), 1):
            yield from _rows(reading, kind, fact, f"{kind.name}{number}", {})


def _rows(reading: Facts, kind: Kind, fact: Any, ordinal: str, within: Row) -> Iterator[tuple[str, Row]]:
    """The row of a fact, then those of its parts."""
    from sulh.model.serial import plain

    # Twelve hexadecimal digits of the document (48 bits) are unique far beyond the size of any archive of talks.
    key = f"{reading.document.id.removeprefix('sha256:')[:12]}-{ordinal}"
    stated = plain(kind, fact)
    cites = fact.cites if kind.cites_many else (fact.cite,)
    row: Row = {"document": reading.document.id, "id": key, **within}
    for one in kind.values:
        row |= cells(one, stated[one.name])
    row |= {"quote": cites[0].quote, "span_start": cites[0].start, "span_end": cites[0].end}
    if kind.cites_many:
        row["spans"] = tuple(f"{cite.start}-{cite.end}" for cite in cites)
    yield kind.plural, row
    for one in kind.parts:
        assert one.part is not None
        for number, part in enumerate(getattr(fact, one.name), 1):
            yield from _rows(reading, one.part, part, f"{ordinal}-{one.part.claim}{number}", {kind.name: key})
