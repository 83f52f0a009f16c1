"""Colours and letters that all pictures share, for light and dark ground."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["PALETTE", "hex_of", "paint", "standalone", "text_width"]

# The tokens of the desk's own sheet that pictures use: name -> (light, dark). A page gives them, a file alone has them written in.
PALETTE: dict[str, tuple[str, str]] = {
    "ground": ("#ffffff", "#111519"),
    "wash": ("#f4f6f7", "#1a2026"),
    "wash2": ("#e8ecef", "#262d35"),
    "rule": ("#d8dde2", "#2c343c"),
    "edge": ("#858e98", "#6f7a85"),
    "ink": ("#14191f", "#e9ecef"),
    "ink2": ("#454e58", "#b6bec7"),
    "ink3": ("#626b76", "#929ba5"),
    "act": ("#0b5568", "#86cbdb"),
    "on-act": ("#ffffff", "#0c1c21"),
    "kept": ("#0b7560", "#62cdb0"),
    "kept-w": ("#d8f0e9", "#11372e"),
    "late": ("#a3122f", "#f78e9b"),
    "diff": ("#3d1478", "#b58cf5"),
    "s1": ("#2a5caa", "#8db5f2"),
    "s1-w": ("#dbe6f6", "#1d2f4b"),
    "s2": ("#a45200", "#f0a55c"),
    "s2-w": ("#f9e5cf", "#442c12"),
}

_VARIABLE = re.compile(r"var\(--[a-z0-9-]+, ?(#[0-9a-f]{6})\)")
_FONT_VARIABLE = re.compile(r"var\(--sans, ?([^)]*)\)")


def hex_of(name: str, *, dark: bool = False) -> str:
    """The colour of this name as #rrggbb; KeyError when the palette has none."""
    return PALETTE[name][dark]


def paint(name: str, *, dark: bool = False) -> str:
    """A colour for a presentation attribute: the page's variable, else the colour for this ground.

    Presentation attributes are no inline style, so a policy of `style-src 'self'` lets them through.
    """
    return f"var(--{name},{hex_of(name, dark=dark)})"


def standalone(svg: str) -> str:
    """The picture with plain colours, for a file, a report or a program that knows no variables."""
    plain = _FONT_VARIABLE.sub(lambda found: found[1].replace('"', "'"), _VARIABLE.sub(r"\1", svg))
    return plain if "xmlns=" in plain[:400] else plain.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is set in `size` pixels; a little too wide rather than too narrow, since no font can be measured here."""
    total = 0.0
    for character in text:
        if unicodedata.category(character) in ("Cf", "Mn"):
            continue  # marks of direction, and those above and below letters
        if character in " .,:;'!|()ijlIt":
            total += 0.34
        elif character in "mwMW@%" or "\u2e80" <= character <= "\uffdc":
            total += 0.92
        elif character.isupper() or character.isdigit():
            total += 0.65
        else:
            total += 0.56
    return total * size * (1.2 if bold else 1.05)
