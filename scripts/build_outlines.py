"""Writes src/sulh/data/outlines.json: outlines of countries for maps, from the npm package `world-atlas` (Natural Earth, 1:50 million).

    npm pack world-atlas@2.0.2
    python scripts/build_outlines.py world-atlas-2.0.2.tgz

The package has one line for each border that two countries share. Lines are simplified one by one with their ends kept (Visvalingam's
method: the point whose triangle with its neighbours is smallest goes first), so that neighbours still share them; islands too small to
be seen are left out.
"""

from __future__ import annotations

import heapq
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

MEMBER = "package/countries-50m.json"
OUT = Path(__file__).resolve().parent.parent / "src/sulh/data/outlines.json"
SMALLEST = 0.0035  # square degrees of a triangle; about 40 square kilometres at the equator
ISLAND = 0.02  # square degrees of a ring that stands alone in its country with others
GRID = 20000  # steps from one edge of the world to the other

Point = tuple[float, float]


def main() -> None:
    """Reads the archive named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/build_outlines.py world-atlas-2.0.2.tgz")
    with tarfile.open(sys.argv[1]) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            sys.exit(f"{sys.argv[1]} holds no {MEMBER}")
        atlas = json.load(member)
    arcs = [simplified(arc) for arc in decoded(atlas)]
    countries = [country for one in atlas["objects"]["countries"]["geometries"] if (country := kept(one, arcs))]
    used = sorted({index for country in countries for ring in rings(country) for index in (arc if arc >= 0 else ~arc for arc in ring)})
    number = {old: new for new, old in enumerate(used)}
    renumbered = [renumber(country, number) for country in countries]
    left, bottom, right, top = -180.0, -90.0, 180.0, 90.0
    scale = [(right - left) / (GRID - 1), (top - bottom) / (GRID - 1)]
    lines = [encoded(arcs[old], scale, (left, bottom)) for old in used]
    topology = {
        "type": "Topology",
        "bbox": [left, bottom, right, top],
        "transform": {"scale": scale, "translate": [left, bottom]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": renumbered}},
        "arcs": lines,
    }
    OUT.write_text(json.dumps(topology, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(renumbered)} outlines, {sum(len(line) for line in lines)} points, {OUT.stat().st_size / 1000:.0f} kB")


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a quantised TopoJSON in degrees."""
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


def encoded(line: list[Point], scale: list[float], origin: Point) -> list[list[int]]:
    """A line on the grid, each point by its distance from the one before; points on the same step once."""
    points = [(round((x - origin[0]) / scale[0]), round((y - origin[1]) / scale[1])) for x, y in line]
    steps, before = [], (0, 0)
    for number, point in enumerate(points):
        if number in (0, len(points) - 1) or point != points[number - 1]:
            steps.append([point[0] - before[0], point[1] - before[1]])
            before = point
    return steps


def simplified(line: list[Point]) -> list[Point]:
    """The line without points that hardly bend it."""
    if len(line) < 4:
        return line
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))

    def area(at: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[at]], line[at], line[after[at]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    areas = {at: area(at) for at in range(1, len(line) - 1)}
    queue = [(size, at) for at, size in areas.items()]
    heapq.heapify(queue)
    least = 4 if line[0] == line[-1] else 2  # a ring stays a ring
    left = len(line)
    while queue and left > least:
        size, at = heapq.heappop(queue)
        if areas.get(at) != size:
            continue
        if size >= SMALLEST:
            break
        del areas[at]
        left -= 1
        after[before[at]], before[after[at]] = after[at], before[at]
        for near in (before[at], after[at]):
            if near in areas:
                areas[near] = max(size, area(near))
                heapq.heappush(queue, (areas[near], near))
    return [line[at] for at in (0, *sorted(areas), len(line) - 1)]


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """The rings of a polygon or of several, as numbers of lines."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def kept(geometry: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any] | None:
    """A country without islands that are too small; its largest part always stays."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return None
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    sizes = [size(polygon[0], arcs) for polygon in polygons]
    large = [polygon for polygon, extent in zip(polygons, sizes, strict=True) if extent >= ISLAND or extent == max(sizes)]
    return {"type": "MultiPolygon", "arcs": large, "id": geometry.get("id"), "properties": {"name": geometry["properties"]["name"]}}


def size(ring: list[int], arcs: list[list[Point]]) -> float:
    """The area of a ring in square degrees."""
    points = [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True))) / 2


def renumber(geometry: dict[str, Any], number: dict[int, int]) -> dict[str, Any]:
    """The geometry with the new numbers of its lines."""
    arcs = [[[number[arc] if arc >= 0 else ~number[~arc] for arc in ring] for ring in polygon] for polygon in geometry["arcs"]]
    return {**geometry, "arcs": arcs}


if __name__ == "__main__":
    main()
