"""Matrices of which most numbers are 0, kept by columns, and the products of their rows: in numpy, which loads faster than scipy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Columns", "Floats", "Places", "membership"]

# Numbers in one block of a product, and products that are added up at once: so many stay near the processor.
_CELLS, _PRODUCTS = 1_500_000, 150_000

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Columns:
    """The numbers of a matrix that are not 0: `rows` and `values`, those of column c from `starts[c]` to `starts[c + 1]`, rows ascending.

    Products are added up in the order of the columns, so that they do not depend on the blocks they are made in.
    """

    starts: Places
    rows: Places
    values: Floats
    height: int

    @classmethod
    def of(cls, rows: Places, columns: Places, values: Floats, shape: tuple[int, int]) -> Columns:
        """The matrix of values at places, each given once, in any order."""
        height, width = shape
        order = np.argsort(columns * height + rows)
        starts = np.searchsorted(columns[order], np.arange(width + 1))
        return cls(starts, rows[order], values[order], height)

    @cached_property
    def columns(self) -> Places:
        """The column of each number."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    @cached_property
    def _by_row(self) -> tuple[Places, Places]:
        """The numbers in the order of their rows, and where those of each row begin."""
        return np.argsort(self.rows, kind="stable"), np.append(0, np.cumsum(np.bincount(self.rows, minlength=self.height)))

    def scaled(self, columns: Floats) -> Columns:
        """Return the matrix with each column times a number, and each row then divided by its length."""
        values = self.values * np.repeat(columns, np.diff(self.starts))
        length = np.sqrt(np.bincount(self.rows, values * values, self.height)).clip(min=1e-12)
        return Columns(self.starts, self.rows, values / length[self.rows], self.height)

    def chosen(self, rows: Places) -> Columns:
        """Return some of the rows, which are given in ascending order."""
        line = np.full(self.height, -1)
        line[rows] = np.arange(len(rows))
        kept = np.append(0, np.cumsum(line[self.rows] >= 0))
        held = line[self.rows]
        return Columns(kept[self.starts], held[held >= 0], self.values[held >= 0], len(rows))

    def products(self, low: int, high: int, *, weights: Floats | None = None) -> Floats:
        """Return the products of the rows `[low, high)` and of all from `low` on, each pair once: of a row with itself and later ones.

        With `weights` each column counts so much.
        """
        size = self.height - low
        order, ends = self._by_row
        own = np.sort(order[ends[low] : ends[high]])
        left = self.values[own] if weights is None else self.values[own] * weights[self.columns[own]]
        return self._added(own, own, left, (self.rows[own] - low) * size - low, (high - low, size))

    def against(self, wanted: Sequence[int]) -> Floats:
        """Return the products of the rows wanted, each once, and of all rows."""
        line = np.full(self.height, -1)
        line[wanted] = np.arange(len(wanted))
        own = np.flatnonzero(line[self.rows] >= 0)
        cell = line[self.rows[own]] * self.height
        return self._added(own, self.starts[self.columns[own]], self.values[own], cell, (len(wanted), self.height))

    def _added(self, own: Places, first: Places, left: Floats, cell: Places, shape: tuple[int, int]) -> Floats:
        """Return the sums of the products of some numbers with those of their columns from a first one on; `cell` is where a row begins."""
        many = self.starts[self.columns[own] + 1] - first
        other = np.arange(many.sum())
        other += np.repeat(first - np.cumsum(many) + many, many)
        cells = np.repeat(cell, many)
        cells += self.rows[other]
        products = np.repeat(left, many)
        products *= self.values[other]
        return np.bincount(cells, products, shape[0] * shape[1]).astype(np.float64, copy=False).reshape(shape)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield the rows of each block of products that fits into memory, `[low, high)`."""
        ends = np.repeat(self.starts[1:], np.diff(self.starts))
        costs = np.cumsum(np.bincount(self.rows, ends - np.arange(len(self.rows)), self.height))
        size = max(1, _CELLS // max(self.height, 1))
        low = 0
        while low < self.height:
            before = costs[low - 1] if low else 0.0
            high = min(max(low + 1, int(np.searchsorted(costs, before + _PRODUCTS, side="right"))), low + size, self.height)
            yield low, high
            low = high

    def between(self, one: Places, other: Places, *, weights: Floats | None = None) -> Floats:
        """Return the product of the two rows of each pair, `one[k] <= other[k]`; with `weights` each column counts so much."""
        order = np.argsort(one, kind="stable")
        sorted_one = one[order]
        found = np.zeros(len(one))
        for low, high in self.blocks():
            first, last = np.searchsorted(sorted_one, (low, high))
            wanted = order[first:last]
            if len(wanted):
                found[wanted] = self.products(low, high, weights=weights)[one[wanted] - low, other[wanted] - low]
        return found


def membership(held: Sequence[Sequence[int]], width: int) -> Columns:
    """Return the matrix that has 1 where a row holds a column, of the columns that each row holds, each once."""
    rows = np.repeat(np.arange(len(held)), [len(one) for one in held])
    columns = np.fromiter((column for one in held for column in one), dtype=np.intp, count=len(rows))
    return Columns.of(rows, columns, np.ones(len(rows)), (len(held), max(width, 1)))
