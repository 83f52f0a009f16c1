"""Keys of runs of letters that begin where a word begins; a missing space changes one key, not three, and a missing article none."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.letters import letters
from sulh.wording.corpus.segment import PAD, CorpusSegment

if TYPE_CHECKING:
    from numpy import bool_, uint8, uint64
    from numpy.typing import NDArray

__all__ = ["LONG", "SHORT", "Runs", "runs"]

SHORT = 16  # letters of a seed: about three words of English
LONG = 32  # letters that distinguish a formula from a common turn of phrase

# Multipliers and shift of splitmix64 (Steele, Lea and Flood 2014).
_ONE, _TWO, _SHIFT = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 29


@dataclass(frozen=True, slots=True)
class Runs:
    """Words of some documents of a segment at which runs of letters begin, without articles.

    `letter` says where a word begins in the segment, `document_letter` where its document does; `codes`, `at` and `ends` are the letters
    without articles, and where in them words begin and their documents end.
    """

    codes: NDArray[uint8]
    at: NDArray[Any]
    ends: NDArray[Any]
    letter: NDArray[Any]
    document_letter: NDArray[Any]

    def long_enough(self, size: int) -> Runs:
        """Return the words with at least `size` letters between their start and the end of the document."""
        return self.some(self.at + size <= self.ends)

    def some(self, chosen: NDArray[Any]) -> Runs:
        """Return some of the words, by mask or index."""
        return Runs(self.codes, self.at[chosen], self.ends[chosen], self.letter[chosen], self.document_letter[chosen])

    def keys(self, size: int) -> NDArray[uint64]:
        """Return a key below 2**32 for the `size` letters from each word on, the same on every machine."""
        import numpy as np

        hashed = np.full(len(self.at), size, np.uint64)
        for offset in range(0, size, 8):
            # Eight letters as one number, starting at any byte; fewer at the end of the run.
            view = np.ndarray((len(self.codes) - PAD + 1,), "<u8", self.codes.data, offset, (1,))
            hashed ^= view[self.at] & np.uint64((1 << 8 * min(8, size - offset)) - 1)
            hashed *= np.uint64(_ONE)
            hashed ^= hashed >> np.uint64(_SHIFT)
        hashed *= np.uint64(_TWO)
        return hashed >> np.uint64(32)


def runs(segment: CorpusSegment, begin: int, end: int) -> Runs:
    """Return the words of documents `begin` to `end` of a segment."""
    import numpy as np

    low, high = int(segment.letter_at[begin]), int(segment.letter_at[end])
    codes = np.asarray(segment.codes[low : high + PAD])
    places = segment.word_letters(begin, end)
    sizes = np.diff(places, append=high)
    article = _are_articles(codes, places - low, sizes)
    thinned = np.where(article, 0, sizes)
    at = np.cumsum(thinned) - thinned
    words = np.diff(segment.word_at[begin : end + 1])
    total = np.append(at, thinned.sum())
    ends = np.repeat(total[segment.word_at[begin + 1 : end + 1] - segment.word_at[begin]], words)
    kept = np.append(codes[:-PAD][np.repeat(~article, sizes)], np.zeros(PAD, np.uint8))
    return Runs(kept, at, ends, places, np.repeat(segment.letter_at[begin:end], words)).some(~article)


def _are_articles(codes: NDArray[uint8], at: NDArray[Any], sizes: NDArray[Any]) -> NDArray[bool_]:
    import numpy as np

    known, longest = _articles()
    view = np.ndarray((len(codes) - PAD + 1,), "<u4", codes.data, 0, (1,))
    short = np.flatnonzero(sizes <= longest)
    value = view[at[short]] & ((1 << 8 * sizes[short]) - 1).astype(np.uint32)
    out = np.zeros(len(at), np.bool_)
    out[short] = np.isin(value, known)
    return out


@cache
def _articles() -> tuple[NDArray[Any], int]:
    """Return the articles, with their folded letters as one number each, and the length of the longest."""
    import numpy as np

    with (files("sulh.data") / "articles.csv").open(encoding="utf-8") as stream:
        words = sorted({word for row in csv.DictReader(stream) for word in row["words"].split("|")})
    known = [bytes(letters([word]).codes) for word in words]
    return np.array([int.from_bytes(word, "little") for word in known], np.uint32), max(map(len, known))
