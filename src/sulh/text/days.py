"""The days that an EDTF date can mean, and whether two dates can mean the same day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from sulh.text.edtf import earliest, latest, parse, precision

__all__ = ["compatible", "day_range", "first_day", "last_day"]


@lru_cache(maxsize=65536)
def first_day(date: str | None) -> str | None:
    """The earliest day of an EDTF date or interval as YYYY-MM-DD; None without a year."""
    day = earliest(date.partition("/")[0]) if date else None
    return day.isoformat() if day else None


@lru_cache(maxsize=65536)
def last_day(date: str | None) -> str | None:
    """The latest day of an EDTF date or interval as YYYY-MM-DD; None without a year."""
    day = latest(date.rpartition("/")[2]) if date else None
    return day.isoformat() if day else None


def day_range(start: str | None, end: str | None) -> tuple[dt.date, dt.date] | None:
    """The first and last day that a meeting from `start` to `end` can have taken; None when no year is known."""
    first = first_day(start) or first_day(end)
    last = last_day(end) or last_day(start)
    if first is None or last is None:
        return None
    return dt.date.fromisoformat(first), max(dt.date.fromisoformat(last), dt.date.fromisoformat(first))


@lru_cache(maxsize=65536)
def compatible(one: str, other: str) -> bool:
    """Whether two EDTF dates can mean the same day, one said more exactly than the other."""
    left, right = parse(one), parse(other)
    return all(_fits(a, b) for a, b in ((left.year, right.year), (left.day, right.day))) and _months_fit(one, other)


def _fits(left: str | None, right: str | None) -> bool:
    return left is None or right is None or all("X" in pair or pair[0] == pair[1] for pair in zip(left, right, strict=True))


def _months_fit(one: str, other: str) -> bool:
    left, right = parse(one), parse(other)
    if left.month is None or right.month is None:
        return True
    if "part" not in (precision(one), precision(other)):
        return _fits(left.month, right.month)
    bounds = [(first_day(date), last_day(date)) for date in (one, other)]
    (first, last), (begin, finish) = bounds
    return None in (first, last, begin, finish) or not (str(last) < str(begin) or str(finish) < str(first))
