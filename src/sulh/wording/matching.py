"""Find the words that two wordings have in common."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.text.sentences import split_sentences
from sulh.wording.alignment import Alignment, align, is_same
from sulh.wording.folding import FoldedText

__all__ = ["WordingMatch", "match_of", "sentences_of"]

# Only wordings that have this much in common can have the same words.
_NEARLY = 0.8
# Letters outside names that two wordings must share, and their share of all the letters in common.
_PLAIN, _PLAIN_SHARE = 6, 0.1
# A sentence with fewer letters is joined to the one before it.
_SHORT = 25


@dataclass(frozen=True, slots=True)
class WordingMatch:
    """What two wordings share: whether they have the same words, the aligned runs, the letters in common, and those outside names."""

    same: bool
    alignment: Alignment
    letters: int
    plain: int


def match_of(earlier: FoldedText, later: FoldedText) -> WordingMatch | None:
    """Return what two wordings share; None if it is nothing, or only names, which recur in clauses of all sorts."""
    aligned = align(earlier, later)
    if not aligned.runs:
        return None
    mass, named, names = 0, 0, earlier.names
    for low, _, length in aligned.runs:
        mass += length
        named += names[low + length] - names[low]
    least = min(len(earlier.letters) - names[-1], len(later.letters) - later.names[-1])
    if mass - named < min(_PLAIN, 0.5 * least) or mass - named < _PLAIN_SHARE * mass:
        return None
    same = min(aligned.earlier_share, aligned.later_share) >= _NEARLY and is_same(earlier, later)
    return WordingMatch(same, aligned, mass, mass - named)


def sentences_of(text: str, form: FoldedText, *, offset: int = 0) -> tuple[str, ...]:
    """Return the words of each sentence of a text that begins at `offset`; very short ones are joined to the one before."""
    # A line break inside a clause only marks the end of a column.
    ends = [offset + sentence.end for sentence in split_sentences(text.replace("\n", " "))]
    if len(ends) < 2:
        return (form.spaced,)
    found: list[list[str]] = []
    letters, held, low = 0, _SHORT, 0
    for word in form.words:
        while form.places[letters] >= ends[low]:
            low += 1
            if held >= _SHORT:
                found.append([])
                held = 0
        if not found:
            found.append([])
            held = 0
        found[-1].append(word)
        letters += len(word)
        held += len(word)
    if len(found) > 1 and held < _SHORT:
        found[-2:] = [found[-2] + found[-1]]
    return tuple(" ".join(words) for words in found)
