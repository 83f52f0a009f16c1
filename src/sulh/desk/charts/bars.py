"""Bars of a timeline: where they begin and end, which of them are one, and the rows they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sulh.desk.charts.lanes import Event
from sulh.desk.charts.scale import Scale

__all__ = ["bar_rows", "edges", "united"]


def edges(scale: Scale, first: date, last: date) -> tuple[float, float]:
    """The pixels from the beginning of the first to the end of the last day, within the picture."""
    first, last = max(first, scale.since), min(last, scale.until)
    return scale.x(first), scale.x(last) + (scale.right - scale.left) / scale.days


def united(spans: Iterable[tuple[date, date | None]]) -> list[tuple[date, date]]:
    """Spans of days with those that overlap or touch taken together."""
    found: list[tuple[date, date]] = []
    for first, last in sorted((first, last) for first, last in spans if last is not None):
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def bar_rows(bars: Sequence[Event], scale: Scale, rows: int = 4) -> list[list[Event]]:
    """Bars in rows without overlap (first fit); where more than `rows` would be needed, bars of a kind that overlap become one."""
    found = _fit(bars, scale)
    if len(found) <= rows:
        return found
    merged = []
    for kind in sorted({bar.kind for bar in bars}):
        of_kind = sorted((bar for bar in bars if bar.kind == kind), key=lambda bar: (bar.first, bar.until))
        for first, last in united((bar.first, bar.last) for bar in of_kind):
            inside = [bar for bar in of_kind if first <= bar.first <= last]
            ends = max(inside, key=lambda bar: bar.until)
            merged.append(replace(inside[0], end=ends.end, last=last, periods=tuple(one for bar in inside for one in bar.periods)))
    return _fit(sorted(merged, key=lambda bar: (bar.first, bar.kind)), scale)


def _fit(bars: Sequence[Event], scale: Scale) -> list[list[Event]]:
    rows: list[list[Event]] = []
    ends: list[date] = []
    for bar in sorted(bars, key=lambda bar: (bar.first, bar.last or bar.first)):
        last = bar.last or bar.first
        row = next((number for number, end in enumerate(ends) if end < bar.first), len(ends))
        if row == len(rows):
            rows.append([])
            ends.append(last)
        rows[row].append(bar)
        ends[row] = last
    return rows
