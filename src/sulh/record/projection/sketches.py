"""Which documents are copies of one text, or nearly: runs of five words compared (Broder 1997)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, islice
from zlib import crc32

from sulh.text.folding import fold

__all__ = ["SAME", "alike", "holds_most_of", "runs", "sketch"]

_WORD = re.compile(r"[^\W_]+")
_RUN = 5
_SHORTEST = 40  # runs; shorter texts are too often alike without being copies
_KEPT = 8
# Of all runs in either text, so many stand in both. Agencies' copies of one text have .9 and more, reports on one event below .3.
SAME = 0.75


@lru_cache(maxsize=128)
def runs(text: str) -> frozenset[int]:
    """The runs of five words of a text, as numbers; none for a text too short to be told from others."""
    words = _WORD.findall(fold(text))
    # A run is a slice of the words with one space between: five words are not joined and encoded anew for each.
    joined = " ".join(words).encode("utf-8", "replace")
    starts = [0, *accumulate(len(word.encode("utf-8", "replace")) + 1 for word in words)]
    found = frozenset(crc32(joined[start : end - 1]) for start, end in zip(starts, starts[_RUN:], strict=False))
    return found if len(found) >= _SHORTEST else frozenset()


@lru_cache(maxsize=128)
def sketch(text: str) -> tuple[int, ...]:
    """The smallest of the numbers of a text's runs: two texts that share most of their runs share some of these."""
    return tuple(islice(sorted(runs(text)), _KEPT))


def holds_most_of(whole: str, part: str) -> bool:
    """Whether nearly all of one text stands in another, which may say more; a part too short for runs has to stand there word for word."""
    own = runs(part)
    if own:
        return len(own & runs(whole)) >= SAME * len(own)
    words = _WORD.findall(fold(part))
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(_WORD.findall(fold(whole)))} "


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of runs that stand in both texts."""
    return len(one & other) / len(one | other) if one and other else 0.0
