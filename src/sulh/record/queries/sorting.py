"""Lists in the order of one of their columns: what has no value stands last whichever way round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from sulh.text.folding import fold

__all__ = ["Says", "as_it_is", "in_order"]

Row = TypeVar("Row")


class Says(Protocol):
    """How a value of a column is put in words, for names and codes to be ordered as they are read; `name` is the record's own."""

    def __call__(self, column: str, value: str, name: str = "") -> str:
        """The words."""


def as_it_is(column: str, value: str, name: str = "") -> str:
    """What the record calls it, else the value itself."""
    return name or value


def in_order(keyed: Iterable[tuple[Row, Any]], descending: bool = False) -> list[Row]:
    """The rows by their keys: texts without regard to case and accents; equal ones stay in the order in which they come."""
    made = [(row, _key(key)) for row, key in keyed]
    there = sorted((one for one in made if one[1] is not None), key=lambda one: one[1], reverse=descending)
    return [row for row, _ in (*there, *(one for one in made if one[1] is None))]


def _key(key: Any) -> Any:
    """A key that can be compared; None where its first part is missing."""
    parts = key if isinstance(key, tuple) else (key,)
    if parts[0] in (None, ""):
        return None
    return tuple((part is None, fold(part) if isinstance(part, str) else part or 0) for part in parts)
