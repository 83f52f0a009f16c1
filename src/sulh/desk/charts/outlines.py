"""Outlines of countries for maps, from the packaged TopoJSON, as rings of degrees, with the code of each."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from math import cos, radians, sqrt
from typing import Any

__all__ = ["box_of", "clipped", "codes", "middle_of", "polygons", "within"]

Point = tuple[float, float]
Ring = tuple[Point, ...]
_FINE = 0.05  # degrees


@lru_cache(maxsize=1)
def polygons() -> tuple[tuple[str, tuple[tuple[Ring, ...], ...]], ...]:
    """Each country's name and polygons; a polygon is its outer ring and its holes, points are (longitude, latitude) in degrees."""
    topology = json.loads((files("sulh") / "data" / "outlines.json").read_text("utf-8"))
    arcs = _arcs(topology)

    def ring(numbers: list[int]) -> Ring:
        points: list[Point] = []
        for number in numbers:
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            points.extend(line[1:] if points else line)
        return tuple(points)

    return tuple(
        (
            country["properties"]["name"],
            tuple(piece for polygon in country["arcs"] for piece in _flat([ring(numbers) for numbers in polygon])),
        )
        for country in topology["objects"]["countries"]["geometries"]
    )


def _flat(polygon: list[Ring]) -> list[tuple[Ring, ...]]:
    """A polygon of the sphere as polygons of the flat map: cut where it crosses the line of 180 degrees, closed over the pole."""
    unrolled = [_unrolled(ring) for ring in polygon]
    if all(-180 <= x <= 180 for ring in unrolled for x, _ in ring):
        return [tuple(unrolled)]
    pieces = []
    for turn in (-360, 0, 360):
        moved = [tuple((x + turn, y) for x, y in ring) for ring in unrolled]
        piece = tuple(tuple(cut) for ring in moved if len(cut := clipped(ring, -180, -90, 180, 90)) > 2)
        if piece:
            pieces.append(piece)
    return pieces


def _unrolled(ring: Ring) -> Ring:
    """The ring without jumps from one edge of the world to the other; one that goes around a pole gets the pole's edge."""
    points = [ring[0]]
    for x, y in ring[1:]:
        before = points[-1][0]
        points.append((x + 360 * round((before - x) / 360), y))
    around = points[-1][0] - points[0][0]
    if abs(around) > 180:
        pole = -90.0 if sum(y for _, y in ring) < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole)]
    return tuple(points)


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def within(west: float, south: float, east: float, north: float) -> Iterator[tuple[str, list[Point]]]:
    """The parts of all rings that lie in a window of degrees, with the name of the country that each is of."""
    for name, (left, low, right, high), ring in _bounded():
        if left > east or right < west or low > north or high < south:
            continue
        inside = left >= west and right <= east and low >= south and high <= north
        if points := list(ring) if inside else clipped(ring, west, south, east, north):
            yield name, points


@lru_cache(maxsize=1)
def _bounded() -> tuple[tuple[str, tuple[float, float, float, float], Ring], ...]:
    rings = ((name, ring) for name, shapes in polygons() for polygon in shapes for ring in polygon)
    return tuple(
        (name, (min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)), ring)
        for name, ring in rings
    )


@lru_cache(maxsize=1)
def codes() -> dict[str, str]:
    """The ISO 3166-1 alpha-2 code of each outline by its name; areas without a code of their own are missing and stay unnamed."""
    data = files("sulh") / "data"
    known = {row["en"]: row["iso2"] for row in csv.DictReader((data / "words" / "country_names.csv").read_text("utf-8").splitlines())}
    other = {row["name"]: row["iso2"] for row in csv.DictReader((data / "outline_codes.csv").read_text("utf-8").splitlines())}
    found = ((name, other.get(name) or known.get(name)) for name, _ in polygons())
    return {name: code for name, code in found if code}


@lru_cache(maxsize=32)
def box_of(code: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north of a country's largest piece; None where there is no outline of it."""
    ring = _largest(code)
    return (min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)) if ring else None


@lru_cache(maxsize=256)
def middle_of(code: str) -> Point | None:
    """The middle of a country's largest piece: the point farthest from its border (pole of inaccessibility), longitude and latitude.

    Method: the best point of a grid of twelve by twelve, then of ever finer grids around it, until these are fine to 0.05 degrees.
    """
    ring, box = _largest(code), box_of(code)
    if ring is None or box is None:
        return None
    stretch = max(cos(radians((box[1] + box[3]) / 2)), 0.05)
    flat = [(x * stretch, y) for x, y in ring]
    x, y = (box[0] + box[2]) / 2 * stretch, (box[1] + box[3]) / 2
    wide, tall = (box[2] - box[0]) * stretch, box[3] - box[1]
    while max(wide, tall) > _FINE:
        places = ((x + wide * (a / 12 - 0.5), y + tall * (b / 12 - 0.5)) for a in range(13) for b in range(13))
        x, y = max(places, key=lambda place: _depth(place, flat))
        wide, tall = wide / 5, tall / 5
    return x / stretch, y


def _largest(code: str) -> Ring | None:
    names = codes()
    rings = [polygon[0] for name, shapes in polygons() if names.get(name) == code for polygon in shapes]
    return max(rings, key=_extent, default=None)


def _extent(ring: Ring) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _depth(place: Point, ring: list[Point]) -> float:
    """How far a point is within a ring; negative outside."""
    x, y = place
    inside, least = False, float("inf")
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
        dx, dy = bx - ax, by - ay
        along = min(max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1.0), 0.0), 1.0)
        least = min(least, (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2)
    return sqrt(least) if inside else -sqrt(least)


def clipped(ring: Ring, west: float, south: float, east: float, north: float) -> list[Point]:
    """The part of a ring within a window (Sutherland and Hodgman's method); [] when nothing of it is there."""
    points = list(ring)
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        points = _cut(points, axis, limit, sign)
    return points


def _cut(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    found: list[Point] = []
    for number, point in enumerate(points):
        before = points[number - 1]
        inside, was = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
        if inside != was:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            found.append((limit, other) if axis == 0 else (other, limit))
        if inside:
            found.append(point)
    return found
