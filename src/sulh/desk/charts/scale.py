"""Days as places on a line: the range of a timeline, its ticks and the bins that marks are gathered in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sulh import words

__all__ = ["Scale", "Tick", "day", "days_between", "months_on", "units"]

_LEAST_AIR = timedelta(days=3)
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "five": 60, "ten": 120}


def day(iso: str | None) -> date | None:
    """YYYY-MM-DD as a date; None when absent or no day that the calendar has."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def days_between(first: date, last: date) -> int:
    """Days from the first to the last, both counted."""
    return (last - first).days + 1


def months_on(start: date, months: int) -> date:
    """The first day of the month so many months on; stays within what the calendar can say."""
    whole = min(max(start.year * 12 + start.month - 1 + months, 12), 9999 * 12 + 11)
    return date(whole // 12, whole % 12 + 1, 1)


def units(since: date, until: date, unit: str) -> Iterator[tuple[date, date]]:
    """The weeks, months, quarters, halves or years that cover the range, as first and last day."""
    start = _floor(since, unit)
    while start <= until:
        following = start + timedelta(days=7) if unit == "week" else months_on(start, _MONTHS_OF[unit])
        if following <= start:
            yield start, until
            return
        yield start, following - timedelta(days=1)
        start = following


def _floor(at: date, unit: str) -> date:
    if unit == "week":
        return at - timedelta(days=min(at.weekday(), at.toordinal() - 1))
    size = _MONTHS_OF[unit]
    if size > 12:
        years = size // 12
        return date(max(at.year // years * years, 1), 1, 1)
    return date(at.year, (at.month - 1) // size * size + 1, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its words; a major one begins a year."""

    at: date
    words: str
    major: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Days `since`..`until`, both shown whole, on the pixels `left`..`right`."""

    since: date
    until: date
    left: float
    right: float

    @classmethod
    def of(cls, days: Iterable[date], since: date | None, until: date | None, left: float, right: float) -> Scale:
        """The range asked for, else the range of the days with a little air; a year where there is no day at all."""
        known = sorted(days)
        first = since or (known[0] if known else (until - timedelta(days=364) if until else date(2020, 1, 1)))
        last = until or (known[-1] if known else months_on(first, 12))
        if last < first:
            first, last = last, first
        air = timedelta(days=max(3, (last - first).days // 60))
        if since is None and first.toordinal() > air.days + 1:
            first -= air
        if until is None and last.toordinal() + air.days < date.max.toordinal():
            # The air makes no new year, of which too little would be shown to name it.
            last = min(last + air, max(date(last.year, 12, 31), last + _LEAST_AIR))
        return cls(first, last, left, right)

    @property
    def days(self) -> int:
        """How many days are shown."""
        return days_between(self.since, self.until)

    def x(self, at: date) -> float:
        """Where a day begins."""
        return self.left + (self.right - self.left) * (at - self.since).days / self.days

    def middle(self, first: date, last: date) -> float:
        """The middle of some days, as far as they are shown."""
        first, last = max(first, self.since), min(last, self.until)
        return (self.x(first) + self.x(last) + (self.right - self.left) / self.days) / 2

    def shows(self, first: date, last: date) -> bool:
        """Whether any of the days is in the range."""
        return first <= self.until and last >= self.since

    def unit(self, pixels: float) -> str:
        """The smallest unit that is at least so many pixels wide."""
        per_day = (self.right - self.left) / self.days
        sizes = (("week", 7), ("month", 30.4), ("quarter", 91.3), ("half", 182.6), ("year", 365.25), ("five", 1826))
        return next((name for name, days in sizes if days * per_day >= pixels), "ten")

    def ticks(self, language: str = "en") -> list[Tick]:
        """The lines of the grid: years, quarters, months or weeks, as many as can carry words."""
        unit = self.unit(38)
        starts = [first for first, _ in units(self.since, self.until, unit) if self.since <= first <= self.until]
        found = [Tick(first, _words(first, unit, language), first.month == 1 and first.day == 1) for first in starts]
        if found and str(found[0].at.year) not in found[0].words:
            found[0] = Tick(found[0].at, f"{found[0].words} {found[0].at.year}", major=True)
        return found


def _words(at: date, unit: str, language: str) -> str:
    if unit in ("year", "five", "ten") or (unit in ("half", "quarter", "month") and at.month == 1):
        return str(at.year)
    if unit == "quarter":
        return words.phrase("date.quarter", number=(at.month + 2) // 3, language=language)
    month = words.month(at.month, "short", language=language)
    return f"{at.day} {month}" if unit == "week" else month
