"""Two wordings side by side: the words that both share, how much that is, and which words are forms of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sulh.wording.inflection import forms_of
from sulh.wording.substance.parts import TermWord, parts_of
from sulh.wording.substance.terms import Term, bare_words
from sulh.wording.words import AlignedWord, align_words

__all__ = ["STEM", "Side", "Span", "is_other_form", "is_same_word", "same_stem", "share", "sides_of"]

# Words whose first letters are the same are one word in another form; so much longer than the other it is another word.
STEM, _ENDING = 5, 4
# English words of fewer letters are not taken for forms of one another.
_SHORTEST = 4
# Letters that are left of an Arabic verb at least.
_ROOT = 3
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_ARABIC_OPENING = re.compile("^[\u0648\u0641]?\u0633?[\u064a\u062a\u0646\u0627]?(?=.{3})")
_ARABIC_ENDING = re.compile("(?<=.{3})(?:\u0648\u0627|\u0648\u0646|\u0627\u0646|\u062a\u0627|\u062a|\u0627)$")
# The sign of the future before that of the person.
_ARABIC_FUTURE = re.compile("^[\u0648\u0641]?\u0633(?=[\u064a\u062a\u0646\u0627].{2})")
_ARABIC_INSIDE = re.compile("[\u0627\u0648\u064a]")

Span = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """One wording: its text and words, those of the other that they stand for, and how many shared words stand before each."""

    text: str
    parts: tuple[TermWord, ...]
    shared: dict[int, int]
    rank: tuple[int, ...]

    def slot(self, term: Term) -> Span:
        """How many shared words stand before a term, and before what follows it."""
        return self.rank[term.low], self.rank[term.high]

    def span(self, term: Term) -> Span:
        """The offsets of a term, with the word that it governs."""
        low, high = term.low, term.high
        if term.anchor is not None and term.key == "not":
            low, high = min(low, term.anchor), max(high, term.anchor + 1)
        return self.parts[low].start, self.parts[high - 1].end

    def stays(self, term: Term) -> bool:
        """Whether all words of a term stand for the same words of the other wording."""
        return all(at in self.shared for at in range(term.low, term.high))

    def around(self, term: Term) -> int:
        """How many words without a counterpart stand next to a term, on both sides of it together."""
        low, high = term.low, term.high
        while low > 0 and low - 1 not in self.shared:
            low -= 1
        while high < len(self.parts) and high not in self.shared:
            high += 1
        return high - low - (term.high - term.low)


def sides_of(earlier: str, later: str) -> tuple[Side, Side]:
    """Return both wordings with the words that they share."""
    old, new = parts_of(earlier), parts_of(later)
    aligned = align_words(earlier, later)
    there, back = {}, {}
    for block in aligned.blocks:
        if not block.same:
            continue
        left, right = _within(old, aligned.earlier[block.low : block.high]), _within(new, aligned.later[block.to : block.until])
        at = 0
        for place in left:
            for ahead in range(at, len(right)):
                if old[place].key == new[right[ahead]].key:
                    there[place], back[right[ahead]] = right[ahead], place
                    at = ahead + 1
                    break
    return Side(earlier, old, there, _ranks(len(old), there)), Side(later, new, back, _ranks(len(new), back))


def _within(parts: Sequence[TermWord], words: Sequence[AlignedWord]) -> list[int]:
    if not words:
        return []
    return [at for at, part in enumerate(parts) if words[0].start <= part.start and part.end <= words[-1].end]


def _ranks(count: int, shared: dict[int, int]) -> tuple[int, ...]:
    ranks = [0]
    for at in range(count):
        ranks.append(ranks[-1] + (at in shared))
    return tuple(ranks)


def share(one: Side, other: Side) -> float:
    """How much of the shorter wording is in the other, between 0 and 1."""
    return min(len(one.shared), len(other.shared)) / max(min(len(one.parts), len(other.parts)), 1)


def same_stem(one: str, other: str) -> bool:
    """Return whether two words begin alike and neither goes on much longer; Arabic ones also without what is written together with them."""
    return any(a == b or _begin_alike(*sorted((a, b), key=len)) for a in bare_words(one) for b in bare_words(other))


def _begin_alike(short: str, long: str) -> bool:
    """Return whether a word is a form of a longer one: a stem that is a word itself ("again") goes on by one letter at most."""
    ending = _ENDING if len(short) > STEM else 1
    return len(short) >= STEM and short[:STEM] == long[:STEM] and len(long) - len(short) <= ending


def is_other_form(one: str, other: str) -> bool:
    """Return whether two words are forms of one: they begin alike; Arabic verbs change at both ends."""
    if same_stem(one, other):
        return True
    return not _roots(one).isdisjoint(_roots(other))


def is_same_word(one: str, other: str) -> bool:
    """Return whether two words are one in different forms, short ones too: "applies" and "apply", "signed" and "sign"."""
    if is_other_form(one, other):
        return True
    latin = one.isascii() and other.isascii() and min(len(one), len(other)) >= _SHORTEST
    return latin and forms_of(one, "en").is_inflected(forms_of(other, "en"))


def _roots(word: str) -> set[str]:
    """Return what an Arabic verb may be without its signs of tense, person and number; its first letter may be one or not."""
    if not _ARABIC_WORD.fullmatch(word):
        return set()
    whole = _ARABIC_ENDING.sub("", word)
    forms = (whole, _ARABIC_FUTURE.sub("", whole), _ARABIC_OPENING.sub("", whole))
    roots = {_ARABIC_INSIDE.sub("", one) for one in forms}
    return {root for root in roots if len(root) >= _ROOT}
