"""One palette for pictures and page."""

from __future__ import annotations

import re
from pathlib import Path

import sulh.desk.charts.theme as theme
from sulh.desk.charts.timeline import figure

CSS = (Path(theme.__file__).parents[1] / "static/desk/charts.css").read_text("utf-8")


def test_style_sheet_has_the_colours_of_the_theme() -> None:
    for side, block in enumerate(re.findall(r"\{ (--chart-sheet:[^}]*)\}", CSS)[:2]):
        told = dict(re.findall(r"--chart-([a-z-]+): (#[0-9a-f]{6});", block))
        assert told == {name: pair[side] for name, pair in theme.PALETTE.items()}


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_have_a_contrast_of_four_and_a_half_and_marks_of_three() -> None:
    for dark in (False, True):
        ground = theme.hex_of("sheet", dark=dark)
        for name in ("ink", "quiet"):
            assert _contrast(theme.hex_of(name, dark=dark), ground) >= 4.5
        for name in ("meeting", "truce", "breach", "release", "statement", "disputed"):
            assert _contrast(theme.hex_of(name, dark=dark), ground) >= 3


def test_light_colours_are_different_from_each_other() -> None:
    assert len({light for light, _ in theme.PALETTE.values()}) == len(theme.PALETTE)


def test_standalone_picture_knows_no_variable() -> None:
    assert "var(" not in theme.standalone(figure((), ()))
