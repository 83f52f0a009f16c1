"""The rows of a list as facts of a kind: each with its row, each fault with its reason, the newest row of an identifier first of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sulh.intake.cells import CellError, value_of
from sulh.intake.day_order import DayOrders, day_of, day_orders
from sulh.intake.mapping import ColumnMapping
from sulh.intake.place_codes import PlaceCodes
from sulh.intake.positions import with_positions
from sulh.intake.table import ListRow, ListTable, RowError
from sulh.model.kinds import Property, PropertyType

__all__ = ["Taken", "facts", "orders_of"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One row as a fact: its number and line, the identifier it has through all versions of the list, its values, the cell to cite.

    `replaced` are the numbers of rows of the same identifier in this list that are older, which are no facts.
    """

    row: int
    id: str
    values: Mapping[str, Any]
    column: str
    written: str
    replaced: tuple[int, ...] = ()
    line: int | None = None


def orders_of(table: ListTable, mapping: ColumnMapping) -> DayOrders:
    """Return the order of day and month in the dates of the list, with the evidence. Raises IntakeError when nothing decides."""
    columns = mapping.date_columns()
    if not columns:
        return DayOrders({}, ())
    given = mapping.day_order
    return day_orders(table.rows(), columns, pairs=_pairs(mapping), beside=mapping.beside, given=given, name=table.name)


def facts(table: ListTable, mapping: ColumnMapping, orders: DayOrders) -> Iterator[Taken | RowError]:
    """Yield a fact or a fault for each row that counts, in the order of the list; good rows come whatever the others are.

    Two passes: the first finds which row of each identifier is the newest, and holds nothing but identifiers.
    """
    table, mapping = with_positions(table, mapping)
    newest = _newest(table, mapping, orders) if mapping.id else {}
    for row in table.rows():
        if isinstance(row, RowError):
            yield row
            continue
        key = row.cells.get(mapping.id, "") if mapping.id else ""
        counts, replaced = newest.get(key, (row.number, ()))
        if counts != row.number:
            continue
        yield from _fact(row, key, replaced, mapping, orders)


def _pairs(mapping: ColumnMapping) -> tuple[tuple[str, str], ...]:
    """The pairs that the mapping names, and the start and end of the kind."""
    own = tuple(mapping.columns[one] for one in ("start", "end") if one in mapping.columns)
    return (*mapping.pairs, *([(own[0], own[1])] if len(own) == 2 else []))


def _newest(table: ListTable, mapping: ColumnMapping, orders: DayOrders) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Return by identifier the row that counts and the rows that it replaces."""
    best: dict[str, tuple[Any, int]] = {}
    older: dict[str, list[int]] = {}
    for row in table.rows():
        if isinstance(row, RowError) or not (key := row.cells.get(mapping.id, "")):
            continue
        at = (_age(row.cells.get(mapping.newest, ""), orders) if mapping.newest else "", row.number)
        if key not in best:
            best[key] = at
        else:
            older.setdefault(key, []).append(min(best[key], at)[1])
            best[key] = max(best[key], at)
    return {key: (best[key][1], tuple(sorted(rows))) for key, rows in older.items()}


def _age(text: str, orders: DayOrders) -> str:
    """What is compared to tell the newer of two rows: a day with whatever time follows it, else the text."""
    day = day_of(text, orders.by_spelling)
    return f"{day.isoformat()} {text}" if day is not None else text


def _fact(row: ListRow, key: str, replaced: tuple[int, ...], mapping: ColumnMapping, orders: DayOrders) -> Iterator[Taken | RowError]:
    values: dict[str, Any] = dict(mapping.constants)
    faults: list[RowError] = []
    cited = ""
    for name, column in mapping.columns.items():
        text = row.cells.get(column)
        if text is None:
            continue
        cited = cited or column
        try:
            _put(values, name, text, mapping, orders, is_day=column in row.dates)
        except CellError as problem:
            faults.append(RowError(row.number, column, str(problem), text, row.line))
    if mapping.id and not key:
        faults.append(RowError(row.number, mapping.id, "is empty: without an identifier nobody can tell its next version", "", row.line))
    for one in mapping.of.values:
        if one.required and one.name not in values and not faults:
            column = mapping.columns.get(one.name, "")
            faults.append(RowError(row.number, column, f"is empty: a {mapping.kind} needs its {one.name}", "", row.line))
    if faults:
        yield from faults
        return
    column = mapping.id or cited
    yield Taken(row.number, key, values, column, row.cells.get(column, ""), replaced, row.line)


def _put(values: dict[str, Any], name: str, text: str, mapping: ColumnMapping, orders: DayOrders, *, is_day: bool) -> None:
    """Put what a cell says with the values; a list's parts are parted by the mark of the mapping."""
    key, _, role = name.partition(":")
    one = mapping.of.by_name[key]
    codes = mapping.codes.get(key, {})
    if key in mapping.place_codes:
        text = mapping.split.join(_place(item, mapping.place_codes[key]) for item in (_items(text, mapping) if one.many else [text]))
    if one.part is not None:
        values.setdefault(key, []).extend(_part(one, item, role, mapping, orders) for item in _items(text, mapping))
    elif one.many:
        values.setdefault(key, []).extend(value_of(one, item, orders=orders.by_spelling, codes=codes) for item in _items(text, mapping))
    else:
        values[key] = text if is_day and one.holds is PropertyType.DATE else value_of(one, text, orders=orders.by_spelling, codes=codes)


def _place(code: str, codes: PlaceCodes) -> str:
    name = codes.names().get(code.casefold())
    if name is None:
        raise CellError(f"is no code of {codes}: correct it, or name the version that it is from")
    return name


def _items(text: str, mapping: ColumnMapping) -> list[str]:
    return [item.strip() for item in text.split(mapping.split) if item.strip()]


def _part(one: Property, text: str, role: str, mapping: ColumnMapping, orders: DayOrders) -> dict[str, Any]:
    """A part of a meeting from one word of a cell: who took part, in which role; who was there; what it was about."""
    assert one.part is not None
    first, *others = one.part.values
    made = {first.name: value_of(first, text, orders=orders.by_spelling, codes=mapping.codes.get(one.name, {}))}
    if role:
        coded = next(other for other in others if other.codes is not None)
        made[coded.name] = value_of(coded, role, orders=orders.by_spelling, codes={})
    return made
