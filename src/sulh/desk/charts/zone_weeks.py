"""A zone in each row, a week in each column: the darker, the more was counted; weeks that nobody could count are left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import Frame, clean, document, element, identifier, number
from sulh.desk.charts.theme import text_width
from sulh.desk.charts.ticks import tick_words

__all__ = ["ZoneWeeks", "zone_weeks"]

_ROW, _TOP, _FOOT, _GAP = 24.0, 6.0, 24.0, 8.0
_LEAST = 0.12  # the lightest shade of a count that is not nought


@dataclass(frozen=True, slots=True)
class ZoneWeeks:
    """One zone: its name, what was counted in each week (None where it is not known), and the first and last day in force."""

    name: str
    values: tuple[float | None, ...]
    first: date | None = None
    last: date | None = None


def zone_weeks(
    monday: date, rows: Sequence[ZoneWeeks], *, title: str, about: str, said: str, language: str = "en", width: float = 720
) -> str:  # fmt: skip
    """The picture as SVG. `said` is what a cell says, with `{zone}`, `{week}` and `{number}` in it; `monday` begins the first week.

    The days in force are underlined. Raises ValueError where rows differ in length or have no week.
    """
    weeks = {len(one.values) for one in rows}
    if len(weeks) != 1 or not (count := weeks.pop()):
        raise ValueError("every zone has a value, or None, for each of the same weeks")
    names = min(max(text_width(one.name, 11.5) for one in rows), width / 3)
    frame = Frame(width, _TOP + _ROW * len(rows) + _FOOT, language == "ar")
    scale = Scale(monday, monday + timedelta(days=7 * count - 1), names + _GAP, width - 1)
    most = max((value for one in rows for value in one.values if value is not None), default=0.0) or 1.0
    drawn = [part for at, one in enumerate(rows) for part in _row(one, _TOP + _ROW * at, monday, scale, most, said, frame)]
    drawn += tick_words(scale, frame, language)
    name = identifier("zone weeks", monday, [(one.name, one.values) for one in rows], width, language)
    return document(frame, drawn, name=name, title=title, description=about, kind="zone-weeks")


def _row(one: ZoneWeeks, top: float, monday: date, scale: Scale, most: float, said: str, frame: Frame) -> Iterator[str]:
    yield frame.text(one.name, scale.left - _GAP, top + _ROW / 2 + 2, text_anchor="end")
    for at, value in enumerate(one.values):
        first = monday + timedelta(days=7 * at)
        a, b = scale.x(first), scale.x(first + timedelta(days=7))
        if value is None:
            look = {"fill": "none", "stroke": frame.paint("edge"), "stroke_dasharray": "1 2", "stroke_width": "0.7"}
            yield frame.rect(a, top + 2, b - a, _ROW - 8, **look)
            continue
        if not value:
            yield frame.rect(a, top + 2, b - a, _ROW - 8, fill=frame.paint("wash"))
            continue
        shade = _LEAST + (1 - _LEAST) * value / most
        told = element("title", escape(clean(said.format(zone=one.name, week=first.isoformat(), number=number(value))), quote=False))
        x = frame.x(b) if frame.rtl else a
        yield element("rect", told, x=x, y=top + 2, width=b - a, height=_ROW - 8, fill=frame.paint("ink"), fill_opacity=f"{shade:.2f}")
    start, end = max(one.first or scale.since, scale.since), min(one.last or scale.until, scale.until)
    if start <= end:
        a, b = scale.x(start), scale.x(end + timedelta(days=1))
        yield frame.line(a, top + _ROW - 4, b, top + _ROW - 4, stroke=frame.paint("kept"), stroke_width="2")
