"""The map: places on outlines, cut at the edges of the world, with how exactly each is known."""

from __future__ import annotations

import json
from itertools import pairwise

from desk.charts.seen import links, meeting, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.desk.charts.map import figure
from sulh.desk.charts.outlines import clipped, geojson, polygons
from sulh.desk.charts.tables import places_table
from sulh.record.shapes import PlaceView


def place(name: str = "Geneva", latitude: float = 46.2, longitude: float = 6.1, precision: str = "city", count: int = 2) -> PlaceView:
    """A place of some meetings."""
    return PlaceView(name, "CH", latitude, longitude, precision, tuple(meeting(number) for number in range(count)))


def test_place_leads_to_its_row() -> None:
    found = (place(), place("Oslo", 59.9, 10.8))
    assert sorted(links(figure(found))) == ["#place-0", "#place-1"]
    assert [row[0].anchor for row in places_table(found).rows] == ["place-0", "place-1"]


def test_precisions_look_different() -> None:
    drawn = {precision: figure((place(precision=precision),)).split('class="legend"')[0] for precision in ("building", "city", "country")}
    assert "stroke-dasharray" in drawn["country"]
    assert "stroke-dasharray" not in drawn["city"]
    assert drawn["building"].count("<circle") == drawn["city"].count("<circle") + 1


def test_city_renamed_is_one_circle_with_both_names() -> None:
    svg = figure((place("Astana", 51.18, 71.45), place("Nur-Sultan", 51.18, 71.45)))
    assert len(links(svg)) == 1
    assert "Astana / Nur-Sultan" in svg


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), max_size=5), st.booleans())
def test_any_places_on_earth_can_be_drawn(points: list[tuple[float, float]], rtl: bool) -> None:
    found = [place(f"P{number} &", latitude, longitude) for number, (latitude, longitude) in enumerate(points)]
    svg = figure(found, rtl=rtl)
    parsed(svg)
    assert "style=" not in svg
    assert svg == figure(found, rtl=rtl)


def test_place_without_coordinates_is_left_to_the_table() -> None:
    found = (place(latitude=float("nan")),)
    assert links(figure(found)) == []
    assert len(places_table(found).rows) == 1


def test_outlines_stay_within_the_world_and_jump_across_no_edge() -> None:
    for name, shapes in polygons():
        for ring in (ring for polygon in shapes for ring in polygon):
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), name
            far = [abs(a[0] - b[0]) for a, b in pairwise(ring) if abs(a[1]) < 85 and abs(b[1]) < 85]
            assert max(far, default=0) < 90, name


def test_outlines_are_geojson_that_names_countries() -> None:
    found = json.loads(geojson())
    assert {"Kazakhstan", "Syria", "Kenya"} <= {one["properties"]["name"] for one in found["features"]}
    assert len(geojson()) < 900_000


def test_clipping_keeps_the_part_within() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    xs, ys = zip(*clipped(square, 5, 5, 20, 20), strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == (5, 10, 5, 10)
    assert clipped(square, 11, 11, 20, 20) == []
