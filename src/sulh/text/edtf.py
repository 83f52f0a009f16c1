"""Dates in the Extended Date/Time Format (ISO 8601-2) at the precision a text gives."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import product
from typing import Literal

from sulh.model.errors import DateError

__all__ = ["Edtf", "Precision", "compare", "days_in_month", "earliest", "latest", "make", "parse", "precision", "valid"]

Precision = Literal["day", "month", "part", "year"]

_SHAPE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%]?)")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# ISO 8601-2, 4.8: 21-24 seasons, 25-28 northern, 29-32 southern seasons, 33-36 quarters, 37-39 thirds, 40-41 halves.
_PARTS = frozenset(range(21, 42))
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_THIRDS = {37: (1, 4), 38: (5, 8), 39: (9, 12)}
_HALVES = {40: (1, 6), 41: (7, 12)}
# First and last month of a part of the year; a season without a hemisphere has the bounds of its year.
_PART_MONTHS = _QUARTERS | _THIRDS | _HALVES


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date whose digits may be X (not known).

    `month` is two characters, 21-41 being a part of the year; `qualifier` is '', '~', '?' or '%'.
    """

    year: str
    month: str | None = None
    day: str | None = None
    qualifier: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.year, self.month, self.day) if part is not None) + self.qualifier

    @property
    def known_year(self) -> int | None:
        """The year when all four digits are known."""
        return _known(self.year)

    @property
    def known_month(self) -> int | None:
        """The month 1-12 when both digits are known and it is no part of a year."""
        month = _known(self.month)
        return month if month is not None and month <= 12 else None

    @property
    def known_day(self) -> int | None:
        """The day of the month when both digits are known."""
        return _known(self.day)


def _known(digits: str | None) -> int | None:
    return None if digits is None or "X" in digits else int(digits)


def _fillings(digits: str, low: int, high: int) -> list[int]:
    """Return the numbers from `low` to `high` that match `digits`, ascending."""
    choices = ("0123456789" if digit == "X" else digit for digit in digits)
    return [number for number in (int("".join(combination)) for combination in product(*choices)) if low <= number <= high]


def days_in_month(month: int, year: int | None = None) -> int:
    """Return the length of a month; February has 29 days when the year is not known."""
    if month == 2 and year is not None and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return 28
    return _MONTH_LENGTHS[month - 1]


def _day_exists(year: str, months: list[int], days: list[int]) -> bool:
    known = _known(year)
    if known is not None or 2 not in months or months != [2] or days != [29]:
        return any(day <= days_in_month(month, known) for month in months for day in days)
    return any(days_in_month(2, candidate) == 29 for candidate in _fillings(year, 0, 9999))


def parse(value: str) -> Edtf:
    """Parse a date: YYYY, YYYY-MM or YYYY-MM-DD, X for a digit not known, ~ ? or % at the end.

    Raises DateError when it has another shape or can be no date of the Gregorian calendar. Source: ISO 8601-2:2019, levels 0 to 2.
    """
    shape = _SHAPE.fullmatch(value) if isinstance(value, str) else None
    if shape is None:
        raise DateError(f"{value!r} is no EDTF date: write YYYY, YYYY-MM or YYYY-MM-DD, with X for a digit that is not known")
    year, month, day, qualifier = shape.groups()
    if month is not None:
        months = _fillings(month, 1, 12)
        is_part = "X" not in month and int(month) in _PARTS
        if not (months or is_part):
            raise DateError(f"{value!r} is no EDTF date: there is no month {month}")
        if day is not None and (is_part or not _day_exists(year, months, _fillings(day, 1, 31))):
            raise DateError(f"{value!r} is no EDTF date: there is no day {day} in it")
    return Edtf(year, month, day, qualifier)


def valid(value: str) -> bool:
    """Return whether `parse` accepts `value`."""
    try:
        parse(value)
    except DateError:
        return False
    return True


def precision(value: str) -> Precision:
    """Return the finest unit that `value` states: 'day', 'month', 'part' (a season, quarter or half of a year) or 'year'.

    A unit whose digits are all X is not stated, so XXXX-07-07 is 'day' and 2019-XX is 'year'. Raises DateError.
    """
    date = parse(value)
    if date.day is not None and date.day != "XX":
        return "day"
    if date.month is None or date.month == "XX":
        return "year"
    return "month" if date.month[0] in "01X" or "X" in date.month else "part"


def make(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """Return a date as EDTF; an unknown year is XXXX. Raises DateError when there is no such date."""
    text = "XXXX" if year is None else f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}" + ("" if day is None else f"-{day:02d}")
    parse(text)
    return text


def earliest(value: str) -> dt.date | None:
    """Return the first day that `value` can mean; None when its year has no known digit. Raises DateError."""
    return _bound(value, first=True)


def latest(value: str) -> dt.date | None:
    """Return the last day that `value` can mean; None when its year has no known digit. Raises DateError."""
    return _bound(value, first=False)


def _bound(value: str, *, first: bool) -> dt.date | None:
    date = parse(value)
    if date.year == "XXXX":
        return None
    years = _fillings(date.year, 1, 9999)
    low, high = 1, 12
    months = list(range(1, 13))
    if date.month is not None and "X" not in date.month and int(date.month) in _PARTS:
        low, high = _PART_MONTHS.get(int(date.month), (1, 12))
        months = list(range(low, high + 1))
    elif date.month is not None:
        months = _fillings(date.month, 1, 12)
    days = _fillings(date.day, 1, 31) if date.day is not None else list(range(1, 32))
    step = 1 if first else -1
    for year in years[::step]:
        for month in months[::step]:
            for day in days[::step]:
                if day <= days_in_month(month, year):
                    return dt.date(year, month, day)
    return None


def compare(left: str, right: str) -> int | None:
    """Return -1, 0 or 1 if `left` is wholly before, equal to, or wholly after `right`; None when they overlap or cannot be compared.

    Two dates without a year cannot be compared: they may be of different years. Raises DateError.
    """
    if str(parse(left)) == str(parse(right)) and "X" not in left:
        return 0
    left_first, left_last = earliest(left), latest(left)
    right_first, right_last = earliest(right), latest(right)
    if left_first is None or left_last is None or right_first is None or right_last is None:
        return None
    if left_last < right_first:
        return -1
    return 1 if left_first > right_last else None
