"""Names of countries on a map: each where it fits inside its country, or close by where that matters, and never over anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.desk.charts.mercator import Point
from sulh.desk.charts.naming import HEIGHT, Box, meet
from sulh.desk.charts.theme import text_width

__all__ = ["Label", "Land", "named"]

SIZE = 11.0
_STEP = 4.0  # pixels between the lines on which a place for a name is looked for
_LARGE = 70.0  # pixels of a country beside which its name would not be taken for its own
_FAR = (2.0, 8.0, 14.0, 22.0, 30.0)  # pixels between a small country and its name, more than the first for a name that must not be missing
_TIGHT = 0.92  # a name may be a little wider than its country


@dataclass(frozen=True, slots=True)
class Land:
    """A country in view: its name, its rings in pixels, whether it is to be named also where the name does not fit into it."""

    name: str
    rings: tuple[tuple[Point, ...], ...]
    matters: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name with the middle of its line and its baseline."""

    name: str
    x: float
    y: float
    bold: bool


def named(lands: Sequence[Land], taken: Sequence[Box], width: float, height: float) -> list[Label]:
    """The names that find a place free of `taken` and of each other; what matters first, then the larger countries."""
    used = list(taken)
    found = []
    for land in sorted(lands, key=lambda one: (not one.bold, not one.matters, -sum(map(_area, one.rings)), one.name)):
        wide = text_width(land.name, SIZE, bold=land.bold)
        places = [*_inside(land, wide), *(_near(land, wide) if land.matters else ())]
        box = next((one for one in places if _fits(one, width, height) and not any(meet(one, other) for other in used)), None)
        if box:
            used.append(box)
            found.append(Label(land.name, (box[0] + box[2]) / 2, box[3] - 4, land.bold))
    return found


def _fits(box: Box, width: float, height: float) -> bool:
    return box[0] >= 3 and box[1] >= 3 and box[2] <= width - 3 and box[3] <= height - 3


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


def _inside(land: Land, wide: float) -> list[Box]:
    """Places within the outlines, that with most room first: on each line, in the middle and at the ends of what is wide enough."""
    tops = [y for ring in land.rings for _, y in ring]
    y, end = max(min(tops), 0.0) + HEIGHT / 2, max(tops) - HEIGHT / 2
    found: list[tuple[float, Box]] = []
    while y <= end:
        for left, right in _common(_spans(land, y - 5), _spans(land, y + 5)):
            room = right - left
            if room >= wide * _TIGHT:
                slack = max((room - wide) / 2, 0.0)
                for shift in (0.0, -slack * 0.6, slack * 0.6):
                    x = (left + right) / 2 + shift
                    found.append((room - 2 * abs(shift), (x - wide / 2, y - HEIGHT / 2, x + wide / 2, y + HEIGHT / 2)))
        y += _STEP
    return [box for _, box in sorted(found, key=lambda one: (-round(one[0]), one[1]))]


def _spans(land: Land, y: float) -> list[tuple[float, float]]:
    """Where a level line is within the outlines."""
    cuts = sorted(
        x + (y - at) / (next_y - at) * (next_x - x)
        for ring in land.rings
        for (x, at), (next_x, next_y) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (at > y) != (next_y > y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def _common(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for left, right in one:
        for low, high in other:
            if max(left, low) < min(right, high):
                yield max(left, low), min(right, high)


def _near(land: Land, wide: float) -> Iterator[Box]:
    """Places over and beside the country's largest piece; beside only of a small one, since the name would seem to be a neighbour's."""
    ring = max(land.rings, key=_area)
    left, right = min(x for x, _ in ring), max(x for x, _ in ring)
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    x, y = (left + right) / 2, (top + bottom) / 2
    yield x - wide / 2, y - HEIGHT / 2, x + wide / 2, y + HEIGHT / 2
    if max(right - left, bottom - top) > _LARGE:
        return
    for far in _FAR if land.bold else _FAR[:1]:
        for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0), (0.6, 1), (0.6, -1), (-0.6, 1), (-0.6, -1)):
            cx = x + dx * ((right - left + wide) / 2 + far)
            cy = y + dy * ((bottom - top + HEIGHT) / 2 + far)
            yield cx - wide / 2, cy - HEIGHT / 2, cx + wide / 2, cy + HEIGHT / 2
