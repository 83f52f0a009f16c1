"""Find what the abbreviations of a series stand for, where one of its texts says so: "the Ceasefire Monitoring Mission (CMM)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sulh.text.folding import fold_lookalikes

__all__ = ["NO_SHORT_NAMES", "OPENING", "ShortNames", "short_names"]

_WORD = re.compile(r"\w+")
# An abbreviation in brackets: capitals, digits and hyphens, two capitals or a capital and digits at least.
_BRACKETS = re.compile(r"\s*[\u00ab\u201c\"]?\(([^\W\d_][\w-]{1,11})\)")
# The name before it has at most so many words more than the abbreviation has letters, and so many characters are looked at.
_MORE_WORDS, _LOOK_BACK = 10, 220
_MARKS = re.compile(r"[.;:!?()\n]")
# Letters by which the words of a name are compared; words of so many are no part of what it is compared by.
OPENING, _SMALL = 5, 2


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Names of several words, each by the first letters of these, and their abbreviations, with the one spelling that all are compared by.

    By the first letters, since names are declined: "Организация" and "Организации Объединенных Наций".
    """

    entries: tuple[tuple[tuple[str, ...], str], ...] = ()
    table: Mapping[tuple[str, ...], str] = field(init=False, compare=False)
    openings: frozenset[str] = field(init=False, compare=False)
    longest: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Note the names, with which words they begin, and how many words the longest has."""
        object.__setattr__(self, "table", dict(self.entries))
        object.__setattr__(self, "openings", frozenset(words[0] for words, _ in self.entries))
        object.__setattr__(self, "longest", max((len(words) for words, _ in self.entries), default=0))


NO_SHORT_NAMES = ShortNames()


def short_names(texts: Iterable[str]) -> ShortNames:
    """Return the names with an abbreviation of texts of one series; an abbreviation of names that have little in common is left out."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for text in texts:
        for name, short in _defined(text):
            spelled = "".join(word for word in name if len(word) > _SMALL)
            found.setdefault(short, {}).setdefault(tuple(word[:OPENING] for word in name), spelled)
    entries: list[tuple[tuple[str, ...], str]] = []
    for short, names in sorted(found.items()):
        (first, spelled), *others = names.items()
        if all(2 * len(set(first) & set(other)) > len(set(first) | set(other)) for other, _ in others):
            # With the abbreviation behind it the name is one name.
            entries += [(form, spelled) for name in names for form in (name, (*name, short[:OPENING]))]
            entries.append(((short,), spelled))
    return ShortNames(tuple(entries))


@lru_cache(maxsize=4096)
def _defined(text: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the names that a text gives an abbreviation for, with these.

    Method: A. S. Schwartz and M. A. Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text (2003): the
    letters of the abbreviation are looked for in the words before it, from the last to the first, which must open a word.
    """
    found = []
    for match in _BRACKETS.finditer(text):
        short = match[1]
        if sum(letter.isupper() or letter.isdigit() for letter in short) < max(2, len(short) - 2):
            continue
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        marks = [mark.end() for mark in _MARKS.finditer(before)]
        before = before[marks[-1] :] if marks else before
        name = _name(before, short)
        if name is not None:
            found.append((name, fold_lookalikes(short)))
    return tuple(found)


def _name(before: str, short: str) -> tuple[str, ...] | None:
    """Return the words at the end of a text that an abbreviation stands for; None if they do not have its letters in order."""
    folded = fold_lookalikes(before)
    at = len(folded)
    letters = [letter for letter in fold_lookalikes(short) if letter.isalnum()]
    for place, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and not (folded[at] == letter and (place > 0 or _opens(folded, at))):
            at -= 1
        if at < 0:
            return None
    words = tuple(_WORD.findall(folded[at:]))
    if words and len(words[-1]) == 1:
        # "The Agency's (A)".
        words = words[:-1]
    plain = 1 < len(words) <= len(letters) + _MORE_WORDS and before[at].isupper()
    return words if plain else None


def _opens(folded: str, at: int) -> bool:
    return at == 0 or not folded[at - 1].isalnum()
