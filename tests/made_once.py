"""What many tests begin with, made by the code once in a process: the others get the rows that it made put back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from django.db import connection
from tampering import unguarded

from sulh.desk.memory import forget
from sulh.record import looks

__all__ = ["made_once"]

Made = TypeVar("Made")
_Rows = dict[str, list[tuple[Any, ...]]]
# By what it is called and what was in the database before it: what the code gave, and every row afterwards.
_MADE: dict[tuple[str, str], tuple[Any, _Rows]] = {}


def made_once(name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, and the database as it leaves it. Only SQLite's rows are put back; on other databases all is made anew."""
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info < (3, 37):
        return make()
    before = _rows()
    key = (name, sha256(repr(before).encode()).hexdigest())
    if key not in _MADE:
        made = make()
        _MADE[key] = (made, _rows())
        return made
    looks._KNOWN.clear()
    forget()
    found, after = _MADE[key]
    _put(before, after)
    return found  # type: ignore[no-any-return]


def _rows() -> _Rows:
    """Every row, by table; the search index is left out, which triggers fill."""
    rows: _Rows = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_schema")
        for table, asked in _selects(tuple(cursor.fetchall())).items():
            cursor.execute(asked)
            rows[table] = cursor.fetchall()
    return rows


@lru_cache(maxsize=4)
def _selects(schema: tuple[tuple[str], ...]) -> dict[str, str]:
    """For every table of a database with this `schema` the statement that asks for all of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tables.name, columns.name FROM pragma_table_list tables, pragma_table_info(tables.name) columns"
            " WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name <> 'sqlite_schema' ORDER BY tables.name, columns.cid"
        )
        columns: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            # As an expression a value comes as it is stored: no type of Python is made of it.
            columns.setdefault(table, []).append(f'+"{column}"')
    return {table: f'SELECT {", ".join(names)} FROM "{table}"' for table, names in columns.items()}


def _put(before: _Rows, after: _Rows) -> None:
    # Filling a table moves the numbers that follow on: how far they had come is put back last.
    changed = sorted((table for table, rows in after.items() if rows != before[table]), key="sqlite_sequence".__eq__)
    with unguarded(), connection.cursor() as cursor:
        for table in changed:
            cursor.execute(f'DELETE FROM "{table}"')
            if after[table]:
                marks = ", ".join(["%s"] * len(after[table][0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', after[table])
