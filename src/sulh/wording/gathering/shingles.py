"""How much of their words statements share: overlaps of runs of three words, for all pairs at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from sulh.text.folding import fold_lookalikes
from sulh.wording.columns import Floats, membership

__all__ = ["Overlaps"]

_SIZE = 3
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=256)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of words of a text; kept, since texts are compared to find copies and again to find series."""
    words = _WORD.findall(fold_lookalikes(text))
    return frozenset([tuple(words[at : at + _SIZE]) for at in range(max(1, len(words) - _SIZE + 1))])


class Overlaps:
    """The shares of runs of three words that statements have in common, Broder's resemblance and containment (1997)."""

    def __init__(self, texts: Sequence[str]) -> None:
        known: dict[tuple[str, ...], int] = {}
        held = []
        for text in texts:
            held.append([known.setdefault(one, len(known)) for one in _runs(text)])
        rows = membership(held, len(known))
        self._sizes: Floats = np.array([len(one) for one in held], dtype=np.float64)
        self._common: Floats = np.zeros((len(held), len(held)))
        for low, high in rows.blocks():
            self._common[low:high, low:] = rows.products(low, high)
        self._common += np.triu(self._common, 1).T

    def contained(self) -> Floats:
        """Return for each pair the share of the shorter text's runs that the other has."""
        shared: Floats = self._common / np.minimum.outer(self._sizes, self._sizes)
        return shared

    def resemblance(self) -> Floats:
        """Return for each pair the share of all their runs that both have."""
        shared: Floats = self._common / (np.add.outer(self._sizes, self._sizes) - self._common)
        return shared
