"""Two sides' counts: totals, splits, and the most that can be the same events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from examples import examples
from hypothesis import given, settings
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


def test_cases_of_a_town_can_be_those_that_the_other_side_counts_in_its_province() -> None:
    (day,) = compare_sides(tallies({"Saraqib": 3, "Latakia": 1}, {"Idlib": 5, "Hama": 2}), SIDES)
    assert day.same_at_most == 3
    assert {one.place: one.same_at_most for one in day.places} == {"Saraqib": 3, "Latakia": 0, "Idlib": 3, "Hama": 0}


def test_cases_of_a_place_can_be_those_for_which_the_other_side_names_none() -> None:
    (day,) = compare_sides(tallies({"Damascus": 9, "Hama": 3}, {"Damascus": 4, "?": 7}), SIDES)
    assert {one.place: one.same_at_most for one in day.places} == {"Damascus": 9, "Hama": 3}


def test_what_one_case_is_paired_with_is_given_up_where_another_has_only_that() -> None:
    inside = within({("Saraqib", "Idlib"), ("Maarat", "Idlib")})
    (day,) = compare_sides(tallies({"Idlib": 2, "Saraqib": 2}, {"Idlib": 2, "Maarat": 2}), SIDES, nested=inside)
    assert day.same_at_most == 4


def test_a_place_that_nobody_knows_may_lie_in_any_other() -> None:
    (day,) = compare_sides(tallies({"Upper Zhelin": 3}, {"Idlib": 5}), SIDES)
    assert day.same_at_most == 3


def within(pairs: set[tuple[str, str]]) -> Callable[[str, str], bool | None]:
    return lambda inner, outer: (inner, outer) in pairs


NAMES = ("A", "B", "C", "D")
PLACES = st.dictionaries(st.sampled_from([*NAMES, "?"]), st.integers(0, 2), min_size=1)


@st.composite
def nestings(draw: st.DrawFn) -> set[tuple[str, str]]:
    """Any forest of the places: each lies in one that stands before it or in none, and in all around that one."""
    around: dict[str, list[str]] = {}
    for at, name in enumerate(NAMES):
        parent = draw(st.sampled_from([None, *NAMES[:at]]))
        around[name] = [parent, *around[parent]] if parent else []
    return {(name, outer) for name, outers in around.items() for outer in outers}


def most_pairs(first: Sequence[str], second: Sequence[str], fits: Callable[[str, str], bool]) -> int:
    """The largest number of pairs by trying every partner of each case, and none."""
    if not first:
        return 0
    case, *others = first
    found = most_pairs(others, second, fits)
    for partner in {one for one in second if fits(case, one)}:
        rest = list(second)
        rest.remove(partner)
        found = max(found, 1 + most_pairs(others, rest, fits))
    return found


@settings(max_examples=examples(150))
@given(PLACES, PLACES, nestings())
def test_bounds_are_the_largest_matchings_however_places_nest_and_the_same_both_ways(
    first: dict[str, int], second: dict[str, int], inside: set[tuple[str, str]]
) -> None:
    (there,) = compare_sides(tallies(first, second), SIDES, nested=within(inside))
    (back,) = compare_sides(tallies(second, first), SIDES, nested=within(inside))
    one, other = ([place for place, count in side.items() for _ in range(count)] for side in (first, second))

    def fits(a: str, b: str) -> bool:
        return "?" in (a, b) or a == b or (a, b) in inside or (b, a) in inside

    assert there.same_at_most == back.same_at_most == most_pairs(one, other, fits)
    for place, swapped in zip(there.places, back.places, strict=True):

        def fits_here(a: str, b: str, here: str = place.place) -> bool:
            return here in (a, b) and fits(a, b)

        assert place.same_at_most == swapped.same_at_most == most_pairs(one, other, fits_here)
