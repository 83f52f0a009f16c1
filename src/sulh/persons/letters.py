"""Names of any script brought to two plain alphabets, Arabic and Latin, with the damage of published lists repaired. For matching only."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["ARABIC", "LATIN", "cleaned", "key_of", "list_reading", "reading_of", "script_of"]

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
_SCRIPTS = (
    ("arabic", re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u02af\u1e00-\u1eff]")),
)
_NUMBERS = re.compile(r"\d+")
# Marks of vowels, the stroke that stretches a word, and signs that only set the direction of writing.
_UNSEEN = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTES = re.compile("[\u2018\u2019\u201a\u201b\u02bb-\u02bf\u02b9\u00b4`'\"\u201c\u201d\u00ab\u00bb]")
# Persian parts the words of a name by a sign without width; in Kurdish the same sign only ends a letter.
_APART, _SORANI = re.compile("(?<=\\w{3})\u200c(?=\\w{3})"), re.compile("[\u06b5\u06ce\u06c6\u0695\u06d5\u06a4]")
_TURKISH = frozenset("şŞğĞıİ")
_ONLY_TURKISH = frozenset("ğĞıİ")
_KURDISH = frozenset("îûêÎÛÊ")
_LONGEST = 3
_ENOUGH = 0.1  # of the names of a list show its language


def script_of(text: str) -> str:
    """Return "arabic", "cyrillic" or "latin" by the letters that a text has most of."""
    return max((len(letters.findall(text)), name) for name, letters in _SCRIPTS)[1]


def cleaned(text: str) -> str:
    """Return a name in composed letters without marks of vowels, stretching, quotation marks, digits and signs of direction.

    Words that extraction from PDF damages in a known way ("عبد هللا") are repaired, by `data/names/repairs.csv`.
    """
    text = unicodedata.normalize("NFKC", text)
    if not _SORANI.search(text):
        text = _APART.sub(" ", text)
    text = _QUOTES.sub("", _UNSEEN.sub("", text))
    text = _NUMBERS.sub(" ", text)
    repairs = _repairs()
    return " ".join(repairs.get(word, word) for word in text.split())


@lru_cache(maxsize=200_000)
def key_of(word: str, language: str) -> str:
    """Return a word in the letters of `ARABIC` or `LATIN`, whatever it was written in; other signs are left out.

    `language` is a script of `script_of`, or "turkish" or "kurdish" for Latin letters that are read as these read them.
    """
    word = unicodedata.normalize("NFC", word).casefold()
    table = _letters(language)
    found: list[str] = []
    at = 0
    while at < len(word):
        key, at = _next(word, at, table)
        found.append(key)
    allowed = ARABIC if language == "arabic" else LATIN
    return "".join(one for one in "".join(found) if one in allowed)


def _next(word: str, at: int, table: Mapping[tuple[str, str], str]) -> tuple[str, int]:
    """The key of the longest run of letters from `at` on that the table has, and where the next begins."""
    for length in range(min(_LONGEST, len(word) - at), 0, -1):
        run, after = word[at : at + length], at + length
        for place in (*(("first",) if at == 0 else ()), *(("last",) if after == len(word) else ()), ""):
            if (run, place) in table:
                return table[run, place], after
    return unicodedata.normalize("NFKD", word[at])[0], at + 1


def reading_of(text: str) -> str:
    """Return how the letters of a whole name are read: its script, or "turkish" or "kurdish" where its Latin letters show it."""
    script = script_of(text)
    if script == "latin":
        letters = set(unicodedata.normalize("NFC", text))
        return "kurdish" if letters & _KURDISH and not letters & _ONLY_TURKISH else "turkish" if letters & _TURKISH else script
    return script


def list_reading(texts: Iterable[str]) -> str | None:
    """Return "turkish" or "kurdish" where enough names of a list show it, for those of its names that do not; None for any other list."""
    counts = Counter(reading_of(text) for text in texts)
    latin = counts["latin"] + counts["turkish"] + counts["kurdish"]
    language = max(("turkish", "kurdish"), key=lambda one: counts[one])
    return language if counts[language] > _ENOUGH * latin else None


@cache
def _letters(language: str) -> Mapping[tuple[str, str], str]:
    rows = list(csv.DictReader(files("sulh.data").joinpath("names/letters.csv").read_text(encoding="utf-8").splitlines()))
    wanted = ("latin", language) if language in ("turkish", "kurdish") else (language,)
    return {(row["letters"], row["place"]): row["key"] for one in wanted for row in rows if row["script"] == one}


@cache
def _repairs() -> Mapping[str, str]:
    rows = csv.DictReader(files("sulh.data").joinpath("names/repairs.csv").read_text(encoding="utf-8").splitlines())
    return {row["damaged"]: row["right"] for row in rows}
