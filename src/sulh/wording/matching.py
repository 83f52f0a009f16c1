"""Find the words that two wordings have in common."""

from __future__ import annotations

import re
from typing import NamedTuple

from sulh.wording.alignment import Alignment, align, is_same
from sulh.wording.folding import FoldedText

__all__ = ["WordingMatch", "match_of", "sentences_of"]

# Only wordings that have this much in common can have the same words.
_NEARLY = 0.8
# The share of all letters in common that must belong to no names.
_PLAIN_SHARE = 0.06
# Letters of a stretch before it may end, and of a rest that is joined to the one before it.
_STRETCH, _SHORT = 40, 25
# What stands between two stretches; Arabic writes "and" together with the next word.
_ENDS = re.compile(r"[,;:.!?\u060c\u061b\u061f]|\s(?:and|et|y|\u0438)\s|\s\u0648$", re.IGNORECASE)


class WordingMatch(NamedTuple):
    """What two wordings share: whether they have the same words, the aligned runs, the letters in common, and those outside names."""

    same: bool
    alignment: Alignment
    letters: int
    plain: int


def match_of(earlier: FoldedText, later: FoldedText) -> WordingMatch | None:
    """Return what two wordings share; None if it is nothing, or hardly anything but names, which recur in clauses of all sorts."""
    aligned = align(earlier, later)
    if not aligned.runs:
        return None
    mass, named, names = 0, 0, earlier.names
    for low, _, length in aligned.runs:
        mass += length
        named += names[low + length] - names[low]
    if mass - named < _PLAIN_SHARE * mass:
        return None
    same = min(aligned.earlier_share, aligned.later_share) >= _NEARLY and is_same(earlier, later)
    return WordingMatch(same, aligned, mass, mass - named)


def sentences_of(text: str, form: FoldedText, *, offset: int = 0) -> tuple[str, ...]:
    """Return the words of each stretch of a text that begins at `offset`: a formula may be one of several in a long sentence.

    A stretch ends with a sentence, or at a comma or an "and" when it is long enough; a short rest is joined to the one before.
    """
    if len(form.letters) < 2 * _STRETCH:
        return (form.spaced,)
    found: list[list[str]] = [[]]
    letters = held = 0
    last = offset
    for word in form.words:
        place = form.places[letters]
        if held >= _STRETCH and _ENDS.search(text, last - offset, place - offset + 1) is not None:
            found.append([])
            held = 0
        found[-1].append(word)
        letters += len(word)
        held += len(word)
        last = form.places[letters - 1] + 1
    if len(found) > 1 and held < _SHORT:
        found[-2:] = [found[-2] + found[-1]]
    return tuple(" ".join(words) for words in found)
