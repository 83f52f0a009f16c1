"""Zones of a ceasefire on a map: dashed outlines with their names, for outlines that we drew ourselves as for agreed ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.desk.charts.mercator import Window
from sulh.desk.charts.naming import SetName, Spot
from sulh.desk.charts.svg import Frame, element, fixed, number, text

__all__ = ["DrawnZone", "corners", "drawn_zones", "zone_names", "zone_spots"]


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone: its name, what is said of it to those who do not see it, and its outlines as rings of (longitude, latitude)."""

    name: str
    title: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


def corners(zones: Sequence[DrawnZone]) -> list[tuple[float, float]]:
    """The corners of the boxes around zones, which a map has to hold."""
    found = []
    for one in zones:
        points = [point for ring in one.rings for point in ring]
        if points:
            wide, high = ([point[at] for point in points] for at in (0, 1))
            found += [(min(wide), min(high)), (max(wide), max(high))]
    return found


def zone_spots(zones: Sequence[DrawnZone], window: Window) -> list[Spot]:
    """Where the names of zones are set beside: the northernmost point of each outline."""
    found = []
    for one in zones:
        x, y = min((window.at(*point) for ring in one.rings for point in ring), key=lambda point: point[1])
        found.append(Spot(x, y, 0.0, one.name))
    return found


def drawn_zones(zones: Sequence[DrawnZone], window: Window, frame: Frame) -> Iterator[str]:
    """The outlines; names are set with those of places, so that they cover nothing."""
    look = {"fill": frame.paint("diff"), "fill_opacity": "0.1", "stroke": frame.paint("diff"), "stroke_width": "1.4"}
    for one in zones:
        placed = [[window.at(*point) for point in ring] for ring in one.rings]
        path = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "Z" for ring in placed)
        outline = element("path", d=path, stroke_dasharray="5 3", stroke_linejoin="round", **look)
        yield element("g", element("title", one.title), outline, role="img", aria_label=one.title)


def zone_names(spots: Sequence[Spot], placed: Sequence[SetName | None], frame: Frame) -> Iterator[str]:
    """The names of zones where there is room for them."""
    halo = {"stroke": frame.paint("ground"), "stroke_width": "3", "stroke_opacity": "0.85", "paint_order": "stroke"}
    for spot, at in zip(spots, placed, strict=True):
        if at:
            look = {"text_anchor": "middle", "font_size": "11.5", "font_style": "italic", "fill": frame.paint("diff")}
            yield text(spot.name, at.x + at.width / 2, at.y, **look, **halo, **fixed(spot.x, spot.y))
