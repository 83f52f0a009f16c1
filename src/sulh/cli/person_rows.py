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
    from sulh.intake import ListRow, ListTable
    from sulh.persons.releases import HeldPerson

__all__ = ["FIELDS_OF_DATES", "held_people", "ignoring", "person_rows", "usage"]

FIELDS_OF_DATES = ("held_since", "on")
_SHOWN = 20
_Made = TypeVar("_Made")


def ignoring(command: Callable[..., None]) -> Callable[..., None]:
    """The option of every command that reads a list of persons."""
    option = click.option("--ignore", multiple=True, metavar="COLUMN", help="A column that is not to be read. Repeatable.")
    return option(command)


def person_rows(
    path: Path, made: Callable[[Mapping[str, str], int], _Made], *, needed: Sequence[str] = (), ignored: Sequence[str] = ()
) -> list[_Made]:
    """Return what `made` makes of each row of a list, from its texts by field and its number.

    Columns are known by their words in English or Arabic; encoding, separators and the order of day and month are found as `sulh.intake`
    finds them, and said. Raises UsageError that names every faulty row, at most the first twenty: a list of persons is taken whole or not
    at all. So it does for a column with something in it that nobody knows and that is not `ignored`: it may hold a refusal.
    """
    from sulh.intake import ListRow, open_table
    from sulh.intake.day_order import day_orders
    from sulh.persons.list_words import field_columns

    table = open_table(path)
    columns = field_columns(table.columns)
    lacking = [field for field in needed if field not in columns]
    if lacking:
        raise click.UsageError(f"{path}: has no column {lacking[0]}; `sulh release columns` lists what columns may be called")
    _all_known(table, columns, ignored)
    dates = [columns[field] for field in FIELDS_OF_DATES if field in columns]
    found = day_orders(table.rows(), dates, name=str(path)) if dates else None
    orders = found.by_spelling if found is not None else {}
    for remark in (*table.remarks, *(found.evidence if found is not None else ())):
        click.echo(f"{table.name}: {remark}", err=True)
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


def _all_known(table: ListTable, columns: Mapping[str, str], ignored: Sequence[str]) -> None:
    """Raise UsageError for a filled column that stands for no field, or for one that another column stands for already."""
    from sulh.intake import ListRow

    left = [column for column in table.columns if column not in columns.values() and column not in ignored]
    filled = {column for row in table.rows() if isinstance(row, ListRow) for column in left if row.cells.get(column)} if left else set()
    unknown = [column for column in left if column in filled]
    if unknown:
        raise click.UsageError(
            f"{table.name}: the column {unknown[0]!r} has no name that is known, or its field has another column already; call it by a "
            f"name that `sulh release columns` lists, or leave it unread with --ignore {unknown[0]!r}"
        )


def held_people(lists: Sequence[str], year: int | None, ignored: Sequence[str] = ()) -> list[HeldPerson]:
    """Return the persons of lists, each a path, or `HOLDER=PATH` where no column says who holds them."""
    found: list[HeldPerson] = []
    for given in lists:
        holder, equals, path = given.partition("=")
        name, where = (holder, Path(path)) if equals and not Path(given).exists() else ("", Path(given))
        found += person_rows(where, partial(_held, name, year), needed=("id", "name", "category"), ignored=ignored)
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
