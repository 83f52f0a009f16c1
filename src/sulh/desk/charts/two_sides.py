"""Two sides' counts of the same days, mirrored: one bar to each side of the day, its core the most that can be the same events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sulh.desk.charts.svg import clean, element, percent

__all__ = ["SidesRow", "two_sides"]

_ROW, _HEAD, _BAR = 28, 20, 17  # pixels
_LEFT, _DAY, _RIGHT = 0.27, 0.44, 0.61  # shares of the width: where the left bars end, the middle of the days, where the right bars begin
_WIDEST_LEFT, _WIDEST_RIGHT = 0.20, 0.25


@dataclass(frozen=True, slots=True)
class SidesRow:
    """One period: its words, both counts (None where a side counted nothing there), and the most that can be the same."""

    words: str
    counts: tuple[int | None, int | None]
    same: int | None


def two_sides(rows: Sequence[SidesRow], names: tuple[str, str], *, same: str, label: str, rtl: bool = False) -> str:
    """The picture as SVG in shares of its width, for every width; `same` heads the column of bounds, `label` names the picture.

    Bars of both sides have one scale. In scripts from right to left the first side stands on the right, where reading begins.
    """
    first = max((row.counts[0] or 0 for row in rows), default=0)
    second = max((row.counts[1] or 0 for row in rows), default=0)
    unit = min(_WIDEST_LEFT / max(first, 1), _WIDEST_RIGHT / max(second, 1))

    def at(share: float) -> str:
        return percent(1 - share if rtl else share)

    def words(said: str, share: float, y: float, anchor: str = "start", look: str | None = None, dx: float | None = None) -> str:
        moved = None if dx is None else -dx if rtl else dx
        return element("text", escape(clean(said), quote=False), x=at(share), y=y, dx=moved, text_anchor=anchor, class_=look)

    def bar(start: float, width: float, y: float, look: str, stroke: str | None = None) -> str:
        low = 1 - start - width if rtl else start
        return element("rect", x=percent(low), y=y, width=percent(width), height=_BAR, class_=look, stroke=stroke)

    drawn = [words(names[0], _LEFT, 12, "end", "tb s1t"), words(names[1], _RIGHT, 12, "start", "tb s2t"), words(same, 1, 12, "end", "t3")]
    for number, row in enumerate(rows):
        top = _HEAD + number * _ROW
        base = top + _BAR
        drawn.append(element("line", class_="gl", x1="0", x2="100%", y1=top + _ROW - 5, y2=top + _ROW - 5))
        drawn.append(words(row.words, _DAY, base - 4, "middle"))
        core = (row.same or 0) * unit
        for side, count in enumerate(row.counts):
            if count is None:
                drawn.append(words("·", (_LEFT, _RIGHT)[side], base - 4, ("end", "start")[side], "t3"))
                continue
            width = count * unit
            start = _LEFT - width if side == 0 else _RIGHT
            drawn.append(bar(start, width, top, f"w{side + 1}", f"var(--s{side + 1})"))
            drawn.append(bar(_LEFT - core if side == 0 else _RIGHT, core, top, ("f1", "h2")[side]))
            edge = start if side == 0 else _RIGHT + width
            drawn.append(words(str(count), edge, base - 4, ("end", "start")[side], "tb", (-5.0, 5.0)[side]))
        if row.same is not None:
            drawn.append(words(f"≤ {row.same}" if row.same else "0", 1, base - 4, "end"))
    height = _HEAD + len(rows) * _ROW
    return element("svg", *drawn, width="100%", height=height, role="img", aria_label=label, class_="sides")
