"""Colours, letters and the Altair theme that all pictures share, for light and dark ground."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["FONT", "PALETTE", "altair_theme", "hex_of", "inline_colours", "paint", "standalone", "text_width"]

# Only what every system has: no font is fetched, and Arabic letters come from the system's own.
FONT = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif'

# Name -> (light, dark). Each light colour stands once, so that a finished Vega picture can be turned back into names.
PALETTE: dict[str, tuple[str, str]] = {
    "sheet": ("#ffffff", "#1b1f24"),
    "stripe": ("#f4f2ee", "#21262c"),
    "rule": ("#d9d6cf", "#363c44"),
    "ink": ("#1c2024", "#e7e9ec"),
    "quiet": ("#555c66", "#a9b1bb"),
    "meeting": ("#1d4f9e", "#8ab8f8"),
    "meeting-soft": ("#c9daf3", "#284872"),
    "truce": ("#0f766e", "#5fd3c5"),
    "truce-soft": ("#bfe6df", "#14514b"),
    "breach": ("#b42318", "#f5988d"),
    "release": ("#ad1457", "#f39ac2"),
    "statement": ("#6d28d9", "#c0a7f7"),
    "disputed": ("#b45309", "#f0b44c"),
    "land": ("#e9e4d8", "#2b323a"),
    "border": ("#bdb5a3", "#4a545f"),
    "sea": ("#f6f8f9", "#181c20"),
}

_VARIABLE = re.compile(r"var\(--chart-[a-z-]+, ?(#[0-9a-f]{6})\)")
_FONT_VARIABLE = re.compile(r"var\(--chart-font, ?([^)]*)\)")
_HEX = re.compile(r"#[0-9a-f]{6}\b")


def hex_of(name: str, *, dark: bool = False) -> str:
    """The colour of this name as #rrggbb; KeyError when the palette has none."""
    return PALETTE[name][dark]


def paint(name: str, *, dark: bool = False) -> str:
    """A colour for a presentation attribute: the page's variable, else the colour for this ground.

    Presentation attributes are no inline style, so a policy of `style-src 'self'` lets them through.
    """
    return f"var(--chart-{name},{hex_of(name, dark=dark)})"


def inline_colours(svg: str, *, dark: bool = False) -> str:
    """A picture drawn with the light palette, its colours turned into variables of the page."""
    names = {light: name for name, (light, _) in PALETTE.items()}
    return _HEX.sub(lambda found: paint(names[found[0]], dark=dark) if found[0] in names else found[0], svg)


def standalone(svg: str) -> str:
    """The picture with plain colours, for a file, a report or a program that knows no variables."""
    plain = _FONT_VARIABLE.sub(lambda found: found[1].replace('"', "'"), _VARIABLE.sub(r"\1", svg))
    return plain if "xmlns=" in plain[:400] else plain.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is set in `size` pixels; a little too wide rather than too narrow, since no font can be measured here."""
    total = 0.0
    for character in text:
        if character in " .,:;'!|()ijlIt":
            total += 0.34
        elif character in "mwMW@%" or "\u2e80" <= character <= "\uffdc":
            total += 0.92
        elif character.isupper() or character.isdigit():
            total += 0.65
        else:
            total += 0.56
    return total * size * (1.07 if bold else 1.0)


def altair_theme(*, rtl: bool = False) -> dict[str, Any]:
    """The settings of Vega-Lite for every Altair picture, in light colours: `inline_colours` makes them follow the page."""
    ink, quiet, rule = hex_of("ink"), hex_of("quiet"), hex_of("rule")
    return {
        "background": None,
        "font": "sans-serif",
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelColor": quiet,
            "titleColor": quiet,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domainColor": rule,
            "gridColor": rule,
            "tickColor": rule,
            "labelLimit": 200,
        },
        "axisY": {"orient": "right" if rtl else "left", "labelColor": ink},
        "axisX": {"orient": "top"},
        "legend": {"labelColor": ink, "titleColor": quiet, "labelFontSize": 12, "orient": "bottom"},
        "bar": {"color": hex_of("meeting")},
        "text": {"color": ink, "fontSize": 12},
    }
