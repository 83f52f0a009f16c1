"""Counts week by week as lines, with the days of terms shaded and meetings marked; weeks that nobody could count are gaps, never nought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import Frame, document, element, identifier, link, number, shape
from sulh.desk.charts.theme import text_width
from sulh.desk.charts.ticks import tick_words

__all__ = ["Dated", "WeekLine", "weekly"]

_TOP, _FOOT, _LEFT, _RIGHT = 22.0, 36.0, 44.0, 8.0  # pixels around the lines
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5)
_DOT = 2.6


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One series: its name, the value of each week (None where it is not known), and the colour of the palette that it has."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with its days: terms in force (`last` is None while no end is stated) or a meeting."""

    words: str
    first: date
    last: date | None = None
    address: str | None = None


def weekly(
    monday: date,
    lines: Sequence[WeekLine],
    *,
    title: str,
    about: str,
    terms: Sequence[Dated] = (),
    meetings: Sequence[Dated] = (),
    language: str = "en",
    width: float = 720,
    height: float = 240,
) -> str:
    """The picture as SVG; `monday` begins the first week, all lines have as many weeks. `title` and `about` are for who does not see it.

    Raises ValueError where lines differ in length or have no week.
    """
    weeks = {len(one.values) for one in lines}
    if len(weeks) != 1 or not (count := weeks.pop()):
        raise ValueError("every line has a value, or None, for each of the same weeks")
    frame = Frame(width, height, language == "ar")
    scale = Scale(monday, monday + timedelta(days=7 * count - 1), _LEFT, width - _RIGHT)
    most, step = _ticks(max((value for one in lines for value in one.values if value is not None), default=0.0))
    drawn = [
        *_terms(terms, scale, frame),
        *_unknown(lines, monday, scale, frame),
        *_grid(scale, most, step, frame, language),
        *(part for one in lines for part in _line(one, monday, scale, most, frame)),
        *_names(lines, monday, scale, most, frame),
        *_meetings(meetings, scale, frame),
    ]
    name = identifier("weekly", monday, [(one.name, one.values) for one in lines], [one.words for one in terms], width, language)
    return document(frame, drawn, name=name, title=title, description=about, kind="weekly")


