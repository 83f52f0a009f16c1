"""Resolve date expressions to EDTF dates, counting from an anchor."""

from __future__ import annotations

import datetime as dt

from sulh.model.errors import DateError
from sulh.text import edtf
from sulh.text.dates_calendar import Anchor, anchor_of, day_text, month_text, nearest_year, year_text
from sulh.text.dates_parts import DateKind, DateParts, DateSpan

__all__ = ["resolve_parts"]

_NOTHING = DateSpan(None, None)
# The number of units assumed for "several" and "a few", to name the next coarser unit.
_VAGUE = 3


def resolve_parts(
    kind: DateKind, first: DateParts, last: DateParts | None, anchor: str | None, *, future: bool | None = None, year: int | None = None
) -> DateSpan:
    """Return the dates meant when written at `anchor`; see `DateMention.resolve`. Raises DateError when `anchor` is no EDTF date."""
    origin = anchor_of(anchor)
    if kind == "window":
        return _window(first, origin)
    if last is not None:
        return _range(first, last, origin, future, year)
    if kind == "decade":
        return DateSpan(None if first.year is None else f"{first.year // 10}X", None)
    start = _single(first, origin, future, year)
    if kind == "season" and start is not None:
        # A season is resolved to its year only; a season of an unknown year is not a date.
        start = None if start.startswith("X") else start[:4]
    return DateSpan(start, None)


def _single(parts: DateParts, origin: Anchor | None, future: bool | None, year: int | None) -> str | None:
    if parts.weekday is not None and parts.day is None:
        return _weekday(parts, origin, future)
    if parts.unit is not None:
        return _distance(parts, origin)
    if parts.month is not None or parts.day is not None:
        return _calendar(parts, origin, future, year)
    stated = _stated_year(parts, origin)
    if stated is None:
        return None
    return year_text(stated)


def _stated_year(parts: DateParts, origin: Anchor | None) -> int | None:
    if parts.year is not None:
        return parts.year
    if parts.year_shift is not None and origin is not None and origin.year is not None:
        return origin.year + parts.year_shift
    return None


def _calendar(parts: DateParts, origin: Anchor | None, future: bool | None, year: int | None) -> str | None:
    """A month or a day of a month."""
    month = parts.month
    if month is None:
        return _day_only(parts, origin, future)
    chosen = _stated_year(parts, origin)
    if chosen is None and parts.year_shift is None:
        chosen = _sided_year(parts, origin) if parts.side is not None else year
        if chosen is None and parts.side is None and origin is not None:
            chosen = nearest_year(origin, month, parts.day, future)
    return _dated(chosen, month, parts.day)


def _dated(year: int | None, month: int, day: int | None) -> str | None:
    if year is not None and not 1 <= year <= 9999:
        return None
    try:
        return edtf.make(year, month, day)
    except DateError:
        # 29 February of a common year: only the month is kept.
        return month_text(year, month)


def _sided_year(parts: DateParts, origin: Anchor | None) -> int | None:
    """The year of "last July", "this July", "next July": strictly before or after the month of the anchor."""
    if origin is None or origin.year is None or parts.month is None or parts.side is None:
        return None
    if origin.month is None:
        return origin.year + parts.side
    if parts.side < 0:
        return origin.year if parts.month < origin.month else origin.year - 1
    if parts.side > 0:
        return origin.year if parts.month > origin.month else origin.year + 1
    return origin.year


def _day_only(parts: DateParts, origin: Anchor | None, future: bool | None) -> str | None:
    """Resolve "the 14th" in the anchor's month or a neighbouring one, whichever date is nearest."""
    day = parts.day
    if origin is None or origin.month is None or day is None:
        return None
    if parts.side is not None:
        return _day_in(origin.plus_months(parts.side), day)
    shifts = [0]
    if origin.day is not None:
        if future is True:
            shifts = [0, 1, 2] if day >= origin.day else [1, 2]
        elif future is False:
            shifts = [0, -1, -2] if day <= origin.day else [-1, -2]
        elif abs(day - origin.day) > 15:
            shifts = [1, 0] if day < origin.day else [-1, 0]
    for shift in shifts:
        found = _day_in(origin.plus_months(shift), day)
        if found is not None:
            return found
    return None


def _day_in(month: str | None, day: int) -> str | None:
    text = f"{month}-{day:02d}"
    return text if month is not None and edtf.valid(text) else None


def _weekday(parts: DateParts, origin: Anchor | None, future: bool | None) -> str | None:
    date = origin.date if origin is not None else None
    weekday = parts.weekday
    if date is None or weekday is None:
        return None
    if parts.unit == "week":
        return _plus(date, weekday - date.weekday() + 7 * (parts.shift or 0))
    ahead = (weekday - date.weekday()) % 7
    if parts.side == 1:
        return _plus(date, ahead or 7)
    if parts.side == -1:
        return _plus(date, ahead - 7)
    forward = future is True or (parts.side == 0 and future is None)
    return _plus(date, ahead if forward or ahead == 0 else ahead - 7)


def _plus(date: dt.date, days: int) -> str | None:
    try:
        return day_text(date + dt.timedelta(days=days))
    except OverflowError:
        return None


