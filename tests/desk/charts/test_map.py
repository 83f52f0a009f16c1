"""The map: places on outlines, cut at the edges of the world, with how exactly each is known."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from desk.charts.seen import links, meeting, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.desk.charts.labels import SIZE, Land, named
from sulh.desk.charts.map import figure
from sulh.desk.charts.naming import meet
from sulh.desk.charts.outlines import clipped, codes, middle_of, polygons
from sulh.desk.charts.tables import places_table
from sulh.desk.charts.theme import text_width
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


@pytest.mark.slow
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


def test_outlines_have_the_codes_of_their_countries_and_areas_without_a_code_have_none() -> None:
    known = codes()
    assert {known[name] for name in ("Kazakhstan", "Syria", "Turkey", "Dem. Rep. Congo", "S. Sudan")} == {"KZ", "SY", "TR", "CD", "SS"}
    assert {name for name, _ in polygons()} - known.keys() == {
        "Somaliland",
        "N. Cyprus",
        "Siachen Glacier",
        "Indian Ocean Ter.",
        "Ashmore and Cartier Is.",
    }
    assert len(set(known.values())) == len(known)


def test_middle_of_a_country_lies_deep_within_it() -> None:
    x, y = middle_of("SY") or (0, 0)
    assert [x, y] == pytest.approx([38.3, 34.9], abs=0.6)
    assert middle_of("XX") is None


CITIES = (
    place("Astana", 51.18, 71.45, count=29), place("Geneva", 46.2, 6.1, count=9), place("Moscow", 55.75, 37.6, count=6),
    place("Sochi", 43.6, 39.7, count=6), place("Tehran", 35.7, 51.4, count=3), place("Damascus", 33.5, 36.3, count=1),
)  # fmt: skip


def test_conflicts_own_country_is_outlined_named_and_in_view() -> None:
    for width in (900, 358):
        svg = figure(CITIES, conflict=("SY",), width=width)
        assert 'class="land own"' in svg
        assert re.search(r'class="country tb fixed"[^>]*>Syria<', svg)
    assert "land own" not in figure(CITIES)


def test_countries_are_named_in_the_language_of_the_page() -> None:
    assert ">Kazakhstan<" in figure(CITIES)
    assert ">كازاخستان<" in figure(CITIES, language="ar")
    assert ">Kazakhstan<" not in figure(CITIES, language="ar")


def test_place_of_few_meetings_far_away_stands_at_the_edge_and_the_others_stay_near() -> None:
    far = place("New York", 40.7, -74.0, count=1)
    assert "beyond the edge" in figure((*CITIES, far))
    assert "beyond the edge" not in figure(CITIES)
    assert "beyond the edge" not in figure((*CITIES, place("New York", 40.7, -74.0, count=20)))
    assert len(links(figure((*CITIES, far)))) == 7


def test_smaller_place_that_a_larger_one_would_cover_stands_beside_it_with_a_line_to_where_it_belongs() -> None:
    near = (place("Geneva", 46.2, 6.1, count=40), place("Montreux", 46.43, 6.9, count=2), place("Nyon", 46.4, 6.2, count=1))
    svg = figure((*near, *CITIES))
    circles = [
        tuple(map(float, one)) for one in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg.split('class="legend"')[0])
    ]
    for number, (x, y, r) in enumerate(circles):
        assert all((x - a) ** 2 + (y - b) ** 2 >= (r + c) ** 2 - 1 for a, b, c in circles[:number])
    assert "<line" in svg


def test_country_that_a_mark_names_is_named_once() -> None:
    svg = figure((PlaceView("Iran", "IR", 32.0, 53.0, "country", (meeting(),)), *CITIES))
    assert svg.count(">Iran<") == 1


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(10, 200), st.integers(10, 120)), max_size=12))
def test_names_of_countries_cover_neither_each_other_nor_what_is_taken(boxes: list[tuple[int, int, int, int]]) -> None:
    lands = [
        Land(f"Country {number}", (((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)),), number % 2 == 0, number == 0)
        for number, (x, y, wide, tall) in enumerate(boxes)
    ]
    taken = [(100.0, 50.0, 140.0, 90.0)]
    found = named(lands, taken, 400, 300)
    half = {one.name: text_width(one.name, SIZE, bold=one.bold) / 2 for one in found}
    drawn = [(one.x - half[one.name], one.y - 11, one.x + half[one.name], one.y + 4) for one in found]
    for number, box in enumerate(drawn):
        assert box[0] >= 0 and box[2] <= 400 and box[1] >= 0 and box[3] <= 300
        assert not any(meet(box, other) for other in (*taken, *drawn[:number]))


def test_clipping_keeps_the_part_within() -> None:
    square = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    xs, ys = zip(*clipped(square, 5, 5, 20, 20), strict=True)
    assert (min(xs), max(xs), min(ys), max(ys)) == (5, 10, 5, 10)
    assert clipped(square, 11, 11, 20, 20) == []
