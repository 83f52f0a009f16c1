"""Rows into tables without the compiler of queries: half of the time of adding goes into rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model

__all__ = ["insert", "put", "update_many"]

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


def put(rows: Iterable[Model]) -> None:
    """Insert new rows that have their keys; what `bulk_create` does, without its checks of every value of every row."""
    for model, same in groupby(rows, _model_of):
        fields = model._meta.concrete_fields
        names = [field.attname for field in fields]
        plain = [tuple(getattr(row, name) for name in names) for row in same]
        for place, field in enumerate(fields):
            if isinstance(field, JSONField):
                plain = [(*row[:place], field.get_db_prep_save(row[place], connection), *row[place + 1 :]) for row in plain]
        insert(model._meta.db_table, [str(field.column) for field in fields], plain)


def _model_of(row: Model) -> type[Model]:
    return type(row)


def update_many(model: type[Model], column: str, values: Iterable[tuple[Any, Any]]) -> None:
    """Set one column of many rows, from pairs of key and value."""
    rows = [(value, key) for key, value in values]
    if rows:
        key = model._meta.pk.column if model._meta.pk is not None else "id"
        with connection.cursor() as cursor:
            cursor.executemany(f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE "{key}" = %s', rows)