def _distance(parts: DateParts, origin: Anchor | None) -> str | None:
    """Resolve a distance from the anchor: "yesterday", "last week", "two years ago", "this month"."""
    if origin is None:
        return None
    shift = parts.shift
    if shift is None:
        return _vague_distance(parts, origin)
    if parts.unit == "hour":
        return origin.plus_days(int(shift / 24))
    if parts.unit == "day":
        return origin.text() if shift == 0 else origin.plus_days(shift)
    if parts.unit in ("week", "weekend"):
        return _week(parts, origin)
    if parts.unit == "month":
        return origin.plus_months(shift)
    return origin.plus_years(shift) if parts.unit == "year" else None


def _vague_distance(parts: DateParts, origin: Anchor) -> str | None:
    """ "several days ago" names a month, "a few months ago" a year, "years ago" nothing."""
    side = parts.side or 0
    if parts.unit == "hour":
        return origin.text()
    if parts.unit in ("day", "week"):
        return origin.month_after_days(side * _VAGUE * (7 if parts.unit == "week" else 1))
    if parts.unit == "month":
        moved = origin.plus_months(side * _VAGUE)
        return None if moved is None or moved.startswith("X") else moved[:4]
    return None


def _week(parts: DateParts, origin: Anchor) -> str | None:
    """Resolve a week (Monday to Sunday) to its month; a week across two months to the side asked for, or the one nearer to the anchor."""
    shift = parts.shift or 0
    date = origin.date
    if date is None:
        return origin.month_after_days(7 * shift)
    if parts.side == 0 and parts.weekday is None and parts.unit == "week" and parts.part is None and shift == 0:
        return month_text(date.year, date.month)
    if parts.side is None:
        # A distance such as "two weeks ago" counts days.
        return origin.month_after_days(7 * shift)
    monday = 7 * shift - date.weekday()
    opening, closing = (monday + 5, monday + 6) if parts.unit == "weekend" else (monday, monday + 6)
    if parts.part is not None:
        return origin.month_after_days((opening, (opening + closing) // 2, closing)[parts.part])
    return origin.month_after_days(closing if shift < 0 else opening)


def _window(parts: DateParts, origin: Anchor | None) -> DateSpan:
    """Resolve a period that ends or begins at the anchor: "the past 48 hours", "the coming days"."""
    if origin is None or parts.side is None or parts.unit is None:
        return _NOTHING
    side = parts.side
    if parts.shift is None:
        return _vague_window(parts, origin)
    if parts.unit in ("hour", "day"):
        days = -(-parts.shift // 24) if parts.unit == "hour" else parts.shift
        # Counting backwards the day of the anchor is one of the days.
        return _ordered(origin.plus_days(side * (days if side > 0 else max(days - 1, 0))), origin.plus_days(0), side)
    if parts.unit in ("week", "weekend"):
        return _ordered(origin.month_after_days(side * 7 * parts.shift), origin.month_after_days(0), side)
    if parts.unit == "month":
        return _ordered(origin.plus_months(side * parts.shift), origin.plus_months(0), side)
    years = parts.shift * (10 if parts.unit == "decade" else 1)
    return _ordered(origin.plus_years(side * years), origin.plus_years(0), side)


def _vague_window(parts: DateParts, origin: Anchor) -> DateSpan:
    if parts.unit in ("hour", "day"):
        return DateSpan(origin.month_after_days(0), None)
    if parts.unit in ("week", "weekend"):
        return DateSpan(origin.plus_months(0), None)
    return DateSpan(origin.plus_years(0), None) if parts.unit == "month" else _NOTHING


def _ordered(far: str | None, near: str | None, side: int) -> DateSpan:
    if far is None or near is None:
        return DateSpan(near, None)
    if far == near:
        return DateSpan(near, None)
    return DateSpan(far, near) if side < 0 else DateSpan(near, far)


def _range(first: DateParts, last: DateParts, origin: Anchor | None, future: bool | None, year: int | None) -> DateSpan:
    if first.weekday is not None and first.day is None:
        return _weekday_range(first, last, origin, future)
    start = _single(first, origin, future, year)
    end = _single(last, origin, future, year)
    if start is None or end is None or first.month is None or last.month is None:
        return _checked(start, end)
    first_year, last_year = _stated_year(first, origin), _stated_year(last, origin)
    crosses = (last.month, last.day or 0) < (first.month, first.day or 0)
    if first_year is None and last_year is not None:
        start = _dated(last_year - crosses, first.month, first.day)
    elif last_year is None:
        known = first_year if first_year is not None else edtf.parse(start).known_year
        end = _dated(None if known is None else known + crosses, last.month, last.day)
    return _checked(start, end)


def _checked(start: str | None, end: str | None) -> DateSpan:
    """Return a span in order of time; when its ends contradict each other, only the start."""
    if start is None:
        return DateSpan(end, None)
    if end is None or end == start:
        return DateSpan(start, None)
    first, last = edtf.earliest(start), edtf.latest(end)
    return DateSpan(start, None) if first is not None and last is not None and first > last else DateSpan(start, end)


def _weekday_range(first: DateParts, last: DateParts, origin: Anchor | None, future: bool | None) -> DateSpan:
    start = _weekday(first, origin, future)
    if start is None or first.weekday is None or last.weekday is None:
        return _NOTHING
    return DateSpan(start, _plus(dt.date.fromisoformat(start), (last.weekday - first.weekday) % 7))
