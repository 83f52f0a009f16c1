"""Long lists of rows as the database has them: Django converts every cell, which takes longer than reading it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

__all__ = ["plain_rows"]


def plain_rows(rows: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """The rows of `values_list`, with JSON as text and, on SQLite, 1 and 0 for true and false."""
    try:
        statement, given = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())
