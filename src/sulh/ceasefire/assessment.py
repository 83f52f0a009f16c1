"""What changed after a ceasefire: counts and deaths by zone, kind, side and reporter, with intervals, sensitivity and coverage.

It says change, never effect: truces follow peaks, and a fall that began before the terms goes on after them. So each change comes with
those of shorter and longer windows and with the trend of the weeks before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sulh.ceasefire.count_change import CountChange, change
from sulh.ceasefire.level_breaks import Break, breaks
from sulh.ceasefire.terms import Terms, Zone
from sulh.ceasefire.weeks import CountedDays, DatedCounts, Flags, Floats, Unobserved, first_week, observed_parts
from sulh.ceasefire.zones import Places, Placing, in_force

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Assessed", "Assessment", "Quiet", "TermsAssessed", "ZoneCount", "assess"]

_WINDOWS = (4, 8, 12, 26)
_MEASURES = ("incidents", "deaths", "civilian_deaths")
_WEEK = 7
_HALF = 0.5  # of a week, which has to be observed for its count to be shown


@dataclass(frozen=True, slots=True)
class Assessed:
    """One row: of which incidents (`by` is "all", "zone", "kind", "side" or "reporter", `of` which one), of what, for how many weeks.

    What others counted has "tally" for `by`, or "tally_zone", and for `measure` a code of what they counted. `long` of the incidents
    last more than a week: they count in the week in which they start, unless they were spread.
    """

    by: str
    of: str
    measure: str
    weeks: int
    change: CountChange
    long: int

    @property
    def counts(self) -> tuple[float | None, float | None]:
        """What was counted before and after; None where nobody could look, which is not nought."""
        found = self.change
        before, after = found.observed
        return found.before if before else None, found.after if after else None

    @property
    def is_known(self) -> bool:
        """Whether somebody could look before or after."""
        return any(self.change.observed)


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """How many incidents of the compared weeks lie in a zone while it is in force, near its edge, outside, or cannot be said.

    `seen` is whether anybody could look in weeks while it was in force, and in others; where nobody could, noughts are no counts.
    """

    zone: str
    clause: str
    inside: int
    near: int
    outside: int
    cannot_say: int
    not_in_force: int
    seen: tuple[bool, bool] = (True, True)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The longest run of days without an incident, among those that somebody could observe, while the terms were in force.

    A day on which a zone could not be seen is not known to be quiet. Only the compared weeks after are looked at.
    """

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """Its length in days, both ends counted."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class TermsAssessed:
    """One ceasefire: `monday` is the first day of week 0; `trend` by what factor the count changed a week in the weeks before
    (None where they say nothing of it).

    `weekly` are the incidents of each of the compared weeks, in order, `zone_weekly` the same of each zone; None is a week of which
    less than half could be observed. `observed` is the part of the days compared on which somebody could look, and on `hindered_days`
    of them nobody could somewhere.
    """

    terms: Terms
    monday: dt.date
    rows: tuple[Assessed, ...]
    sensitivity: tuple[Assessed, ...]
    trend: float | None
    zones: tuple[ZoneCount, ...]
    breaks: tuple[tuple[dt.date, Break], ...]
    quiet: Quiet | None
    observed: float
    weekly: tuple[float | None, ...]
    zone_weekly: tuple[tuple[float | None, ...], ...]
    hindered_days: int = 0

    @property
    def has_nothing_before(self) -> bool:
        """Whether weeks before were seen and no incident was counted in them."""
        before = [count for count in self.weekly[: len(self.weekly) // 2] if count is not None]
        return bool(before) and not any(before)

    @property
    def is_reached(self) -> bool:
        """Whether anything is known of the weeks that are compared."""
        return any(row.is_known for row in self.rows)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What changed after each of some ceasefires; `without_place` incidents cannot be said to be in a zone or not."""

    ceasefires: tuple[TermsAssessed, ...]
    incidents: int
    without_place: int
    spread: bool


def assess(
    terms: Terms | Sequence[Terms],
    incidents: pl.DataFrame,
    tallies: Iterable[CountedDays] = (),
    *,
    weeks: int = 12,
    spread: bool = False,
    unobserved: Iterable[Unobserved] = (),
    measures: Sequence[str] = _MEASURES[:2],
) -> Assessment:
    """Compare incidents (a table with the columns of `INCIDENT_COLUMNS`) before and after each of some ceasefires.

    Whole weeks of the calendar are compared, as many before as after; days that are `unobserved` are unknown, never quiet. Each of the
    `tallies` is compared by the days that it counts. Raises ValueError for a window of less than two weeks and for a
    measure that is no column of counts.
    """
    if weeks < 2:
        raise ValueError("a window has two weeks at least")
    if wrong := [one for one in measures if one not in _MEASURES]:
        raise ValueError(f"{wrong[0]!r} cannot be counted; what can is {', '.join(_MEASURES)}")
    gaps, counted = tuple(unobserved), tuple(tallies)
    several = (terms,) if isinstance(terms, Terms) else tuple(terms)
    found = tuple(_assessed(one, incidents, weeks, spread, gaps, measures, counted) for one in several)
    return Assessment(found, incidents.height, int(incidents["radius"].null_count()), spread)


