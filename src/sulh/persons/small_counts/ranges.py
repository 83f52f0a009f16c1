"""What a reader can work out about withheld counts: the least and most that each can be, by every sum that must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sulh.model import MissingExtraError
from sulh.persons.small_counts.tables import Cell, CountsError, ShownCounts

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = ["CountRange", "Sums", "known_ranges", "solved"]


@dataclass(frozen=True, slots=True)
class CountRange:
    """The least and the most that a count can be; `most` is None where nothing bounds it."""

    least: int
    most: int | None

    def is_wide(self, least: int) -> bool:
        """Return whether so much or more lies between least and most."""
        return self.most is None or self.most - self.least >= least


def known_ranges(shown: ShownCounts, *, before: Sequence[ShownCounts] = (), only_grows: bool = False) -> Mapping[Cell, CountRange]:
    """Return for each withheld cell of a table the range that follows from what is shown in it.

    With `only_grows` no count is ever less than in an earlier table, as when a list is only added to, and the tables `before` bound it too;
    without, they bound nothing. Counts are whole and not below 0. Method: integer programs over the sums of rows and columns, by HiGHS.
    """
    sums = Sums([*(before if only_grows else ()), shown])
    last = len(sums.tables) - 1
    return {cell: sums.range_of(last, cell) for cell in sorted(shown.withheld)}


class Sums:
    """The sums that hold in tables shown one after the other, in which counts of the same labels only grow, and what they leave open."""

    def __init__(self, tables: Sequence[ShownCounts]) -> None:
        import numpy as np

        self.tables = list(tables)
        self.place = {(at, cell): number for number, (at, cell) in enumerate(self._all())}
        self.endless = 1000.0 + 10 * max(one.table.count((len(one.table.rows), len(one.table.columns))) for one in self.tables)
        self.counts = np.array([float(self.tables[at].table.count(cell)) for at, cell in self.place])
        self.least, self.most = (np.array(one) for one in zip(*(self._bounds(at, cell) for at, cell in self.place), strict=True))
        self.equal = self._matrix(self._equalities())
        self.grows = self._matrix([{self.place[one]: 1.0, self.place[other]: -1.0} for one, other in self._same()])

    def _all(self) -> Iterator[tuple[int, Cell]]:
        for at, shown in enumerate(self.tables):
            for cell in shown.table.cells():
                yield at, cell

    def _bounds(self, at: int, cell: Cell) -> tuple[float, float]:
        """A count that is shown is known; one that is withheld has a bound only so that every program has an end."""
        shown = self.tables[at]
        if cell in shown.impossible:
            return 0.0, 0.0
        if cell not in shown.withheld:
            return (float(shown.table.count(cell)),) * 2
        return 0.0, self.bound(at, cell)

    def bound(self, at: int, cell: Cell) -> float:
        """Return a number that no withheld count reaches which any sum bounds; for totals it leaves room for all that they are of."""
        shown = self.tables[at].table
        rows = len(shown.rows) + 1 if cell[0] == len(shown.rows) else 1
        columns = len(shown.columns) + 1 if cell[1] == len(shown.columns) else 1
        return self.endless * rows * columns

    def _equalities(self) -> list[dict[int, float]]:
        found = []
        for at, shown in enumerate(self.tables):
            rows, columns = len(shown.table.rows), len(shown.table.columns)
            for row in range(rows + 1):
                found.append({self.place[at, (row, column)]: -1.0 if column == columns else 1.0 for column in range(columns + 1)})
            for column in range(columns + 1):
                found.append({self.place[at, (row, column)]: -1.0 if row == rows else 1.0 for row in range(rows + 1)})
        return found

    def _same(self) -> Iterator[tuple[tuple[int, Cell], tuple[int, Cell]]]:
        """Cells of the same labels in one table and the next."""
        for at, (one, other) in enumerate(pairwise(self.tables)):
            places = {other.table.labels(cell): cell for cell in other.table.cells()}
            for cell in one.table.cells():
                if (same := places.get(one.table.labels(cell))) is not None:
                    yield (at, cell), (at + 1, same)

    def _matrix(self, rows: Sequence[Mapping[int, float]]) -> Any:
        from scipy import sparse

        made = sparse.lil_matrix((len(rows), len(self.place)))
        for number, row in enumerate(rows):
            for place, value in row.items():
                made[number, place] = value
        return made.tocsr()

    def range_of(self, at: int, cell: Cell) -> CountRange:
        """Return the range of a withheld cell of the table at a place."""
        low, high = (self._end(self.place[at, cell], sign) for sign in (1.0, -1.0))
        return CountRange(low, None if high >= self.endless else high)

    def _end(self, place: int, sign: float) -> int:
        import numpy as np

        aim = np.zeros(len(self.place))
        aim[place] = sign
        # The sums of one table are those of a network, whose ends are whole anyway; those of several tables need not be.
        whole = np.full(len(self.place), float(len(self.tables) > 1))
        found = solved(aim, self.least, self.most, [(self.equal, 0.0, 0.0), (self.grows, -np.inf, 0.0)], whole)
        if found is None:
            raise CountsError("no counts fit what is shown: a count is less than in an earlier table, though counts only grow")
        return round(float(found[place]))


def solved(aim: Numbers, least: Numbers, most: Numbers, limits: Iterable[tuple[Any, Any, Any]], whole: Numbers | None = None) -> Any:
    """The values that make the aim least, None where there are none."""
    try:
        from scipy import optimize
    except ModuleNotFoundError as problem:
        raise MissingExtraError("Withholding small counts", "persons") from problem
    held = [optimize.LinearConstraint(matrix, low, high) for matrix, low, high in limits if matrix.shape[0]]
    done = optimize.milp(aim, integrality=whole, bounds=optimize.Bounds(least, most), constraints=held)
    return done.x
