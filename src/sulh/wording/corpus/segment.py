"""A segment: the letters, words and sorted keys of some documents, in memory-mapped files."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sulh.model import SulhError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PAD", "TYPES", "WORDS", "CorpusError", "CorpusSegment", "Held", "damaged", "mapped", "open_segment", "segment_chunks"]

WORDS = {"first": "<u4", "start": "<u4", "end": "<u4", "marks": "u1"}
TYPES = {"codes": "u1", **WORDS, "short": "<u8", "long": "<u8", "texts": "u1", "text_at": "<u8"}
PAD = 40  # bytes after the last letter, so that any run of letters can be read completely


class CorpusError(SulhError):
    """A folder or a list of documents cannot be used as a corpus; the message names it and says what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A document held: its date ("" if not known), its name, the SHA-256 of its text, and how many letters and words it has."""

    date: str
    id: str
    sha256: str
    letters: int
    words: int


@dataclass(frozen=True, slots=True)
class CorpusSegment:
    """Documents in the order of their dates and names, their letters end to end, and two sorted lists of keys.

    `codes`, `first`, `start`, `end`, `marks` are as in `Letters`, except that `first` counts from the beginning of its document.
    `short` and `long` hold key << 32 | letter, sorted. `letter_at` and `word_at` (documents + 1) tell where each document begins.
    `texts` are the texts as given, each compressed by itself; `text_at` (documents) tells where each ends.
    """

    name: str
    documents: tuple[Held, ...]
    letter_at: NDArray[Any]
    word_at: NDArray[Any]
    codes: NDArray[Any]
    first: NDArray[Any]
    start: NDArray[Any]
    end: NDArray[Any]
    marks: NDArray[Any]
    short: NDArray[Any]
    long: NDArray[Any]
    texts: NDArray[Any]
    text_at: NDArray[Any]

    def packed_text(self, place: int) -> NDArray[Any]:
        """Return the compressed text of the document at an index."""
        packed: NDArray[Any] = self.texts[int(self.text_at[place - 1]) if place else 0 : int(self.text_at[place])]
        return packed

    def text(self, place: int) -> str:
        """Return the text of the document at an index. Raises CorpusError when it is damaged."""
        try:
            return zlib.decompress(self.packed_text(place).tobytes()).decode("utf-8", "surrogatepass")
        except (zlib.error, UnicodeDecodeError) as problem:
            raise CorpusError(
                f"{self.name}: the text of {self.documents[place].id} is damaged ({problem}); build the index again"
            ) from problem

    def word_letters(self, begin: int, end: int) -> NDArray[Any]:
        """Return the letters (counted from the beginning of the segment) at which the words of documents `begin` to `end` begin."""
        import numpy as np

        sizes = np.diff(self.word_at[begin : end + 1])
        places: NDArray[Any] = self.first[self.word_at[begin] : self.word_at[end]] + np.repeat(self.letter_at[begin:end], sizes)
        return places


def open_segment(folder: Path) -> CorpusSegment:
    """Open the segment in `folder`. Raises CorpusError when a file is missing or has the wrong size."""
    import numpy as np

    try:
        documents = tuple(Held(*row) for row in json.loads((folder / "documents.json").read_text(encoding="utf-8")))
        letters, words = sum(held.letters for held in documents), sum(held.words for held in documents)
        arrays = {name: mapped(folder / name, kind) for name, kind in TYPES.items()}
    except (OSError, TypeError, ValueError) as problem:
        raise damaged(folder, problem) from problem
    for name, size in (("codes", letters + PAD), *((name, words) for name in WORDS), ("text_at", len(documents))):
        if len(arrays[name]) != size:
            raise damaged(folder, f"{name}: {len(arrays[name])} entries where {size} belong")
    return CorpusSegment(
        folder.name,
        documents,
        np.cumsum([0, *(held.letters for held in documents)], dtype=np.int64),
        np.cumsum([0, *(held.words for held in documents)], dtype=np.int64),
        **arrays,
    )


def damaged(folder: Path, problem: object) -> CorpusError:
    """Return the error to raise for a segment that cannot be read."""
    return CorpusError(f"{folder}: this part of the index is damaged ({problem}); remove the folder {folder.parent} and build it again")


def segment_chunks(segment: CorpusSegment, size: int) -> Iterator[tuple[int, int]]:
    """Yield runs of documents, begin and end, of about `size` letters; a longer document is one by itself."""
    begin, count = 0, len(segment.documents)
    while begin < count:
        end = begin + 1
        while end < count and segment.letter_at[end + 1] - segment.letter_at[begin] <= size:
            end += 1
        yield begin, end
        begin = end


def mapped(path: Path, kind: str) -> NDArray[Any]:
    """Return the array of type `kind` in a file, memory-mapped."""
    import numpy as np

    # An empty file cannot be memory-mapped.
    return np.memmap(path, kind, "r").view(np.ndarray) if path.stat().st_size else np.zeros(0, kind)
