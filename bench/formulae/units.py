"""The formulae that each clause of a statement holds, as the engine divides it, and whether two clauses are a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.formulae.series import LONG_WORD, Part, Series

from sulh.wording import Clause

__all__ = ["Unit", "judged", "units_of"]

# A clause has a part of a written clause if so many of the part's words are in it.
_HELD = 0.6


@dataclass(frozen=True)
class Unit:
    """The parts of formulae in a clause, its longer words, and the names of formulae that it holds or quotes."""

    parts: frozenset[Part]
    words: Counter[str]
    names: frozenset[str]


def units_of(series: Series, clauses: Sequence[Clause], owner: Sequence[int]) -> list[Unit]:
    """Return the unit of each clause."""
    found = []
    for clause, number in zip(clauses, owner, strict=True):
        words = Counter(LONG_WORD.findall(clause.text.casefold()))
        parts: set[Part] = set()
        names: set[str] = set()
        for one in series.truth:
            inside = min(clause.end, one.end) - max(clause.start, one.start)
            if one.statement != number or inside <= 0:
                continue
            whole = inside >= 0.9 * (one.end - one.start)
            parts |= {part for part in one.parts if whole or _holds(words, part)}
            names |= {part.name for part in one.parts} | one.quoted
        found.append(Unit(frozenset(parts), words, frozenset(names)))
    return found


def _holds(words: Counter[str], part: Part) -> bool:
    own = Counter(LONG_WORD.findall(part.wording))
    return (own & words).total() >= _HELD * max(own.total(), 1)


def judged(series: Series, one: Unit, other: Unit) -> int:
    """Return 1 for a link, 0 for none, -1 for a pair that is neither right nor wrong."""
    kin = {(part.name, part.half) for part in one.parts} & {(part.name, part.half) for part in other.parts}
    enough = (one.words & other.words).total() >= series.least * min(one.words.total(), other.words.total())
    if kin and enough:
        return 1
    return -1 if kin or one.names & other.names else 0
