"""Align the words of two clauses: spans in both, and how much of each they cover."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from sulh.wording.folding import FoldedText

__all__ = ["Alignment", "Runs", "align", "is_same"]

# Shorter common runs of letters are coincidence.
_RUN = 7
# An insertion longer than this separates a run that is shorter than the insertion.
_GAP = 90
# The most letters of articles that one text may have joined to words and the other not.
_GLUED = 24

Runs = tuple[tuple[int, int, int], ...]


class Alignment(NamedTuple):
    """Common runs of two folded texts as (index in the earlier, in the later, length), and the share of letters of each they cover."""

    runs: Runs
    earlier_share: float
    later_share: float

    def earlier_places(self) -> tuple[int, int]:
        """From the first common letter of the earlier text to the last."""
        return self.runs[0][0], self.runs[-1][0] + self.runs[-1][2]

    def later_places(self) -> tuple[int, int]:
        """From the first common letter of the later text to the last."""
        return self.runs[0][1], self.runs[-1][1] + self.runs[-1][2]


def align(earlier: FoldedText, later: FoldedText) -> Alignment:
    """Return the common runs of two folded texts in order; of letters, not words, so that words written together match too.

    Method: longest common subsequence (Indel edit operations of RapidFuzz), runs shorter than seven letters and stray runs left out.
    """
    kept = _without_strays(_runs(earlier.letters, later.letters))
    mass = 0
    for _, _, length in kept:
        mass += length
    return Alignment(tuple(kept), mass / max(len(earlier.letters), 1), mass / max(len(later.letters), 1))


def _runs(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return the common runs that are long enough; runs separated by one or two letters, a misspelling or a missing article, are joined."""
    shortest = min(_RUN, len(one), len(other))
    found: list[tuple[int, int, int]] = []
    a = b = size = 0
    for block in Indel.editops(one, other).as_matching_blocks():
        low, to = block.a, block.b
        # The last block only marks the ends of both texts.
        if size and block.size and low - a - size <= 2 and to - b - size <= 2:
            size = min(low - a, to - b) + block.size
            continue
        if size and size >= shortest:
            found.append((a, b, size))
        a, b, size = low, to, block.size
    return found


def _without_strays(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    while len(runs) > 1:
        (a, b, size), (c, d, _) = runs[0], runs[1]
        if size < 25 and max(c - a - size, d - b - size) > _GAP:
            runs = runs[1:]
            continue
        (a, b, size), (c, d, length) = runs[-2], runs[-1]
        if length < 25 and max(c - a - size, d - b - size) > _GAP:
            runs = runs[:-1]
            continue
        break
    return runs


def is_same(earlier: FoldedText, later: FoldedText) -> bool:
    """Return whether two folded texts have the same words: equal letters, except for articles joined to other words.

    Only articles of a language that either text uses are ignored, so that "lawful" never equals "unlawful".
    """
    one, other = earlier.letters, later.letters
    if one == other:
        return True
    used = earlier.articles | later.articles
    # Letters that occur in no article must be equal by themselves: a quick check that rejects most pairs.
    if not used or abs(len(one) - len(other)) > _GLUED or _bare(one, used) != _bare(other, used):
        return False
    articles = sorted(used)
    waiting, seen = [(0, 0)], {(0, 0)}
    while waiting:
        a, b = waiting.pop()
        if a == len(one) and b == len(other):
            return True
        steps = [(a + len(word), b) for word in articles if one.startswith(word, a)]
        steps += [(a, b + len(word)) for word in articles if other.startswith(word, b)]
        if a < len(one) and b < len(other) and one[a] == other[b]:
            steps.append((a + 1, b + 1))
        for step in steps:
            if step not in seen and abs(step[0] - step[1]) <= _GLUED:
                seen.add(step)
                waiting.append(step)
    return False


@lru_cache(maxsize=4096)
def _bare(letters: str, articles: frozenset[str]) -> str:
    """Return the letters without those that occur in any of these articles."""
    return letters.translate(dict.fromkeys(map(ord, "".join(articles))))
