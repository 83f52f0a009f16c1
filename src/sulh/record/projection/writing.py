"""Rows of projected tables replaced by what follows from the ledger now: only what differs is written, and what changed is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import JSONField, Model

from sulh.record.canonical import parsed
from sulh.record.inserting import insert, remove, select
from sulh.record.projection.touched import Touched, batches

__all__ = ["NewRow", "new", "put", "replace"]


class NewRow(NamedTuple):
    """A row to be written: the values of its model's columns, in their order."""

    model: type[Model]
    values: tuple[Any, ...]


def new(model: type[Model], **values: Any) -> NewRow:
    """A row of a model, by its columns. An instance of the model takes ten times as long to make, and half of adding is rows."""
    made = tuple([values.pop(name) if name in values else default() for name, default in _defaults(model)])
    if values:
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(values))}")
    return NewRow(model, made)


def put(rows: Iterable[Model | NewRow], touched: Touched) -> None:
    """Insert new rows that have their keys; what `bulk_create` does, without its checks of every value of every row."""
    by_model: dict[type[Model], list[tuple[Any, ...]]] = {}
    for row in rows:
        model, values = _plain(row)
        by_model.setdefault(model, []).append(values)
    for model, plain in by_model.items():
        _insert(model, plain)
        touched.changed.add(model._meta.db_table)


def replace(model: type[Model], column: str, owners: Iterable[Any], rows: Iterable[Model | NewRow], touched: Touched) -> None:
    """Let `rows` be the only ones whose `column` is one of `owners`: rows that are there already in the same words stay untouched."""
    fields, key = _columns(model), _key(model)
    columns = [str(field.column) for field in fields.values()]
    place, table = list(fields).index(key), model._meta.db_table
    lists = [place for place, field in enumerate(fields.values()) if isinstance(field, JSONField)]
    wanted = {values[place]: values for _, values in map(_plain, rows)}
    before: dict[Any, tuple[Any, ...]] = {}
    for some in batches(() if touched.from_empty else sorted(set(owners))):
        for row in select(table, columns, str(fields[column].column), some):
            before[row[place]] = _read(row, lists) if lists else row
    wrong = {pk for pk, row in before.items() if pk not in wanted or (_as_read(wanted[pk], lists) if lists else wanted[pk]) != row}
    for some in batches(wrong):
        remove(table, columns[place], some)
    fresh = [row for pk, row in wanted.items() if pk not in before or pk in wrong]
    _insert(model, fresh)
    if wrong or fresh:
        touched.changed.add(model._meta.db_table)


def _as_read(row: tuple[Any, ...], lists: Sequence[int]) -> tuple[Any, ...]:
    """A row as the database gives it back: lists of codes are tuples before they are stored."""
    cells = list(row)
    for place in lists:
        cells[place] = list(cells[place]) if isinstance(cells[place], tuple) else cells[place]
    return tuple(cells)


def _read(row: tuple[Any, ...], lists: Sequence[int]) -> tuple[Any, ...]:
    """A row of the database with its JSON as values."""
    cells = list(row)
    for place in lists:
        cells[place] = parsed(cells[place])
    return tuple(cells)


def _key(model: type[Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.attname)


@cache
def _columns(model: type[Model]) -> Mapping[str, Any]:
    return {str(field.attname): field for field in model._meta.concrete_fields}


@cache
def _defaults(model: type[Model]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    return tuple((name, field.get_default) for name, field in _columns(model).items())


def _plain(row: Model | NewRow) -> NewRow:
    return row if isinstance(row, NewRow) else NewRow(type(row), tuple(getattr(row, name) for name in _columns(type(row))))


def _insert(model: type[Model], rows: list[tuple[Any, ...]]) -> None:
    fields = model._meta.concrete_fields
    lists = [(place, field) for place, field in enumerate(fields) if isinstance(field, JSONField)]
    if lists:
        rows = [_stored(row, lists) for row in rows]
    insert(model._meta.db_table, [str(field.column) for field in fields], rows)


def _stored(row: tuple[Any, ...], lists: Sequence[tuple[int, Any]]) -> tuple[Any, ...]:
    cells = list(row)
    for place, field in lists:
        cells[place] = field.get_db_prep_save(cells[place], connection)
    return tuple(cells)
