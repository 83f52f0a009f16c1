"""How much of their words statements share: overlaps of runs of three words, for all pairs at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from sulh.text.folding import fold_lookalikes
from sulh.wording.similarity import Floats

__all__ = ["Overlaps"]

_SIZE = 3
_WORD = re.compile(r"\w+")


class Overlaps:
    """The shares of runs of three words that statements have in common, Broder's resemblance and containment (1997)."""

    def __init__(self, texts: Sequence[str]) -> None:
        known: dict[tuple[str, ...], int] = {}
        places: list[int] = []
        starts = [0]
        for text in texts:
            words = _WORD.findall(fold_lookalikes(text))
            held = {tuple(words[at : at + _SIZE]) for at in range(max(1, len(words) - _SIZE + 1))}
            places.extend(known.setdefault(one, len(known)) for one in held)
            starts.append(len(places))
        ones = np.ones(len(places), dtype=np.float32)
        rows = sparse.csr_matrix((ones, np.array(places, dtype=np.intp), np.array(starts)), shape=(len(texts), max(1, len(known))))
        self._sizes: Floats = np.diff(starts).astype(np.float64).clip(min=1.0)
        self._common: Floats = (rows @ rows.T).toarray().astype(np.float64)

    def contained(self) -> Floats:
        """Return for each pair the share of the shorter text's runs that the other has."""
        shared: Floats = self._common / np.minimum.outer(self._sizes, self._sizes)
        return shared

    def resemblance(self) -> Floats:
        """Return for each pair the share of all their runs that both have."""
        shared: Floats = self._common / (np.add.outer(self._sizes, self._sizes) - self._common)
        return shared
