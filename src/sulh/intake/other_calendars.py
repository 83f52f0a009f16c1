"""Years and days of the Islamic calendar, by the moon, and of the Iranian one, by the sun, as Gregorian ones."""

from __future__ import annotations

import datetime as dt
import re

from sulh.model import MissingExtraError

__all__ = ["CALENDARS", "OLDEST_GREGORIAN", "converted_day", "days_of", "years_of"]

CALENDARS = ("hijri", "solar")
# No year before is one of the Gregorian calendar on a list of people who are looked for.
OLDEST_GREGORIAN = 1600
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
# Before the years that hijridate knows (its table begins with 1343): the mean length of its year, right to a year.
_FIRST_KNOWN, _LAST_KNOWN = 1343, 1500
_MEAN, _BEGIN = 0.970224, 621.5774


def years_of(calendar: str, year: int) -> tuple[int, int]:
    """Return the first and last Gregorian year that a year touches. Raises ValueError for a calendar that is none."""
    if calendar == "solar":
        return year + 621, year + 622
    if calendar != "hijri":
        raise ValueError(f"there is no calendar {calendar!r}: say {' or '.join(CALENDARS)}")
    if not _FIRST_KNOWN <= year < _LAST_KNOWN:
        about = int(year * _MEAN + _BEGIN)
        return about, about + 1
    first = _gregorian(year, 1, 1)
    return first.year, (_gregorian(year + 1, 1, 1) - dt.timedelta(days=1)).year


def days_of(calendar: str, year: int, month: int, day: int) -> str:
    """Return a day as EDTF, of the Iranian calendar the month or year that it is in. Raises ValueError for a day that is none."""
    if calendar == "solar":
        return _solar(year, month, day)
    if not _FIRST_KNOWN <= year < _LAST_KNOWN:
        raise ValueError(f"is a day of the Islamic year {year}: only those from {_FIRST_KNOWN} on are known to the day")
    return _gregorian(year, month, day).isoformat()


def converted_day(calendar: str, text: str) -> str | None:
    """Return a day of three numbers, the year first or last, as EDTF; None where the text is none, or its year is a Gregorian one.

    Raises ValueError for a day that the calendar has not.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = map(int, found.groups()[:3] if found[1] else reversed(found.groups()[3:]))
    return days_of(calendar, year, month, day) if year < OLDEST_GREGORIAN else None


def _solar(year: int, month: int, day: int) -> str:
    """The Iranian year begins on 20, 21 or 22 March: the month is given where a day more or less is in it too."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        raise ValueError("is no day of the Iranian calendar")
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    about = dt.date(year + 621, 3, 21) + dt.timedelta(days=before + day - 1)
    earlier, later = about - dt.timedelta(days=1), about + dt.timedelta(days=1)
    return about.isoformat()[:7] if earlier.month == later.month else about.isoformat()[:4]


def _gregorian(year: int, month: int, day: int) -> dt.date:
    try:
        from hijridate import Hijri
    except ImportError:
        raise MissingExtraError("Reading Islamic dates", "persons") from None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError) as problem:
        raise ValueError(f"is no day of the Islamic calendar ({problem})") from problem
    return dt.date(found.year, found.month, found.day)
