"""Tokens of a text with their offsets, folded for comparison, and the separators allowed inside a name."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["first_token", "fold", "joins", "shape", "tokens_of"]

_TOKEN = re.compile(r"[\w\u0300-\u036f]+")
_SEPARATOR = re.compile(r"[^\S\n]*(?:\n[^\S\n]*)?(?:[-\u2010-\u2015/&'\u2018\u2019\u02bc\u02bb\u02bf\u02be`][^\S\n]*(?:\n[^\S\n]*)?)?")
_AFTER_INITIAL = frozenset({". ", ".\n", ".\u00a0"})
_DOTTED = frozenset({"st", "dr", "gov", "dep"})
# Letters without a canonical decomposition that writers of English reduce to a base letter.
_BASE = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h"})

ANY, INITIAL, CAPITALS = 0, 1, 2


class _Folds(dict[str, str]):
    """A bounded cache of folded tokens."""

    def __missing__(self, token: str) -> str:
        folded = (token.lower() if token.isascii() else _fold_marks(token)) or token
        if len(self) < 200_000 and len(token) < 40:
            self[token] = folded
        return folded


def _fold_marks(token: str) -> str:
    decomposed = unicodedata.normalize("NFKD", token.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_BASE)


_folds = _Folds()


def fold(token: str) -> str:
    """Return the token without case and diacritics; the result may differ in length, so offsets are kept separately."""
    return _folds[token]


def tokens_of(text: str) -> tuple[list[str], list[int], list[int]]:
    """Return the words of `text` in order, with start and end offsets in code points (half-open)."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return words, starts, ends


def first_token(text: str) -> str | None:
    """Return the first word of a text, None where it has none."""
    match = _TOKEN.search(text)
    return match[0] if match else None


def joins(separator: str, before: str, after: str) -> bool:
    """Return whether a name may contain `separator` between two words.

    Allowed are blanks, one line break, a hyphen or an apostrophe, and the dot of an initial: without a blank between initials
    ("U.S."; "U. K." is rather somebody's forenames), with or without a blank before a longer word ("C. Vance", "St. Kitts").
    """
    if separator == " ":
        return True
    if len(separator) > 12:
        return False
    if separator and _SEPARATOR.fullmatch(separator):
        return True
    if separator == ".":
        return len(before) == 1 or before.lower() in _DOTTED
    return separator in _AFTER_INITIAL and len(after) > 1 and (len(before) == 1 or before.lower() in _DOTTED)


def shape(word: str) -> int:
    """Return the case that a word of a name requires in the text: ANY, INITIAL (a capital first) or CAPITALS (all capitals)."""
    if not word[0].isupper():
        return CAPITALS if word.isupper() else ANY
    return CAPITALS if len(word) > 1 and word.isupper() else INITIAL
