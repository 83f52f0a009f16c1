"""Small counts withheld: what a reader can work out, by all that is shown, held against every table that it can be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.persons.small_counts import CountsError, CountTable, ShownCounts, known_ranges, withhold_small

LEAST = 3  # in place of 10, so that every table that fits can be tried


def table(counts: Sequence[Sequence[int]]) -> CountTable:
    return CountTable.of([f"row {n}" for n in range(len(counts))], [f"column {n}" for n in range(len(counts[0]))], counts)


def fitting(shown: ShownCounts, most: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Every table of counts up to `most` that fits what is shown, with its totals: tables x rows x columns; without the code under test."""
    rows, columns = len(shown.table.rows), len(shown.table.columns)
    inner = np.array(list(product(range(most + 1), repeat=rows * columns))).reshape(-1, rows, columns)
    whole = np.concatenate([inner, inner.sum(2, keepdims=True)], 2)
    whole = np.concatenate([whole, whole.sum(1, keepdims=True)], 1)
    fits = np.ones(len(whole), bool)
    for row in range(rows + 1):
        for column in range(columns + 1):
            if (count := shown.count(row, column)) is not None:
                fits &= whole[:, row, column] == count
    for row, column in shown.impossible:
        fits &= whole[:, row, column] == 0
    return whole[fits]


@given(st.sampled_from(((1, 2), (2, 2), (1, 3), (3, 1))).flatmap(
    lambda shape: st.lists(st.lists(st.integers(0, 5), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
))  # fmt: skip
@settings(max_examples=examples(40), deadline=None)
def test_no_withheld_count_can_be_worked_out_by_whoever_tries_every_table(counts: list[list[int]]) -> None:
    made = withhold_small(table(counts), least=LEAST)
    assert made.withheld >= {cell for cell in made.table.cells() if made.table.count(cell) < LEAST}
    most = sum(map(sum, counts)) + LEAST
    tried = fitting(made, most)
    ranges = known_ranges(made)
    for row, column in made.withheld:
        found = tried[:, row, column]
        assert found.max() - found.min() >= LEAST, (row, column)
        known = ranges[row, column]
        assert known.is_wide(LEAST) and known.least == found.min()
        assert known.most is None or known.most >= found.max()
        if known.most is not None and known.most <= most:
            assert known.most == found.max()


@st.composite
def two_times(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]]]:
    """Counts, and the same later, with some more in each."""
    shape = draw(st.sampled_from(((1, 2), (2, 2))))
    first = [[draw(st.integers(0, 5)) for _ in range(shape[1])] for _ in range(shape[0])]
    return first, [[one + draw(st.sampled_from((0, 0, 1, 2, 4))) for one in row] for row in first]


@given(two_times())
@settings(max_examples=examples(40, few=10), deadline=None)
def test_two_tables_give_away_neither_a_count_nor_a_small_change(counts: tuple[list[list[int]], list[list[int]]]) -> None:
    first = withhold_small(table(counts[0]), least=LEAST)
    second = withhold_small(table(counts[1]), least=LEAST, before=[first], only_grows=True)
    most = max(map(max, counts[1])) + LEAST
    one, other = fitting(first, most), fitting(second, most)
    before, after = np.nonzero(np.all(one[:, None] <= other[None], axis=(2, 3)))
    for cell in second.withheld:
        found = other[np.unique(after)][:, cell[0], cell[1]]
        assert found.max() - found.min() >= LEAST
    for cell in first.withheld:
        found = one[np.unique(before)][:, cell[0], cell[1]]
        assert found.max() - found.min() >= LEAST
    for cell in second.table.cells():
        change = second.table.count(cell) - first.table.count(cell)
        if 0 < change < LEAST:
            assert None in (first.count(*cell), second.count(*cell))


def test_third_table_withholds_what_the_first_two_and_it_would_give_away() -> None:
    """A column total of the second table that the third bounds from above and the first from below."""
    times = (
        ((31, 9, 7), (9, 10, 74), (9, 25, 18)), ((31, 13, 22), (9, 12, 78), (13, 25, 22)), ((46, 13, 23), (9, 12, 80), (17, 25, 26)),
    )  # fmt: skip
    made: list[ShownCounts] = []
    for counts in times:
        made.append(withhold_small(table(counts), before=made, only_grows=True))
    assert all(known.is_wide(10) for known in known_ranges(made[2], before=made[:2], only_grows=True).values())


