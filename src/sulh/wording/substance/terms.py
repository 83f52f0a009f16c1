"""A term: words of a text that say a number, a day, a place or another thing of substance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sulh.model import SubstanceKind
from sulh.wording.substance.parts import TermTable, TermWord

__all__ = ["Term", "bare_words", "content_after", "content_before", "simple_terms"]

# A word shorter than this governs nothing; of so many words after a negation or a modal verb the first longer one counts.
_SOLID, _REACH = 4, 5
_MARKS = ",;:.\u060c\u061b"
_PREFIXES = (
    "\u0648\u0627\u0644",
    "\u0628\u0627\u0644",
    "\u0644\u0644",
    "\u0627\u0644",
    "\u0648\u0628",
    "\u0648\u0644",
    "\u0628",
    "\u0644",
    "\u0648",
)


class Term(NamedTuple):
    """The words `[low, high)` of a text that mean `key`; `anchor` is the word that they govern.

    A `loose` term counts only against one that is not: "a soldier" against "two soldiers". `opposites` are the keys that reverse it.
    `named` is what a change of it is called where that is not the kind it was found as: "for six months" is compared with "until
    1 May", but is a length, which is a number.
    """

    key: str
    low: int
    high: int
    anchor: int | None = None
    loose: bool = False
    opposites: frozenset[str] = frozenset()
    named: SubstanceKind | None = None


def content_after(parts: Sequence[TermWord], table: TermTable, at: int) -> int | None:
    """Return the first word from `at` on that is no small word, within the same stretch of words between commas."""
    for place in range(at, min(at + _REACH, len(parts))):
        if place > at and any(mark in parts[place].before for mark in _MARKS):
            return None
        if _is_content(parts[place].key, table):
            return place
    return None


def content_before(parts: Sequence[TermWord], table: TermTable, at: int) -> int | None:
    """Return the last word before `at` that is no small word, within the same stretch of words between commas."""
    for place in range(at - 1, max(at - 1 - _REACH, -1), -1):
        if any(mark in parts[place + 1].before for mark in _MARKS):
            return None
        if _is_content(parts[place].key, table):
            return place
    return None


def _is_content(key: str, table: TermTable) -> bool:
    return len(key) >= _SOLID and not any(table.has(kind, key) for kind in ("auxiliary", "negation", "modal"))


def bare_words(key: str) -> list[str]:
    """Return a word and what is left of it without prepositions, "and" and the article, which Arabic writes together with it."""
    if not "\u0621" <= key[0] <= "\u064a":
        return [key]
    return [key, *(key.removeprefix(prefix) for prefix in _PREFIXES if key.startswith(prefix) and len(key) - len(prefix) >= 2)]


def simple_terms(kind: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the forms of a kind that the table has, each with what it means."""
    found: list[Term] = []
    end = 0
    for at in table.places((kind,), parts):
        match = None if at in taken or at < end else table.match(kind, parts, at)
        if match is not None:
            end = at + match[0]
            found.append(Term(match[1], at, end))
    return found
