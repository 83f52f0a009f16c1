"""Tallies of two sides put beside each other: what each counted, and the most that can be the same events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["PlaceCount", "SideTally", "SidesOnADay", "compare_sides"]


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
    """One place of one day: each side's count, None where its bulletin names no case there, and the most that can be the same."""

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


def compare_sides(tallies: Iterable[SideTally], sides: tuple[str, str]) -> tuple[SidesOnADay, ...]:
    """Return the days on which either side counted, in order, both sides beside each other.

    In each place no more cases can be the same than the side with fewer counted there. Cases for which a side names no place may be the
    same as any of the other's that are left. So the bound of a day is the largest number of pairs, one case of each side in a pair,
    that agree in place or of which one has none. A place that one side's bulletin does not name had no case there only if its
    places sum to its total; else its cases without a place may be there.
    """
    by_day: dict[dt.date, list[SideTally]] = defaultdict(list)
    for one in tallies:
        if one.side in sides:
            by_day[one.day].append(one)
    return tuple(_day(day, by_day[day], sides) for day in sorted(by_day))


def _day(day: dt.date, tallies: Sequence[SideTally], sides: tuple[str, str]) -> SidesOnADay:
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
    found = tuple(
        PlaceCount(place, (counts[0], counts[1]), min(counts[0] or 0, counts[1] or 0)) for place, counts in sorted(places.items())
    )
    return SidesOnADay(day, sides, (totals[0], totals[1]), (split[0], split[1]), _bound(found, totals, split), found)


def _bound(places: Sequence[PlaceCount], totals: Sequence[int | None], split: Sequence[int]) -> int | None:
    if totals[0] is None or totals[1] is None:
        return None
    same = sum(one.same_at_most for one in places)
    left = [sum(one.counts[at] or 0 for one in places) - same for at in (0, 1)]
    anywhere = [totals[at] - split[at] for at in (0, 1)]  # type: ignore[operator]
    # Cases without a place join what the other side has left over, then one another.
    first = min(anywhere[0], left[1])
    second = min(anywhere[1], left[0])
    return same + first + second + min(anywhere[0] - first, anywhere[1] - second)
