"""Rows of projected tables replaced by what follows from the ledger now: only what differs is written, and what changed is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model

from sulh.record.inserting import insert
from sulh.record.projection.models import rows as rows_of
from sulh.record.projection.touched import Touched, batches

__all__ = ["put", "replace"]


def put(rows: Iterable[Model], touched: Touched) -> None:
    """Insert new rows that have their keys; what `bulk_create` does, without its checks of every value of every row."""
    by_model: dict[type[Model], list[tuple[Any, ...]]] = {}
    for row in rows:
        model = type(row)
        by_model.setdefault(model, []).append(_plain(row, _attributes(model)))
    for model, plain in by_model.items():
        _insert(model, plain)
        touched.changed.add(model._meta.db_table)


def replace(model: type[Model], column: str, owners: Iterable[Any], rows: Iterable[Model], touched: Touched) -> None:
    """Let `rows` be the only ones whose `column` is one of `owners`: rows that are there already in the same words stay untouched."""
    attributes = _attributes(model)
    new = {row.pk: _plain(row, attributes) for row in rows}
    before: dict[Any, tuple[Any, ...]] = {}
    for some in batches(sorted(set(owners))):
        found = rows_of(model).filter(**{f"{column}__in": some}).values_list(*attributes)
        key = attributes.index(_key(model))
        before.update({row[key]: tuple(row) for row in found})
    wrong = [key for key, row in before.items() if _as_read(model, new.get(key)) != row]
    for some in batches(wrong):
        gone = rows_of(model).filter(pk__in=some)
        gone._raw_delete(gone.db)
    fresh = [row for key, row in new.items() if key not in before or key in set(wrong)] if wrong else _missing(new, before)
    _insert(model, fresh)
    if wrong or fresh:
        touched.changed.add(model._meta.db_table)


def _missing(new: dict[Any, tuple[Any, ...]], before: dict[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row for key, row in new.items() if key not in before]


def _as_read(model: type[Model], row: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """A row as the database gives it back: lists of codes are tuples before they are stored."""
    if row is None:
        return None
    return tuple(list(value) if isinstance(value, tuple) else value for value in row)


def _key(model: type[Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.attname)


def _attributes(model: type[Model]) -> list[str]:
    return [str(field.attname) for field in model._meta.concrete_fields]


def _plain(row: Model, attributes: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in attributes)


def _insert(model: type[Model], rows: Sequence[tuple[Any, ...]]) -> None:
    fields = model._meta.concrete_fields
    lists = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    if lists:
        rows = [
            tuple(
                field.get_db_prep_save(value, connection) if place in lists else value
                for place, (field, value) in enumerate(zip(fields, row, strict=True))
            )
            for row in rows
        ]
    insert(model._meta.db_table, [str(field.column) for field in fields], rows)
