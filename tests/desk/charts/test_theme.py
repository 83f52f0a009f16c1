"""One palette for pictures and page."""

from __future__ import annotations

import re
from pathlib import Path

import sulh.desk.charts.theme as theme
from sulh.desk.charts.timeline import figure

CSS = (Path(theme.__file__).parents[1] / "static/desk/desk.css").read_text("utf-8")


def test_colours_are_the_tokens_of_the_desks_own_sheet() -> None:
    for side, block in enumerate(re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]):
        tokens = {name: value.lower() for name, value in re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,6})", block)}
        for name, pair in theme.PALETTE.items():
            plain = tokens[name] if len(tokens[name]) > 4 else "#" + "".join(2 * digit for digit in tokens[name][1:])
            assert plain == pair[side], name


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_have_a_contrast_of_four_and_a_half_and_marks_of_three() -> None:
    for dark in (False, True):
        ground = theme.hex_of("ground", dark=dark)
        for name in ("ink", "ink2", "ink3"):
            assert _contrast(theme.hex_of(name, dark=dark), ground) >= 4.5
        for name in ("ink", "act", "kept", "late", "diff", "edge"):
            assert _contrast(theme.hex_of(name, dark=dark), ground) >= 3


def test_standalone_picture_knows_no_variable() -> None:
    assert "var(" not in theme.standalone(figure((), ()))
