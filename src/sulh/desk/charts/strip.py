"""A line of days drawn in shares of its width: one drawing for every width, mirrored for scripts from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape

from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import SHAPES, clean, element, percent
from sulh.desk.charts.theme import paint

__all__ = ["PHONE", "WIDE", "Strip"]

WIDE = 740.0  # pixels of the narrowest strip beside names: what keeps clear of each other there does so at every width
PHONE = 290.0  # pixels of a strip on a phone

Attribute = str | float | None


@dataclass
class Strip:
    """Days on a line of unknown width. Places are given on `scale`, whose right end is the whole width; heights are pixels.

    Shapes stand once in `definitions` under `name` and are used by reference, since a path alone cannot stand at a share of the width.
    """

    scale: Scale
    name: str
    rtl: bool = False
    dark: bool = False
    shapes: set[str] = field(default_factory=set)

    def paint(self, name: str) -> str:
        """A colour of the palette."""
        return paint(name, dark=self.dark)

    def at(self, x: float) -> str:
        """A place as a share of the width, from the left of the screen."""
        share = x / self.scale.right
        return percent(1 - share if self.rtl else share)

    def edges(self, first: date, last: date) -> tuple[float, float]:
        """Where the first day begins and the last ends, within what is shown."""
        first, last = max(first, self.scale.since), min(last, self.scale.until)
        return self.scale.x(first), self.scale.x(last) + self.scale.right / self.scale.days

    def use(self, shape: str, x: float, y: float, **attributes: Attribute) -> str:
        """One of SHAPES at a place."""
        self.shapes.add(shape)
        return element("use", href=f"#{self.name}-{shape}", x=self.at(x), y=y, **attributes)

    def text(self, words: str, x: float, y: float, look: str, **attributes: Attribute) -> str:
        """Words at a place; `text_anchor` start and end follow the reading direction."""
        return element("text", escape(clean(words), quote=False), x=self.at(x), y=y, class_=look, **attributes)

    def rect(self, a: float, b: float, y: float, height: float, **attributes: Attribute) -> str:
        """A rectangle from a to b."""
        low, width = (b if self.rtl else a), percent((b - a) / self.scale.right)
        return element("rect", x=self.at(low), y=y, width=width, height=height, **attributes)

    def line(self, a: float, b: float, y: float, **attributes: Attribute) -> str:
        """A level line."""
        return element("line", x1=self.at(a), x2=self.at(b), y1=y, y2=y, **attributes)

    def upright(self, x: float, y1: Attribute = "0", y2: Attribute = "100%", **attributes: Attribute) -> str:
        """A line across the lane."""
        return element("line", x1=self.at(x), x2=self.at(x), y1=y1, y2=y2, **attributes)

    def definitions(self) -> Iterator[str]:
        """The shapes that were used."""
        for shape in SHAPES:
            if shape in self.shapes:
                yield element("path", d=SHAPES[shape], id=f"{self.name}-{shape}")
