"""Names beside circles so that they cover neither each other nor the circles: the network and the map share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sulh.desk.charts.theme import text_width

__all__ = ["HEIGHT", "Box", "SetName", "Spot", "beside", "meet"]

Box = tuple[float, float, float, float]
HEIGHT = 15.0  # pixels of a line of 12.5 pixels


@dataclass(frozen=True, slots=True)
class Spot:
    """A circle on the screen and its name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class SetName:
    """Where a name stands: the left edge, the baseline, and how wide it is."""

    x: float
    y: float
    width: float


def beside(spots: Sequence[Spot], width: float, height: float, size: float = 12.5, kept_free: Sequence[Box] = ()) -> list[SetName | None]:
    """A place for each name, in the order of the spots (the most important first); None where every place is taken.

    Tried in turn: right, left, below, above, then the four corners; a place is free when it is in the picture and covers no circle, no
    name already set, and nothing of `kept_free`.
    """
    taken: list[Box] = [(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius) for spot in spots]
    taken += kept_free
    found: list[SetName | None] = []
    for number, spot in enumerate(spots):
        wide = text_width(spot.name, size, bold=True)
        best = next(
            (
                box
                for box in _places(spot, wide)
                if box[0] >= 2 and box[2] <= width - 2 and box[1] >= 2 and box[3] <= height - 2
                and not any(meet(box, other) for at, other in enumerate(taken) if at != number)
            ),
            None,
        )  # fmt: skip
        if best is not None:
            taken.append(best)
        found.append(best and SetName(best[0], best[3] - 4, wide))
    return found


def _places(spot: Spot, wide: float) -> list[Box]:
    x, y, r, h = spot.x, spot.y, spot.radius + 3, HEIGHT
    d = r * 0.75
    corners = [(x + r, y - h / 2), (x - r - wide, y - h / 2), (x - wide / 2, y + r), (x - wide / 2, y - r - h)]
    corners += [(x + d, y + d - 4), (x + d, y - d - h + 4), (x - d - wide, y + d - 4), (x - d - wide, y - d - h + 4)]
    return [(left, top, left + wide, top + h) for left, top in corners]


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes cover each other."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
