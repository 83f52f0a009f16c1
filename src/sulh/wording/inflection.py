"""Tell forms of one word: by endings of its language, and in Arabic also by the particles and the article written together with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from sulh.text.folding import fold, fold_lookalikes
from sulh.text.phrases import rows

__all__ = ["WordForms", "forms_of", "script_language", "stem_of"]

# Letters a stem has at least, after an ending or a prefix is taken off.
_STEM = 3
# Words this long are related when they share all but the last quarter, at least so many letters: "territory", "territorial".
_LONG, _SHARED = 7, 5
# The letters by which words are compared where their language is not known.
_OPENING = 5
# The article, and the form it has after "to".
_ARTICLES = ("ال", "لل")
_ALIKE = str.maketrans({"ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_CYRILLIC = str.maketrans(dict(zip("aceopxyijsdhlkmtb", "асеорхуијѕԁһӏкмтв", strict=True)))


class WordForms(NamedTuple):
    """A word for comparison: how it is spelt, folded; the stems it may have; those without a prefix; those without the article."""

    word: str
    stems: frozenset[str]
    bare: frozenset[str]
    articled: frozenset[str]

    def is_inflected(self, other: WordForms) -> bool:
        """Whether both are forms of one word, which differ at most in their endings."""
        return bool(self.stems & other.stems)

    def is_prefixed(self, other: WordForms) -> bool:
        """Whether `other` is this word, in any form, with particles or the article joined to it, or this word without its article."""
        return bool(self.stems & other.bare) or bool(self.articled & (other.stems | other.bare))

    def is_related(self, other: WordForms) -> bool:
        """Whether both are long words with the same beginning."""
        size = len(self.word)
        return size >= _LONG and other.word.startswith(self.word[: max(_SHARED, round(0.75 * size))])


def script_language(word: str, language: str) -> str:
    """Return the language whose endings a word can have: that of the text, or by its script where that is another one."""
    code = next((ord(letter) for letter in word if letter.isalpha()), 0)
    if 0x400 <= code <= 0x52F:
        return language if language in ("ru", "uk") else "ru"
    if 0x600 <= code <= 0x77F:
        return "ar"
    return language if language not in ("ru", "uk", "ar") else "en"


@lru_cache(maxsize=65536)
def forms_of(word: str, language: str) -> WordForms:
    """Return the forms of a word in a language; Cyrillic letters that were replaced by Latin ones that look like them are put back."""
    spelt = _own_letters(fold(word)).translate(_ALIKE)
    tongue = script_language(spelt, language)
    prefixes, endings = _table(tongue)
    bare: set[str] = set()
    articled: set[str] = set()
    for prefix in prefixes:
        if spelt.startswith(prefix) and len(spelt) - len(prefix) >= _STEM:
            found = _stems(spelt[len(prefix) :], endings)
            bare |= found
            articled |= found if prefix.endswith(_ARTICLES) else set()
    shown = spelt if tongue in ("ru", "uk", "ar") else fold_lookalikes(spelt)
    return WordForms(shown, frozenset(_stems(spelt, endings)), frozenset(bare), frozenset(articled))


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """Return the opening letters of a folded word; an Arabic one first loses the longest particle and ending that it may have."""
    if word.isdigit():
        return word
    if script_language(word, "en") == "ar":
        spelt = word.translate(_ALIKE)
        prefixes, endings = _table("ar")
        prefix = max((one for one in prefixes if spelt.startswith(one) and len(spelt) - len(one) >= _STEM), key=len, default="")
        spelt = spelt.removeprefix(prefix)
        ending = max((one for one, _ in endings if spelt.endswith(one) and len(spelt) - len(one) >= _STEM), key=len, default="")
        word = spelt.removesuffix(ending)
    return word[:_OPENING]


def _stems(word: str, endings: Iterable[tuple[str, str]]) -> set[str]:
    """Return what a word may be a form of: the word, and the word with each of its endings taken off or replaced.

    What is left is half of the word at least, so that "мир" is not found in "мировой".
    """
    found = {word}
    for ending, instead in endings:
        left = len(word) - len(ending)
        if word.endswith(ending) and left >= _STEM and 2 * left >= len(word):
            found.add(word[:left] + instead)
    return found


def _own_letters(word: str) -> str:
    """Return a word of Cyrillic letters without the Latin ones that pass for them."""
    return word.translate(_CYRILLIC) if any("\u0400" <= letter <= "\u052f" for letter in word) else word


@cache
def _table(language: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the prefixes and the endings of a language, folded, each ending with what stands in its place."""
    prefixes: set[str] = set()
    endings: set[tuple[str, str]] = set()
    for row in rows("endings.csv"):
        if row["language"] != language:
            continue
        for form in row["forms"].split("|"):
            folded = fold(form).translate(_ALIKE)
            if row["kind"] == "prefix":
                prefixes.add(folded)
            else:
                ending, _, instead = folded.partition(">")
                endings.add((ending, instead))
    return tuple(sorted(prefixes)), tuple(sorted(endings))
