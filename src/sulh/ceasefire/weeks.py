"""Incidents counted by week, from the weeks before a ceasefire to those after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CountedDays", "DatedCounts", "Unobserved", "WeekCount", "first_week", "observed_parts", "unreached"]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_WEEK = 7
# The week in which terms begin counts as before if so many of its days are before them.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Unobserved:
    """Days, inclusive, on which nobody could look, and why: access denied, cloud, no patrol.

    `zones` names those in which that was so, and is None where it was so everywhere; no zone at all is somewhere else.
    """

    start: dt.date
    end: dt.date
    reason: str = ""
    zones: tuple[str, ...] | None = None


def unreached(first: dt.date | None, last: dt.date | None) -> tuple[Unobserved, ...]:
    """All days before the first and after the last that a source reaches, both inclusive; every day where it reaches none."""
    if first is None or last is None:
        return (Unobserved(dt.date.min, dt.date.max, "no source"),)
    day, found = dt.timedelta(days=1), []
    if first > dt.date.min:
        found.append(Unobserved(dt.date.min, first - day, "no source"))
    if last < dt.date.max:
        found.append(Unobserved(last + day, dt.date.max, "no source"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CountedDays:
    """What somebody counted day by day: cases of each day that was counted; all other days are unknown.

    `by` is the side or mission that counted, in words, and `zone` the zone in which, "" for everywhere; `what` is a code of what was
    counted.
    """

    by: str
    what: str
    days: Mapping[dt.date, float]
    zone: str = ""

    def weekly(self, zero: dt.date, before: int, after: int) -> tuple[Floats, Floats]:
        """The cases of each week around the Monday `zero`, and the part of the week that was counted."""
        counts, seen = np.zeros(before + after), np.zeros(before + after)
        for day, count in self.days.items():
            week = (day - zero).days // _WEEK + before
            if 0 <= week < counts.size:
                counts[week] += count
                seen[week] += 1 / _WEEK
        return counts, np.minimum(seen, 1.0)


@dataclass(frozen=True, slots=True)
class WeekCount:
    """Counts by week: `values` in order, week 0 at index `zero`; `long` of the incidents lasted more than a week."""

    values: Floats
    zero: int
    long: int


def first_week(start: dt.date) -> dt.date:
    """Return the Monday that weeks are counted from: of the first calendar week most of whose days are in force.

    So whole weeks of the calendar are compared, the same that pictures show, and the week in which terms begin is on the side
    where most of its days are.
    """
    monday = start - dt.timedelta(days=start.weekday())
    return monday if start.weekday() < _MOST else monday + dt.timedelta(days=_WEEK)


@dataclass(frozen=True)
class DatedCounts:
    """Incidents as numbers: days counted from the Monday of week 0, and for each measure how much an incident counts."""

    start: Integers
    end: Integers
    measures: Mapping[str, Floats]

    @classmethod
    def of(cls, incidents: pl.DataFrame, monday: dt.date, measures: Iterable[str]) -> DatedCounts:
        """Take them from a table of incidents; the measure "incidents" counts each as 1, others are columns."""
        start, end = ((incidents[name].to_physical().cast(int).to_numpy() - _days_since_1970(monday)) for name in ("start", "end"))
        held = {
            one: np.ones(incidents.height) if one == "incidents" else incidents[one].fill_null(0).to_numpy().astype(np.float64)
            for one in measures
        }
        return cls(start, end, held)

    def weekly(self, measure: str, before: int, after: int, part: Flags | None = None, *, spread: bool = False) -> WeekCount:
        """Count the incidents of a `part` (all by default) for `before` weeks to the Monday of week 0 and `after` weeks from it.

        An incident counts in the week in which it starts; with `spread`, one of many days gives each week the part of its days in it.
        """
        start, end, weight = self.start, self.end, self.measures[measure]
        if part is not None:
            start, end, weight = start[part], end[part], weight[part]
        values = np.zeros(before + after)
        inside = (start >= -before * _WEEK) & (start < after * _WEEK)
        several = (end // _WEEK > start // _WEEK) if spread else np.zeros_like(inside)
        single = inside & ~several
        values += np.bincount(start[single] // _WEEK + before, weight[single], before + after)
        if spread:
            _spread(values, start[several], end[several], weight[several], before)
        return WeekCount(values, before, int(np.sum(inside & (end - start >= _WEEK))))


def _days_since_1970(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days


def _spread(values: Floats, start: Integers, end: Integers, weight: Floats, before: int) -> None:
    """Add to each week the part of the days of long incidents that lies in it."""
    daily = weight / (end - start + 1)
    for number in range(values.size):
        monday = (number - before) * _WEEK
        days = np.minimum(end, monday + _WEEK - 1) - np.maximum(start, monday) + 1
        values[number] += float(np.sum(np.clip(days, 0, _WEEK) * daily))


def observed_parts(zero: dt.date, before: int, after: int, unobserved: Iterable[Unobserved]) -> Floats:
    """Return for each week the part of its days on which somebody could look, from 0 to 1."""
    days = np.ones((before + after) * _WEEK)
    for one in unobserved:
        first = (one.start - zero).days + before * _WEEK
        days[max(first, 0) : max((one.end - zero).days + before * _WEEK + 1, 0)] = 0.0
    parts: Floats = days.reshape(-1, _WEEK).mean(axis=1)
    return parts
