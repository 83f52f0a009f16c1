"""Find for a sentence the one of other statements that may say the same in other words: by the words of content that both have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.columns import membership
from sulh.wording.folding import FoldedText
from sulh.wording.inflection import stem_of
from sulh.wording.naming import is_naming
from sulh.wording.shared_words import rarity

__all__ = ["OtherWords"]

# From this likeness on two sentences may say the same, if they share so many words of content. Chosen on labelled series whose errors were
# read, with a margin (docs/wording.md): of what is called dropped .95 shall be right.
_LEAST, _SHARED = 0.1, 2
# So close have to be two of which one has its words elsewhere: it is then told twice, or with another.
_CLOSE = 0.3
# A shorter word is none of content.
_LETTERS = 3
# Added to the clauses of a statement, so that the words of a short one weigh too.
_CLAUSES = 1.0
# So many are looked at when another clause is closer to the first.
_MOST = 4
# Numbers in one block of a product.
_CELLS = 1_500_000
# Conjunctions and prepositions that Arabic writes together with a small word.
_JOINED = ("\u0648", "\u0641", "\u0628", "\u0644")


class OtherWords:
    """The stems of content of each clause.

    A stem counts the more, the fewer clauses of one statement have it, as among shared words of links (`SharedWords`). Here small words
    count nothing (`small_words.csv`): sentences that were told anew share little else. Two stems at least must be shared that are none
    of words which communiques have in sentences about anything (`stock_words.csv`), nor of offices, bodies and states.
    """

    def __init__(self, forms: Sequence[FoldedText], owner: Sequence[int]) -> None:
        """The wording of each clause, and the number of its statement, ascending."""
        number: dict[str, int] = {}
        stems = [sorted({number.setdefault(stem_of(word), len(number)) for word in form.words if _is_content(word)}) for form in forms]
        present = membership(stems, len(number))
        self._unit = present.scaled(rarity(present, np.asarray(owner, dtype=np.intp), np.bincount(owner), _CLAUSES))
        stock = {number[stem_of(word)] for form in forms for word in form.words if _is_content(word) and _is_stock(word)}
        self._telling = membership([[stem for stem in held if stem not in stock] for held in stems], len(number))

    def closest(self, wanted: Sequence[tuple[int, range]], taken: Callable[[int, int], bool]) -> list[list[tuple[float, int]]]:
        """Return for each clause, of those with numbers in the range beside it, those that may say the same and how close they are.

        The closest is first, of several the last. `taken` says of a clause and another whether either has its words elsewhere; such two
        have to be very close.
        """
        found: list[list[tuple[float, int]]] = []
        size = max(1, _CELLS // max(self._unit.height, 1))
        for low in range(0, len(wanted), size):
            block = wanted[low : low + size]
            own = list(dict.fromkeys(clause for clause, _ in block))
            alike = self._unit.against(own)
            alike[self._telling.against(own) < _SHARED] = 0.0
            lines = dict(zip(own, alike, strict=True))
            for clause, among in block:
                line = lines[clause]
                near = np.flatnonzero(line[among.start : among.stop] >= _LEAST) + among.start
                order = near[np.lexsort((-near, -line[near]))].tolist()
                held = [(float(line[other]), other) for other in order if line[other] >= _CLOSE or not taken(clause, other)]
                found.append(held[:_MOST])
        return found


def _is_content(word: str) -> bool:
    """Return whether a folded word says something of what a sentence is about."""
    if len(word) < _LETTERS:
        return word.isdigit()
    small = _small_words()
    return word not in small and not (word.startswith(_JOINED) and word[1:] in small)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(fold_lookalikes(word) for row in rows("small_words.csv") for word in row["words"].split("|"))


@lru_cache(maxsize=65536)
def _is_stock(word: str) -> bool:
    """Return whether a folded word is one that communiques have in sentences about anything, or names somebody by what they are."""
    return is_naming(word) or stem_of(word) in _stock_stems()


@cache
def _stock_stems() -> frozenset[str]:
    return frozenset(stem_of(fold_lookalikes(word)) for row in rows("stock_words.csv") for word in row["words"].split("|"))
