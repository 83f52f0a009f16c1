"""For two words that may be one name, how likely that is: a table asked for millions of pairs of words at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["PairTable"]


class PairTable:
    """Numbers of two words -> a value, asked for whole arrays at once; pairs not in it have 0, a word with itself 1.

    `rows`, `columns` and `likely` are the pairs with their values, in the order given. Method: hashing with open addresses. Most pairs that
    are asked for are not in the table and end at the first look.
    """

    def __init__(self, count: int, rows: Numbers, columns: Numbers, likely: Numbers) -> None:
        import numpy as np

        self.rows, self.columns, self.likely = rows.astype(np.int32), columns.astype(np.int32), likely.astype(np.float32)
        self._count = max(count, 1)
        size = 1 << max(4, int(np.ceil(np.log2(max(len(rows), 1) * 6))))
        self._mask = size - 1
        self._codes = np.full(size, -1, np.int64)
        self._places = np.full(size, -1, np.int32)
        waiting = rows.astype(np.int64) * self._count + columns
        values = np.arange(len(rows), dtype=np.int32)
        tries = 0
        while len(waiting):
            place = (self._hash(waiting) + tries) & self._mask
            free = self._codes[place] < 0
            place, codes, put = place[free], waiting[free], values[free]
            self._codes[place] = codes  # of two for one place the last stays
            stays = self._codes[place] == codes
            self._places[place[stays]] = put[stays]
            left = ~free
            left[np.flatnonzero(free)[~stays]] = True
            waiting, values = waiting[left], values[left]
            tries += 1

    def _hash(self, codes: Numbers) -> Numbers:
        import numpy as np

        mixed = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        place: Numbers = (mixed >> np.uint64(32)).astype(np.int64) & self._mask
        return place

    def held(self, rows: Numbers, columns: Numbers) -> tuple[Numbers, Numbers]:
        """Return which of the pairs of words are in the table, and where in it each of these stands.

        What is said of -1, which stands for no word, means nothing.
        """
        import numpy as np

        codes = rows.astype(np.int64) * self._count + columns
        which, where = [], []
        place = self._hash(codes)
        left = np.flatnonzero(self._codes[place] >= 0)
        place, codes = place[left], codes[left]
        while len(left):
            held = self._codes[place]
            hit = np.flatnonzero(held == codes)
            which.append(left[hit])
            where.append(self._places[place[hit]])
            more = np.flatnonzero((held != codes) & (held >= 0))
            left, codes, place = left[more], codes[more], (place[more] + 1) & self._mask
        return np.concatenate([np.empty(0, np.int64), *which]), np.concatenate([np.empty(0, np.int32), *where])

    def values(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the value of each pair of words (float32); 0 where either is -1, which stands for no word."""
        import numpy as np

        found: Numbers = (rows == columns).astype(np.float32)
        which, where = self.held(rows, columns)
        found[which] = self.likely[where]
        absent = (rows < 0) | (columns < 0)
        if absent.any():
            found[absent] = 0.0
        return found
