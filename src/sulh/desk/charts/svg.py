"""A small writer of SVG: escaped text, fixed order of attributes, short numbers, no inline style."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from sulh.desk.charts.theme import paint

__all__ = ["SHAPES", "Frame", "document", "element", "fixed", "identifier", "link", "number", "percent", "shape", "text"]


def number(value: float) -> str:
    """A length in pixels to a tenth, without needless signs: `12`, `3.5`."""
    shown = f"{value:.1f}"
    return "0" if shown in ("-0.0", "0.0") else shown.removesuffix(".0")


def fixed(x: float, y: float, look: str = "") -> dict[str, str]:
    """The attributes of a mark that keeps its size around a point when a map is zoomed; `look` are its other classes."""
    return {"class_": f"{look} fixed".strip(), "transform_origin": f"{number(x)} {number(y)}"}


def percent(share: float) -> str:
    """A share of the width, to a hundredth of a percent: `12.5%`."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


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
        font_family="var(--sans, sans-serif)",
        font_size="11.5",
        fill=frame.paint("ink"),
        **attributes,
    )


# Outlines around (0, 0) that stay apart at eleven pixels and in print without colour.
SHAPES: dict[str, str] = {
    "numbered": "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0Z",
    "numbered-session": "M-9-8H9V8H-9Z",
    "circle": "M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0Z",
    "square": "M-5-5H5V5H-5Z",
    "diamond": "M0-7L6.5 0L0 7L-6.5 0Z",
    "up": "M0-6L6 4.5H-6Z",
    "down": "M0 6L-6-4.5H6Z",
    "forward": "M6.5 0L-4.5 6V-6Z",
    "backward": "M-6.5 0L4.5-6V6Z",
    "hexagon": "M-6 0L-3-5.3H3L6 0L3 5.3H-3Z",
    "octagon": "M-6-3L-3-6H3L6-3V3L3 6H-3L-6 3Z",
    "star": "M0-7.2L2-2.6L7-2.1L3.3 1.3L4.3 6.2L0 3.7L-4.3 6.2L-3.3 1.3L-7-2.1L-2-2.6Z",
    "bar": "M-3-5H3V5H-3Z",
    "house": "M-6 5.5V.5L0-5.5L6 .5V5.5Z",
    "dome": "M-5.5 5V1A5.5 5.5 0 0 1 5.5 1V5Z",
    "page": "M-4-5.5H1.5L4-3V5.5H-4Z",
    "cross": "M-4-4L4 4M-4 4L4-4",
    "stop": "M-1.5-6H1.5V6H-1.5Z",
    "struck": "M-8 8L8-8",
}


def shape(name: str, x: float, y: float, **attributes: str | float | None) -> str:
    """One of SHAPES at a point of the screen."""
    return element("path", d=SHAPES[name], transform=f"translate({number(x)} {number(y)})", **attributes)
