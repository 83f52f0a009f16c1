"""All segments of a corpus as one sequence of letters, so that a position in any document is one number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.letters import OPENS, SPACED
from sulh.wording.corpus.segment import CorpusSegment, Held

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DocumentWords", "Library"]

# Documents whose words are kept at hand: passages are searched pair by pair.
_AT_HAND = 1024


class DocumentWords:
    """The letters of one document as a string, and its words in lists, which are read much faster one by one than arrays.

    `letters` has one character below 256 a letter. `first` are the letters at which words begin, and the number of letters; `start` and
    `end` the code points of the words in the text.
    """

    __slots__ = ("_opens", "_spaced", "end", "first", "letters", "start")

    def __init__(self, segment: CorpusSegment, place: int) -> None:
        import numpy as np

        words = slice(int(segment.word_at[place]), int(segment.word_at[place + 1]))
        self.letters: str = segment.codes[segment.letter_at[place] : segment.letter_at[place + 1]].tobytes().decode("latin-1")
        self.first: list[int] = [*segment.first[words].tolist(), segment.documents[place].letters]
        self.start: list[int] = segment.start[words].tolist()
        self.end: list[int] = segment.end[words].tolist()
        marks = segment.marks[words]
        self._opens: list[int] = np.flatnonzero(marks & OPENS).tolist()
        self._spaced: list[int] = np.cumsum(marks & SPACED != 0).tolist()

    def words(self, begin: int, last: int) -> int:
        """Return how many words stand from word `begin` to `last`; "multi-ethnic" and an address count as one."""
        return 1 + self._spaced[last] - self._spaced[begin] if begin <= last else 0

    def sentence(self, begin: int, last: int) -> tuple[int, int] | None:
        """Return how many words of its sentence stand before `begin` and after `last`; None when they are of several sentences."""
        at = bisect_right(self._opens, begin)
        if at < len(self._opens) and self._opens[at] <= last:
            return None
        after = self._opens[at] if at < len(self._opens) else len(self.start)
        return begin - self._opens[at - 1], after - last - 1

    def word_at(self, letter: int) -> int:
        """Return the number of the word that a letter is part of."""
        return bisect_right(self.first, letter, 0, len(self.start)) - 1


class Library:
    """Segments laid end to end. Positions count letters from the beginning of the first segment; documents are numbered across segments.

    `rank` (documents) orders the documents by date and name, those without a date first; `alive` is False for documents removed.
    """

    def __init__(self, segments: Sequence[CorpusSegment], dropped: frozenset[tuple[str, str]] = frozenset()) -> None:
        import numpy as np

        self.segments = tuple(segments)
        sizes = [int(segment.letter_at[-1]) for segment in segments]
        self.bases = np.cumsum([0, *sizes], dtype=np.int64)
        self.begins = np.concatenate(
            [segment.letter_at[:-1] + base for segment, base in zip(segments, self.bases[:-1], strict=True)] + [self.bases[-1:]]
        )
        self._first_document = np.cumsum([0, *(len(segment.documents) for segment in segments)], dtype=np.int64)
        held = [one for segment in segments for one in segment.documents]
        self.rank = np.empty(len(held), np.int64)
        self.rank[sorted(range(len(held)), key=held.__getitem__)] = np.arange(len(held))
        self._starts: list[int] = self._first_document.tolist()
        self.words = lru_cache(_AT_HAND)(self._words)
        self.alive = np.array([(s.name, one.id) not in dropped for s in segments for one in s.documents], np.bool_)

    def document(self, places: NDArray[Any]) -> NDArray[Any]:
        """Return the numbers of the documents that contain the positions `places`."""
        import numpy as np

        return np.searchsorted(self.begins, places, "right") - 1

    def held(self, document: int) -> Held:
        """Return the document of that number."""
        segment, place = self.locate(document)
        return segment.documents[place]

    def locate(self, document: int) -> tuple[CorpusSegment, int]:
        """Return the segment that holds a document, and its index in it."""
        number = bisect_right(self._starts, document) - 1
        return self.segments[number], document - self._starts[number]

    def _words(self, document: int) -> DocumentWords:
        return DocumentWords(*self.locate(document))

    def numbers(self, segment: int, begin: int) -> int:
        """Return the number of the document at index `begin` of a segment."""
        return int(self._first_document[segment]) + begin

    def windows(self, places: NDArray[Any], size: int, outside: int) -> NDArray[Any]:
        """Return the `size` letters from each of `places` on (places, size); `outside` for those beyond the end of the segment."""
        import numpy as np

        out = np.full((len(places), size), outside, np.uint8)
        for segment, base, end in zip(self.segments, self.bases[:-1].tolist(), self.bases[1:].tolist(), strict=True):
            mine = np.flatnonzero((places > base - size) & (places < end))
            at, count = places[mine] - base, end - base
            whole = (at >= 0) & (at + size <= count)
            if count >= size:
                out[mine[whole]] = np.lib.stride_tricks.sliding_window_view(segment.codes, size)[at[whole]]
            for row, first in zip(mine[~whole].tolist(), at[~whole].tolist(), strict=True):
                low, high = max(0, first), min(count, first + size)
                out[row, low - first : high - first] = segment.codes[low:high]
        return out
