"""Outlines of countries for maps, from the packaged TopoJSON: as rings of degrees and as GeoJSON for the zoomable map."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["clipped", "geojson", "polygons", "within"]

Point = tuple[float, float]
Ring = tuple[Point, ...]


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


def within(west: float, south: float, east: float, north: float) -> Iterator[list[Point]]:
    """The parts of all rings that lie in a window of degrees."""
    for (left, low, right, high), ring in _bounded():
        if left > east or right < west or low > north or high < south:
            continue
        inside = left >= west and right <= east and low >= south and high <= north
        if points := list(ring) if inside else clipped(ring, west, south, east, north):
            yield points


@lru_cache(maxsize=1)
def _bounded() -> tuple[tuple[tuple[float, float, float, float], Ring], ...]:
    rings = (ring for _, shapes in polygons() for polygon in shapes for ring in polygon)
    return tuple(
        ((min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)), ring) for ring in rings
    )


@lru_cache(maxsize=1)
def geojson() -> str:
    """All outlines as one GeoJSON text, coordinates to a hundredth of a degree."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[[[round(x, 2), round(y, 2)] for x, y in ring] for ring in polygon] for polygon in shapes],
            },
        }
        for name, shapes in polygons()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))


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
