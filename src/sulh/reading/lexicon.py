"""The word lists used for reading, kept as data: each name has one group of words or patterns."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

__all__ = ["alternatives", "pattern", "plain_words", "word_set", "words"]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with (files("sulh.data") / "words.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            found.setdefault(row["group"], []).extend(w.strip() for w in row["words"].split("|") if w.strip())
    return {group: tuple(dict.fromkeys(entries)) for group, entries in found.items()}


def words(group: str) -> tuple[str, ...]:
    """Return the entries of one group of data/words.csv, in file order. Raises KeyError when there is no such group."""
    return _groups()[group]


@cache
def word_set(group: str) -> frozenset[str]:
    """Return the entries of a group as a set, for membership tests."""
    return frozenset(words(group))


@cache
def plain_words() -> frozenset[str]:
    """Return every word of the lexicon that is written as such: no pattern, small letters, of five letters and more."""
    found = (word for entries in _groups().values() for entry in entries for word in entry.split())
    return frozenset(word for word in found if re.fullmatch(r"[a-z]{5,}", word))


@cache
def alternatives(group: str) -> str:
    """Return the entries of a group as one regular-expression alternation, the longest first so that it wins."""
    return "|".join(sorted(words(group), key=lambda w: (-len(w), w)))


@cache
def pattern(template: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compile `template` with every `<group>` replaced by that group's alternatives."""
    return re.compile(re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{alternatives(m[1])})", template), flags)
