"""The axis of a strip of days: lines where years, quarters, months or weeks begin, and as many words as there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sulh import words
from sulh.desk.charts.scale import units
from sulh.desk.charts.strip import Strip
from sulh.desk.charts.theme import text_width

__all__ = ["grid", "labels"]

_LINES = 14.0  # pixels that lines stay apart
_ROOM = 6.0  # pixels between two words
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def grid(strip: Strip) -> str:
    """Lines across a lane where units of time begin, those of years stronger."""
    drawn = []
    for first in _starts(strip, strip.scale.unit(_LINES)):
        year = first.month == 1 and first.day == 1
        look = {"stroke": strip.paint("rule"), "stroke_dasharray": None if year else "1 3"}
        drawn.append(strip.upright(strip.scale.x(first), class_="gl", **look))
    return "".join(drawn)


def labels(strip: Strip, language: str) -> str:
    """Words in the middle of the units that they name: every year while there is room, else every second, fifth ..."""
    unit = strip.scale.unit(38)
    return "".join(_years(strip) if unit in ("year", "five", "ten") else _parts(strip, unit, language))


def _starts(strip: Strip, unit: str) -> list[date]:
    return [first for first, _ in units(strip.scale.since, strip.scale.until, unit) if first >= strip.scale.since]


def _years(strip: Strip) -> Iterator[str]:
    """Years in the middle of themselves; every so manyth where they would touch."""
    scale = strip.scale
    first, last = scale.since.year, scale.until.year
    wide = 365.25 * scale.right / scale.days
    step = next((one for one in _STEPS if one * wide >= text_width("2000", 11.5, bold=True) + _ROOM), _STEPS[-1])
    for year in range(first, last + 1):
        if year % step:
            continue
        a, b = strip.edges(date(year, 1, 1), date(year, 12, 31))
        half = text_width(str(year), 11.5, bold=True) / 2
        middle = (a + b) / 2
        if (step > 1 or b - a >= 2 * half) and half <= middle <= scale.right - half:
            yield _word(strip, str(year), middle, major=True)


def _parts(strip: Strip, unit: str, language: str) -> Iterator[str]:
    """Quarters, months or weeks; the first one and each January say the year."""
    room, first_word = float("-inf"), True
    for first, last in units(strip.scale.since, strip.scale.until, unit):
        a, b = strip.edges(first, last)
        said, major = _said(first, unit, language), first.month == 1 or first_word
        if major and unit != "half" and ((first.month == 1 and first.day <= 7) or first_word):
            said = f"{said} {first.year}"
        half = text_width(said, 11.5, bold=major) / 2
        middle = min(max((a + b) / 2, half), strip.scale.right - half)
        if middle - half < room or b - a < 14:
            continue
        yield _word(strip, said, middle, major=major)
        room, first_word = middle + half + _ROOM, False


def _said(first: date, unit: str, language: str) -> str:
    if unit == "half":
        return words.date(f"{first.year:04d}-{first.month:02d}", language=language)
    if unit == "quarter":
        return words.phrase("date.quarter", number=(first.month + 2) // 3, language=language)
    month = words.month(first.month, "short", language=language)
    return f"{first.day} {month}" if unit == "week" else month


def _word(strip: Strip, said: str, x: float, *, major: bool) -> str:
    look = {"font_weight": "700"} if major else {"fill": strip.paint("ink3")}
    return strip.text(said, x, 16, "tb" if major else "t3", text_anchor="middle", **look)
