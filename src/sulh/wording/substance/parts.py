"""The words of a text as its terms are read: folded, with their offsets, and the tables of `data/substance.csv` for its language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.language import language_of

__all__ = ["AND", "LATIN", "TermTable", "TermWord", "forms_of", "is_read", "parts_of", "table_of"]

# A number with its thousands and decimals is one word; an apostrophe parts two.
_PART = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,\u066b\u066c\u00a0\u202f]\d+)*|[^\W\d_]+(?:[\u064b-\u0652\u0640]+[^\W\d_]*)*")
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_DIGITS = str.maketrans(
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
    "01234567890123456789",
)

LATIN = "latin"
# Words for "and"; Arabic also writes it together with the next word.
AND = ("and", "et", "y", "\u0438", "\u0648")
Keys = tuple[str, ...]
_NONE: frozenset[str] = frozenset()


class TermWord(NamedTuple):
    """One word `[start, end)` of a text, as it is compared; whether it is capitalised, and what stands between it and the word before."""

    start: int
    end: int
    key: str
    capital: bool
    before: str


@dataclass(frozen=True)
class TermTable:
    """The forms of a language by kind: the folded words of each with what they mean; `opening` has those of a first word, longest first.

    `single` has the forms of one word; `language` is None for the forms of all languages.
    """

    language: str | None
    single: Mapping[str, frozenset[str]]
    forms: Mapping[str, Mapping[Keys, str]]
    opening: Mapping[str, Mapping[str, Sequence[tuple[Keys, str]]]]

    def match(self, kind: str, parts: Sequence[TermWord], at: int) -> tuple[int, str] | None:
        """Return how many words from `at` on are a form of a kind, the longest there is, and what it means; None if none are."""
        known = self.opening.get(kind)
        for keys, value in known.get(parts[at].key, ()) if known else ():
            if len(keys) == 1 or tuple(part.key for part in parts[at : at + len(keys)]) == keys:
                return len(keys), value
        return None

    def places(self, kinds: Sequence[str], parts: Sequence[TermWord]) -> list[int]:
        """Return the words with which a form of any of these kinds may begin."""
        firsts = _firsts(self.language, tuple(kinds))
        return [at for at, part in enumerate(parts) if part.key in firsts]

    def has(self, kind: str, key: str) -> bool:
        """Return whether a single word is a form of a kind."""
        return key in self.single.get(kind, _NONE)


@lru_cache(maxsize=8192)
def parts_of(text: str) -> tuple[TermWord, ...]:
    """Return the words of a text in order."""
    folded = fold_lookalikes(text).translate(_DIGITS)
    found: list[TermWord] = []
    last = 0
    for match in _PART.finditer(folded):
        start, end = match.span()
        key = match.group() if folded.isascii() else _MARKS.sub("", match.group())
        found.append(TermWord(start, end, key, text[start].isupper(), folded[last:start]))
        last = end
    return tuple(found)


@lru_cache(maxsize=16384)
def _keys(form: str) -> Keys:
    """Return the words of a form as they are compared."""
    return tuple([_MARKS.sub("", word) for word in _PART.findall(fold_lookalikes(form).translate(_DIGITS))])


def table_of(text: str) -> TermTable:
    """Return the table of the language of a text, or of all languages when nothing says which it is.

    Plain letters alone are in no language of another script: "He" looks like the Russian "not".
    """
    return _table(language_of(text) or (LATIN if text.isascii() else None))


def is_read(row: Mapping[str, str], language: str | None) -> bool:
    """Return whether a row of the table belongs to a language, to any (None), or to any in Latin script (`LATIN`)."""
    if language == LATIN:
        return row["language"] not in ("ru", "ar")
    return language is None or row["language"] == language


def forms_of(kind: str, language: str | None) -> frozenset[str]:
    """Return the single words of a kind in a language."""
    return _table(language).single.get(kind, _NONE)


@cache
def _firsts(language: str | None, kinds: tuple[str, ...]) -> frozenset[str]:
    """The first words of all forms of these kinds."""
    opening = _table(language).opening
    return frozenset(key for kind in kinds for key in opening.get(kind, ()))


@cache
def _table(language: str | None) -> TermTable:
    forms: dict[str, dict[Keys, str]] = {}
    for row in rows("substance.csv"):
        if row["kind"] == "opposite" or not is_read(row, language):
            continue
        value = fold_lookalikes(row["key"]) if row["kind"] in ("compass", "object") else row["key"]
        meant = forms.setdefault(row["kind"], {})
        for form in row["form"].split("|"):
            keys = _keys(form)
            meant.setdefault(keys, value or " ".join(keys))
    opening: dict[str, dict[str, list[tuple[Keys, str]]]] = {}
    for kind, known in forms.items():
        for keys, value in sorted(known.items(), key=lambda entry: -len(entry[0])):
            opening.setdefault(kind, {}).setdefault(keys[0], []).append((keys, value))
    single = {kind: frozenset(keys[0] for keys in known if len(keys) == 1) for kind, known in forms.items()}
    return TermTable(language, single, forms, opening)