def _ticks(most: float) -> tuple[float, float]:
    """The top of the axis and the step of its lines: three or four round steps."""
    size = 1.0
    while size * 5 * 4 < most:
        size *= 10
    step = next((one * size for one in _STEPS if one * size * 4 >= most), size * 10)
    if most <= 4:
        step = max(step, 1.0)
    return step * max(1, -(-most // step)), step


def _y(value: float, most: float, frame: Frame) -> float:
    return frame.height - _FOOT - (frame.height - _FOOT - _TOP) * value / most


def _middle(at: int, monday: date, scale: Scale) -> float:
    first = monday + timedelta(days=7 * at)
    return scale.middle(first, first + timedelta(days=6))


def _terms(terms: Sequence[Dated], scale: Scale, frame: Frame) -> Iterator[str]:
    """The days in force, shaded, each named where it begins if its name has room there."""
    room = 0.0
    for one in sorted(terms, key=lambda each: each.first):
        last = one.last or scale.until
        if not scale.shows(one.first, last):
            continue
        first, last = max(one.first, scale.since), min(last, scale.until)
        a, b = scale.x(first), scale.x(last + timedelta(days=1))
        box = frame.rect(a, _TOP, b - a, frame.height - _FOOT - _TOP, fill=frame.paint("kept-w"), fill_opacity="0.7")
        edge = frame.line(a, _TOP - 8, a, frame.height - _FOOT, stroke=frame.paint("kept"), stroke_width="2") if one.first == first else ""
        yield link(None, one.words, box, edge)
        start = min(a + 5, frame.width - text_width(one.words, 11.5) - 4)
        if start >= room:
            yield frame.text(one.words, start, _TOP - 9, text_anchor="start", font_weight="700")
            room = start + text_width(one.words, 11.5, bold=True) + 10


def _unknown(lines: Sequence[WeekLine], monday: date, scale: Scale, frame: Frame) -> Iterator[str]:
    """Weeks that no line knows, as one dashed box for each run of them."""
    known = [any(one.values[at] is not None for one in lines) for at in range(len(lines[0].values))]
    start = None
    for at, seen in enumerate([*known, True]):
        if not seen and start is None:
            start = at
        elif seen and start is not None:
            a, b = scale.x(monday + timedelta(days=7 * start)), scale.x(monday + timedelta(days=7 * at))
            look = {"fill": frame.paint("wash2"), "fill_opacity": "0.6", "stroke": frame.paint("edge"), "stroke_dasharray": "2 3"}
            yield frame.rect(a, _TOP + 6, b - a, frame.height - _FOOT - _TOP - 6, **look)
            start = None


def _grid(scale: Scale, most: float, step: float, frame: Frame, language: str) -> Iterator[str]:
    base = frame.height - _FOOT
    for at in range(int(most / step + 0.5) + 1):
        value = at * step
        y = _y(value, most, frame)
        yield frame.line(_LEFT, y, frame.width - _RIGHT, y, stroke=frame.paint("rule" if at else "ink"))
        yield frame.text(number(value), _LEFT - 5, y + 4, text_anchor="end", fill=frame.paint("ink3"))
    for tick in scale.ticks(language):
        yield frame.line(scale.x(tick.at), base, scale.x(tick.at), base + 4, stroke=frame.paint("edge"))
    yield from tick_words(scale, frame, language)


def _line(one: WeekLine, monday: date, scale: Scale, most: float, frame: Frame) -> Iterator[str]:
    """The line, broken where a week is not known; a week between two gaps is a dot."""
    run: list[tuple[float, float]] = []
    for at, value in enumerate([*one.values, None]):
        if value is not None:
            run.append((frame.x(_middle(at, monday, scale)), _y(value, most, frame)))
            continue
        if len(run) > 1:
            points = " ".join(f"{number(x)},{number(y)}" for x, y in run)
            dashes = "5 3" if one.colour == "s2" else None
            yield element(
                "polyline", points=points, fill="none", stroke=frame.paint(one.colour), stroke_width="2", stroke_dasharray=dashes,
                stroke_linejoin="round",
            )  # fmt: skip
        elif run:
            ((x, y),) = run
            filled = frame.paint("ground" if one.colour == "s2" else one.colour)
            yield element("circle", cx=x, cy=y, r=_DOT, fill=filled, stroke=frame.paint(one.colour), stroke_width="1.6")
        run = []


def _names(lines: Sequence[WeekLine], monday: date, scale: Scale, most: float, frame: Frame) -> Iterator[str]:
    """Where there is more than one line, each is named beside its highest point, away from the names before it."""
    taken: list[tuple[float, float]] = []
    for one in lines if len(lines) > 1 else ():
        known = [(value, at) for at, value in enumerate(one.values) if value is not None]
        if not known:
            continue
        value, at = max(known)
        half = text_width(one.name, 11.5, bold=True) / 2
        x = min(max(_middle(at, monday, scale), _LEFT + half), frame.width - _RIGHT - half)
        y = max(_y(value, most, frame) - 7, _TOP + 9)
        while any(abs(x - other) < 2 * half + 20 and abs(y - height) < 13 for other, height in taken):
            y += 13
        taken.append((x, y))
        halo = {"stroke": frame.paint("ground"), "stroke_width": "3", "stroke_opacity": "0.85", "paint_order": "stroke"}
        yield frame.text(one.name, x, y, text_anchor="middle", font_weight="700", fill=frame.paint(one.colour), **halo)


def _meetings(meetings: Sequence[Dated], scale: Scale, frame: Frame) -> Iterator[str]:
    """A mark below the axis for each meeting, which names it and leads to it."""
    for one in meetings:
        if scale.shows(one.first, one.last or one.first):
            x = frame.x(scale.middle(one.first, one.last or one.first))
            mark = shape("up", x, frame.height - _FOOT + 11, fill=frame.paint("ink"))
            yield link(one.address, one.words, mark)
