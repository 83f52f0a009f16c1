"""All segments of a corpus as one sequence of letters, so that a position in any document is one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.segment import CorpusSegment, Held

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Library"]


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
        import numpy as np

        number = int(np.searchsorted(self._first_document, document, "right")) - 1
        return self.segments[number], document - int(self._first_document[number])

    def codes(self, document: int) -> NDArray[Any]:
        """Return the letters of a document."""
        segment, place = self.locate(document)
        codes: NDArray[Any] = segment.codes[segment.letter_at[place] : segment.letter_at[place + 1]]
        return codes

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
