"""Lists of persons read for a command: rows as texts by field, dates year first, and each fault with file, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sulh.intake.day_order import DayOrder
from sulh.intake.person_lists import Calendar
from sulh.model import MissingExtraError, SulhError

if TYPE_CHECKING:
    from sulh.persons.releases import HeldPerson

__all__ = ["held_people", "ignoring", "person_rows", "usage"]

_Made = TypeVar("_Made")
_ORDER, _CALENDAR = "sulh.day_order", "sulh.calendar"


def ignoring(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads a list of persons; the order of day and month, and the calendar, are for `person_rows`."""
    orders = click.Choice([str(one) for one in DayOrder])
    said = "Where nothing in a list tells day from month."
    command = click.option("--day-order", type=orders, help=said, expose_value=False, callback=_keep_order)(command)
    calendars = click.Choice([str(one) for one in Calendar])
    command = click.option(
        "--calendar", type=calendars, default="gregorian", show_default=True, help="Of years below 1600.", expose_value=False,
        callback=_keep_calendar,
    )(command)  # fmt: skip
    return click.option("--ignore", multiple=True, metavar="COLUMN", help="A column that is not to be read. Repeatable.")(command)


def _keep_order(context: click.Context, _: click.Parameter, given: str | None) -> None:
    context.meta[_ORDER] = DayOrder(given) if given else None


def _keep_calendar(context: click.Context, _: click.Parameter, given: str) -> None:
    context.meta[_CALENDAR] = Calendar(given)


def person_rows(
    path: Path, made: Callable[[Mapping[str, str], int], _Made], *, needed: Sequence[str] = (), ignored: Sequence[str] = ()
) -> list[_Made]:
    """Return what `made` makes of each row of a list: see `list_rows`. What was found of the file is said.

    Raises UsageError for a list that cannot be used.
    """
    from sulh.record.persons.list_files import list_rows

    with usage():
        read = list_rows(
            path, made, needed=needed, ignored=ignored, day_order=click.get_current_context().meta.get(_ORDER),
            calendar=click.get_current_context().meta.get(_CALENDAR, Calendar.GREGORIAN),
            listing="`sulh release columns` lists what columns may be called",
            ignoring="`sulh release columns` lists, or leave it unread with --ignore {column}",
        )  # fmt: skip
    for remark in read.remarks:
        click.echo(f"{path.name}: {remark}", err=True)
    return read.rows


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
