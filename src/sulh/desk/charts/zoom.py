"""Zooming a timeline by addresses: years, quarters, earlier, later and out, so that it works without a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sulh import words
from sulh.desk.charts.lanes import events
from sulh.desk.charts.scale import day, days_between, months_on, units
from sulh.record.shapes import MeetingView, PeriodView

__all__ = ["Zoom", "ZoomStep", "zoom"]


@dataclass(frozen=True, slots=True)
class ZoomStep:
    """A button: its words, the days it shows (None for everything), and whether these are shown now."""

    words: str
    since: str | None
    until: str | None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Zoom:
    """The buttons of a timeline. `parts` are the quarters or months of the year or quarter shown."""

    whole: ZoomStep
    years: tuple[ZoomStep, ...]
    parts: tuple[ZoomStep, ...]
    earlier: ZoomStep | None
    later: ZoomStep | None
    out: ZoomStep | None


def zoom(
    meetings: Iterable[MeetingView],
    periods: Iterable[PeriodView],
    since: str | None,
    until: str | None,
    *,
    language: str = "en",
) -> Zoom:
    """The buttons for what the whole record holds and the days shown now. Meetings and periods are those of all days."""
    known = {one for meeting in meetings for one in (day(meeting.first_day), day(meeting.last_day)) if one}
    known |= {one for event in events(periods) for one in (event.first, event.until)}
    first, last = (min(known), max(known)) if known else (day(since) or date(2000, 1, 1), day(until) or date(2000, 1, 1))
    shown = (day(since) or first, day(until) or last)
    whole = ZoomStep(words.phrase("timeline.all", language=language), None, None, since is None and until is None)
    years = tuple(_step(str(a.year), a, b, shown) for a, b in _years(first, last))
    if whole.current:
        return Zoom(whole, years, (), None, None, None)
    wide = timedelta(days=days_between(*shown))
    earlier = _moved(shown, -1, wide)
    later = _moved(shown, 1, wide)
    return Zoom(
        whole,
        years,
        tuple(_parts(shown, language)),
        _step(words.phrase("timeline.earlier", language=language), *earlier) if earlier and earlier[1] >= first else None,
        _step(words.phrase("timeline.later", language=language), *later) if later and later[0] <= last else None,
        _out(shown, (first, last), language),
    )


def _years(first: date, last: date) -> Iterable[tuple[date, date]]:
    """Years, or spans of five or ten where there are many."""
    count = last.year - first.year + 1
    return units(first, last, "year" if count <= 24 else "five" if count <= 120 else "ten")


def _step(said: str, since: date, until: date, shown: tuple[date, date] | None = None) -> ZoomStep:
    return ZoomStep(said, since.isoformat(), until.isoformat(), shown == (since, until))


def _parts(shown: tuple[date, date], language: str) -> Iterable[ZoomStep]:
    """The quarters of a year (also of the year of the quarter shown), the months of a quarter."""
    length = days_between(*shown)
    if length > 366:
        return
    year = shown[0].year
    for a, b in units(date(year, 1, 1), date(year, 12, 31), "quarter"):
        yield _step(f"{words.phrase('date.quarter', number=(a.month + 2) // 3, language=language)} {year}", a, b, shown)
    if length <= 92:
        start = date(year, (shown[0].month - 1) // 3 * 3 + 1, 1)
        for a, b in units(start, months_on(start, 3) - timedelta(days=1), "month"):
            yield _step(f"{words.month(a.month, 'short', language=language)} {year}", a, b, shown)


def _moved(shown: tuple[date, date], sign: int, wide: timedelta) -> tuple[date, date] | None:
    """The days before or after: whole months stay whole months."""
    since, until = shown
    after = until + timedelta(days=1) if until < date.max else until
    try:
        if since.day == 1 and after.day == 1:
            months = (after.year - since.year) * 12 + after.month - since.month
            moved = months_on(since, sign * months)
            return moved, months_on(moved, months) - timedelta(days=1)
        return since + sign * wide, until + sign * wide
    except OverflowError:
        return None


def _out(shown: tuple[date, date], whole: tuple[date, date], language: str) -> ZoomStep | None:
    """Three times as many days around the same middle, within the record; everything when that is reached."""
    wider, wide = words.phrase("timeline.wider", language=language), timedelta(days=days_between(*shown))
    if shown[1] < whole[0] or shown[0] > whole[1]:
        return ZoomStep(wider, None, None)
    try:
        since, until = max(shown[0] - wide, whole[0]), min(shown[1] + wide, whole[1])
    except OverflowError:
        return None
    if (since, until) == whole or since > until:
        return ZoomStep(wider, None, None)
    return _step(wider, since, until)
