"""Compare two wordings word by word, in pieces from which both texts can be rebuilt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sulh.wording.words import AlignedWord, align_words

__all__ = ["Change", "Op", "changes"]

Op = Literal["equal", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a comparison: the words `[earlier_start, earlier_end)` and `[later_start, later_end)`, with their texts.

    `equal` has both texts, which may differ in case, accents or blanks; `delete` has only the earlier one, `insert` only the later one.
    """

    op: Op
    earlier: str
    later: str
    earlier_start: int
    earlier_end: int
    later_start: int
    later_end: int

    @property
    def shown(self) -> str:
        """The words of an equal piece as the later text has them, with the blank before what was taken out behind them."""
        return self.later + (" " if self.earlier[-1:].isspace() and not self.later[-1:].isspace() else "")


def changes(earlier: str, later: str) -> tuple[Change, ...]:
    """Return the pieces that turn `earlier` into `later`, deletions before insertions.

    The `earlier` texts joined are `earlier`, the `later` texts joined are `later`, character for character. Words that are aligned by
    `align_words` are equal; so are runs in which only an article differs.
    """
    aligned = align_words(earlier, later)
    old, new = aligned.earlier, aligned.later
    found: list[Change] = []
    for block in aligned.blocks:
        at, end = _span(old, block.low, block.high, len(earlier))
        to, until = _span(new, block.to, block.until, len(later))
        if block.same:
            found.append(Change("equal", earlier[at:end], later[to:until], at, end, to, until))
            continue
        if end > at:
            found.append(Change("delete", earlier[at:end], "", at, end, to, to))
        if until > to:
            found.append(Change("insert", "", later[to:until], end, end, to, until))
    return tuple(found)


def _span(words: tuple[AlignedWord, ...], low: int, high: int, length: int) -> tuple[int, int]:
    """Return the offsets of words `[low, high)`."""
    start = words[low].start if low < len(words) else length
    return start, words[high - 1].end if high > low else start
