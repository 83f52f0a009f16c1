"""A small writer of SVG: escaped text, fixed order of attributes, short numbers, no inline style."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin

from sulh.desk.charts.theme import paint

__all__ = ["SHAPES", "Frame", "document", "element", "identifier", "link", "number", "shape", "text"]


def number(value: float) -> str:
    """A length in pixels to a tenth, without needless signs: `12`, `3.5`."""
    shown = f"{value:.1f}"
    return "0" if shown in ("-0.0", "0.0") else shown.removesuffix(".0")


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """One element. Attributes are written in the order given; `_` in a name becomes `-`, a last `_` falls away; None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def text(words: str, x: float, y: float, **attributes: str | float | None) -> str:
    """Words at a point, escaped; characters that XML cannot hold are left out."""
    return element("text", escape(clean(words), quote=False), x=x, y=y, **attributes)


def clean(words: str) -> str:
    """The words without characters that no XML file may hold."""
    return "".join(
        one for one in words if one in "\t\n\r" or (one >= " " and not "\ud800" <= one <= "\udfff" and one not in "\ufffe\uffff")
    )


def link(href: str | None, title: str, *children: str, **attributes: str | float | None) -> str:
    """Marks that lead somewhere and say where: a link with a name for screen readers and a tooltip; a plain group without an address."""
    words = clean(title)
    told = element("title", escape(words, quote=False))
    if href is None:
        return element("g", told, *children, role="img", aria_label=words, **attributes)
    return element("a", told, *children, href=href, aria_label=words, **attributes)


def identifier(*parts: object) -> str:
    """A short id from what a picture shows, the same every time and different for different pictures on one page."""
    return "c" + hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing area; x is measured from the side where reading begins, so that one drawing serves both directions."""

    width: float
    height: float
    rtl: bool = False
    dark: bool = False

    def x(self, at: float) -> float:
        """A place on the screen."""
        return self.width - at if self.rtl else at

    def paint(self, name: str) -> str:
        """A colour of the palette."""
        return paint(name, dark=self.dark)

    def rect(self, x: float, y: float, width: float, height: float, **attributes: str | float | None) -> str:
        """A rectangle from x on, in reading direction."""
        return element("rect", x=self.x(x + width) if self.rtl else x, y=y, width=width, height=height, **attributes)

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: str | float | None) -> str:
        """A line."""
        return element("line", x1=self.x(x1), y1=y1, x2=self.x(x2), y2=y2, **attributes)

    def text(self, words: str, x: float, y: float, **attributes: str | float | None) -> str:
        """Words; `text_anchor` start and end follow the reading direction of the picture."""
        return text(words, self.x(x), y, **attributes)


def document(frame: Frame, body: Iterable[str], *, name: str, title: str, description: str, kind: str, **attributes: str | None) -> str:
    """The whole picture: named and described for those who do not see it."""
    return element(
        "svg",
        element("title", escape(clean(title), quote=False), id=f"{name}-t"),
        element("desc", escape(clean(description), quote=False), id=f"{name}-d"),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart chart-{kind}",
        viewBox=f"0 0 {number(frame.width)} {number(frame.height)}",
        width=frame.width,
        height=frame.height,
        role="group",
        aria_labelledby=f"{name}-t",
        aria_describedby=f"{name}-d",
        direction="rtl" if frame.rtl else "ltr",  # else a page from right to left would turn the anchors of words around
        font_family="var(--chart-font, sans-serif)",
        font_size="12",
        fill=frame.paint("ink"),
        **attributes,
    )


def _polygon(corners: int, turn: float, size: float) -> Iterator[tuple[float, float]]:
    for corner in range(corners):
        angle = turn + 2 * pi * corner / corners
        yield size * sin(angle), -size * cos(angle)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def _star(size: float) -> str:
    outer, inner = list(_polygon(5, 0, size * 1.25)), list(_polygon(5, pi / 5, size * 0.55))
    return _path(point for pair in zip(outer, inner, strict=True) for point in pair)


def _round(size: float) -> str:
    r = number(size)
    return f"M-{r} 0a{r} {r} 0 1 0 {number(2 * size)} 0a{r} {r} 0 1 0 -{number(2 * size)} 0Z"


_SIZE = 5.5
# Outlines around (0, 0) that stay apart at eleven pixels and in print without colour.
SHAPES: dict[str, str] = {
    "circle": _round(_SIZE),
    "square": "M-5-5H5V5H-5Z",
    "diamond": _path(_polygon(4, 0, _SIZE * 1.3)),
    "up": _path(_polygon(3, 0, _SIZE * 1.3)),
    "down": _path(_polygon(3, pi, _SIZE * 1.3)),
    "forward": _path(_polygon(3, pi / 2, _SIZE * 1.3)),
    "backward": _path(_polygon(3, -pi / 2, _SIZE * 1.3)),
    "hexagon": _path(_polygon(6, pi / 6, _SIZE * 1.15)),
    "pentagon": _path(_polygon(5, 0, _SIZE * 1.2)),
    "star": _star(_SIZE),
    "bar": "M-6.5-3H6.5V3H-6.5Z",
    "page": "M-4-5.5H2L4.5-3V5.5H-4Z",
    "cross": "M-4-4L4 4M-4 4L4-4",
    "open": "M-5.5 0A5.5 5.5 0 0 1 5.5 0M-5.5 0H5.5V4H-5.5Z",
    "stop": "M-1.5-6H1.5V6H-1.5Z",
}


def shape(name: str, x: float, y: float, **attributes: str | float | None) -> str:
    """One of SHAPES at a point of the screen."""
    return element("path", d=SHAPES[name], transform=f"translate({number(x)} {number(y)})", **attributes)
