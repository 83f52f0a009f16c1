"""The meaning of a date expression before it is resolved against the date of writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["DateKind", "DateParts", "DateSpan", "Unit"]

DateKind = Literal["day", "month", "year", "range", "weekday", "relative", "part", "season", "decade", "window", "offset"]
Unit = Literal["hour", "day", "week", "weekend", "month", "year", "decade"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A resolved expression: EDTF dates; `end` is None for a single date, both are None when it cannot be resolved."""

    start: str | None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class DateParts:
    """One side of a date expression as written.

    `year`, `month` (1-12), `day` and `weekday` (Monday 0) are None where the text has none. `side` is -1 for "last", 0 for "this",
    1 for "next". `year_shift` counts years from the anchor ("July last year": -1). `unit` and `shift` hold a distance
    ("two weeks ago": week, -2), `shift` None when it is vague ("several weeks ago"). `part` is 0 beginning, 1 middle, 2 end.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    side: int | None = None
    year_shift: int | None = None
    unit: Unit | None = None
    shift: int | None = None
    part: int | None = None
