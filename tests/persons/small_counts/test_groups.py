"""Tables of one population by different groups: what they give away together, held against every population that they can be of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.persons.small_counts import (
    ELSEWHERE,
    NOT_SAID,
    CountsError,
    GroupedCounts,
    ShownCounts,
    counted,
    labels_of,
    linked_ranges,
    withheld_beside,
)

pytest.importorskip("scipy")
AB = ("a", "b")
GROUPS = [dict(zip("xyz", one, strict=True)) for one in product(AB, repeat=3)]


def people(counts: Sequence[int]) -> list[dict[str, str]]:
    """So many persons of each combination of x, y and z."""
    return [group for group, count in zip(GROUPS, counts, strict=True) for _ in range(count)]


def by(held: Sequence[dict[str, str]], rows: str, columns: str = "", withheld: frozenset[tuple[int, int]] = frozenset()) -> GroupedCounts:
    return GroupedCounts("held", rows, columns, ShownCounts(counted(held, (rows, AB), (columns, AB if columns else ())), withheld))


def populations(total: int) -> Iterator[tuple[int, ...]]:
    """Every way to part a total among the eight combinations."""

    def rest(left: int, places: int) -> Iterator[tuple[int, ...]]:
        if places == 1:
            yield (left,)
            return
        for first in range(left + 1):
            yield from ((first, *others) for others in rest(left - first, places - 1))

    return rest(total, 8)


CELLS = [cell for cell in product(range(3), repeat=2) if cell != (2, 2)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 1), min_size=8, max_size=8).filter(any), st.frozensets(st.sampled_from(CELLS), min_size=1),
    st.frozensets(st.sampled_from(CELLS)),
)  # fmt: skip
def test_ranges_of_linked_tables_are_those_of_every_population_that_fits(
    counts: list[int], first: frozenset[tuple[int, int]], second: frozenset[tuple[int, int]]
) -> None:
    held = people(counts)
    tables = [by(held, "x", "y", first), by(held, "x", "z", second)]
    found: dict[tuple[int, tuple[int, int]], set[int]] = {}
    for one in populations(sum(counts)):
        tried = [by(people(one), "x", "y"), by(people(one), "x", "z")]
        cells = [(at, cell) for at, made in enumerate(tables) for cell in made.shown.table.cells()]
        values = {(at, cell): tried[at].shown.table.count(cell) for at, cell in cells}
        if all(values[at, cell] == tables[at].shown.table.count(cell) for at, cell in cells if cell not in tables[at].shown.withheld):
            for at, cell in cells:
                found.setdefault((at, cell), set()).add(values[at, cell])
    for made, cell, known in linked_ranges(tables):
        seen = found[tables.index(made) if made is tables[0] else 1, cell]
        assert (known.least, known.most) == (min(seen), max(seen))


def _is_refused(made: GroupedCounts, first: GroupedCounts, held: list[dict[str, str]]) -> str | None:
    try:
        withheld_beside(made, [first], held)
    except CountsError as problem:
        return str(problem)
    return None


def test_total_that_was_withheld_is_not_given_by_another_grouping() -> None:
    # (a, a) is 4, and its row's total keeps it company: by x and z that would be shown, and 44 - 40 is 4.
    held = people((4, 0, 40, 0, 30, 0, 50, 0))
    first = GroupedCounts("held", "x", "y", ShownCounts(by(held, "x", "y").shown.table, frozenset({(0, 0), (0, 2)})))
    refused = _is_refused(by(held, "x", "z"), first, held)
    assert refused is not None and "fewer than 10" in refused and "x and y" in refused
    assert _is_refused(by(held, "x", "y"), first, held) is None
    safe = withheld_beside(by(held, "x", "y"), [], held)
    assert (0, 0) in safe.shown.withheld and _is_refused(by(held, "z"), safe, held) is None


def test_count_of_a_group_that_changed_by_few_is_withheld_whatever_the_other_dimension_is() -> None:
    before = people((30, 20, 40, 20, 30, 20, 50, 20))
    first = withheld_beside(by(before, "x", "y"), [], before)
    assert not first.shown.withheld
    after = before + people((3, 0, 0, 0, 0, 0, 0, 0))
    second = withheld_beside(by(after, "x", "z"), [first], after)
    assert (0, 2) in second.shown.withheld and (2, 2) in second.shown.withheld
    same = withheld_beside(by(after, "x", "y"), [first], after)
    assert {(0, 0), (0, 2), (2, 0), (2, 2)} <= same.shown.withheld


def test_values_that_few_share_are_told_together_and_known_codes_stand_whoever_has_them() -> None:
    assert labels_of(["Big"] * 10 + ["Small"] * 9 + [""]) == ("Big", ELSEWHERE, NOT_SAID)
    assert labels_of(["wounded"], ("wounded", "sick")) == ("wounded", "sick", NOT_SAID)
    table = counted([{"place": "Big"}, {"place": "Small"}, {}], ("place", ("Big", ELSEWHERE, NOT_SAID)), ("", ()))
    assert table.counts == ((1,), (1,), (1,))


def test_more_groups_than_can_be_tried_are_refused() -> None:
    held = [{"p": str(n), "q": str(n), "r": str(n)} for n in range(40)]
    labels = tuple(str(n) for n in range(40))
    made = [GroupedCounts("held", one, other, ShownCounts(counted(held, (one, labels), (other, labels)), frozenset()))
            for one, other in ("pq", "pr")]  # fmt: skip
    with pytest.raises(CountsError, match="too many"):
        list(linked_ranges(made))


def test_what_everybody_knows_that_nobody_is_does_not_hide_a_count() -> None:
    labels = {"category": ("woman", "other"), "sex": ("male", "female")}
    numbers = {("woman", "female"): 30, ("other", "female"): 4, ("other", "male"): 60}
    held = [{"category": category, "sex": sex} for (category, sex), number in numbers.items() for _ in range(number)]

    def table(rows: str, columns: str = "") -> GroupedCounts:
        made = counted(held, (rows, labels[rows]), (columns, labels[columns] if columns else ()))
        return withheld_beside(GroupedCounts("held", rows, columns, ShownCounts(made, frozenset())), given_so_far, held)

    given_so_far: list[GroupedCounts] = []
    given_so_far.append(table("category"))
    assert not given_so_far[0].shown.withheld
    # Women are 30, and female: so 34 who are female would say that four others are.
    with pytest.raises(CountsError, match="fewer than 10"):
        table("category", "sex")
