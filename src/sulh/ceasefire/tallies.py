"""Tallies of two sides put beside each other: what each counted, and the most that can be the same events."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sulh.actors.place_nesting import lies_in

__all__ = ["PlaceCount", "SideTally", "SidesOnADay", "compare_sides"]

_Nested = Callable[[str, str], bool | None]


@dataclass(frozen=True, slots=True)
class SideTally:
    """What one side counted: `count` cases of `what` in a period, in `place` or, where that is "", in all.

    `day` names the period (its last day). A side that gives a total and a split gives both as tallies of one day; `rest` marks the count
    of those cases for which it names no place, which is no total.
    """

    side: str
    day: dt.date
    count: int
    place: str = ""
    what: str = "violation"
    source: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """One place of one day: each side's count, None where its bulletin names no case there.

    `same_at_most` is how many events at most both sides can have counted, one of them here: the other may name a town or a province
    around it, or no place. What stands under two places counts for both, so that places can sum to more than their day.
    """

    place: str
    counts: tuple[int | None, int | None]
    same_at_most: int


@dataclass(frozen=True, slots=True)
class SidesOnADay:
    """Two sides' counts of one day. `totals` are those they gave, or what their places sum to; None from a side that gave nothing.

    `split` is the part of each total that its places account for: a bulletin may name places for some cases only.
    """

    day: dt.date
    sides: tuple[str, str]
    totals: tuple[int | None, int | None]
    split: tuple[int, int]
    same_at_most: int | None
    places: tuple[PlaceCount, ...]


def compare_sides(
    tallies: Iterable[SideTally], sides: tuple[str, str], *, nested: _Nested = lies_in
) -> tuple[SidesOnADay, ...]:
    """Return the days on which either side counted, in order, both sides beside each other.

    Two cases can be the same where both stand under one place, where one place lies in the other (a town and its province), or where
    one has no place. The bound of a day is the largest number of pairs, one case of each side in a pair; that of a place is the largest
    number of pairs with a case that is counted there. A place that one side's bulletin does not name had no case there only if its
    places sum to its total; else its cases without a place may be there.

    `nested(inner, outer)` says whether a place lies in another; where it says None nobody knows, and it may.
    """
    by_day: dict[dt.date, list[SideTally]] = defaultdict(list)
    for one in tallies:
        if one.side in sides:
            by_day[one.day].append(one)
    return tuple(_day(day, by_day[day], sides, nested) for day in sorted(by_day))


def _day(day: dt.date, tallies: Sequence[SideTally], sides: tuple[str, str], nested: _Nested) -> SidesOnADay:
    places: dict[str, list[int | None]] = {}
    stated: list[int | None] = [None, None]
    split, rest = [0, 0], [0, 0]
    for one in tallies:
        at = sides.index(one.side)
        if one.place:
            counted = places.setdefault(one.place, [None, None])
            counted[at] = (counted[at] or 0) + one.count
            split[at] += one.count
        elif one.rest:
            rest[at] += one.count
        else:
            stated[at] = (stated[at] or 0) + one.count
    told = {sides.index(one.side) for one in tallies}
    totals = [max(stated[at] or 0, split[at] + rest[at]) if at in told else None for at in (0, 1)]
    counts = sorted(places.items())
    bound, at_places = _bounds(counts, totals, split, nested)
    found = tuple(PlaceCount(place, (own[0], own[1]), same) for (place, own), same in zip(counts, at_places, strict=True))
    return SidesOnADay(day, sides, (totals[0], totals[1]), (split[0], split[1]), bound, found)


def _bounds(
    counts: Sequence[tuple[str, Sequence[int | None]]], totals: Sequence[int | None], split: Sequence[int], nested: _Nested
) -> tuple[int | None, list[int]]:
    """The most that can be the same in all, and with a case of each place; None and noughts where a side gave nothing."""
    if totals[0] is None or totals[1] is None:
        return None, [0] * len(counts)
    names = [place for place, _ in counts]
    # Behind the places the cases that stand under none.
    cases = [[*(own[at] or 0 for _, own in counts), totals[at] - split[at]] for at in (0, 1)]  # type: ignore[operator]
    pairs = {(i, j) for i, one in enumerate(names) for j, other in enumerate(names) if _may_be_one(one, other, nested)}
    pairs |= {(i, len(names)) for i in range(len(names) + 1)} | {(len(names), j) for j in range(len(names))}
    first, second = cases
    return _most_pairs(first, second, pairs), [
        _most_pairs(first, second, {pair for pair in pairs if at in pair}) for at in range(len(names))
    ]


def _may_be_one(one: str, other: str, nested: _Nested) -> bool:
    return one == other or nested(one, other) is not False or nested(other, one) is not False


def _most_pairs(first: Sequence[int], second: Sequence[int], pairs: Collection[tuple[int, int]]) -> int:
    """The largest number of pairs of a case of `first` and one of `second`, of which groups `pairs` says what can be paired.

    A largest flow by shortest augmenting paths (Edmonds and Karp 1972, doi.org/10.1145/321694.321699).
    """
    left = [list(first), list(second)]
    flow: Counter[tuple[int, int]] = Counter()
    while path := _augmenting(left, flow, pairs):
        there, back = path[::2], path[1::2]
        most = min(left[0][path[0][0]], left[1][path[-1][1]], *(flow[pair] for pair in back))
        for pair in there:
            flow[pair] += most
        for pair in back:
            flow[pair] -= most
        left[0][path[0][0]] -= most
        left[1][path[-1][1]] -= most
    return flow.total()


def _augmenting(
    left: Sequence[Sequence[int]], flow: Counter[tuple[int, int]], pairs: Collection[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Groups that can be paired from one with cases left to another: new pairs at even positions, pairs to be undone at odd ones."""
    came: dict[int, list[tuple[int, int]]] = {i: [] for i, cases in enumerate(left[0]) if cases}
    reached: set[int] = set()
    waiting = deque(came)
    while waiting:
        i = waiting.popleft()
        for j in sorted({j for one, j in pairs if one == i} - reached):
            reached.add(j)
            path = [*came[i], (i, j)]
            if left[1][j]:
                return path
            for other in sorted({one for one, at in pairs if at == j and flow[one, at]} - came.keys()):
                came[other] = [*path, (other, j)]
                waiting.append(other)
    return []
