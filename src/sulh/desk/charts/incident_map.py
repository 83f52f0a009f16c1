"""Where incidents were: for each place a disc for those that somebody verified, and around it a ring for all that were reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt

from sulh import words
from sulh.ceasefire.incidents import Incident
from sulh.desk.charts.labels import named
from sulh.desk.charts.map import country, land, named_lands
from sulh.desk.charts.mercator import chosen
from sulh.desk.charts.naming import Spot, beside
from sulh.desk.charts.svg import Frame, document, element, fixed, identifier, link, number, text
from sulh.desk.charts.zone_marks import DrawnZone, corners, drawn_zones, zone_names, zone_spots
from sulh.model.vocabulary import VerificationState

__all__ = ["incident_map"]

_LEAST = 2.5  # degrees that the map shows at least: a region, not a street
_LARGEST, _SMALLEST = 26.0, 8.0  # pixels of the radius at most, and of a single incident
_SHARES = (0.55, 0.8)  # the height as shares of the width, from and to


def incident_map(
    found: Iterable[tuple[Incident, tuple[float, float]]],
    *,
    zones: Sequence[DrawnZone] = (),
    conflict: Sequence[str] = (),
    addresses: dict[str, str] | None = None,
    language: str = "en",
    width: float = 560,
) -> str:
    """The map as SVG with outlines of countries; north is up in every language.

    `conflict` are the countries (ISO 3166-1 alpha-2) that are marked, `addresses` where a mark leads, by place.
    """
    places: dict[tuple[float, float], list[Incident]] = defaultdict(list)
    for one, at in found:
        places[at].append(one)
    title, about = (words.phrase(f"incidents_map.{name}", language=language) for name in ("title", "about"))
    points = [(at[1], at[0]) for at in places]
    window = chosen([], points + corners(zones), width, width * _SHARES[0], width * _SHARES[1], _LEAST)
    frame = Frame(width, window.height, False)
    ordered = sorted(places.items(), key=lambda one: -len(one[1]))
    marks = [(own, *window.at(at[1], at[0]), _radius(len(own))) for at, own in ordered]
    spots = [Spot(x, y, radius, words.city(own[0].place, language=language)) for own, x, y, radius in marks]
    name = identifier("incidents", [(at, len(own)) for at, own in ordered], width, language)
    clip = element("clipPath", element("rect", width=width, height=window.height), id=f"{name}-c")
    drawn = [element("rect", width=width, height=window.height, fill=frame.paint("ground")), *land(window, frame, conflict)]
    drawn += drawn_zones(zones, window, frame)
    circles = [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in spots]
    drawn += [country(label, frame) for label in named(named_lands(window, [], conflict, language), circles, width, window.height)]
    around = zone_spots([zone for zone in zones if zone.name not in {spot.name for spot in spots}], window)
    names_at = beside([*spots, *around], width, window.height, 11.5)
    drawn += zone_names(around, names_at[len(spots) :], frame)
    for (own, x, y, radius), spot, label in zip(marks, spots, names_at, strict=False):
        verified = sum(one.verification.state == VerificationState.VERIFIED for one in own)
        said = words.phrase("incidents_map.place", language=language, place=spot.name, reported=len(own), verified=verified)
        parts = [_ring(x, y, radius, frame)]
        if verified:
            inner = max(2.0, radius * sqrt(verified / len(own)) - 2.5)
            parts.append(element("circle", cx=x, cy=y, r=inner, fill=frame.paint("ink"), **fixed(x, y)))
        if label:
            halo = {"stroke": frame.paint("ground"), "stroke_width": "3", "stroke_opacity": "0.85", "paint_order": "stroke"}
            look = {"text_anchor": "middle", "font_size": "11.5", "font_weight": "600", **fixed(x, y, "label")}
            parts.append(text(spot.name, label.x + label.width / 2, label.y, **look, **halo))
        drawn.append(link((addresses or {}).get(own[0].place or ""), said, *parts))
    edge = element("rect", x=0.5, y=0.5, width=width - 1, height=window.height - 1, fill="none", stroke=frame.paint("rule"))
    inside = element("g", *drawn, clip_path=f"url(#{name}-c)")
    return document(frame, [element("defs", clip), inside, edge], name=name, title=title, description=about, kind="map")


def _radius(count: int) -> float:
    """Areas grow with the number of incidents, up to the largest."""
    return min(_LARGEST, _SMALLEST * sqrt(count))


def _ring(x: float, y: float, radius: float, frame: Frame) -> str:
    look = {"fill": frame.paint("ground"), "fill_opacity": "0.6", "stroke": frame.paint("ink"), "stroke_width": "1.5"}
    return element("circle", cx=x, cy=y, r=number(radius), stroke_dasharray="4 2", **fixed(x, y), **look)