def _assessed(
    terms: Terms, incidents: pl.DataFrame, weeks: int, spread: bool, gaps: tuple[Unobserved, ...], measures: Sequence[str],
    tallies: tuple[CountedDays, ...],
) -> TermsAssessed:
    import polars as pl

    monday = first_week(terms.start)
    longest = max(weeks, *_WINDOWS)
    first, beyond = (monday + dt.timedelta(weeks=count) for count in (-longest, longest))
    about = incidents.filter((pl.col("end") >= first) & (pl.col("start") < beyond))
    dated = DatedCounts.of(about, monday, {"incidents", *measures})
    everywhere = tuple(one for one in gaps if one.zones is None)
    counting = _Counting(dated, observed_parts(monday, longest, longest, everywhere), longest, spread)
    in_zones = [counting.with_gaps(monday, (one for one in gaps if one.zones is None or zone.name in one.zones)) for zone in terms.zones]
    places = Places.of(about)
    where = [places.placed(zone) for zone in terms.zones]
    groups = _groups(about, terms, where)
    by_zone = {zone.name: own for zone, own in zip(terms.zones, in_zones, strict=True)}
    rows = tuple(
        (by_zone[of] if by == "zone" else counting).row(by, of, part, one, weeks) for by, of, part in groups for one in measures
    ) + tuple(_tallied(one, monday, weeks) for one in tallies if not one.zone or one.zone in by_zone)  # fmt: skip
    sensitivity = tuple(counting.row("all", "", None, one, window) for one in measures for window in _WINDOWS)
    series = dated.weekly("incidents", longest, longest, spread=spread).values
    found = tuple((first + dt.timedelta(weeks=one.week), one) for one in breaks(series, counting.seen))
    compared = (dated.start >= -weeks * _WEEK) & (dated.start < weeks * _WEEK)
    zones = tuple(
        _zone_count(zone, at, compared, in_force(about, zone), _seen(zone, monday, own.seen[longest - weeks : longest + weeks]))
        for zone, at, own in zip(terms.zones, where, in_zones, strict=True)
    )
    before = slice(longest - weeks, longest)
    return TermsAssessed(
        terms, monday, rows, sensitivity, _trend(series[before], counting.seen[before]), zones, found,
        _quiet(about, terms, monday + dt.timedelta(weeks=weeks), tuple(one for one in gaps if one.zones != ())),
        float(counting.seen[longest - weeks : longest + weeks].mean()),
        counting.weekly(None, weeks),
        tuple(own.weekly(at == Placing.IN, weeks) for own, at in zip(in_zones, where, strict=True)),
        _hindered(gaps, monday - dt.timedelta(weeks=weeks), monday + dt.timedelta(weeks=weeks)),
    )  # fmt: skip


def _tallied(one: CountedDays, monday: dt.date, weeks: int) -> Assessed:
    """What somebody else counted, before and after, by the days that were counted."""
    counts, seen = one.weekly(monday, weeks, weeks)
    found = change(counts[:weeks], counts[weeks:], seen_before=seen[:weeks], seen_after=seen[weeks:])
    by = "tally_zone" if one.zone else "tally"
    return Assessed(by, one.zone or one.by, one.what, weeks, found, 0)


def _hindered(gaps: Iterable[Unobserved], first: dt.date, beyond: dt.date) -> int:
    """On how many days nobody could look in some place, though elsewhere somebody could."""
    days = np.zeros((beyond - first).days, dtype=bool)
    for one in (one for one in gaps if one.zones is not None):
        days[max((one.start - first).days, 0) : max((one.end - first).days + 1, 0)] = True
    return int(days.sum())


