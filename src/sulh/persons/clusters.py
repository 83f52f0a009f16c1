"""Pairs of rows put together into proposals: the likeliest first, none against what people decided or against strong evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["LinkedPair", "PersonCluster", "clustered"]

# Two clusters stay apart where two of their rows are so unlikely of one person.
_AGAINST = 0.01
# So many rows that hang together by proposals are compared each with each.
_COMPARED_WHOLLY = 200


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two rows by their places, how likely they are of one person (0 to 1), and what a person decided ("" for nothing)."""

    one: int
    other: int
    likely: float
    decided: str = ""


@dataclass(frozen=True, slots=True)
class PersonCluster:
    """Rows, by their places, that are proposed as one person; the pairs that hold them together, the weakest of these, and what is decided.

    A cluster is never more than a proposal until people decide its pairs.
    """

    rows: tuple[int, ...]
    pairs: tuple[LinkedPair, ...]
    weakest: float
    is_decided: bool


def clustered(
    pairs: Iterable[LinkedPair], said: Mapping[tuple[int, int], str], likely: Callable[[Numbers, Numbers], Numbers]
) -> tuple[PersonCluster, ...]:
    """Return the clusters that pairs make, in order of their rows.

    `said` is what people decided about rows, the lower first; `likely` tells of any two rows how likely they are of one person.
    """
    pairs = list(pairs)
    same = [pair for pair, what in said.items() if what == "same"]
    proposed = sorted((pair for pair in pairs if not pair.decided), key=lambda pair: (-pair.likely, pair.one, pair.other))
    together = _Groups()
    for pair in pairs:
        together.join(pair.one, pair.other)
    apart = {pair for pair, what in said.items() if what == "different"} | _unlikely(together.members.values(), likely)
    groups = _Groups()
    for one, other in same:
        groups.join(one, other)
    for linked in proposed:
        groups.propose(linked.one, linked.other, apart)
    inside: defaultdict[int, list[LinkedPair]] = defaultdict(list)
    for linked in pairs:
        if linked.decided != "different" and groups.has_together(linked.one, linked.other):
            inside[groups.of[linked.one]].append(linked)
    found = [
        PersonCluster(tuple(sorted(groups.members[number])), tuple(held), min(pair.likely for pair in held), _is_decided(held))
        for number, held in inside.items()
    ]
    return tuple(sorted(found, key=lambda cluster: cluster.rows))


def _is_decided(pairs: Iterable[LinkedPair]) -> bool:
    """Whether what people decided is enough to hold all rows of the pairs together."""
    groups = _Groups()
    for pair in pairs:
        if pair.decided == "same":
            groups.join(pair.one, pair.other)
    return len(groups.members) == 1 and all(pair.one in groups.of and pair.other in groups.of for pair in pairs)


def _unlikely(groups: Iterable[list[int]], likely: Callable[[Numbers, Numbers], Numbers]) -> set[tuple[int, int]]:
    """The pairs that are hardly of one person, the lower first, among rows that hang together by proposals."""
    import numpy as np

    rows: list[int] = []
    columns: list[int] = []
    for group in groups:
        if 2 < len(group) <= _COMPARED_WHOLLY:
            held = sorted(group)
            for at, one in enumerate(held):
                rows += [one] * (len(held) - at - 1)
                columns += held[at + 1 :]
    lower, higher = np.array(rows, np.int64), np.array(columns, np.int64)
    chosen = np.flatnonzero(likely(lower, higher) < _AGAINST)
    return set(zip(lower[chosen].tolist(), higher[chosen].tolist(), strict=True))


class _Groups:
    """Rows in groups that are joined one by one."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}

    def _group(self, row: int) -> int:
        if row not in self.of:
            self.of[row] = row
            self.members[row] = [row]
        return self.of[row]

    def has_together(self, one: int, other: int) -> bool:
        """Whether two rows are in one group; a row of which nothing but doubt was said is in none."""
        return one in self.of and self.of[one] == self.of.get(other)

    def join(self, one: int, other: int) -> None:
        """Put two rows and their groups together."""
        keep, gone = self._group(one), self._group(other)
        if keep != gone:
            if len(self.members[keep]) < len(self.members[gone]):
                keep, gone = gone, keep
            for row in self.members[gone]:
                self.of[row] = keep
            self.members[keep] += self.members.pop(gone)

    def propose(self, one: int, other: int, apart: set[tuple[int, int]]) -> None:
        """Join two groups, unless two of their rows are to stay apart; these are named with the lower first."""
        left, right = self._group(one), self._group(other)
        if left != right:
            crossing = ((min(a, b), max(a, b)) for a in self.members[left] for b in self.members[right])
            if not any(pair in apart for pair in crossing):
                self.join(one, other)
