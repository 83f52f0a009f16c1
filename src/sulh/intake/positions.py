"""Positions of the rows of a list, from a column of latitudes and one of longitudes: off the earth, exchanged, or taken."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sulh.intake.mapping import AXES, POSITION, ColumnMapping
from sulh.intake.table import ListRow, ListTable, RowError

__all__ = ["LATITUDE_LONGITUDE", "Among", "exchanged", "point", "position_of", "with_positions"]

LATITUDE_LONGITUDE = ("latitude", "longitude")
_MADE = "position of latitude and longitude"
# Positions outside the middle 98 % of their country's by more than this many degrees are looked at for exchanged numbers.
_MARGIN = 1.0
# Of fewer positions than this nothing is found by comparing them.
_FEW = 5


def with_positions(table: ListTable, mapping: ColumnMapping) -> tuple[ListTable, ColumnMapping]:
    """Return the list with a column of positions made of the two that the mapping names, and the mapping to that column."""
    if not set(AXES) <= mapping.columns.keys():
        return table, mapping
    latitude, longitude = (mapping.columns[one] for one in AXES)
    columns, country = (latitude, longitude), mapping.columns.get("country", "")
    among = Among.of(table, columns, country)

    def rows() -> Iterator[ListRow | RowError]:
        for row in table.rows():
            at = position_of(row, columns) if isinstance(row, ListRow) else None
            if isinstance(row, RowError) or isinstance(at, RowError):
                yield at if isinstance(at, RowError) else row
            elif at is not None and among.is_exchanged(row.cells.get(country, ""), *at):
                yield exchanged(row, columns)
            else:
                yield ListRow(row.number, {**row.cells, **({_MADE: point(at)} if at else {})}, row.line, row.dates)

    others = {key: column for key, column in mapping.columns.items() if key not in AXES}
    made = ListTable(table.name, (*table.columns, _MADE), table.digest, table.remarks, rows)
    return made, replace(mapping, columns={**others, POSITION: _MADE})


def exchanged(row: ListRow, columns: tuple[str, str]) -> RowError:
    """The fault of a row whose latitude and longitude seem to be exchanged."""
    reason = "lies far from the others; exchanged with its longitude it lies among them"
    return RowError(row.number, columns[0], reason, row.cells[columns[0]], row.line)


def position_of(row: ListRow, columns: tuple[str, str]) -> tuple[float, float] | RowError | None:
    """Latitude and longitude, None where both are empty, or what is wrong with them."""
    found = []
    for name, most in zip(columns, (90, 180), strict=True):
        text = row.cells.get(name, "")
        try:
            value = float(text) if text else None
        except ValueError:
            return RowError(row.number, name, "is no number", text, row.line)
        if value is not None and not abs(value) <= most:
            reason = "is no latitude; are latitude and longitude exchanged?" if most == 90 else "is no longitude"
            return RowError(row.number, name, reason, text, row.line)
        found.append(value)
    latitude, longitude = found
    if latitude is None or longitude is None:
        lacking = columns[0] if latitude is None else columns[1]
        return None if latitude == longitude else RowError(row.number, lacking, "is empty, though the other is not", "", row.line)
    return latitude, longitude


def point(at: tuple[float, float] | None) -> str:
    """A position as GeoJSON; "" for none."""
    return json.dumps({"type": "Point", "coordinates": [at[1], at[0]]}, separators=(",", ":")) if at is not None else ""


@dataclass(frozen=True, slots=True)
class Among:
    """The middle 98 % of the latitudes and of the longitudes of each country of a list."""

    spans: Mapping[str, tuple[tuple[float, float], tuple[float, float]]]

    @classmethod
    def of(cls, table: ListTable, columns: tuple[str, str], country: str) -> Among:
        """Those of a list with these columns of latitude, longitude and, where there is one, country."""
        held: dict[str, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        for row in table.rows():
            at = position_of(row, columns) if isinstance(row, ListRow) else None
            if isinstance(at, tuple):
                for values, value in zip(held[row.cells.get(country, "")], at, strict=True):  # type: ignore[union-attr]
                    values.append(value)
        return cls({name: (_middle(both[0]), _middle(both[1])) for name, both in held.items()})

    def is_exchanged(self, country: str, latitude: float, longitude: float) -> bool:
        """Whether a position is far from all others while the exchanged one is among them."""
        if country not in self.spans:
            return False
        own, other = self.spans[country]
        return not (_in(latitude, own) or _in(longitude, other)) and _in(longitude, own) and _in(latitude, other)


def _middle(values: list[float]) -> tuple[float, float]:
    """The middle 98 % of them, and of a few all but the outermost, among which an exchanged number would hide."""
    ordered = sorted(values)
    out = max(round(0.01 * (len(ordered) - 1)), int(len(ordered) >= _FEW))
    return ordered[out], ordered[-1 - out]


def _in(value: float, span: tuple[float, float]) -> bool:
    return span[0] - _MARGIN <= value <= span[1] + _MARGIN
