"""Strips of days under one axis, in pieces: what a page lays out in its own grid, and what `sheet` puts together as one SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sulh import words
from sulh.desk.charts import axis
from sulh.desk.charts.key import key
from sulh.desk.charts.marks import Pen
from sulh.desk.charts.rows import Row
from sulh.desk.charts.svg import element
from sulh.desk.charts.theme import paint

__all__ = ["Strips", "Year", "strips"]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the ladder that a phone shows: how many rows high it is, and what is drawn."""

    year: int
    rows: int
    body: str


@dataclass(frozen=True, slots=True)
class Strips:
    """A drawing in pieces. `definitions`, `labels`, `body` of rows and drawings of the `key` are SVG, everything else is words."""

    name: str
    title: str
    finding: str
    about: str
    definitions: str
    labels: str
    rows: tuple[Row, ...]
    years: tuple[Year, ...]
    key: tuple[tuple[str, str], ...]
    key_of_years: tuple[tuple[str, str], ...]  # what the key has to say besides where years are shown
    since: str
    until: str
    rtl: bool
    dark: bool

    @property
    def grid(self) -> str:
        """The lines of the axis, to be drawn under each lane."""
        return element("use", href=f"#{self.name}-grid")


def strips(
    pen: Pen, rows: Sequence[Row], years: Sequence[Year], small: Pen, *, title: str, finding: str, about: str, today: date | None
) -> Strips:
    """The pieces that a pen drew, with their axis, their key and the shapes that they refer to; `small` drew the years."""
    strip = pen.strip
    lines = axis.grid(strip)
    if today and strip.scale.shows(today, today):
        said = element("title", words.phrase("timeline.today", language=pen.language))
        line = strip.upright(strip.scale.middle(today, today), class_="today", stroke=strip.paint("act"), stroke_width="1.5")
        lines += element("g", line, said)
    quarters = "".join(
        element("line", x1=at, x2=at, y2="100%", class_="gl", stroke=strip.paint("rule")) for at in ("0", "25%", "50%", "75%", "100%")
    )
    groups = [element("g", lines, id=f"{strip.name}-grid"), element("g", quarters, id=f"{strip.name}-quarters")]
    meaning = tuple(key(pen))
    fading = _fading(pen) or _fading(small)
    return Strips(
        name=strip.name,
        title=title,
        finding=finding,
        about=about,
        definitions="".join([*groups, *fading, *strip.definitions()]),
        labels=axis.labels(strip, pen.language),
        rows=tuple(rows),
        years=tuple(years),
        key=meaning,
        key_of_years=tuple(one for one in key(small) if one not in meaning),
        since=strip.scale.since.isoformat(),
        until=strip.scale.until.isoformat(),
        rtl=strip.rtl,
        dark=strip.dark,
    )


def _fading(pen: Pen) -> list[str]:
    """The fading of ceasefires whose end nobody states, when any was drawn."""
    if not pen.used["open"]:
        return []
    colour = paint("kept", dark=pen.strip.dark)
    stops = [element("stop", offset=at, stop_color=colour, stop_opacity=opacity) for at, opacity in (("0", "0.34"), ("1", "0"))]
    ends = {"x1": "1", "x2": "0"} if pen.strip.rtl else {"x1": "0", "x2": "1"}
    return [element("linearGradient", *stops, id=f"{pen.strip.name}-f", y1="0", y2="0", **ends)]