def test_small_count_takes_others_with_it_and_totals_stay() -> None:
    made = withhold_small(CountTable.of(("held", "missing"), ("men", "women", "minors"), ((120, 44, 60), (80, 31, 4))))
    assert made.count(1, 2) is None and made.text(1, 2) == ""
    assert len(made.withheld) == 4 and not any(made.table.is_total(cell) for cell in made.withheld)
    assert all(known.is_wide(10) for known in known_ranges(made).values())
    assert made.text(2, 3) == "339"


def test_zero_is_withheld_unless_it_is_impossible() -> None:
    counts = table(((40, 0, 60), (80, 31, 50), (30, 40, 50)))
    assert withhold_small(counts).count(0, 1) is None
    made = withhold_small(counts, impossible=[(0, 1)])
    assert made.withheld == frozenset() and made.count(0, 1) == 0
    with pytest.raises(CountsError, match="counts 40, so it is not impossible"):
        withhold_small(counts, impossible=[(0, 0)])


def test_table_without_small_counts_is_shown_whole_and_one_of_few_persons_not_at_all() -> None:
    assert withhold_small(table(((10, 20), (30, 40)))).withheld == frozenset()
    made = withhold_small(table(((1, 2), (0, 3))))
    assert made.withheld == frozenset(made.table.cells())
    assert all(known.most is None and known.least == 0 for known in known_ranges(made).values())


def test_two_small_counts_in_a_row_do_not_hide_each_other() -> None:
    """4 and 3 beside a total that gives away that they are 7 together."""
    made = withhold_small(table(((4, 3, 90), (50, 60, 70))))
    assert all(known.is_wide(10) for known in known_ranges(made).values())
    naive = ShownCounts(made.table, frozenset({(0, 0), (0, 1), (1, 0), (1, 1)}))
    assert not known_ranges(naive)[0, 0].is_wide(10)


def test_change_of_few_persons_is_withheld_and_no_change_is_shown() -> None:
    first = withhold_small(table(((100, 200), (300, 400))))
    later = withhold_small(table(((104, 200), (300, 400))), before=[first])
    assert later.count(0, 0) is None and later.count(0, 2) is None and later.count(2, 2) is None
    assert later.count(1, 2) == 700
    assert withhold_small(first.table, before=[first]).withheld == frozenset()
    many = withhold_small(table(((150, 200), (300, 400))), before=[first])
    assert many.withheld == frozenset()


def test_count_withheld_before_is_not_shown_once_it_has_grown_a_little() -> None:
    first = withhold_small(table(((8, 200), (300, 400))))
    assert first.count(0, 0) is None
    assert withhold_small(table(((12, 200), (300, 400))), before=[first]).count(0, 0) is None
    assert withhold_small(table(((80, 400), (600, 800))), before=[first]).count(0, 0) == 80


def test_counts_that_only_grow_are_bounded_by_the_tables_before() -> None:
    first = ShownCounts(table(((20, 30), (40, 50))), frozenset())
    now = ShownCounts(table(((35, 45), (55, 65))), frozenset({(0, 0), (0, 1), (1, 0), (1, 1)}))
    alone, bounded = known_ranges(now), known_ranges(now, before=[first], only_grows=True)
    assert (alone[0, 0].least, alone[0, 0].most) == (0, 80) and (bounded[0, 0].least, bounded[0, 0].most) == (20, 50)
    with pytest.raises(CountsError, match="19 is less than 20 before, so these counts do not only grow"):
        withhold_small(table(((19, 45), (55, 65))), before=[first], only_grows=True)


def test_rows_that_come_later_are_counts_of_their_own() -> None:
    first = withhold_small(CountTable.of(("a",), ("x", "y"), ((50, 60),)))
    later = withhold_small(CountTable.of(("a", "b"), ("x", "y"), ((50, 60), (70, 80))), before=[first])
    assert later.withheld == frozenset()


@pytest.mark.parametrize(
    ("rows", "columns", "counts", "said"),
    [
        (("a",), ("x",), ((1, 2),), "a count for each of 1 rows and 1 columns"),
        ((), (), (), "one of each at least"),
        (("a", "a"), ("x",), ((1,), (2,)), "one label"),
        (("a",), ("x",), ((-1,),), "-1 is no count"),
    ],
)
def test_what_is_no_table_is_refused(rows: tuple[str, ...], columns: tuple[str, ...], counts: Sequence[Sequence[int]], said: str) -> None:
    with pytest.raises(CountsError, match=said):
        CountTable.of(rows, columns, counts)
