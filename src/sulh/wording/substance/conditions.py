"""Conditions and exceptions: what must come first, or what something does not hold for."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.terms import Term

__all__ = ["EXCLUSIVE", "conditions", "restriction"]

_ENDS = (".", ";", ":", ",", "\u060c", "\u061b", ")")
# A shorter word does not tell one condition from another; so many words after its opening belong to a condition.
_TELLING, _LONGEST = 4, 24
# A negation that only restricts has the word for "except" within so many words.
_EXCEPT = 7
_SENTENCE_ENDS = (".", ";", ":")
# An Arabic "only" stands so many words after the number that it bounds.
_COUNTED = 4
# What is for one thing or by one way only.
EXCLUSIVE = "whole exclusive"


def conditions(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the clauses that make something depend on another thing, or leave something out, up to the next sign.

    The key of each is the sort of the opening ("if", "except") and the words of content after it. A whole expression ("without
    preconditions") has no more words.
    """
    found: list[Term] = []
    end = told = 0
    fixed = {
        place
        for at in table.places(("no_condition",), parts)
        if (match := table.match("no_condition", parts, at))
        for place in range(at, at + match[0])
    }
    for at in table.places(("condition",), parts):
        match = None if at < max(end, told) or at in fixed else table.match("condition", parts, at)
        if match is None:
            continue
        if match[1].startswith("whole "):
            # Of "only through" the preposition stays when "only" goes.
            end, told = at + (1 if match[1] == EXCLUSIVE else match[0]), at + match[0]
            if match[1] == EXCLUSIVE and (_is_number_next(parts, table, told) or _is_counted(parts, table, at)):
                continue
            found.append(Term(match[1], at, end))
            continue
        end = _end(parts, at + match[0])
        content = [part.key for part in parts[at + match[0] : end] if len(part.key) >= _TELLING]
        if content:
            found.append(Term(" ".join((match[1], *content)), at, end))
    return sorted((*found, *_restrictions(parts, table)), key=lambda one: one.low)


def restriction(parts: Sequence[TermWord], table: TermTable, at: int) -> int | None:
    """Return the word by which a negation at `at` only restricts, if it does: "n'a atteint que 40 %", but not "n'a pas dit que"."""
    for place in range(at + 1, min(at + _EXCEPT, len(parts))):
        part = parts[place]
        if table.has("second", part.key) or table.has("negation", part.key) or any(mark in part.before for mark in ",;:."):
            return None
        if table.has("except", part.key):
            return place
    return None


def _restrictions(parts: Sequence[TermWord], table: TermTable) -> list[Term]:
    """Return the denials of all but one thing: "ne peut être réglé que par", "لا يسمح إلا ل"; those that open a condition are none."""
    found = [Term(EXCLUSIVE, at, at + match[0]) for at in table.places(("all_but",), parts) if (match := table.match("all_but", parts, at))]
    for at in table.places(("only_first",), parts):
        # "Only monitors may enter": elsewhere it may stand for "just" ("it only shows that").
        opens = at == 0 or parts[at].before.strip().endswith(_SENTENCE_ENDS)
        fixed = table.match("condition", parts, at) or table.match("no_condition", parts, at)
        if not fixed and not _is_number_next(parts, table, at + 1):
            found.append(Term(EXCLUSIVE, at, at + 1, loose=not opens))
    for at in table.places(("negation",), parts) if table.forms.get("except") else ():
        last = restriction(parts, table, at) if table.match("negation", parts, at) else None
        if last is not None and table.match("condition", parts, last) is None and not _is_number_next(parts, table, last + 1):
            found.append(Term(EXCLUSIVE, at, last + 1))
    return found


def _is_number_next(parts: Sequence[TermWord], table: TermTable, at: int) -> bool:
    """Return whether a number stands at `at` or right after it: what is only so many is no condition."""
    near = parts[at : at + 2]
    return any(part.key[0].isdigit() or table.has("number", part.key) for part in near)


def _is_counted(parts: Sequence[TermWord], table: TermTable, at: int) -> bool:
    """Return whether an Arabic "only" bounds the number before it: "38 in the hundred only"."""
    near = parts[max(at - _COUNTED, 0) : at] if table.language == "ar" else ()
    return any(part.key[0].isdigit() or table.has("number", part.key) for part in near)


def _end(parts: Sequence[TermWord], at: int) -> int:
    """Return where a clause ends that goes on at `at`."""
    end = at + 1
    while end < len(parts) and end - at < _LONGEST and not any(mark in parts[end].before for mark in _ENDS):
        end += 1
    return min(end, len(parts))
