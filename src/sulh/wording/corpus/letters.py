"""The letters of many texts as one array without spaces, folded for matching, with the words they belong to."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sulh.text.folding import fold_lookalikes

if TYPE_CHECKING:
    from numpy import uint8, uint32
    from numpy.typing import NDArray

__all__ = ["OPENS", "SPACED", "Letters", "letters"]

OPENS, SPACED = 1, 2

_BLOCK = 256
_PLANES = 0x110000
_SEPARATOR, _SKIPPED = 0, 255
# A prime below 255 that distinguishes the letters of any one alphabet: their code points are closer together than this.
_CODES = 251
# Texts are processed together up to this many code points, so that memory stays bounded and short texts need no call each.
_JOINED = 2_000_000
_STOPS = ".!?;:\n…؟؛۔。；！？।"


@dataclass(frozen=True, slots=True)
class Letters:
    """Folded letters of texts laid end to end, and their words.

    `codes` (n) holds a byte 1..251 a letter or digit; `first` (m) the index into `codes` where each word begins; `start` and `end` (m) the
    code points of the word in its own text; `marks` (m) is OPENS where a sentence begins, plus SPACED where space stands before the word.
    `letter_ends` and `word_ends` (one per text) mark where each text ends.
    """

    codes: NDArray[uint8]
    first: NDArray[uint32]
    start: NDArray[uint32]
    end: NDArray[uint32]
    marks: NDArray[uint8]
    letter_ends: NDArray[uint32]
    word_ends: NDArray[uint32]


class _Table:
    """Table from code point to code, computed by blocks of 256 when one of the characters first occurs."""

    def __init__(self) -> None:
        import numpy as np

        self._codes = np.zeros(_PLANES, np.uint8)
        self._marks = np.zeros(_PLANES, np.uint8)
        self._marks[[ord(stop) for stop in _STOPS]] = OPENS
        self._known = np.zeros(_PLANES // _BLOCK, np.bool_)

    def look_up(self, points: NDArray[uint32]) -> tuple[NDArray[uint8], NDArray[uint8]]:
        """Return the codes of code points, and the marks that each sets on the word after it."""
        import numpy as np

        met = np.bincount(points >> 8, minlength=len(self._known)) > 0
        for block in np.flatnonzero(met & ~self._known).tolist():
            self._fill(block)
        return self._codes[points], self._marks[points]

    def _fill(self, block: int) -> None:
        characters = [chr(point) for point in range(block * _BLOCK, (block + 1) * _BLOCK)]
        for character, folded in zip(characters, fold_lookalikes("".join(characters)), strict=True):
            self._codes[ord(character)] = _code(character, folded)
            if character.isspace():
                self._marks[ord(character)] |= SPACED
        self._known[block] = True


def _code(character: str, folded: str) -> int:
    kind = unicodedata.category(character)
    # Marks, soft hyphens, joiners and the Arabic tatweel occur inside words without being part of their spelling.
    if kind[0] == "M" or kind == "Cf" or character == "\u0640":
        return _SKIPPED
    return 1 + ord(folded) % _CODES if kind[0] == "L" or kind == "Nd" else _SEPARATOR


@cache
def _table() -> _Table:
    return _Table()


def letters(texts: Sequence[str]) -> Letters:
    """Return the letters and words of `texts`; words never continue into the next text. Linear in the code points of `texts`."""
    import numpy as np

    parts: list[Letters] = []
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size > _JOINED:
            parts.append(_together(waiting))
            waiting, size = [], 0
    if waiting or not parts:
        parts.append(_together(waiting))
    if len(parts) == 1:
        return parts[0]
    shifts = np.cumsum([0] + [len(part.codes) for part in parts[:-1]])
    words = np.cumsum([0] + [len(part.first) for part in parts[:-1]])
    return Letters(
        np.concatenate([part.codes for part in parts]),
        np.concatenate([part.first + np.uint32(shift) for part, shift in zip(parts, shifts, strict=True)]),
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.marks for part in parts]),
        np.concatenate([part.letter_ends + np.uint32(shift) for part, shift in zip(parts, shifts, strict=True)]),
        np.concatenate([part.word_ends + np.uint32(shift) for part, shift in zip(parts, words, strict=True)]),
    )


def _together(texts: Sequence[str]) -> Letters:
    import numpy as np

    # A line break after each text ends its last word and its last sentence.
    joined = "\n" + "".join(f"{text}\n" for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes, marked = _table().look_up(points)
    kept = np.flatnonzero(codes != _SKIPPED).astype(np.uint32)
    codes = codes[kept]
    is_letter = codes != _SEPARATOR
    edges = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
    begins, ends = edges[::2], edges[1::2]
    before = np.cumsum(is_letter, dtype=np.uint32)
    first = before[begins] - 1
    start, end = kept[begins], kept[ends]
    marks = np.full(len(first), OPENS | SPACED, np.uint8)
    for mark in (OPENS, SPACED):
        passed = np.cumsum(marked & mark != 0, dtype=np.uint32)[start]
        marks[1:][passed[1:] == passed[:-1]] &= ~mark & 3
    closes = np.cumsum([len(text) + 1 for text in texts], dtype=np.uint32)
    word_ends = np.searchsorted(start, closes).astype(np.uint32)
    bounds = np.append(first, np.uint32(before[-1]))
    shift = np.repeat(np.concatenate([[1], closes[:-1] + 1]), np.diff(word_ends, prepend=0)) if texts else np.zeros(0, np.uint32)
    return Letters(
        codes[is_letter],
        first,
        (start - shift).astype(np.uint32),
        (end - shift).astype(np.uint32),
        marks,
        bounds[word_ends].astype(np.uint32),
        word_ends,
    )
