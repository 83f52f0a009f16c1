"""Mercator's projection of the window that a map shows: as near as what matters allows, with what lies far off at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asinh, atan, degrees, pi, radians, sinh, tan

__all__ = ["Point", "Window", "chosen"]

LEAST = 24.0  # degrees that a map shows at least, so that a single city stands in its region
NORTHMOST = 82.0
_SMALL, _LEFT_OUT = 0.06, 0.15  # the share of meetings that one place, and all places, at the edge may have
_NEARER = 1.3  # leaving a place to the edge must bring the rest so much nearer

Place = tuple[float, float, int]  # longitude, latitude and number of meetings
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the world on a picture of so many pixels."""

    west: float
    top: float  # Mercator's y of the northern edge
    scale: float  # pixels a radian
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> Point:
        """The pixels of a point."""
        return (radians(longitude) - radians(self.west)) * self.scale, (self.top - _mercator(latitude)) * self.scale

    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees, a little beyond the edges."""
        air = 12 / self.scale
        south = degrees(atan(sinh(self.top - self.height / self.scale - air)))
        north = degrees(atan(sinh(self.top + air)))
        return self.west - degrees(air), south, self.west + degrees(self.width / self.scale + air), north

    def shows(self, x: float, y: float) -> bool:
        """Whether a point of the picture is within it."""
        return 0 <= x <= self.width and 0 <= y <= self.height


def chosen(places: Sequence[Place], around: Sequence[Point], width: float, lowest: float, tallest: float, least: float = LEAST) -> Window:
    """The window around the places and the points of `around`, from `lowest` to `tallest` pixels high as they need it.

    It shows at least `least` degrees. A place of few meetings far from the others is left to the edge.

    Method: of the outermost places the one whose leaving brings the rest nearest, as long as it has few of all meetings and the gain is
    worth it; then the next.
    """
    kept, height = list(places), tallest
    total = sum(count for *_, count in places)
    left = 0
    window = _fitted([(x, y) for x, y, _ in kept] + list(around), width, height, least)
    while len(kept) > 2:
        outer = {pick(kept, key=key) for pick in (min, max) for key in (_longitude, _latitude)}
        small = [one for one in outer if one[2] <= _SMALL * total and left + one[2] <= _LEFT_OUT * total]
        rest = {one: [(x, y) for x, y, _ in kept if (x, y) != one[:2]] + list(around) for one in sorted(small)}
        nearer = [(_fitted(points, width, height, least), one) for one, points in rest.items()]
        best = max(nearer, key=lambda pair: pair[0].scale, default=None)
        if best is None or best[0].scale < window.scale * _NEARER:
            break
        window, gone = best
        kept = [one for one in kept if one[:2] != gone[:2]]
        left += gone[2]
    return _lowered([(x, y) for x, y, _ in kept] + list(around), width, lowest, tallest, least)


def _lowered(points: Sequence[Point], width: float, lowest: float, tallest: float, least: float) -> Window:
    """The window around the points, no higher than they need."""
    whole = _fitted(points, width, tallest, least)
    if points:
        ys = [whole.at(x, y)[1] for x, y in points]
        needed = (max(ys) - min(ys)) * 1.3
        return _fitted(points, width, min(max(needed, lowest), tallest), least)
    return whole


def _longitude(place: Place) -> float:
    return place[0]


def _latitude(place: Place) -> float:
    return place[1]


def _mercator(latitude: float) -> float:
    return asinh(tan(radians(max(min(latitude, NORTHMOST), -NORTHMOST))))


def _fitted(points: Sequence[Point], width: float, height: float, least: float) -> Window:
    """The window around the points with air for their names, never smaller than a region, never larger than the world."""
    if not points:
        points = [(-130.0, -50.0), (150.0, 65.0)]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = _mercator(min(y for _, y in points)), _mercator(max(y for _, y in points))
    wide = max(radians(east - west) * 1.25, radians(least))
    tall = max((north - south) * 1.3, radians(least) * height / width)
    scale = max(min(width / wide, height / tall), width / (2 * pi))
    left = degrees(radians((west + east) / 2) - width / scale / 2)
    left = max(min(left, 180 - degrees(width / scale)), -180.0)
    return Window(left, (south + north) / 2 + height / scale / 2, scale, width, height)
