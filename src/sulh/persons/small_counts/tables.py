"""A table of counts with its totals, and the same table with some of them withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.model import SulhError

__all__ = ["Cell", "CountTable", "CountsError", "ShownCounts"]

Cell = tuple[int, int]
"""Row and column of a count; one more than the last row or column stands for the totals."""


class CountsError(SulhError):
    """Counts cannot be shown: the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of persons by row and column; every person counts in one row and one column."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> CountTable:
        """Return a table. Raises CountsError for counts below 0 or not one for each row and column, and for labels that stand twice."""
        if len(counts) != len(rows) or any(len(one) != len(columns) for one in counts) or not rows or not columns:
            raise CountsError(
                "there must be a count for each of {rows} rows and {columns} columns, and one of each at least",
                rows=len(rows), columns=len(columns),
            )
        if len(set(rows)) < len(rows) or len(set(columns)) < len(columns):
            raise CountsError("two rows or two columns have one label")
        below = next((one for held in counts for one in held if one < 0), None)
        if below is not None:
            raise CountsError("{below} is no count", below=below)
        return cls(tuple(rows), tuple(columns), tuple(tuple(one) for one in counts))

    def cells(self) -> Iterator[Cell]:
        """Yield every cell, totals too."""
        for row in range(len(self.rows) + 1):
            for column in range(len(self.columns) + 1):
                yield row, column

    def count(self, cell: Cell) -> int:
        """Return a count, or a total of counts."""
        row, column = cell
        rows = self.counts if row == len(self.rows) else (self.counts[row],)
        return sum(sum(one) if column == len(self.columns) else one[column] for one in rows)

    def is_total(self, cell: Cell) -> bool:
        """Return whether a cell is a total."""
        return cell[0] == len(self.rows) or cell[1] == len(self.columns)

    def labels(self, cell: Cell) -> tuple[str | None, str | None]:
        """Return the labels of a cell's row and column; None for a total."""
        row, column = cell
        return (self.rows[row] if row < len(self.rows) else None, self.columns[column] if column < len(self.columns) else None)


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """A table of which some cells are withheld; `impossible` are those that everybody knows to be 0. `table` itself is not to be shown."""

    table: CountTable
    withheld: frozenset[Cell]
    impossible: frozenset[Cell] = frozenset()

    def count(self, row: int, column: int) -> int | None:
        """Return a count as it may be shown; None where it is withheld."""
        return None if (row, column) in self.withheld else self.table.count((row, column))

    def text(self, row: int, column: int) -> str:
        """Return a count as text, empty where it is withheld: no sign tells a small count from one that is withheld for its sake."""
        found = self.count(row, column)
        return "" if found is None else str(found)
