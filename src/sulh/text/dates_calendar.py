"""Date arithmetic from an anchor: the date, perhaps partial, that relative expressions count from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sulh.model.errors import DateError
from sulh.text import edtf

__all__ = ["Anchor", "anchor_of", "day_text", "month_text", "nearest_year", "year_text"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The known parts of an anchor; `first` and `last` are its first and last possible day when its year is known."""

    year: int | None
    month: int | None
    day: int | None
    first: dt.date | None
    last: dt.date | None

    @property
    def date(self) -> dt.date | None:
        """The anchor as a date when it is known to the day."""
        return self.first if self.day is not None and self.year is not None and self.first == self.last else None

    def text(self) -> str | None:
        """The anchor itself as EDTF, None when nothing of it is known."""
        if self.year is None and self.month is None:
            return None
        return edtf.make(self.year, self.month, self.day)

    def plus_days(self, days: int) -> str | None:
        """The day `days` after the anchor, at the anchor's own precision when that is coarser."""
        date = self.date
        if date is not None:
            return day_text(_moved(date, days))
        if self.year is None and self.month is not None and self.day is not None:
            return _plus_days_yearless(self.month, self.day, days)
        return self.plus_months(0) if self.month is not None else self.plus_years(0)

    def month_after_days(self, days: int) -> str | None:
        """The month of the day `days` after the anchor."""
        moved = self.plus_days(days)
        return None if moved is None else moved[:7]

    def plus_months(self, months: int) -> str | None:
        """The month `months` after the anchor's, or its year when its month is not known."""
        if self.month is None:
            return self.plus_years(0) if months == 0 else None
        years, index = divmod(self.month - 1 + months, 12)
        return month_text(None if self.year is None else self.year + years, index + 1)

    def plus_years(self, years: int) -> str | None:
        """The year `years` after the anchor's."""
        return None if self.year is None else year_text(self.year + years)


def anchor_of(value: str | None) -> Anchor | None:
    """Return the anchor of an EDTF date; None for None and for a date of which nothing is known. Raises DateError."""
    if value is None:
        return None
    date = edtf.parse(value)
    year = date.known_year or None
    month = date.known_month
    day = date.known_day if month is not None else None
    if year is None and month is None:
        return None
    if year is None:
        return Anchor(None, month, day, None, None)
    bounds = edtf.make(year, month, day)
    return Anchor(year, month, day, edtf.earliest(bounds), edtf.latest(bounds))


def _moved(date: dt.date, days: int) -> dt.date | None:
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return None


def _plus_days_yearless(month: int, day: int, days: int) -> str | None:
    """Move a day and month of unknown year by days; when common and leap years give different days, return only the month."""
    common, leap = (_moved_in(year, month, day, days) for year in (2001, 2004))
    if common is None or leap is None or abs(days) > 300:
        return None
    if (common.month, common.day) == (leap.month, leap.day):
        return edtf.make(None, common.month, common.day)
    return edtf.make(None, common.month) if common.month == leap.month else None


def _moved_in(year: int, month: int, day: int, days: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) + dt.timedelta(days=days)
    except ValueError:
        return None
    except OverflowError:
        return None


def day_text(date: dt.date | None) -> str | None:
    """Return a date as EDTF."""
    return None if date is None else date.isoformat()


def year_text(year: int) -> str | None:
    """Return a year as EDTF, None outside 1-9999."""
    return edtf.make(year) if 1 <= year <= 9999 else None


def month_text(year: int | None, month: int) -> str | None:
    """Return a month as EDTF, None outside the years 1-9999."""
    return edtf.make(year, month) if year is None or 1 <= year <= 9999 else None


def nearest_year(anchor: Anchor, month: int, day: int | None, future: bool | None) -> int | None:
    """Return the year in which a month, or a day of it, is nearest to the anchor; None when the anchor has no year.

    `future` True takes the earliest not before the anchor, False the latest not after it. A tie goes to the past.
    """
    if anchor.year is None or anchor.first is None or anchor.last is None:
        return None
    reach = 8 if (month, day) == (2, 29) else 1
    ranked = []
    for year in range(anchor.year - reach, anchor.year + reach + 1):
        try:
            text = edtf.make(year, month, day)
            first, last = edtf.earliest(text), edtf.latest(text)
        except DateError:
            continue
        if first is None or last is None:
            continue
        before, after = (anchor.first - last).days, (first - anchor.last).days
        if (future is True and before > 0) or (future is False and after > 0):
            continue
        ranked.append((max(before, after, 0), year))
    return min(ranked)[1] if ranked else None
