"""Places that a noun names ("the Isk bridge", "le camp de Zamzam"), and whether two names of places are one in other letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sulh.wording.naming import is_naming
from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.terms import Term, bare_words

__all__ = ["is_same_place_name", "name_end", "noun_place"]

# Names of more words are those of bodies.
_LONGEST = 4
# Words that begin alike for so many letters are one; a shorter skeleton of consonants tells nothing.
_STEM, _SHORTEST, _SKELETON = 5, 4, 2
# A shorter Arabic word is no name.
_NAME = 3
_ARTICLE = "\u0627\u0644"
# How Arabic adjectives end that say what something is for or of what sort it is: "a humanitarian crossing".
_ADJECTIVE = ("\u064a", "\u064a\u0629", "\u0629")
# A road or a sector has so many letters at most before its number ("the M4"); one letter alone names a sector, but "I" is who speaks.
_CODE, _SPEAKER = 2, "i"
_WORD = re.compile(r"\w+")
_TWICE = re.compile(r"(.)\1+")
# Letters that one spelling of a name has and another leaves out or has others for: vowels of the three scripts, and h, w, y.
_SOFT = str.maketrans(
    "",
    "",
    "aeiouywh"
    "\u0430\u0435\u0438\u043e\u0443\u044b\u044d\u044e\u044f\u0439\u044c\u044a"
    "\u0627\u0648\u064a\u0649\u0621\u0629\u0647",
)
_ALIKE = str.maketrans("cqz", "kks")


def noun_place(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return the name of a place that a noun says it is: before the noun in English, else after it; letters and a number on either side."""
    if (coded := _code(parts, table, at)) is not None:
        return coded
    if table.language == "ar":
        return _arabic(parts, table, at)
    span = _before_noun(parts, table, at) if table.language == "en" else _after_noun(parts, table, at)
    if span is None or span[1] - span[0] > _LONGEST:
        return None
    name = parts[slice(*span)]
    if table.match("month", parts, span[0]) or table.match("weekday", parts, span[0]):
        return None
    if any(is_naming(part.key) or table.has("title", part.key) or table.has("actor", part.key) for part in name):
        return None
    return _term(parts, table, *span)


def name_end(parts: Sequence[TermWord], table: TermTable, low: int) -> int:
    """Return where a name in capital letters ends, with a number written together with it."""
    high = low + 1
    if high < len(parts) and not parts[high].before and parts[high].key.isdigit():
        return high + 1
    while high < len(parts) and parts[high].before in (" ", "-", "\u2019", "'"):
        if not (parts[high].capital or table.has("name_join", parts[high].key)):
            break
        high += 1
    while high > low + 1 and not parts[high - 1].capital:
        high -= 1
    return high


@lru_cache(maxsize=4096)
def is_same_place_name(one: str, other: str) -> bool:
    """Return whether two names are one: all words of either are in the other, be it in other letters ("Deir ez-Zor", "Dayr az-Zawr")."""
    first, second = _WORD.findall(one), _WORD.findall(other)
    if _skeleton("".join(first)) == _skeleton("".join(second)) and len(_skeleton("".join(first))) >= _SKELETON:
        return True
    rest = [[word for word in words if not any(_is_alike(word, b) for b in others)] for words, others in ((first, second), (second, first))]
    return not rest[0] or not rest[1]


def _code(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a road or sector by its letters and number: "the M4 motorway", "la zone B", "on Highway A-1"."""
    if not parts[at].capital or len(parts[at].key) > _CODE:
        return None
    numbered = at + 1 < len(parts) and parts[at + 1].before in ("", "-") and parts[at + 1].key.isdigit()
    high = at + 1 + numbered
    before = at > 0 and parts[at].before == " " and any(_takes_code(table, word) for word in bare_words(parts[at - 1].key))
    behind = numbered and high < len(parts) and parts[high].before == " " and _takes_code(table, parts[high].key)
    if not (before and (numbered or (len(parts[at].key) == 1 and parts[at].key != _SPEAKER))) and not behind:
        return None
    return Term(f"place {' '.join(part.key for part in parts[at:high])}", at, high)


def _takes_code(table: TermTable, word: str) -> bool:
    return table.has("place_noun", word) or table.has("zone_noun", word)


def _before_noun(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, int] | None:
    """Return the name before a noun in a small letter, or that ends in one: "the Isk bridge", "the Isk Bridge"."""
    if not parts[at].capital or (at and parts[at - 1].capital and parts[at].before in (" ", "-")):
        return None
    low = at + table.has("article", parts[at].key)
    if low >= len(parts) or not parts[low].capital:
        return None
    high = name_end(parts, table, low)
    if high < len(parts) and parts[high].before == " " and table.has("place_noun", parts[high].key):
        return None if table.match("figure", parts, high) else (low, high)
    return (low, high - 1) if high - low > 1 and table.has("place_noun", parts[high - 1].key) else None


def _after_noun(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, int] | None:
    """Return the name after a noun: "le pont d'Isk", "el río Isk", "пункт пропуска Орра"."""
    match = table.match("place_noun", parts, at)
    if match is None:
        return None
    low = at + match[0]
    while low < len(parts) and low - at <= _LONGEST and not parts[low].capital and table.has("place_word", parts[low].key):
        low += 1
    if low >= len(parts) or not parts[low].capital or any(part.before.strip(" '\u2019\u00ab\"") for part in parts[at + 1 : low + 1]):
        return None
    return low, name_end(parts, table, low)


def _arabic(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return the word after an Arabic noun without an article, or two: "the crossing of Bab al-Hawa"."""
    low = at + 1
    if low >= len(parts) or parts[low].before != " " or not any(table.has("place_noun", word) for word in bare_words(parts[at].key)):
        return None
    if parts[at].key.startswith(_ARTICLE) or len(parts[low].key) < _NAME or not "\u0621" <= parts[low].key[0] <= "\u064a":
        return None
    first, high = parts[low].key, low + 1
    second = parts[high].key if high < len(parts) and parts[high].before == " " else ""
    if table.match("figure", parts, at) is not None or (at and table.has("by_way", parts[at - 1].key)):
        # "The road of peace" is none, and "by the road of dialogue" is by means of it.
        return None
    if any(table.has(kind, first) for kind in ("no_name", "stop", "locative", "deadline", "number", "place_word")):
        return None
    if not first.startswith(_ARTICLE) and second.startswith(_ARTICLE) and not table.has("place_word", second):
        return _term(parts, table, low, high + 1)
    if not first.startswith(_ARTICLE) and first.endswith(_ADJECTIVE):
        return None
    return _term(parts, table, low, high)


def _term(parts: Sequence[TermWord], table: TermTable, low: int, high: int) -> Term | None:
    words = [part.key for part in parts[low:high] if not table.has("place_noun", part.key)]
    return Term(f"place {' '.join(words)}", low, high) if words else None


def _is_alike(one: str, other: str) -> bool:
    """Return whether two words of names are one in other letters or with another ending: "Deraa", "Daraa"; "East", "Eastern"."""
    short, long = sorted((one, other), key=len)
    if one[:_STEM] == other[:_STEM] or (len(short) >= _SHORTEST and long.startswith(short)):
        return True
    skeleton = _skeleton(one)
    if skeleton == _skeleton(other) and len(skeleton) >= _SKELETON:
        return True
    return _TWICE.sub(r"\1", one) == _TWICE.sub(r"\1", other)


def _skeleton(word: str) -> str:
    """Return the consonants of a word, each written one way and once where it is doubled."""
    return _TWICE.sub(r"\1", word.translate(_SOFT).translate(_ALIKE))
