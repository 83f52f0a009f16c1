"""When two values of a property agree: dates of different precision, names of one place, stages of one meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache

from sulh.text.edtf import earliest, latest, parse, precision, valid

__all__ = ["compatible", "day_range", "dominant_status", "finer", "first_day", "last_day", "with_year"]

_RANK = {"day": 3, "month": 2, "part": 1, "year": 0}
# A meeting announced, then under way, then over is one story; only a meeting that was held and called off is two.
_STAGE = {"planned": 0, "ongoing": 1, "held": 2}


@lru_cache(maxsize=65536)
def first_day(date: str | None) -> str | None:
    """The earliest day of an EDTF date as YYYY-MM-DD; None without a year."""
    day = earliest(date) if date else None
    return day.isoformat() if day else None


@lru_cache(maxsize=65536)
def last_day(date: str | None) -> str | None:
    """The latest day of an EDTF date as YYYY-MM-DD; None without a year."""
    day = latest(date) if date else None
    return day.isoformat() if day else None


def day_range(start: str | None, end: str | None) -> tuple[dt.date, dt.date] | None:
    """The first and last day that a meeting from `start` to `end` can have taken; None when no year is known."""
    first = first_day(start) or first_day(end)
    last = last_day(end) or last_day(start)
    if first is None or last is None:
        return None
    return dt.date.fromisoformat(first), max(dt.date.fromisoformat(last), dt.date.fromisoformat(first))


@lru_cache(maxsize=65536)
def finer(date: str) -> tuple[int, int]:
    """How much a date says, for ordering: unit first, then the number of known digits."""
    return _RANK[precision(date)], sum(character.isdigit() for character in date)


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


def with_year(date: str, others: Sequence[str]) -> str:
    """A date without a year, in the year that the other dates agree on; any other date as it is."""
    years = {other[:4] for other in others if "X" not in other[:4]}
    if not date.startswith("XXXX") or len(years) != 1:
        return date
    filled = years.pop() + date[4:]
    return filled if valid(filled) else date


def dominant_status(present: Sequence[str], weight: Callable[[str], Hashable]) -> tuple[str, bool]:
    """The status to show of those claimed, and whether sources contradict each other: held and cancelled cannot both be.

    `weight` orders rivals: the greatest wins.
    """
    stages = [status for status in present if status in _STAGE]
    furthest = max(stages, key=lambda status: _STAGE[status], default=None)
    if "cancelled" not in present:
        return furthest or present[0], False
    if furthest in (None, "planned"):
        return "cancelled", False
    return max(("cancelled", str(furthest)), key=lambda status: weight(status)), True  # type: ignore[arg-type,return-value]
