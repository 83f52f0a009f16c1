"""The result of building one date expression, and token functions that the builders share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sulh.text.dates_parts import DateKind, DateParts
from sulh.text.dates_tokens import Tokens
from sulh.text.edtf import days_in_month

__all__ = ["MONTHS", "Built", "calendar_parts", "first_of", "single"]

MONTHS = "Mmj"


@dataclass(frozen=True, slots=True)
class Built:
    """The meaning of one expression; `start` and `end` are token indices, half-open."""

    start: int
    end: int
    kind: DateKind
    first: DateParts
    last: DateParts | None = None


def first_of(tokens: Tokens, letters: str, start: int, end: int) -> int | None:
    """Return the index of the first token whose kind is one of `letters`."""
    return next((index for index in range(start, end) if tokens.kinds[index] in letters), None)


def calendar_parts(tokens: Tokens, start: int, end: int) -> DateParts:
    """Return year, month and day between two token indices; a day that its month does not have is dropped."""
    parts = DateParts()
    for index in range(start, end):
        kind, value = tokens.kinds[index], tokens.values[index]
        if kind in MONTHS:
            parts = replace(parts, month=value)
        elif kind in "01" or (kind == "o" and tokens.kinds[index + 1 : index + 2] == "f"):
            parts = replace(parts, day=value)
        elif kind == "9":
            parts = replace(parts, year=value)
        elif kind in "Ww":
            parts = replace(parts, weekday=value)
        elif kind in "LNS" and tokens.kinds[index + 1 : index + 2] == "y":
            parts = replace(parts, year_shift=value)
    if parts.day is not None and parts.month is not None and parts.day > days_in_month(parts.month, parts.year):
        return replace(parts, day=None, weekday=None)
    return parts


def single(start: int, end: int, parts: DateParts) -> Iterator[Built]:
    """Yield a single date, of the kind given by its parts."""
    if parts.day is not None:
        yield Built(start, end, "day", parts)
    elif parts.month is not None:
        yield Built(start, end, "month", replace(parts, weekday=None))
    elif parts.year is not None:
        yield Built(start, end, "year", parts)
