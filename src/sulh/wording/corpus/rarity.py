"""Rarity: weigh the letters of a passage less where they are a turn of phrase common in the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.grams import SHORT, runs
from sulh.wording.corpus.library import Library
from sulh.wording.corpus.spans import CHANCE, SharedPassage

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Rarity"]


class Rarity:
    """Computes the worth of passages by how often their words occur in the corpus."""

    def __init__(self, library: Library) -> None:
        import numpy as np

        self._library = library
        self._total = max(4, sum(len(segment.short) for segment in library.segments))
        self._most = float(np.log2(self._total / 2))
        self._document = -1
        self._letters: NDArray[Any] = np.zeros(0, np.int64)
        self._keys: NDArray[Any] = np.zeros(0, np.uint64)

    def worth(self, document: int, passage: SharedPassage) -> float:
        """Return the worth of a passage whose earlier text is in `document`: equal runs of letters count by the information of their keys,
        relative to that of a key that occurs twice."""
        import numpy as np

        self._read(document)
        begin, end = np.searchsorted(self._letters, passage.left)
        share = np.minimum(1.0, np.log2(self._total / self._counts(self._keys[begin:end])) / self._most)
        places = self._letters[begin:end]
        worth = passage.worth
        for at, size in passage.runs:
            low, high = np.searchsorted(places, (at, at + size - SHORT + 1))
            if high > low:
                worth -= (size - CHANCE) * (1.0 - float(share[low:high].mean()))
        return worth

    def _counts(self, keys: NDArray[Any]) -> NDArray[Any]:
        """Return how often keys occur in the corpus, at least once."""
        import numpy as np

        counts = np.zeros(len(keys), np.int64)
        for segment in self._library.segments:
            counts += np.searchsorted(segment.short, keys + np.uint64(1) << np.uint64(32)) - np.searchsorted(
                segment.short, keys << np.uint64(32)
            )
        return np.maximum(counts, 1)

    def _read(self, document: int) -> None:
        if document != self._document:
            segment, place = self._library.locate(document)
            words = runs(segment, place, place + 1).long_enough(SHORT)
            self._document, self._letters, self._keys = document, words.letter - segment.letter_at[place], words.keys(SHORT)
