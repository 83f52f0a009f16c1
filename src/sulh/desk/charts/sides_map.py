"""Where two sides counted: for each place two half-circles, left the first side's cases and right the second's, as areas of one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from sulh.desk.charts.labels import named
from sulh.desk.charts.map import country, land, named_lands
from sulh.desk.charts.mercator import chosen
from sulh.desk.charts.naming import Spot, beside
from sulh.desk.charts.svg import Frame, document, element, fixed, identifier, number, text
from sulh.desk.charts.zone_marks import DrawnZone, corners, drawn_zones, zone_names, zone_spots

__all__ = ["SidesPlace", "sides_map"]

_LEAST = 4.0  # degrees that the map shows at least: a region, not a street
_LARGEST, _SMALLEST = 30.0, 3.0  # pixels of the radius of the most cases, and of a single one
_SHARES = (0.55, 0.8)  # the height as shares of the width, from and to


@dataclass(frozen=True, slots=True)
class SidesPlace:
    """A place with the cases that either side counted there in all periods shown."""

    name: str
    latitude: float
    longitude: float
    counts: tuple[int, int]


def sides_map(
    places: Sequence[SidesPlace],
    names: tuple[str, str],
    *,
    title: str,
    about: str,
    zones: Sequence[DrawnZone] = (),
    conflict: Sequence[str] = (),
    language: str = "en",
    width: float = 560,
) -> str:
    """The map as SVG with outlines of countries; north is up in every language, and the first side is always left.

    `title` and `about` name and describe it for those who do not see it; `conflict` are the countries (ISO 3166-1 alpha-2) that are marked.
    """
    points = [(one.longitude, one.latitude) for one in places]
    window = chosen([], points + corners(zones), width, width * _SHARES[0], width * _SHARES[1], _LEAST)
    frame = Frame(width, window.height, False)
    most = max((count for one in places for count in one.counts), default=0) or 1
    marks = [(one, *window.at(one.longitude, one.latitude)) for one in sorted(places, key=lambda one: -sum(one.counts))]
    spots = [Spot(x, y, _radius(max(one.counts), most), one.name) for one, x, y in marks]
    name = identifier("sides", [(one.name, one.counts) for one in places], names, width)
    clip = element("clipPath", element("rect", width=width, height=window.height), id=f"{name}-c")
    ground = element("rect", width=width, height=window.height, fill=frame.paint("ground"))
    drawn = [ground, *land(window, frame, conflict), *drawn_zones(zones, window, frame)]
    circles = [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in spots]
    drawn += [country(label, frame) for label in named(named_lands(window, [], conflict, language), circles, width, window.height)]
    around = zone_spots([zone for zone in zones if zone.name not in {one.name for one in places}], window)
    names_at = beside([*spots, *around], width, window.height, 11.5)
    drawn += zone_names(around, names_at[len(spots) :], frame)
    for (one, x, y), at in zip(marks, names_at, strict=False):
        told = f"{one.name}: {names[0]} {one.counts[0]}, {names[1]} {one.counts[1]}"
        parts = [_half(x, y, _radius(count, most), side, frame) for side, count in enumerate(one.counts) if count]
        if at:
            halo = {"stroke": frame.paint("ground"), "stroke_width": "3", "stroke_opacity": "0.85", "paint_order": "stroke"}
            words = {"text_anchor": "middle", "font_size": "11.5", "font_weight": "600", **fixed(x, y, "label")}
            parts.append(text(one.name, at.x + at.width / 2, at.y, **words, **halo))
        drawn.append(element("g", element("title", told), *parts, role="img", aria_label=told))
    edge = element("rect", x=0.5, y=0.5, width=width - 1, height=window.height - 1, fill="none", stroke=frame.paint("rule"))
    inside = element("g", *drawn, clip_path=f"url(#{name}-c)")
    body = [element("defs", clip), inside, edge]
    return document(frame, body, name=name, title=title, description=about, kind="map")


def _radius(count: int, most: int) -> float:
    return max(_SMALLEST, _LARGEST * sqrt(count / most)) if count else 0.0


def _half(x: float, y: float, radius: float, side: int, frame: Frame) -> str:
    """A half-circle to the left or right of a point."""
    size, sweep = number(radius), side
    path = f"M{number(x)} {number(y - radius)}A{size} {size} 0 0 {sweep} {number(x)} {number(y + radius)}Z"
    look = {"fill": frame.paint(f"s{side + 1}"), "fill_opacity": "0.8", "stroke": frame.paint("ground"), "stroke_width": "1"}
    return element("path", d=path, **fixed(x, y), **look)
