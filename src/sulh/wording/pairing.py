"""Which clauses of two statements belong together: competition between clauses, order, and shared formulae."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sulh.wording.matching import Limits, Match, Matches

__all__ = ["Pair", "pairs"]

# Pairs beyond doubt, by which the order of the others is judged.
_ANCHOR = 0.6

Runs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses, by their places, and what their wordings share; `bridged` where a third clause speaks for them."""

    earlier: int
    later: int
    match: Match
    bridged: bool = False


def pairs(matches: Matches, owner: Sequence[int], limits: Limits) -> Iterator[list[Pair]]:
    """The pairs that are links, those of the same two statements together; `owner` is the place of each clause's statement, ascending.

    First come those between each two statements, then those across statements where a third one bridges a gap. Only the links and the
    few pairs that may yet be bridged are held.
    """
    linked = _Linked(len(owner), owner[-1] + 1 if owner else 0)
    waiting: list[tuple[int, int, list[Pair]]] = []
    for later, found in _by_statement(matches, owner):
        for earlier, group in sorted(found.items()):
            kept = _compete(group, limits)
            linked.add(kept, earlier, later, limits.whole)
            weak = [one for one in group if limits.bridge <= one.match.whole and linked.is_free(one, earlier, later)]
            if weak:
                waiting.append((earlier, later, weak))
            if kept:
                yield kept
    yield from _bridged(waiting, linked)


def _by_statement(matches: Matches, owner: Sequence[int]) -> Iterator[tuple[int, dict[int, list[Pair]]]]:
    """For each statement the pairs of its clauses with those of each earlier one."""
    holding: list[list[int]] = [[] for _ in range(max(matches.of, default=-1) + 1)]
    held = [False] * len(holding)
    low = 0
    while low < len(owner):
        high = low
        while high < len(owner) and owner[high] == owner[low]:
            high += 1
        groups: dict[int, list[Pair]] = {}
        for later in range(low, high):
            if matches.of[later] < 0:
                continue
            for wording, match in matches.near(matches.of[later], held):
                for earlier in holding[wording]:
                    groups.setdefault(owner[earlier], []).append(Pair(earlier, later, match))
        yield owner[low], groups
        for at in range(low, high):
            if matches.of[at] >= 0:
                holding[matches.of[at]].append(at)
                held[matches.of[at]] = True
        low = high


class _Linked:
    """Which clause is linked to which statement, and which clauses are linked by their whole."""

    def __init__(self, clauses: int, statements: int) -> None:
        self._busy = [bytearray(statements) for _ in range(clauses)]
        self._earlier, self._later = array("l"), array("l")

    def add(self, kept: Sequence[Pair], earlier: int, later: int, whole: float) -> None:
        """Take up the links between two statements."""
        for pair in kept:
            self.mark(pair, earlier, later)
            if pair.match.whole >= whole:
                self._earlier.append(pair.earlier)
                self._later.append(pair.later)

    def mark(self, pair: Pair, earlier: int, later: int) -> None:
        """Say that each clause of a pair is linked to the other's statement."""
        self._busy[pair.earlier][later] = self._busy[pair.later][earlier] = 1

    def is_free(self, pair: Pair, earlier: int, later: int) -> bool:
        """Whether neither clause of a pair is linked to the other's statement."""
        return not self._busy[pair.earlier][later] and not self._busy[pair.later][earlier]

    def neighbours(self, wanted: Collection[int]) -> dict[int, set[int]]:
        """For each clause asked for those that it is linked to by its whole."""
        found: dict[int, set[int]] = {clause: set() for clause in wanted}
        for earlier, later in zip(self._earlier, self._later, strict=True):
            if earlier in found:
                found[earlier].add(later)
            if later in found:
                found[later].add(earlier)
        return found


