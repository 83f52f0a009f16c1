"""Two sides' counts: totals, splits, and the most that can be the same events."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from sulh.ceasefire import SideTally, compare_sides

DAY = dt.date(2019, 6, 18)
SIDES = ("Russia", "Türkiye")


def tallies(first: dict[str, int], second: dict[str, int]) -> list[SideTally]:
    """Counts by place; "" is a total, "?" the cases for which no place is named."""
    return [
        SideTally(side, DAY, count, "" if place == "?" else place, rest=place == "?")
        for side, places in zip(SIDES, (first, second), strict=True)
        for place, count in places.items()
    ]


def test_equal_totals_can_hide_that_only_one_can_be_the_same() -> None:
    (day,) = compare_sides(tallies({"Latakia": 9}, {"Hama": 8, "Latakia": 1}), SIDES)
    assert day.totals == (9, 9) and day.same_at_most == 1
    assert [(one.place, one.counts, one.same_at_most) for one in day.places] == [("Hama", (None, 8), 0), ("Latakia", (9, 1), 1)]


def test_totals_without_places_are_bound_by_the_smaller() -> None:
    (day,) = compare_sides(tallies({"": 9}, {"": 28}), SIDES)
    assert day.totals == (9, 28) and day.same_at_most == 9 and day.split == (0, 0)


def test_cases_without_a_place_may_be_the_same_as_what_the_other_has_left() -> None:
    (day,) = compare_sides(tallies({"Damascus": 9, "Hama": 3, "Latakia": 2, "Daraa": 1}, {"Damascus": 4, "?": 7}), SIDES)
    assert day.totals == (15, 11) and day.same_at_most == 11


def test_a_total_and_a_partial_split_are_both_kept() -> None:
    (day,) = compare_sides(tallies({"": 10, "Hama": 4}, {"Hama": 2}), SIDES)
    assert day.totals == (10, 2) and day.split == (4, 2) and day.same_at_most == 2


def test_a_side_that_gave_nothing_has_no_total_and_nothing_can_be_said_to_be_the_same() -> None:
    (day,) = compare_sides(tallies({"Hama": 4}, {}), SIDES)
    assert day.totals == (4, None) and day.same_at_most is None


PLACES = st.dictionaries(st.sampled_from(["A", "B", "C", "?"]), st.integers(0, 5))


def most_pairs(first: dict[str, int], second: dict[str, int]) -> int:
    """The largest number of pairs by trying: cases are matched one after another with the least useful partner left."""
    left, best = dict(second), 0
    for place in ("A", "B", "C"):
        pairs = min(first.get(place, 0), left.get(place, 0))
        best, left[place] = best + pairs, left.get(place, 0) - pairs
    rest = {place: first.get(place, 0) - min(first.get(place, 0), second.get(place, 0)) for place in ("A", "B", "C")}
    with_other_rest = min(sum(rest.values()), left.get("?", 0))
    return best + with_other_rest + min(first.get("?", 0), sum(left.values()) - with_other_rest)


@given(PLACES, PLACES)
def test_the_bound_is_the_largest_matching_and_the_same_both_ways(first: dict[str, int], second: dict[str, int]) -> None:
    if not first or not second:
        return
    (there,) = compare_sides(tallies(first, second), SIDES)
    (back,) = compare_sides(tallies(second, first), SIDES)
    assert there.same_at_most == back.same_at_most == most_pairs(first, second)
