"""Statements that are put together once: Django takes ten times as long to put one together as the database to answer it.

A function that makes a query becomes one that answers it with rows. What it is given by position are values, which change from call
to call; whoever looks, and what is given by name, are part of the statement, so that what a viewer may see is decided where it always is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from contextvars import Context
from functools import update_wrapper
from itertools import count
from typing import Any, NamedTuple, NoReturn

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from sulh.record.shapes import Viewer

__all__ = ["Prepared", "prepared"]

Row = tuple[Any, ...]

_MOST = 2000  # statements; each viewer's scope has its own
_LONGEST = 512  # values in a list; a longer one is put together each time
# Values that stand for others while a statement is put together: no text has the first, and the second fits every column of numbers.
_TEXT, _NUMBER = "\ue0f7{}\ue0f7", -2_147_000_000

_held: dict[Hashable, _Statement | None] = {}


class _Statement(NamedTuple):
    """SQL with its values, of which those in `places` change: each with the number of the argument, and of the item where it is a list."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[tuple[int, int, int | None], ...]
    converters: tuple[tuple[int, Any, Any], ...]

    def rows(self, given: Sequence[Any]) -> list[Row]:
        """The rows for these arguments, as the database has them."""
        return self._asked(self.sql, given)

    def number(self, given: Sequence[Any]) -> int:
        """How many rows there are for these arguments."""
        ((found,),) = self._asked(f"SELECT COUNT(*) FROM ({self.sql}) counted", given)
        return int(found)

    def _asked(self, sql: str, given: Sequence[Any]) -> list[Row]:
        values = list(self.values)
        for place, at, item in self.places:
            values[place] = given[at] if item is None else given[at][item]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


class Prepared:
    """A query that is put together once for each viewer's scope, each form of what is given by name, and each length of a list.

    Values are texts, whole numbers, or several of one sort; nothing that the query is made of may be read from the database.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self._make = make
        update_wrapper(self, make)

    def __call__(self, *given: Any, **shape: Hashable) -> list[Row]:
        """The rows of the query, as `values_list` gives them."""
        statement, values = self._statement(given, shape)
        if statement is None:
            return []
        found = statement.rows(values)
        return list(_converted(found, statement.converters)) if statement.converters else found

    def plain(self, *given: Any, **shape: Hashable) -> list[Row]:
        """The rows as the database has them: JSON as text and, on SQLite, 1 and 0 for true and false. For long lists."""
        statement, values = self._statement(given, shape)
        return statement.rows(values) if statement else []

    def number(self, *given: Any, **shape: Hashable) -> int:
        """How many rows there are."""
        statement, values = self._statement(given, shape)
        return statement.number(values) if statement else 0

    def _statement(self, given: Sequence[Any], shape: dict[str, Hashable]) -> tuple[_Statement | None, list[Any]]:
        values = [_listed(one) for one in given]
        if any(isinstance(one, list) and len(one) > _LONGEST for one in values):
            return _put_together(self._make, values, shape), values
        padded = [_padded(one) for one in values]
        key = (connection.vendor, self._make, tuple(map(_form, padded)), tuple(sorted(shape.items())))
        if key in _held:
            return _held[key], padded
        if len(_held) >= _MOST:
            _held.clear()
        statement = _held[key] = _put_together(self._make, padded, shape)
        return statement, padded


def prepared(make: Callable[..., QuerySet[Any, Any]]) -> Prepared:
    """`make` as a `Prepared` query; it ends in `values_list`."""
    return Prepared(make)


def _listed(one: Any) -> Any:
    """Several values as a list, sets in order, so that the same ones give the same statement."""
    if isinstance(one, Set):
        return sorted(one)
    return list(one) if isinstance(one, Iterable) and not isinstance(one, (str, Viewer)) else one


def _padded(one: Any) -> Any:
    """A list with its last value repeated, so that few lengths are in use."""
    return [*one, *one[-1:] * ((1 << (len(one) - 1).bit_length()) - len(one))] if isinstance(one, list) and one else one


def _form(one: Any) -> Hashable:
    """What of an argument the statement depends on."""
    if isinstance(one, Viewer):
        return one.scope, one.audiences
    if isinstance(one, list):
        return (len(one), type(one[0]).__name__ if one else "")
    return type(one).__name__


def _put_together(make: Callable[..., QuerySet[Any, Any]], given: Sequence[Any], shape: dict[str, Hashable]) -> _Statement | None:
    """The statement for arguments like these; None where it cannot find anything."""
    standing: dict[Any, tuple[int, int | None]] = {}
    numbers = count()

    def stands(value: Any, at: int, item: int | None = None) -> Any:
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            raise TypeError(f"{make.__name__}: {value!r} is neither a text nor a whole number")
        number = next(numbers)
        made = _TEXT.format(number) if isinstance(value, str) else _NUMBER - number
        standing[made] = (at, item)
        return made

    arguments: list[Any] = []
    for at, one in enumerate(given):
        if isinstance(one, Viewer):
            # Statements are shared by all of one scope, so nothing in them may follow from the person.
            arguments.append(Viewer("", "", one.scope, one.audiences))
        else:
            arguments.append([stands(value, at, item) for item, value in enumerate(one)] if isinstance(one, list) else stands(one, at))
    with connection.execute_wrapper(_refuse):
        # In a context of its own: what this reader knows of tables that are empty must not stand in a statement for others.
        query = Context().run(make, *arguments, **shape).query
        compiler = query.get_compiler(connection=connection)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return None
        columns = compiler.get_converters([one[0] for one in compiler.select])
    places = [(place, *standing[value]) for place, value in enumerate(values) if isinstance(value, (str, int)) and value in standing]
    if {one[1:] for one in places} != set(standing.values()):
        raise TypeError(f"{make.__name__}: a value does not stand in the statement as it was given")
    converters = tuple((column, one, expression) for column, (ones, expression) in columns.items() for one in ones)
    return _Statement(sql, tuple(values), tuple(places), converters)


def _refuse(*_: Any) -> NoReturn:
    raise TypeError("a statement that is put together once follows from nothing that is read")


def _converted(rows: Iterable[Row], converters: Sequence[tuple[int, Any, Any]]) -> Iterator[Row]:
    for row in rows:
        cells = list(row)
        for column, convert, expression in converters:
            cells[column] = convert(cells[column], expression, connection)
        yield tuple(cells)
