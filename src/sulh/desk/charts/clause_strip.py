"""The life of a clause as a strip over time: from the day it was agreed to the last day of the record, a mark for each later passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from sulh.desk.charts import axis
from sulh.desk.charts.scale import Scale
from sulh.desk.charts.strip import PHONE, WIDE, Strip
from sulh.desk.charts.svg import SHAPES, element, identifier, link
from sulh.model.vocabulary import Direction

__all__ = ["LifeMark", "clause_key", "clause_strip"]

# The shape of each direction, so that they differ without colour; and the colour, hollow where nothing is said to have become of it.
_LOOKS: dict[Direction, tuple[str, str, bool]] = {
    Direction.FULFILS: ("circle", "kept", True),
    Direction.ADVANCES: ("up", "kept", False),
    Direction.DELAYS: ("square", "late", False),
    Direction.BREAKS: ("diamond", "late", True),
    Direction.WITHDRAWS: ("stop", "late", True),
    Direction.REPEATS: ("circle", "ink2", False),
    Direction.MENTIONS: ("bar", "edge", True),
}
_AXIS, _LANE, _LANES = 18.0, 17.0, 3
_APART = 13.0  # pixels that marks of one lane stay apart on a wide page


@dataclass(frozen=True, slots=True)
class LifeMark:
    """A passage on its day: what it says became of the clause, where it stands on the page, and its name for screen readers."""

    day: date
    direction: Direction
    href: str
    words: str


def clause_strip(marks: Sequence[LifeMark], made: date, last: date, *, name: str, language: str, rtl: bool = False) -> str:
    """One SVG as wide as the page lets it be; every mark is a link that the keyboard reaches, in the order of days."""
    scale = Scale.of([made, max(made, last)], None, None, 0, WIDE)
    strip = Strip(scale, identifier("life", name), rtl)
    # Lines and words of the axis leave room for each other on a phone.
    narrow = Strip(replace(scale, right=PHONE), strip.name, rtl)
    placed = list(_lanes(sorted(marks, key=lambda one: one.day), scale))
    lanes = 1 + max((lane for _, lane in placed), default=0)
    height = _AXIS + lanes * _LANE + 4
    middle = _AXIS + (lanes * _LANE) / 2
    begins = strip.line(scale.x(made), scale.middle(last, last), middle, stroke=strip.paint("edge"), stroke_width="1.5")
    agreed = strip.upright(scale.x(made), _AXIS, height, stroke=strip.paint("ink"), stroke_width="2")
    drawn = [_mark(strip, one, _AXIS + lane * _LANE + _LANE / 2 + 1) for one, lane in placed]
    parts = [element("title", escape(name, quote=False)), axis.grid(narrow), axis.labels(narrow, language), begins, agreed, *drawn]
    shapes = element("defs", *strip.definitions())
    return element("svg", shapes, *parts, height=height, role="group", aria_label=name, class_="life", direction="rtl" if rtl else "ltr")


def clause_key(directions: Iterable[str]) -> tuple[tuple[Direction, str], ...]:
    """The directions that a strip has, in the order of the vocabulary, each with its mark."""
    held = set(directions)
    return tuple((one, _sample(one)) for one in Direction if one.value in held)


def _lanes(marks: Iterable[LifeMark], scale: Scale) -> Iterable[tuple[LifeMark, int]]:
    """Each mark with the lane in which it has most room."""
    ends = [float("-inf")] * _LANES
    for one in marks:
        x = scale.middle(one.day, one.day)
        lane = next((at for at, end in enumerate(ends) if x - end >= _APART), min(range(_LANES), key=ends.__getitem__))
        ends[lane] = x
        yield one, lane


def _mark(strip: Strip, one: LifeMark, y: float) -> str:
    shape, colour, filled = _LOOKS[one.direction]
    paint = strip.paint(colour)
    drawn = strip.use(
        shape, strip.scale.middle(one.day, one.day), y, fill=paint if filled else strip.paint("ground"), stroke=paint, stroke_width="1.8"
    )
    return link(one.href, one.words, drawn)


def _sample(direction: Direction) -> str:
    shape, colour, filled = _LOOKS[direction]
    strip = Strip(Scale(date(2000, 1, 1), date(2000, 1, 2), 0, 1), "key")
    paint = strip.paint(colour)
    path = element("path", d=SHAPES[shape], fill=paint if filled else strip.paint("ground"), stroke=paint, stroke_width="1.8")
    return element("svg", path, viewBox="-9 -9 18 18", width=18, height=18, aria_hidden="true")