@dataclass(frozen=True, slots=True)
class _Counting:
    dated: DatedCounts
    seen: Floats  # the observed part of each week, from `longest` weeks before week 0 on
    longest: int
    spread: bool

    def with_gaps(self, monday: dt.date, gaps: Iterable[Unobserved]) -> _Counting:
        """The same incidents where other days could be observed."""
        return replace(self, seen=observed_parts(monday, self.longest, self.longest, gaps))

    def row(self, by: str, of: str, part: Flags | None, measure: str, weeks: int) -> Assessed:
        """Count one group of incidents before and after."""
        counted = self.dated.weekly(measure, weeks, weeks, part, spread=self.spread)
        before, after = counted.values[:weeks], counted.values[weeks:]
        middle = self.longest
        found = change(
            before, after, seen_before=self.seen[middle - weeks : middle], seen_after=self.seen[middle : middle + weeks]
        )  # fmt: skip
        return Assessed(by, of, measure, weeks, found, counted.long)

    def weekly(self, part: Flags | None, weeks: int) -> tuple[float | None, ...]:
        """The incidents of a group week by week, as they are compared."""
        counts = self.dated.weekly("incidents", weeks, weeks, part, spread=self.spread).values
        seen = self.seen[self.longest - weeks : self.longest + weeks]
        return tuple(float(count) if part_seen >= _HALF else None for count, part_seen in zip(counts, seen, strict=True))


def _groups(about: pl.DataFrame, terms: Terms, where: Sequence[npt.NDArray[np.uint8]]) -> list[tuple[str, str, Flags | None]]:
    """All incidents, those in each zone, and those of each kind, side and reporter; what nothing names makes no group.

    Before and after are counted in the same area, so also for days on which a zone was not yet in force.
    """
    found: list[tuple[str, str, Flags | None]] = [("all", "", None)]
    found += [("zone", zone.name, at == Placing.IN) for zone, at in zip(terms.zones, where, strict=True)]
    for by, columns in (("kind", ("kind",)), ("side", ("side_a", "side_b")), ("reporter", ("reporter",))):
        names = sorted({name for column in columns for name in about[column].unique() if name})
        if len(names) > 1:
            found += [(by, name, np.logical_or.reduce([(about[column] == name).to_numpy() for column in columns])) for name in names]
    return found


def _zone_count(zone: Zone, at: npt.NDArray[np.uint8], compared: Flags, force: Flags, seen: tuple[bool, bool]) -> ZoneCount:
    counts = np.bincount(at[compared & force], minlength=len(Placing))
    inside, near, outside, unsaid = (int(counts[one]) for one in (Placing.IN, Placing.NEAR, Placing.OUT, Placing.CANNOT_SAY))
    return ZoneCount(zone.name, zone.clause, inside, near, outside, unsaid, int(np.sum(compared & ~force)), seen)


def _seen(zone: Zone, monday: dt.date, parts: Floats) -> tuple[bool, bool]:
    """Whether any of the compared weeks, of which `parts` could be observed, was seen while the zone was in force, and while it was not."""
    start, end = zone.start or dt.date.min, zone.end or dt.date.max
    found = [False, False]
    for week in np.flatnonzero(parts > 0):
        first = monday + dt.timedelta(weeks=int(week) - len(parts) // 2)
        last = first + dt.timedelta(days=_WEEK - 1)
        found[0] |= start <= last and first <= end
        found[1] |= first < start or last > end
    return found[0], found[1]


def _trend(before: Floats, seen: Floats) -> float | None:
    """By what factor the count changed a week in the weeks before: slope of the logarithm of (count + 1/2), by least squares.

    None where fewer than four weeks were seen, or nothing was counted in them.
    """
    weeks = np.flatnonzero(seen > 0)
    if weeks.size < 4 or not before[weeks].any():
        return None
    slope = np.polyfit(weeks, np.log(before[weeks] / seen[weeks] + 0.5), 1)[0]
    return float(np.exp(slope))


def _quiet(incidents: pl.DataFrame, terms: Terms, beyond_all: dt.date, gaps: tuple[Unobserved, ...]) -> Quiet | None:
    """The longest run of observed days without an incident from the first day in force to the last of the compared weeks."""
    import polars as pl

    last = min(terms.last_day or dt.date.max, beyond_all - dt.timedelta(days=1))
    length = (last - terms.start).days + 1
    if length < 1:
        return None
    busy = np.zeros(length + 1, dtype=np.int64)
    inside = incidents.filter((pl.col("start") <= last) & (pl.col("end") >= terms.start))
    spans = [(start, end) for start, end in inside.select("start", "end").unique().iter_rows()] + [(one.start, one.end) for one in gaps]
    for start, end in spans:
        if start <= last and end >= terms.start:
            busy[max((start - terms.start).days, 0)] += 1
            busy[min((end - terms.start).days + 1, length)] -= 1
    quiet = np.flatnonzero(np.cumsum(busy[:length]) == 0)
    if not quiet.size:
        return None
    runs = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)
    best = max(runs, key=len)
    return Quiet(terms.start + dt.timedelta(days=int(best[0])), terms.start + dt.timedelta(days=int(best[-1])))
