"""Which counts are withheld: small ones, small changes since an earlier table, and others so that these cannot be worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sulh.persons.small_counts.ranges import Sums, solved
from sulh.persons.small_counts.tables import Cell, CountsError, CountTable, ShownCounts

__all__ = ["LEAST", "withhold_small"]

LEAST = 10
"""Counts of fewer persons are withheld, and every withheld count can be worked out to no less than so much."""

_TIDIED = 40  # withheld cells up to which each is tried whether it can be shown after all
_TINY = 1e-6


def withhold_small(
    table: CountTable,
    *,
    least: int = LEAST,
    impossible: Collection[Cell] = (),
    before: Sequence[ShownCounts] = (),
    only_grows: bool = False,
    also: Collection[Cell] = (),
) -> ShownCounts:
    """Return which cells of a table, totals too, may be shown to somebody who must not know counts under `least`.

    Withheld are counts under `least`, 0 too: that nobody of a group is there tells of everybody in it, and who sees 0 knows that a
    withheld count is no 0. Cells in `impossible` are known to be 0 whoever is counted, and are shown. Where tables were shown `before`, in
    their order, a count that differs by 1 to `least` - 1 from one that was shown is withheld, and so is one that differs by less than
    `least` from one that was withheld. Then others are withheld until each withheld count has a range of `least` or more by all sums; with
    `only_grows` (no count is ever less than before) also by what was shown before, and those withheld before have such a range still.

    `also` are cells that are withheld for a reason of the caller's.

    Method: complementary suppression by linear programs, one for each cell in need, that withhold as few persons' counts as they can
    (Kelly, Golden and Assad 1992); the outcome is checked as `known_ranges` has it, and is safe though not always the least possible.
    Raises CountsError for an impossible cell that counts somebody, for counts that shrink though they only grow, and where earlier tables
    already give away what must be withheld.
    """
    wrong = next((cell for cell in impossible if table.count(cell)), None)
    if wrong is not None:
        raise CountsError(
            "{labels}: counts {count}, so it is not impossible", labels=str(table.labels(wrong)), count=table.count(wrong)
        )
    known = frozenset(impossible)
    small = {cell for cell in table.cells() if cell not in known and (cell in also or _is_small(table, cell, least, before))}
    made = ShownCounts(table, frozenset(small), known)
    earlier = list(before) if only_grows else []
    _check_growth([*earlier, made])
    while (found := _narrow(made, earlier, least)) is not None:
        made = replace(made, withheld=made.withheld | _complement(made, earlier, found, least))
    if len(made.withheld) <= _TIDIED:
        made = _tidied(made, small, earlier, least)
    return made


def _check_growth(tables: Sequence[ShownCounts]) -> None:
    for one, other in pairwise(tables):
        later = {other.table.labels(cell): other.table.count(cell) for cell in other.table.cells()}
        for cell in one.table.cells():
            labels, count = one.table.labels(cell), one.table.count(cell)
            if later.get(labels, count) < count:
                raise CountsError(
                    "{labels}: {later} is less than {count} before, so these counts do not only grow",
                    labels=labels, later=later[labels], count=count,
                )


def _is_small(table: CountTable, cell: Cell, least: int, before: Sequence[ShownCounts]) -> bool:
    count = table.count(cell)
    if count < least:
        return True
    labels = table.labels(cell)
    for shown in before:
        same = next((one for one in shown.table.cells() if shown.table.labels(one) == labels), None)
        if same is not None:
            change = abs(count - shown.table.count(same))
            if change < least and (change or same in shown.withheld):
                return True
    return False


def _needs(sums: Sums) -> Iterator[tuple[int, Cell]]:
    """The withheld cells of all tables, the last table first."""
    for at in reversed(range(len(sums.tables))):
        for cell in sorted(sums.tables[at].withheld):
            yield at, cell


def _narrow(made: ShownCounts, earlier: Sequence[ShownCounts], least: int) -> tuple[int, Cell] | None:
    """The first withheld cell that can be worked out to less than `least`, None where there is none."""
    sums = Sums([*earlier, made])
    return next((one for one in _needs(sums) if not sums.range_of(*one).is_wide(least)), None)


def _complement(made: ShownCounts, earlier: Sequence[ShownCounts], target: tuple[int, Cell], least: int) -> frozenset[Cell]:
    """The cells to withhold beside, so that one cell has a range of `least`: those that change when it is larger, or smaller, than it is.

    Two changes of all counts are looked for, one upwards and one downwards, by which all sums still hold.
    """
    import numpy as np
    from scipy import sparse

    sums = Sums([*earlier, made])
    size, last = len(sums.place), len(sums.tables) - 1
    up, down, cost = np.zeros(size), np.zeros(size), np.zeros(size)
    for (at, cell), place in sums.place.items():
        held = sums.tables[at]
        if cell in held.impossible or (at < last and cell not in held.withheld):
            continue
        up[place], down[place] = sums.bound(at, cell), sums.counts[place]
        if cell not in held.withheld:
            # A total tells most: it is withheld last.
            cost[place] = sums.counts[place] + 1 + made.table.is_total(cell) * (1 + sums.counts.max())
    # Four parts of as many columns: what is more and what is less in the change upwards, and the same in the change downwards.
    place = sums.place[target]
    aim = sparse.csr_matrix(([1.0, -1.0, -1.0, 1.0], ([0] * 4, [place + size * part for part in range(4)])), shape=(1, 4 * size))
    apart = [[matrix, -matrix] for matrix in (sums.equal, sums.grows)]
    equal, grows = (sparse.block_diag([sparse.hstack(pair), sparse.hstack(pair)]).tocsr() for pair in apart)
    slack = np.tile(-(sums.grows @ sums.counts), 2)
    limits = [(equal, 0.0, 0.0), (aim, float(least), float(least)), (grows, -np.inf, slack)]
    found = solved(np.tile(cost + _TINY, 4), np.zeros(4 * size), np.tile(np.r_[up, down], 2), limits)
    moved = np.abs(found.reshape(4, size)).max(0) > _TINY if found is not None else np.zeros(size, bool)
    cells = frozenset(cell for (at, cell), number in sums.place.items() if at == last and moved[number]) - made.withheld
    if not cells:
        labels = sums.tables[target[0]].table.labels(target[1])
        raise CountsError("{labels}: can be worked out from tables that were shown before, whatever is withheld now", labels=labels)
    return cells


def _tidied(made: ShownCounts, small: Collection[Cell], earlier: Sequence[ShownCounts], least: int) -> ShownCounts:
    """The same with every cell shown that need not be withheld any more, the largest first."""
    for cell in sorted(made.withheld - set(small), key=lambda one: (-made.table.count(one), one)):
        fewer = replace(made, withheld=made.withheld - {cell})
        if _narrow(fewer, earlier, least) is None:
            made = fewer
    return made
