"""The marks of a map: which places stand on one spot, where each mark stands, at the edge or moved aside where it would be covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, hypot, radians, sin, sqrt

from sulh import words
from sulh.desk.charts.mercator import Window
from sulh.desk.charts.naming import Box, Spot
from sulh.desk.charts.outlines import middle_of
from sulh.record.shapes import PlaceView

__all__ = ["EXACT", "NARROW", "Group", "PlaceMark", "box_around", "marks_of", "meetings_at", "point_of", "radius", "together"]

EXACT = {"building": 0, "city": 1, "country": 2}
NARROW = 640.0  # below so many pixels a map is drawn for a phone
_BORDER = 15.0  # pixels between the edge and what lies beyond it

Group = tuple[int, tuple[PlaceView, ...]]


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """Places on one spot: the number of the first, how many meetings, where it stands, and the way to it where it lies beyond the edge."""

    at: int
    places: tuple[PlaceView, ...]
    count: int
    spot: Spot
    beyond: float | None = None  # degrees, from right, clockwise
    true: tuple[float, float] = (0.0, 0.0)  # where it belongs, if it was moved aside


def radius(meetings: int, most: int) -> float:
    """The radius of a circle in pixels: its area grows with the number of meetings; `most` meetings fill 22, few of few stay small."""
    return 6 + 16 * sqrt(meetings / max(most, 30))


def point_of(group: Sequence[PlaceView]) -> tuple[float, float]:
    """Where places on one spot stand: a country in its middle, everything else where it is."""
    exact = min(group, key=lambda place: EXACT.get(place.precision, 3))
    middle = middle_of(exact.country) if exact.precision == "country" and exact.country else None
    return middle or (exact.longitude, exact.latitude)


def meetings_at(group: Sequence[PlaceView]) -> set[str]:
    """The identifiers of the meetings at some places."""
    return {meeting.id for place in group for meeting in place.meetings}


def together(shown: Sequence[tuple[int, PlaceView]]) -> list[Group]:
    """Places on the same spot (a city renamed, a hotel in its city) as one, with the number of the first."""
    found: dict[tuple[float, float], list[tuple[int, PlaceView]]] = {}
    for at, place in shown:
        found.setdefault((round(place.latitude, 2), round(place.longitude, 2)), []).append((at, place))
    return [(group[0][0], tuple(place for _, place in group)) for group in found.values()]


def marks_of(groups: Sequence[Group], window: Window, language: str) -> list[PlaceMark]:
    """The marks of the places in a window: those beyond it at its edge, none of them covered by a larger one."""
    counts = [len(meetings_at(group)) for _, group in groups]
    most = max(counts, default=1)
    found = []
    edge: list[Spot] = []
    for (at, group), count in zip(groups, counts, strict=True):
        x, y = window.at(*point_of(group))
        name, size = _name(group, window.width, language), radius(count, most)
        if window.shows(x, y):
            found.append(PlaceMark(at, group, count, Spot(x, y, size, name)))
            continue
        spot = _at_edge(x, y, size, name, window, edge)
        edge.append(spot)
        found.append(PlaceMark(at, group, count, spot, degrees(atan2(y - spot.y, x - spot.x))))
    return _apart(found, window)


def _apart(marks: Sequence[PlaceMark], window: Window) -> list[PlaceMark]:
    """The marks, of which smaller ones that larger ones would cover are moved to their edge; a line then leads to where they belong."""
    placed: list[Spot] = []
    moved: dict[int, Spot] = {}
    for mark in sorted(marks, key=lambda one: (-one.count, one.at)):
        spot = mark.spot
        places = [spot] if mark.beyond is not None else [spot, *_around_it(spot, window)]
        free = next((one for one in places if not any(_covers(one, other) for other in placed)), spot)
        placed.append(free)
        moved[mark.at] = free
    return [replace(mark, spot=moved[mark.at], true=(mark.spot.x, mark.spot.y)) for mark in marks]


def _covers(one: Spot, other: Spot) -> bool:
    return hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius + 1


def _around_it(spot: Spot, window: Window) -> Iterator[Spot]:
    """Places ever farther around a spot, within the map."""
    for far in range(4, 64, 4):
        for turn in range(0, 360, 30):
            x, y = spot.x + far * cos(radians(turn)), spot.y + far * sin(radians(turn))
            if spot.radius < x < window.width - spot.radius and spot.radius < y < window.height - spot.radius:
                yield replace(spot, x=x, y=y)


def _at_edge(x: float, y: float, size: float, name: str, window: Window, others: Sequence[Spot]) -> Spot:
    """A place beyond the edge, on the edge; below the others that stand there."""
    air = _BORDER + size
    at, down = min(max(x, air), window.width - air), min(max(y, air), window.height - air)
    while any(abs(at - one.x) < size + one.radius + 4 and abs(down - one.y) < size + one.radius + 16 for one in others):
        down += 8
        if down > window.height - air:
            down, at = air, at + (40 if at < window.width / 2 else -40)
    return Spot(at, down, size, name)


def _name(group: Sequence[PlaceView], width: float, language: str) -> str:
    """The names of one spot; on a narrow picture the first and how many others."""
    names = list(dict.fromkeys(words.city(place.name, language=language) for place in group))
    return " / ".join(names) if width >= NARROW or len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def box_around(mark: PlaceMark) -> Box:
    """What a mark takes up, with the air that names leave around it."""
    spot, air = mark.spot, mark.spot.radius + (12 if mark.beyond is not None else 4)
    return spot.x - air, spot.y - air, spot.x + air, spot.y + air
