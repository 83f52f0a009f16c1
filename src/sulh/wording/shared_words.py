"""Weigh the words that two wordings share: a word counts the more, the fewer clauses of one statement have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sulh.wording.columns import Columns, Floats, Places, membership
from sulh.wording.folding import FoldedText
from sulh.wording.inflection import stem_of
from sulh.wording.naming import is_naming

__all__ = ["SharedWords", "rarity"]

# Added to the clauses of a statement and to the weight of a wording, so that few words and few clauses do not decide much.
_CLAUSES, _WEIGHT = 8.0, 0.5
# A stem shorter than this is a small word and counts for so much less; so does one that names an office, a body or a state.
_SOLID, _SMALL = 4, 0.3
# So many words less one behind an office may be the name of who holds it.
_NAMES = 5
# Letters of a word that may have been written together with others.
_LONG, _LONGEST = 4, 14


def _inside(word: str, often: Counter[str]) -> list[str]:
    """Return the words of other wordings that a word is made of which only one has: copies lose the blanks between words."""
    if len(word) < 2 * _LONG or often[word] > 1:
        return []
    ends = range(_LONG, _LONGEST + 1)
    return [part for low in range(len(word)) for size in ends if often.get(part := word[low : low + size], 0) > 1 and len(part) == size]


def _persons(forms: Sequence[FoldedText]) -> set[str]:
    """Return the stems of words that are mostly names right behind an office: of its holders, who are named in clauses of all sorts."""
    often: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for form in forms:
        at = left = 0
        for word in form.words:
            named = form.plain(at, at + len(word)) < len(word)
            at += len(word)
            often[stem_of(word)] += 1
            if is_naming(word):
                left = _NAMES
                continue
            left = left - 1 if named else 0
            held[stem_of(word)] += left > 0
    return {stem for stem, count in held.items() if 2 * count > often[stem]}


class SharedWords:
    """The stems of each wording with their weights.

    A formula that stands in every statement keeps its weight: what counts is how many clauses of the statements that have a stem at all
    have it, not how many statements do. Words of every clause weigh little, and so do those that only name who speaks or is spoken of ("the
    members of the Council", "the ministers of", "Ambassador Vale", in Arabic also states): what makes a formula is what is done and to
    what.
    """

    def __init__(self, forms: Sequence[FoldedText], of: Sequence[int], owner: Places) -> None:
        """The wordings, the wording of each clause (or -1), and the statement of each clause, ascending."""
        number: dict[str, int] = {}
        often = Counter(word for form in forms for word in set(form.words))
        stems = [
            sorted({number.setdefault(stem_of(part), len(number)) for word in form.words for part in (word, *_inside(word, often))})
            for form in forms
        ]
        self._present = membership(stems, len(number))
        held = [clause for clause, wording in enumerate(of) if wording >= 0]
        clauses = membership([stems[of[clause]] for clause in held], len(number))
        naming = {stem_of(word) for word in often if is_naming(word)} | _persons(forms)
        small = np.array([1.0 if len(stem) >= _SOLID and stem not in naming else _SMALL for stem in number] or [1.0])
        self._weights = rarity(clauses, owner[held], np.bincount(owner), _CLAUSES) * small
        self._mass = np.bincount(self._present.rows, self._weights[self._present.columns], len(stems)) + _WEIGHT

    def share(self, one: Places, other: Places, wanted: Places) -> Floats:
        """Return for each wanted pair of wordings the share of the lighter one that the other has too."""
        common = self._present.between(one, other, weights=self._weights)
        share: Floats = (common / np.minimum(self._mass[one], self._mass[other]))[wanted]
        return share


def rarity(present: Columns, owner: Places, sizes: Places, added: float) -> Floats:
    """Return the weight of each stem: how few of the clauses of a statement that has it at all have it.

    `present` has the stems of each clause, `owner` is the statement of each, ascending, `sizes` are the clauses of each statement; so many
    are added to them.
    """
    columns, width = present.columns, len(present.starts) - 1
    total = np.bincount(columns, minlength=width)
    first = np.flatnonzero(np.append(True, np.diff(columns * len(sizes) + owner[present.rows]) != 0)[: len(columns)])
    statements = np.maximum(np.bincount(columns[first], minlength=width), 1)
    among = np.bincount(columns[first], sizes[owner[present.rows[first]]], width)
    weights: Floats = np.log((among / statements + added) / np.maximum(total / statements, 1.0))
    return weights
