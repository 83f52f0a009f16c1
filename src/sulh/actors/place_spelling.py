"""Whether two names of places are one name spelt in two ways, as those are that are written over from another script."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import product

from sulh.actors.tokens import fold
from sulh.text.name_sounds import sounds

__all__ = ["Spelling", "is_spelling", "spellings"]

# What two spellings share: the sounds of each word, and whether each of its vowels is one of o, u, w.
Spelling = tuple[tuple[str, ...], tuple[bool, ...]]

_LEAST = 4  # sounds: of shorter names too many are of several places
_LETTERS_A_CHANGE = 4  # one letter in four may differ
_MOST = 8  # readings of one name
# The article of Arabic, which takes on the sound after it.
_ARTICLES = frozenset("al el ar ad an as at az ed er es et ez ash esh ul".split())  # noqa: SIM905
_VOWELS = re.compile(r"[aeiouyw]+")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u02bb-\u02bf'`]")
_BACK = frozenset("ouw")


def spellings(name: str) -> list[Spelling]:
    """The keys that a name shares with other spellings of it; none for a name that is too short to be told from others by its sounds."""
    words = _words(name)
    vowels = tuple(not _BACK.isdisjoint(run) for run in _VOWELS.findall(_letters(words)))
    read = [sounds(word) or (word,) for word in words]
    ways = [way for way, _ in zip(product(*read), range(_MOST), strict=False)]
    return [(way, vowels) for way in ways if sum(map(len, way)) >= _LEAST]


def is_spelling(one: str, other: str) -> bool:
    """Whether two names that sound alike also look alike: Saraqib and Sarakeb are one, Bergen and Birganj are two."""
    left, right = _letters(_words(one)), _letters(_words(other))
    longer = max(len(left), len(right))
    shared = sum(run.size for run in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())
    return longer - shared <= max(1, longer // _LETTERS_A_CHANGE)


def _words(name: str) -> list[str]:
    bare = _APOSTROPHES.sub("", name)
    return [word for word in re.split(r"[\s-]+", bare) if word and fold(word) not in _ARTICLES]


def _letters(words: list[str]) -> str:
    """Letters without marks, in which what is written in two ways is written in one: k for q, one letter for two of the same."""
    plain = re.sub(r"qu(?=[ei])|q", "k", " ".join(map(fold, words)))
    return re.sub(r"(\w)\1", r"\1", plain)