def _compete(group: Sequence[Pair], limits: Limits) -> list[Pair]:
    """Links between two statements: the best pairs first, each clause once; then parts that lie where no other link does."""
    ranked = sorted(group, key=lambda pair: (-pair.match.same, -pair.match.whole, pair.earlier, pair.later))
    by_earlier: dict[int, list[Pair]] = {}
    by_later: dict[int, list[Pair]] = {}
    kept: list[Pair] = []
    held: set[tuple[int, int]] = set()

    def keep(pair: Pair) -> None:
        kept.append(pair)
        held.add((pair.earlier, pair.later))
        by_earlier.setdefault(pair.earlier, []).append(pair)
        by_later.setdefault(pair.later, []).append(pair)

    for pair in ranked:
        if pair.earlier in by_earlier or pair.later in by_later:
            continue
        match = pair.match
        # Order says something only where the likeness is near the threshold.
        beyond_doubt = match.same or match.whole >= limits.whole + limits.order
        near = match.whole >= limits.whole - limits.order
        if beyond_doubt or (near and match.whole + _in_order(pair, ranked, limits) >= limits.whole):
            keep(pair)
    parts = [one for one in group if one.match.part >= limits.rest and one.match.letters >= limits.letters]
    for pair in sorted(parts, key=lambda pair: (-pair.match.part, pair.earlier, pair.later)):
        if (pair.earlier, pair.later) in held or not _is_part(pair, by_earlier, by_later, limits):
            continue
        if _free(pair, by_earlier.get(pair.earlier, []), by_later.get(pair.later, []), limits):
            keep(pair)
    return kept


def _is_part(pair: Pair, by_earlier: Collection[int], by_later: Collection[int], limits: Limits) -> bool:
    """Whether enough of one clause stands in the other; less will do for the rest of a clause that another link accounts for in part."""
    match = pair.match
    if match.part >= limits.part:
        return True
    return (pair.earlier in by_earlier) != (pair.later in by_later) and match.part >= limits.rest and match.whole >= limits.rest_whole


def _in_order(pair: Pair, ranked: Sequence[Pair], limits: Limits) -> float:
    """A small bonus where the pairs beyond doubt stand in the same order as the pair, a malus where they do not."""
    others = [one for one in ranked if one.match.whole >= _ANCHOR and one.earlier != pair.earlier and one.later != pair.later]
    if not others:
        return 0.0
    agree = sum((one.earlier < pair.earlier) == (one.later < pair.later) for one in others)
    return limits.order * (2 * agree / len(others) - 1)


def _free(pair: Pair, by_earlier: Sequence[Pair], by_later: Sequence[Pair], limits: Limits) -> bool:
    """Whether the words the pair shares are not those that another link of either clause already accounts for."""
    runs = pair.match.alignment.runs
    mine_earlier, mine_later = [(a, a + size) for a, _, size in runs], [(b, b + size) for _, b, size in runs]
    earlier = [(a, a + size) for other in by_earlier for a, _, size in other.match.alignment.runs]
    later = [(b, b + size) for other in by_later for _, b, size in other.match.alignment.runs]
    most = limits.overlap * max(pair.match.letters, 1)
    return _common(mine_earlier, earlier) <= most and _common(mine_later, later) <= most


def _common(spans: Runs, others: Runs) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)


def _bridged(waiting: Sequence[tuple[int, int, list[Pair]]], linked: _Linked) -> Iterator[list[Pair]]:
    """Pairs below the threshold whose clauses are both linked to a third clause, and to none in each other's statement.

    A formula that drifts over many rounds stays one formula; but a pair must still be alike by itself, so that nothing is chained blindly.
    """
    near = linked.neighbours({clause for _, _, group in waiting for pair in group for clause in (pair.earlier, pair.later)})
    for earlier, later, group in sorted(waiting, key=lambda one: one[:2]):
        kept = []
        for pair in sorted(group, key=lambda pair: (-pair.match.whole, pair.earlier, pair.later)):
            if linked.is_free(pair, earlier, later) and not near[pair.earlier].isdisjoint(near[pair.later]):
                linked.mark(pair, earlier, later)
                kept.append(Pair(pair.earlier, pair.later, pair.match, True))
        if kept:
            yield kept
