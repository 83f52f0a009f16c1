"""The order of handover inside a tranche: small steps, after each of which every side is within the margin."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import combinations

from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.balance import Balance
from sulh.persons.releases.units import ReleaseUnit, UnitClass

__all__ = ["steps_of"]

# What crosses: a unit of a class at a crossing (by number).
_Crossing = tuple[UnitClass, int]
# A step of several is begun with so many of those whose turn it is, and the smallest taken.
_BEGUN_WITH = 12


def steps_of(crossing: Sequence[tuple[ReleaseUnit, int]], balance: Balance) -> Iterator[tuple[tuple[ReleaseUnit, int], ...]]:
    """Yield the steps of a tranche: units with their crossing that cross at the same moment, usually one; `balance` goes on with them.

    Units of one class at one crossing keep their order. The most vulnerable cross first as far as the margins let them, for a day that is
    broken off leaves those behind who were to cross last. Where that takes larger steps than to spread each class evenly over the tranche,
    so that no lead builds up, they are spread. A step is one unit where the margins let it, else one of each of two sides, else as many as
    it takes; all that is left together is always within the margins, since the tranche ends within them.
    """
    waiting: dict[_Crossing, deque[ReleaseUnit]] = {}
    for unit, place in crossing:
        waiting.setdefault((unit.of, place), deque()).append(unit)
    counts = {key: len(units) for key, units in waiting.items()}
    ways = [_sequence(turns(counts), balance.copy()) for turns in (_VulnerableFirst, _Turns)]
    for chosen in min(ways, key=lambda steps: max(map(_persons, steps), default=0)):
        for key in chosen:
            balance.add(key[0].holder, key[0].categories)
        yield tuple((waiting[key].popleft(), key[1]) for key in chosen)


def _sequence(turns: _Turns, balance: Balance) -> list[list[_Crossing]]:
    """The classes that cross in each step, by whose turn it is."""
    steps = []
    while turns.left:
        chosen = _single(turns, balance) or _pair(turns, balance) or _several(turns, balance)
        for key in chosen:
            balance.add(key[0].holder, key[0].categories)
            turns.take(key)
        steps.append(chosen)
    return steps


class _Turns:
    """How many of each class are left to cross, and whose turn it is: of n units the k-th is due after (k - 1/2) / n of the tranche."""

    def __init__(self, counts: dict[_Crossing, int]) -> None:
        self._counts = counts
        self.left = dict(counts)

    def take(self, key: _Crossing) -> None:
        self.left[key] -= 1
        if not self.left[key]:
            del self.left[key]

    def due(self, key: _Crossing) -> float:
        """When the next unit of a class is due, as a share of the tranche."""
        return (self._counts[key] - self.left[key] + 0.5) / self._counts[key]

    def ordered(self) -> list[_Crossing]:
        """The classes by whose turn it is; of those due at the same moment, the most vulnerable first."""
        return sorted(self.left, key=self.due)


class _VulnerableFirst(_Turns):
    """Whose turn it is where the most vulnerable go first, and of those that are alike the classes spread evenly."""

    def ordered(self) -> list[_Crossing]:
        """The classes by points for each person, then by whose turn it is."""
        return sorted(self.left, key=lambda key: (-key[0].points / len(key[0].categories), self.due(key)))


def _single(turns: _Turns, balance: Balance) -> list[_Crossing]:
    """The first in turn that the margins let cross alone."""
    return next(([key] for key in turns.ordered() if not balance.excess([(key[0].holder, key[0].categories)])), [])


def _pair(turns: _Turns, balance: Balance) -> list[_Crossing]:
    """One of each of two sides at the same moment: the fewest persons, and of those the first in turn."""
    best: list[_Crossing] = []
    fewest = 0
    for one, other in combinations(turns.ordered(), 2):
        size = len(one[0].categories) + len(other[0].categories)
        if one[0].holder != other[0].holder and (not best or size < fewest) and not balance.excess(_crossed([one, other])):
            best, fewest = [one, other], size
    return best


def _several(turns: _Turns, balance: Balance) -> list[_Crossing]:
    """As few as it takes: begun with each of the first in turn, the smallest step of those found."""
    ordered = turns.ordered()
    found = [_grown(first, ordered, turns, balance) for first in ordered[:_BEGUN_WITH]]
    return min(found, key=_persons)


def _grown(first: _Crossing, ordered: Sequence[_Crossing], turns: _Turns, balance: Balance) -> list[_Crossing]:
    """One unit, with whoever brings the leads back within the margins fastest, the fewest persons first; then nobody who is not needed."""
    left = dict(turns.left)
    chosen = [first]
    left[first] -= 1
    while balance.excess(_crossed(chosen)):
        there = [key for key in ordered if left[key]]
        key = min(there, key=lambda one: (balance.excess(_crossed([*chosen, one])), len(one[0].categories)))
        chosen.append(key)
        left[key] -= 1
    for key in tuple(chosen):
        fewer = chosen.copy()
        fewer.remove(key)
        if fewer and not balance.excess(_crossed(fewer)):
            chosen = fewer
    return chosen


def _persons(chosen: Sequence[_Crossing]) -> int:
    return sum(len(of.categories) for of, _ in chosen)


def _crossed(keys: Sequence[_Crossing]) -> list[tuple[int, tuple[PersonCategory, ...]]]:
    return [(of.holder, of.categories) for of, _ in keys]
