"""Two language versions of one statement clause by clause: which clauses correspond, and where the versions say different things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from sulh.model import ActKind
from sulh.wording.clauses import clauses_of
from sulh.wording.origin import actors_in
from sulh.wording.said_in_any_language import facts_said
from sulh.wording.statement import Statement
from sulh.wording.types import Clause
from sulh.wording.verbs import strength_between

__all__ = ["VersionPair", "are_versions", "versions"]

# What two clauses of one place have in common counts, by weight; what only one version has costs.
_NUMBERED, _FIGURES, _NAMES, _ISSUES, _ACTS, _LENGTH = 2.0, 1.2, 1.0, 0.8, 0.5, 0.6
_ALONE = 0.35


@dataclass(frozen=True, slots=True)
class VersionPair:
    """The same clause in two languages; None where one version has no such clause.

    `figures` are the numbers, days and lengths of time that only one of the two has, as written: those of the first, those of the second.
    `strength` is that of the second verb minus that of the first, where both are of one ladder.
    """

    one: Clause | None
    other: Clause | None
    figures: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    strength: int = 0

    @property
    def differs(self) -> bool:
        """Whether the versions say different things as far as figures, verbs and missing clauses tell."""
        return self.one is None or self.other is None or any(self.figures) or bool(self.strength)


def are_versions(one: Statement, other: Statement) -> bool:
    """Whether two statements are one in two languages: parts of one file, or of the same day and track."""
    if not one.language or not other.language or one.language == other.language:
        return False
    held = {one.part_of or one.id, other.part_of or other.id}
    return len(held) == 1 or (one.date is not None and one.date == other.date and one.track == other.track)


def versions(one: Statement, other: Statement) -> tuple[VersionPair, ...]:
    """Return the clauses of two language versions in order, those that correspond together.

    Method: alignment in order (Needleman and Wunsch 1970) by printed numbers, figures, actors, issues, acts and relative lengths (the
    last after Gale and Church 1993).
    """
    first, second = clauses_of(one), clauses_of(other)
    if not first or not second:
        return tuple(VersionPair(clause, None) for clause in first) + tuple(VersionPair(None, clause) for clause in second)
    ratio = sum(len(clause.text) for clause in second) / sum(len(clause.text) for clause in first)
    a, b = [_Traits.of(clause) for clause in first], [_Traits.of(clause) for clause in second]
    worth = [[_worth(x, y, ratio) for y in b] for x in a]
    return tuple(_pair(first[at] if at is not None else None, second[to] if to is not None else None) for at, to in _aligned(worth))


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a clause has in any language."""

    number: str | None
    figures: frozenset[str]
    names: frozenset[str]
    issues: frozenset[str]
    acts: frozenset[str]
    length: int

    @classmethod
    def of(cls, clause: Clause) -> _Traits:
        """Return the traits of a clause."""
        return cls(
            clause.number,
            facts_said(clause.text).keys,
            frozenset(actors_in(clause.text)),
            frozenset(map(str, clause.issues)),
            frozenset(str(verb.act) for verb in clause.verbs),
            len(clause.text),
        )


def _worth(one: _Traits, other: _Traits, ratio: float) -> float:
    found = _LENGTH * exp(-abs(log(other.length / (ratio * one.length))))
    if one.number and other.number:
        found += _NUMBERED if one.number == other.number else -_NUMBERED
    for weight, a, b in (
        (_FIGURES, one.figures, other.figures),
        (_NAMES, one.names, other.names),
        (_ISSUES, one.issues, other.issues),
        (_ACTS, one.acts, other.acts),
    ):
        if a and b:
            found += weight * len(a & b) / len(a | b)
        elif a or b:
            found -= weight / 4
    return found


def _aligned(worth: Sequence[Sequence[float]]) -> list[tuple[int | None, int | None]]:
    """Return the pairs of the alignment of most worth, in order."""
    rows, columns = len(worth), len(worth[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for at in range(rows - 1, -1, -1):
        for to in range(columns - 1, -1, -1):
            best[at][to] = max(worth[at][to] - _ALONE + best[at + 1][to + 1], best[at + 1][to], best[at][to + 1])
    found: list[tuple[int | None, int | None]] = []
    at = to = 0
    while at < rows and to < columns:
        if best[at][to] == worth[at][to] - _ALONE + best[at + 1][to + 1]:
            found.append((at, to))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            found.append((at, None))
            at += 1
        else:
            found.append((None, to))
            to += 1
    found += [(one, None) for one in range(at, rows)]
    return found + [(None, one) for one in range(to, columns)]


def _pair(one: Clause | None, other: Clause | None) -> VersionPair:
    if one is None or other is None:
        return VersionPair(one, other)
    first, second = facts_said(one.text), facts_said(other.text)
    return VersionPair(one, other, (first.missing_in(second), second.missing_in(first)), _strength(one, other))


def _strength(one: Clause, other: Clause) -> int:
    """By how much the verb of the second version is stronger, 0 where there is no telling."""
    if one.verb is None or other.verb is None or not len(one.verbs) == len(other.verbs) == 1:
        return 0
    if one.verb.act == other.verb.act and one.verb.step == other.verb.step:
        # "Strongly condemn" and "condamnent"; but who urges in one language asks insistently in another, and "deepest" may be "very deep".
        return 0 if one.verb.act is ActKind.CALL else bool(other.verb.force) - bool(one.verb.force)
    # A single step between two languages is within what the ladders can tell.
    step = strength_between(one.verb, other.verb)
    return step if abs(step) > 1 else 0
