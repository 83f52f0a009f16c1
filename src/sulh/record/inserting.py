"""Rows into tables and out of them without the compiler of queries: half of the time of adding goes into rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

__all__ = ["insert", "remove", "select", "update_many"]

_WORTH_COPYING = 20  # rows; below, PostgreSQL's COPY costs more than it saves


def insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert the rows; a row has one plain value for each of `columns`."""
    if not rows:
        return
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) >= _WORTH_COPYING:
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def select(table: str, columns: Sequence[str], column: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """These columns of the rows whose `column` has one of the values, as the database has them: JSON as text."""
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}" WHERE "{column}" IN ({places})', values)
        return list(cursor.fetchall())


def remove(table: str, column: str, values: Sequence[Any]) -> None:
    """Take out the rows whose `column` has one of the values."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE "{column}" IN ({", ".join(["%s"] * len(values))})', values)


def update_many(model: type[Model], column: str, values: Iterable[tuple[Any, Any]]) -> None:
    """Set one column of many rows, from pairs of key and value."""
    rows = [(value, key) for key, value in values]
    if rows:
        key = model._meta.pk.column if model._meta.pk is not None else "id"
        with connection.cursor() as cursor:
            cursor.executemany(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE "{key}" = %s', rows)
