"""Name formulae so that they are told apart: by their opening words, or by what follows an opening that several share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sulh.text.folding import fold_lookalikes
from sulh.wording.types import Thread, Threads

__all__ = ["labels"]

# An opening of so many words that other formulae have too is left out; a label has so many words.
_BEFORE, _AFTER = "\u2026 ", " \u2026"
_STOCK, _WORDS, _MOST, _LEFT = 5, 9, 16, 3


def labels(threads: Threads) -> Mapping[str, str]:
    """Return a label for each formula by the id of its thread, no two alike unless the formulae have the same words.

    It is the opening of the latest clause. Where other formulae open with the same five words or more ("The members of the Council
    expressed"), these are left out, and where nine words do not tell two apart, the label goes on to the word that does.
    """
    words = {one.id: threads.clause(_latest(one)).text.split() for one in threads.threads if one.clauses}
    folded = {id: [fold_lookalikes(word).strip(".,;:") for word in held] for id, held in words.items()}
    openings: Counter[tuple[str, ...]] = Counter()
    for held in folded.values():
        openings.update(tuple(held[:size]) for size in range(_STOCK, min(len(held), _MOST) + 1))
    low = {id: _stock(held, openings) for id, held in folded.items()}
    size = dict.fromkeys(words, _WORDS)
    for _ in range(_MOST - _WORDS):
        seen = Counter(tuple(folded[id][low[id] : low[id] + size[id]]) for id in words)
        again = [id for id in words if seen[tuple(folded[id][low[id] : low[id] + size[id]])] > 1 and low[id] + size[id] < len(words[id])]
        if not again:
            break
        for id in again:
            size[id] += 1
    return {id: _cut(held, low[id], size[id]) for id, held in words.items()}


def _latest(thread: Thread) -> str:
    """Return the latest clause that is counted in a row, not one that several formulae were merged in."""
    own = [id for cell in thread.cells if cell.merged_into is None for id in cell.clauses]
    return own[-1] if own else thread.clauses[-1]


def _stock(held: Sequence[str], openings: Mapping[tuple[str, ...], int]) -> int:
    """Return how many words of an opening to leave out: the longest that another formula has, if enough words follow it."""
    most = 0
    for size in range(_STOCK, min(len(held) - _LEFT, _MOST) + 1):
        if openings.get(tuple(held[:size]), 0) < 2:
            break
        most = size
    return most


def _cut(words: Sequence[str], low: int, size: int) -> str:
    shown = " ".join(words[low : low + size]).rstrip(",;:")
    return f"{_BEFORE * bool(low)}{shown}{_AFTER * (low + size < len(words))}"
