"""Lists of persons read for a command: rows as texts by field, dates year first, and each fault with file, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sulh.model import MissingExtraError, SulhError

if TYPE_CHECKING:
    from sulh.intake import ListRow
    from sulh.persons.releases import HeldPerson

__all__ = ["FIELDS_OF_DATES", "held_people", "person_rows", "usage"]

FIELDS_OF_DATES = ("held_since", "on")
_SHOWN = 20
_Made = TypeVar("_Made")


def person_rows(path: Path, made: Callable[[Mapping[str, str], int], _Made], *, needed: Sequence[str] = ()) -> list[_Made]:
    """Return what `made` makes of each row of a list, from its texts by field and its number.

    Columns are known by their words in English or Arabic, codes of a file and the order of day and month are found as `sulh.intake` finds
    them. Raises UsageError that names every faulty row, at most the first twenty: a list of persons is taken whole or not at all.
    """
    from sulh.intake import ListRow, open_table
    from sulh.intake.day_order import day_orders
    from sulh.persons.list_words import field_columns

    table = open_table(path)
    columns = field_columns(table.columns)
    lacking = [field for field in needed if field not in columns]
    if lacking:
        raise click.UsageError(f"{path}: has no column {lacking[0]}; `sulh release columns` lists what columns may be called")
    dates = [columns[field] for field in FIELDS_OF_DATES if field in columns]
    orders = day_orders(table.rows(), dates, name=str(path)).by_spelling if dates else {}
    good, faults = [], []
    for row in table.rows():
        if not isinstance(row, ListRow):
            faults.append(f"{path}, {row}")
            continue
        try:
            good.append(made({field: _cell(row, column, field, orders) for field, column in columns.items()}, row.number))
        except SulhError as problem:
            faults.append(f"{path}, row {row.number}: {_named(str(problem), columns)}")
    if faults:
        more = [f"{len(faults) - _SHOWN} further rows have faults"] if len(faults) > _SHOWN else []
        raise click.UsageError("\n".join((*faults[:_SHOWN], *more)))
    return good


def held_people(lists: Sequence[str], year: int | None) -> list[HeldPerson]:
    """Return the persons of lists, each a path, or `HOLDER=PATH` where no column says who holds them."""
    found: list[HeldPerson] = []
    for given in lists:
        holder, equals, path = given.partition("=")
        name, where = (holder, Path(path)) if equals and not Path(given).exists() else ("", Path(given))
        found += person_rows(where, partial(_held, name, year), needed=("id", "name", "category"))
    return found


def _held(holder: str, year: int | None, cells: Mapping[str, str], _: int) -> HeldPerson:
    from sulh.persons.releases import held_person

    return held_person(cells, holder, year=year)


@contextmanager
def usage() -> Iterator[None]:
    """What cannot be used ends the command with status 2, the reason in words; so does a part that is not installed."""
    try:
        yield
    except MissingExtraError:
        raise
    except SulhError as problem:
        raise click.UsageError(str(problem)) from problem


def _cell(row: ListRow, column: str, field: str, orders: Mapping[str, object]) -> str:
    """The text of a cell; a day with its year first."""
    from sulh.intake.day_order import day_of, spelling
    from sulh.persons.list_words import plain_digits

    text = row.cells.get(column, "")
    if field in FIELDS_OF_DATES and spelling(plain_digits(text)):
        day = day_of(plain_digits(text), orders)  # type: ignore[arg-type]
        return day.isoformat() if day is not None else text
    return text


def _named(problem: str, columns: Mapping[str, str]) -> str:
    """The fault with the column as the file calls it."""
    for field, column in columns.items():
        if problem.startswith(f"column {field}") and field.casefold() != column.casefold():
            return problem.replace(f"column {field}", f"column {column}", 1)
    return problem
