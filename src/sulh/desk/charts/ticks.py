"""The words of time below a picture of weeks."""

from __future__ import annotations

from collections.abc import Iterator

from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import Frame
from sulh.desk.charts.theme import text_width

__all__ = ["tick_words"]

_APART = 8.0  # pixels between two words


def tick_words(scale: Scale, frame: Frame, language: str) -> Iterator[str]:
    """Months or years at the foot of the picture, each below its line; those that would touch the one before are left out."""
    room = float("-inf")
    for tick in scale.ticks(language):
        half = text_width(tick.words, 11.5, bold=tick.major) / 2
        middle = min(max(scale.x(tick.at), half), frame.width - half)
        if middle - half >= room:
            look = {"font_weight": "700"} if tick.major else {"fill": frame.paint("ink3")}
            yield frame.text(tick.words, middle, frame.height - 6, text_anchor="middle", **look)
            room = middle + half + _APART
