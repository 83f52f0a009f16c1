"""Rows whose list of codes has a code in it, on either database."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

__all__ = ["holding"]

Row = TypeVar("Row", bound=Model)


def holding(rows: QuerySet[Row], column: str, code: str) -> QuerySet[Row]:
    """Rows of which the JSON list at `column` has `code`: its quoted form stands in the list's text.

    SQLite cannot ask a list what it holds; identifiers and codes have no quotes in them.
    """
    quoted = '"' + code.replace('"', "") + '"'
    name = f"{column}_text".replace("__", "_")
    found: QuerySet[Row] = rows.alias(**{name: Cast(column, TextField())}).filter(**{f"{name}__contains": quoted})
    return found
