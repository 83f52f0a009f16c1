"""Words that only one of two wordings has, where the other has nothing in their place."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.wording.substance.parts import AND, TermWord
from sulh.wording.substance.sides import Side, Span, is_other_form, share

__all__ = ["TELLING", "insertions", "is_joined", "without_and"]

# Words of content are so long at least; the other text may have a third of them.
TELLING, _REPEATED = 4, 3
# So many words right before an insertion, or as many right after it, are the same in both texts.
_BESIDE, _ALIKE = 2, 0.5
_ENDS = (".", ";", ":")
_ARABIC_AND = "\u0648"


def insertions(own: Side, opposite: Side) -> list[Span]:
    """Return the runs of words `[low, high)` within a sentence that the other text lacks, in their place and most of them everywhere."""
    return [
        (low, high)
        for low, high in _runs(own)
        if low
        and not any(mark in part.before for part in own.parts[low:high] for mark in _ENDS)
        and _is_gap(own, opposite, low, high)
        and not _is_repeated(own, opposite, low, high)
    ]


def is_joined(parts: Sequence[TermWord], low: int) -> bool:
    """Return whether "and" or a comma joins a run of words to what stands before it; Arabic writes "and" together with the next word."""
    return parts[low].key in AND or parts[low].before.strip() in (",", "\u060c") or parts[low].key.startswith(_ARABIC_AND)


def without_and(parts: Sequence[TermWord], low: int) -> int:
    """Return where a run begins without the "and" that joins it."""
    return low + 1 if parts[low].key in AND else low


def _runs(side: Side) -> list[Span]:
    """Return the runs of words without a counterpart, without "and" at the end."""
    found: list[Span] = []
    at = 0
    while at < len(side.parts):
        low = at
        while at < len(side.parts) and at not in side.shared:
            at += 1
        high = at
        while high > low and side.parts[high - 1].key in AND:
            high -= 1
        if high > low:
            found.append((low, high))
        at += 1
    return found


def _is_gap(own: Side, opposite: Side, low: int, high: int) -> bool:
    """Return whether the other text has nothing in place of a run, between words that are the same."""
    left = own.shared.get(low - 1)
    after = high
    while after < len(own.parts) and after not in own.shared:
        after += 1
    right = own.shared.get(after, len(opposite.parts))
    if left is None or any(len(part.key) >= TELLING for part in opposite.parts[left + 1 : right]):
        return False
    before = all(own.shared.get(low - 1 - step) == left - step for step in range(_BESIDE))
    behind = after + _BESIDE <= len(own.parts) and all(own.shared.get(after + step) == right + step for step in range(_BESIDE))
    # Two wordings that have much in common end here, but for the insertion.
    last = after == len(own.parts) and right == len(opposite.parts) and share(own, opposite) >= _ALIKE
    return before or behind or last


def _is_repeated(own: Side, opposite: Side, low: int, high: int) -> bool:
    """Return whether the other text has a third of the words of content of a run."""
    content = [part.key for part in own.parts[low:high] if len(part.key) >= TELLING]
    there = [part.key for part in opposite.parts]
    return _REPEATED * sum(any(is_other_form(key, other) or key == other for other in there) for key in content) >= max(len(content), 1)
