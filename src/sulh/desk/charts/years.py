"""The ladder: a timeline year by year, newest first, for a page that is too narrow for lanes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sulh.desk.charts.lanes import BARS, Event, arrange
from sulh.desk.charts.marks import TALL, Pen, is_numbered, pitch
from sulh.desk.charts.rows import ROW, days, height
from sulh.desk.charts.scale import Scale
from sulh.desk.charts.strip import PHONE, Strip
from sulh.desk.charts.strips import Year
from sulh.record.shapes import MeetingView

__all__ = ["ladder"]

_ALL = 25  # so many years are all shown, of more only those in which something was
_ROWS = 3


def ladder(meetings: Sequence[MeetingView], events: Sequence[Event], pen: Pen) -> tuple[tuple[Year, ...], Pen]:
    """The years of what is shown, the newest first, and the pen that drew them: numbered rounds and sessions above all else.

    Each meeting and release stands in the year of the middle of its days.
    """
    scale = pen.strip.scale
    pen = replace(pen, used=Counter())
    held: dict[int, list[MeetingView]] = defaultdict(list)
    happened: dict[int, list[Event]] = defaultdict(list)
    for one in meetings:
        held[_middle(*days(one))].append(one)
    for event in events:
        if event.subject != "statement" and scale.shows(event.first, event.until):
            happened[event.first.year if event.kind in BARS else _middle(event.first, event.until)].append(event)
    years = range(scale.since.year, scale.until.year + 1)
    full = [year for year in years if held[year] or happened[year]]
    shown = range(full[0], full[-1] + 1) if full and full[-1] - full[0] < _ALL else full
    return tuple(_year(year, held[year], happened[year], pen) for year in reversed(shown)), pen


def _middle(first: date, last: date) -> int:
    return date.fromordinal((first.toordinal() + last.toordinal()) // 2).year


def _year(year: int, meetings: Sequence[MeetingView], events: Sequence[Event], pen: Pen) -> Year:
    scale = Scale(date(year, 1, 1), date(year, 12, 31), 0.0, PHONE)
    strip = pen.strip
    of_year = replace(pen, strip=Strip(scale, strip.name, strip.rtl, strip.dark, strip.shapes))
    drawn: list[str] = []
    rows = 0
    numbered = [one for one in meetings if is_numbered(one)]
    others = [one for one in meetings if not is_numbered(one)]
    for body, depth in (_meetings(numbered, of_year), _meetings(others, of_year), *_events(events, of_year)):
        if depth:
            drawn.append(_lowered(body, rows))
            rows += depth
    return Year(year, max(rows, 1), "".join(drawn))


def _lowered(body: str, rows: int) -> str:
    return f'<g transform="translate(0 {rows * ROW:.0f})">{body}</g>' if rows else body


def _meetings(meetings: Sequence[MeetingView], pen: Pen) -> tuple[str, int]:
    what = arrange(meetings, days, pen.strip.scale, pitch=pitch, rows=_ROWS)
    depth = _ROWS if what.gathered else what.rows
    floor, most = height(depth) - 5, max((len(one.things) for one in what.gathered), default=1)
    drawn = [pen.meeting(mark, floor - 10 - mark.row * ROW if what.gathered else (height(1)) / 2 + mark.row * ROW) for mark in what.marks]
    return "".join([*drawn, *(pen.column(one, floor, TALL * len(one.things) / most) for one in what.gathered)]), depth


def _events(events: Sequence[Event], pen: Pen) -> Iterator[tuple[str, int]]:
    """Releases and violations in a row, then each ceasefire that began in the year in one of at most three."""
    points = [event for event in events if event.kind not in BARS]
    what = arrange(points, lambda event: (event.first, event.until), pen.strip.scale, pitch=lambda _: 15.0, rows=1)
    drawn = [pen.event(mark, height(1) / 2) for mark in what.marks]
    yield "".join([*drawn, *(pen.event_column(one, height(2) - 5, TALL / 2) for one in what.gathered)]), 2 if what.gathered else what.rows
    for event in [event for event in events if event.kind in BARS][:_ROWS]:
        yield pen.box(event, 6, ""), 1
