"""The network: the same picture every time, every actor a link, nothing covered."""

from __future__ import annotations

from desk.charts.seen import links, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.desk.charts.links import Links
from sulh.desk.charts.naming import Spot, beside
from sulh.desk.charts.network import figure, positions
from sulh.desk.charts.tables import actors_table
from sulh.record.shapes import ActorRef, NetworkView


def network(count: int) -> NetworkView:
    """Actors in a ring, and one who met nobody."""
    actors = [ActorRef(f"A{number}", f"Actor <{number}>", "state") for number in range(count)]
    edges = tuple((f"A{number}", f"A{(number + 1) % (count - 1)}", 1 + number) for number in range(count - 1)) if count > 2 else ()
    return NetworkView(tuple((actor, 1 + number) for number, actor in enumerate(actors)), edges)


def test_every_actor_is_a_link_and_a_row() -> None:
    view = network(9)
    assert sorted(links(figure(view, links=Links(actor="/a/{id}")))) == [f"/a/A{number}" for number in range(9)]
    assert len(actors_table(view).rows) == 9


def test_same_network_in_another_order_gives_the_same_bytes() -> None:
    view = network(12)
    turned = NetworkView(view.nodes[::-1], tuple((b, a, count) for a, b, count in view.edges[::-1]))
    assert figure(view) == figure(turned)


def test_too_many_actors_are_said_to_be_left_out() -> None:
    svg = figure(network(60))
    assert "48 actors" in svg
    assert "all 60" in svg


@settings(max_examples=20)
@given(st.integers(0, 14), st.booleans(), st.booleans())
def test_picture_is_well_formed_and_without_style(count: int, dark: bool, rtl: bool) -> None:
    svg = figure(network(count), dark=dark, rtl=rtl)
    parsed(svg)
    assert "style=" not in svg


def test_one_actor_has_a_place() -> None:
    assert positions(["A"], []) == {"A": (0.0, 0.0)}


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300), st.floats(3, 20)), max_size=25))
def test_names_cover_no_other_name_and_no_other_circle(circles: list[tuple[float, float, float]]) -> None:
    spots = [Spot(x, y, r, f"Name {number}") for number, (x, y, r) in enumerate(circles)]
    named = [(number, one) for number, one in enumerate(beside(spots, 500, 300)) if one]
    boxes = {number: (one.x, one.y - 11, one.x + one.width, one.y + 4) for number, one in named}
    for number, a in boxes.items():
        for other, b in boxes.items():
            assert number == other or not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])
        for other, spot in enumerate(spots):
            beside_it = a[0] >= spot.x + spot.radius or spot.x - spot.radius >= a[2]
            inside = not beside_it and a[1] < spot.y + spot.radius and spot.y - spot.radius < a[3]
            assert number == other or not inside
