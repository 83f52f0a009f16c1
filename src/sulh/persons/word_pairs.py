"""For two words that may be one name, how likely that is: a table asked for millions of pairs of words at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["PairTable"]


class PairTable:
    """Numbers of two words -> a value, asked for whole arrays at once; pairs not in it have 0, a word with itself 1.

    Method: hashing with open addresses. Most pairs that are asked for are not in the table and end at the first look.
    """

    def __init__(self, count: int, rows: Numbers, columns: Numbers, likely: Numbers) -> None:
        import numpy as np

        self.rows, self.columns, self.likely = rows, columns, likely
        self._count = max(count, 1)
        size = 1 << max(4, int(np.ceil(np.log2(max(len(rows), 1) * 8))))
        self._mask = size - 1
        self._codes = np.full(size, -1, np.int64)
        self._values = np.zeros(size, np.float32)
        waiting = rows.astype(np.int64) * self._count + columns
        values = likely.astype(np.float32)
        tries = 0
        while len(waiting):
            place = (self._hash(waiting) + tries) & self._mask
            free = self._codes[place] < 0
            place, codes, put = place[free], waiting[free], values[free]
            self._codes[place] = codes  # of two for one place the last stays
            stays = self._codes[place] == codes
            self._values[place[stays]] = put[stays]
            left = ~free
            left[np.flatnonzero(free)[~stays]] = True
            waiting, values = waiting[left], values[left]
            tries += 1

    def _hash(self, codes: Numbers) -> Numbers:
        import numpy as np

        mixed = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        place: Numbers = (mixed >> np.uint64(32)).astype(np.int64) & self._mask
        return place

    def values(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the value of each pair of words (float32); 0 where either is -1, which stands for no word."""
        import numpy as np

        codes = rows.astype(np.int64) * self._count + columns
        found: Numbers = (rows == columns).astype(np.float32)
        place = self._hash(codes)
        left = np.flatnonzero(self._codes[place] >= 0)
        place, codes = place[left], codes[left]
        while len(left):
            held = self._codes[place]
            hit = np.flatnonzero(held == codes)
            found[left[hit]] = self._values[place[hit]]
            more = np.flatnonzero((held != codes) & (held >= 0))
            left, codes, place = left[more], codes[more], (place[more] + 1) & self._mask
        absent = (rows < 0) | (columns < 0)
        if absent.any():
            found[absent] = 0.0
        return found
