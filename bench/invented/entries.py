"""Rows of invented lists as entries, as the file of a list would give them; and how right pairs of them are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bench.invented.people import Row

from sulh.model.person_entry import PersonEntry

__all__ = ["entries", "scored"]

_Pair = TypeVar("_Pair")


def entries(rows: Sequence[Row], name: str) -> list[PersonEntry]:
    """Rows of an invented list as entries."""
    found = []
    for number, row in enumerate(rows, 1):
        place = tuple(one for one in (row.place.split("-")[0], row.place if "-" in row.place else "") if one)
        born = (int(row.born), int(row.born)) if row.born else None
        found.append(PersonEntry(f"{name}:{number}", name, number, row.name, born, row.sex or None, place, row.day or None))
    return found


def scored(joined: set[_Pair], true: set[_Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs."""
    right = len(joined & true)
    return right / max(len(joined), 1), right / max(len(true), 1), 2 * right / max(len(joined) + len(true), 1)
