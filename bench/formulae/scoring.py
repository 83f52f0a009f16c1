"""What a trace found against what is known of a series: links, best ancestors, states."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bench.formulae.series import Series
from rapidfuzz.distance import Indel

from sulh.model import ClauseState, LinkGrade
from sulh.wording import Clause, Threads

__all__ = ["Mapping", "Score", "ancestors_and_states", "score"]


class Mapping:
    """Finds the written clause that a span of a statement stands for."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._number = {statement.id: number for number, statement in enumerate(series.statements)}

    def covered(self, statement: str, start: int, end: int) -> list[int]:
        """The written clauses that the span covers by half, or else the one it covers most of; none where it touches none."""
        number = self._number[statement]
        shares = {
            at: max(0, min(end, one.end) - max(start, one.start)) for at, one in enumerate(self._series.truth) if one.statement == number
        }
        half = [at for at, share in shares.items() if share >= 0.5 * (self._series.truth[at].end - self._series.truth[at].start)]
        most = max(shares, key=lambda at: (shares[at], -at))
        return half or ([most] if shares[most] else [])

    def links(self, threads: Threads) -> tuple[set[tuple[int, int]], int]:
        """The pairs of written clauses that are linked, and how many links end on words that are no clause."""
        found: set[tuple[int, int]] = set()
        stray = 0
        for link in threads.links:
            if link.grade is LinkGrade.WEAK:
                continue
            left = self.covered(threads.clause(link.earlier).statement, *link.earlier_span)
            right = self.covered(threads.clause(link.later).statement, *link.later_span)
            stray += not left or not right
            found |= set(zip(left, right, strict=True)) if len(left) == len(right) else {(a, b) for a in left for b in right}
        return found, stray


@dataclass(frozen=True)
class Score:
    """Precision, recall, and the number of links that are wrong or missing."""

    precision: float
    recall: float
    wrong: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def score(found: set[tuple[int, int]], series: Series, stray: int = 0) -> Score:
    """Found pairs against the truth; open pairs do not count."""
    truth = series.pairs()
    judged = found - series.open_pairs()
    right = len(judged & truth)
    return Score(right / max(len(judged) + stray, 1), right / len(truth), len(judged) + stray + len(truth) - 2 * right)


def ancestors_and_states(series: Series, threads: Threads) -> tuple[float, float]:
    """Share of written clauses with an ancestor for which the right one is found, and share of all whose state is right.

    The first is not a number where no clause has an ancestor that is sure.
    """
    mapping = Mapping(series)
    of: dict[int, list[Clause]] = {}
    for clause in threads.clauses:
        for at in mapping.covered(clause.statement, clause.start, clause.end):
            of.setdefault(at, []).append(clause)
    open_ = series.open_pairs()
    # In a series that was labelled by reading an open pair says that it is not clear what a sentence goes on with.
    statement = [one.statement for one in series.truth]
    unclear = set() if series.versions else {later for earlier, later in open_ if statement[earlier] != statement[later]}
    right, total, states, judged = 0, 0, 0, 0
    for at in (at for at in range(len(series.truth)) if at not in unclear):
        wanted, state = _expected(series, at)
        # Where the right ancestor is no link for everybody, nothing follows from it either.
        if any((i, at) in open_ for i in wanted):
            continue
        judged += 1
        found = of.get(at, [])
        states += bool(found) and _together({_said(clause.state) for clause in found}) is state
        if wanted:
            total += 1
            best = [link for clause in found if (link := threads.best(clause.id)) is not None]
            right += any(wanted & set(mapping.covered(threads.clause(link.earlier).statement, *link.earlier_span)) for link in best)
    return right / total if total else math.nan, states / judged


def _said(state: ClauseState) -> ClauseState:
    """What is perhaps an earlier formula in other words begins a row all the same, and counts as first seen."""
    return ClauseState.FIRST_SEEN if state is ClauseState.PERHAPS else state


def _together(states: set[ClauseState]) -> ClauseState:
    """The state of a written clause of several sentences: changed when one is new and another is not."""
    if len(states) == 1:
        return next(iter(states))
    kept = states & {ClauseState.CHANGED, ClauseState.CARRIED}
    return ClauseState.CHANGED if kept else ClauseState.RETURNED


def _expected(series: Series, at: int) -> tuple[set[int], ClauseState]:
    """The right ancestors, and the state.

    The ancestor is the latest with the same words, else the latest with some of them, else the latest; one for each formula of a clause.
    """
    own = series.truth[at]
    units = {(part.name, part.half) for part in own.parts}
    earlier = [(i, one) for i, one in enumerate(series.truth[:at]) if one.statement < own.statement]
    before = [(i, one) for i, one in earlier if units & {(part.name, part.half) for part in one.parts}]
    if not before:
        return set(), ClauseState.FIRST_SEEN
    wanted = set()
    for name in {name for name, _ in units}:
        exact = [i for i, one in before if one.parts == own.parts]
        same = [i for i, one in before if {p for p in one.parts if p.name == name} & own.parts]
        family = [i for i, one in before if name in {p.name for p in one.parts}]
        for pool in (exact, same, family):
            if pool:
                last = series.truth[pool[-1]].statement
                wanted |= {i for i in pool if series.truth[i].statement == last}
                break
        # A copy that came back from another language may be passed over, and may pass others over, for the closest original.
        if own.back or any(series.truth[i].back for i in wanted):
            originals = [i for i in same or family if not series.truth[i].back] or family
            wanted |= {i for i in originals if series.truth[i].statement == series.truth[originals[-1]].statement} | {family[-1]}
    if not series.versions:
        # Without versions the closest wording is as right as the latest.
        wanted.add(max((i for i, _ in before), key=lambda i: _likeness(series, i, at)))
    complete = [n for n in range(own.statement) if series.statements[n].complete or any(one.statement == n for _, one in before)]
    recent = [one for _, one in before if one.statement == complete[-1]]
    if not recent:
        return wanted, ClauseState.RETURNED
    there = frozenset(part for one in recent for part in one.parts if (part.name, part.half) in units)
    here = frozenset(part for one in series.truth if one.statement == own.statement for part in one.parts)
    return wanted, ClauseState.CARRIED if own.parts <= there <= here else ClauseState.CHANGED


def _likeness(series: Series, one: int, other: int) -> float:
    """How many words two written clauses have in common."""
    words = [
        series.statements[clause.statement].text[clause.start : clause.end].casefold().split()
        for clause in (series.truth[one], series.truth[other])
    ]
    return float(Indel.normalized_similarity(*words))
