"""What a sentence of a monitoring report says was done, and which party it says did it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sulh.model import IncidentKind
from sulh.reading.english.incidents.sides import NamedSide
from sulh.reading.lexicon import pattern

__all__ = ["DeedTold", "deed_of", "doers_of", "joined", "names_a_deed"]

_WORDS = "|".join(rf"(?P<{kind.value}><incident_{kind.value}>)" for kind in IncidentKind)
_DEED = pattern(rf"\b(?:{_WORDS})\b")
# Words that only say that something was broken, not what was done.
_BREACH = pattern(r"\b(?:<incident_breach>)\b")
_SUFFERED = re.compile(r"\b(?:was|were|been|being|be) (?:[a-z]+ly |also |then |all |both )?$")
# "By the", "by armed", "by suspected members of the", behind a deed.
_BY = re.compile(r"\bby (?:(?!and\b)[\w’'()-]+ ){0,5}$", re.IGNORECASE)
_STOP = re.compile(r"[.;]")
# The party behind these words is not the one that acts.
_OBJECT = re.compile(r"\b(?:against|on|with) (?:the )?$", re.IGNORECASE)
_BOTH = re.compile(r"^(?:['’]s)?(?:,| and| ?/)(?: the| and)* ?$")


@dataclass(frozen=True, slots=True)
class DeedTold:
    """The first deed that is named in a sentence, with where it stands."""

    kind: IncidentKind
    start: int
    end: int


def deed_of(text: str, start: int = 0) -> DeedTold | None:
    """Return the first deed named at or behind an offset; a word for any breach only where no other is named."""
    found = _DEED.search(text, start) or _BREACH.search(text, start)
    return DeedTold(IncidentKind(found.lastgroup or "other"), found.start(), found.end()) if found else None


def names_a_deed(text: str) -> bool:
    """Return whether a sentence says what was done, and not only that something was broken."""
    return _DEED.search(text) is not None


def doers_of(text: str, sides: Sequence[NamedSide], start: int, end: int) -> tuple[NamedSide, ...]:
    """Return who did what stands between two offsets: the party behind "by", else the one named last before it, with one joined to it."""
    behind = [one for one in sides if one.start >= end and _BY.search(text[end : one.start]) and not _STOP.search(text, end, one.start)]
    if behind:
        return joined(text, sides, behind[0], forward=True)
    if _SUFFERED.search(text[:start]) and text[start:end].endswith(("ed", "shot", "burnt", "beaten")):
        return ()
    ahead = [one for one in sides if one.end <= start and not _OBJECT.search(text[: one.start])]
    return joined(text, sides, ahead[-1], forward=False) if ahead else ()


def joined(text: str, sides: Sequence[NamedSide], one: NamedSide, *, forward: bool) -> tuple[NamedSide, ...]:
    """Return a party and the one beside it in the same phrase: "the army and the police"."""
    at = sides.index(one)
    other = at + 1 if forward else at - 1
    if not 0 <= other < len(sides):
        return (one,)
    first, second = sorted((at, other))
    return (sides[first], sides[second]) if _BOTH.match(text[sides[first].end : sides[second].start]) else (one,)
