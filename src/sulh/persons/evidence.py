"""What two rows of lists have in common beside their names: level by level, each with the weight that the lists themselves give it.

After Fellegi and Sunter (1969): a level weighs the natural logarithm of how much commoner it is among rows of one person than among rows
drawn at random. The first is estimated by expectation maximisation, with the weights of the names to begin with; the second is counted in
random pairs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from sulh.model.messages import FilledMessage
from sulh.model.person_entry import PersonEntry
from sulh.persons.alignment import name_evidence
from sulh.text.days import day_range
from sulh.text.folding import fold

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = [
    "COARSEST",
    "FINEST",
    "FIRST_YEAR",
    "LEVELS",
    "EntryTable",
    "EvidenceWeights",
    "RandomPairs",
    "against_relatives",
    "estimated",
    "levels_of",
    "random_pairs",
]

# For each feature its levels with their words, and how common each is among rows of one person where the lists do not say otherwise.
LEVELS: Mapping[str, tuple[tuple[FilledMessage, float], ...]] = {
    "born": (
        (FilledMessage("one says no year of birth"), 0.0), (FilledMessage("born in the same year"), 0.74),
        (FilledMessage("born a year apart"), 0.18), (FilledMessage("born two years apart"), 0.04),
        (FilledMessage("born three to five years apart"), 0.03), (FilledMessage("born more than five years apart"), 0.01),
    ),
    "sex": (
        (FilledMessage("one says no sex"), 0.0), (FilledMessage("of the same sex"), 0.995), (FilledMessage("of different sex"), 0.005),
    ),
    "place": (
        (FilledMessage("one says no place"), 0.0), (FilledMessage("in the same place"), 0.6),
        (FilledMessage("in the same larger place"), 0.33), (FilledMessage("in other places"), 0.07),
    ),
    "date": (
        (FilledMessage("one says no date"), 0.0), (FilledMessage("on the same day"), 0.5), (FilledMessage("within a week"), 0.1),
        (FilledMessage("dates that can be the same"), 0.3), (FilledMessage("within two months"), 0.06),
        (FilledMessage("further apart"), 0.04),
    ),
}  # fmt: skip
# How common the levels are among brothers and sisters in one list; and how much rarer they are than doubles (a logarithm).
_RELATIVES = {"born": (1.0, 0.06, 0.16, 0.16, 0.32, 0.3), "sex": (1.0, 0.7, 0.3)}
_ODDS_OF_RELATIVES = 1.0
# The evidence at which a given name speaks for neither, and the least that it is worth.
_GIVEN_EVEN, _OTHER_GIVEN = 1.0, -10.0
_BELIEVED = 50.0  # pairs that the shares above count as
_BELIEVED_MATCHES = 20.0  # that the share of matches among pairs of other kinds counts as
_ROUNDS = 8
_LEAST = 1e-4
# However sure the lists at hand look, rows have mistakes.
_WEIGHTS = (-5.0, 8.0)
_NEAR, _WITHIN = 7, 60  # days
_NONE = -(2**31)
_SEXES = {"male": 1, "female": 2}
# Where things stand in a row of cells.
_CELLS = FIRST_YEAR, _LAST_YEAR, _SEX, _FIRST_DAY, _LAST_DAY, FINEST, COARSEST, _DEPTH = range(8)
_BATCH = 1 << 16
_EPOCH = dt.date(1970, 1, 1).toordinal()
_MONTHS = 12 * 1970  # before that day


# What is found of a pair in all features is one number, a pattern: the levels as digits, those of the first feature the highest.
_PATTERNS = tuple(product(*(range(len(levels)) for levels in LEVELS.values())))


def levels_of(pattern: int) -> dict[str, int]:
    """Return the level of each feature in a pattern."""
    return dict(zip(LEVELS, _PATTERNS[pattern], strict=True))


@dataclass(frozen=True, eq=False)
class EvidenceWeights:
    """The weight of each level of each feature, in the order of `LEVELS`.

    `prior` has for each kind of pairs (see `EntryTable.kinds`) the logarithm of the odds of one drawn at random.
    """

    levels: Mapping[str, Numbers]
    prior: Numbers

    @cached_property
    def patterns(self) -> Numbers:
        """The weight of each pattern: those of its levels, added up."""
        return _added(self.levels)


def _added(levels: Mapping[str, Numbers]) -> Numbers:
    import numpy as np

    return np.array([sum(float(levels[feature][level]) for feature, level in levels_of(one).items()) for one in range(len(_PATTERNS))])


class EntryTable:
    """The rows of lists as numbers (`cells`: rows x 8), to be compared in any pairs by their places."""

    def __init__(self, entries: Sequence[PersonEntry]) -> None:
        import numpy as np

        days = {one: _days(one) for one in {entry.date for entry in entries}}
        places: dict[tuple[str, ...], int] = {(): -1}
        folded = {one: tuple(fold(name).strip() for name in one) for one in dict.fromkeys(entry.place for entry in entries)}
        numbers = {one: tuple(places.setdefault(name, len(places)) for name in (held, held[:1])) for one, held in folded.items()}
        self.cells = np.array(
            [
                (*(one.born or (_NONE, _NONE)), _SEXES.get(one.sex or "", 0), *days[one.date], *numbers[one.place], len(one.place))
                for one in entries
            ], np.int32,
        ).reshape(-1, len(_CELLS))  # fmt: skip
        lists = {name: number for number, name in enumerate(dict.fromkeys(entry.list for entry in entries))}
        self.lists = np.array([lists[entry.list] for entry in entries], np.int32)
        self.list_rows = np.bincount(self.lists, minlength=len(lists))

    def __len__(self) -> int:
        return len(self.cells)

    def kinds(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the kind of each pair of rows: a number for the two lists that they are of, in either order."""
        import numpy as np

        one, other = self.lists[rows], self.lists[columns]
        kinds: Numbers = np.minimum(one, other) * len(self.list_rows) + np.maximum(one, other)
        return kinds

    def pairs_of_kinds(self) -> Numbers:
        """Return how many pairs there are of each kind, those of one list on the diagonal (lists x lists, 0 below it)."""
        import numpy as np

        held = self.list_rows.astype(float)
        return np.triu(np.outer(held, held), 1) + np.diag(held * (held - 1) / 2)

    def months(self) -> Numbers:
        """Return for each row the number of the month that its date lies in, 0 where it has none or spans several."""
        import numpy as np

        days = np.maximum(self.cells[:, [_FIRST_DAY, _LAST_DAY]].T, 0) - _EPOCH
        first, last = days.astype("datetime64[D]").astype("datetime64[M]")
        return np.where((self.cells[:, _FIRST_DAY] > 0) & (first == last), first.astype(np.int64) + _MONTHS, 0)

    def found(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the pattern of each pair of rows (int16)."""
        import numpy as np

        patterns = np.zeros(len(rows), np.int16)
        for begin in range(0, len(rows), _BATCH):
            one, other = (self.cells[places[begin : begin + _BATCH]].T.copy() for places in (rows, columns))
            found = patterns[begin : begin + _BATCH]
            for feature, levels in zip(LEVELS, (_born, _sex, _place, _date), strict=True):
                found *= np.int16(len(LEVELS[feature]))
                found += levels(one, other).astype(np.int16)
        return patterns


def _born(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    gap = np.maximum(one[FIRST_YEAR] - other[_LAST_YEAR], other[FIRST_YEAR] - one[_LAST_YEAR])
    level = 1 + (gap > 0) + (gap > 1) + (gap > 2) + np.int8(gap > 5)
    return np.where((one[FIRST_YEAR] < 0) | (other[FIRST_YEAR] < 0), 0, level)


def _sex(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    return np.where((one[_SEX] == 0) | (other[_SEX] == 0), 0, 1 + (one[_SEX] != other[_SEX]))


def _place(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    same = (one[FINEST] == other[FINEST]) & (one[_DEPTH] > 1)
    level = 3 - (one[COARSEST] == other[COARSEST]).astype(np.int8)
    return np.where((one[FINEST] < 0) | (other[FINEST] < 0), 0, np.where(same, 1, level))


def _date(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    gap = np.maximum(one[_FIRST_DAY] - other[_LAST_DAY], other[_FIRST_DAY] - one[_LAST_DAY])
    exact = (one[_FIRST_DAY] == one[_LAST_DAY]) & (other[_FIRST_DAY] == other[_LAST_DAY])
    level = np.where(exact & (gap == 0), 1, np.where(exact & (gap <= _NEAR), 2, np.where(gap <= 0, 3, np.where(gap <= _WITHIN, 4, 5))))
    return np.where((one[_FIRST_DAY] < 0) | (other[_FIRST_DAY] < 0), 0, level)


def against_relatives(given: Numbers, patterns: Numbers) -> Numbers:
    """Return the logarithm of the odds that pairs are of one person and not of brothers or sisters, who share other names and the place.

    `given` is how likely the given names are one, not a number where one is missing; `patterns` as `EntryTable.found` has them.
    """
    import numpy as np

    odds = np.where(np.isnan(given), 0.0, np.maximum(name_evidence(given), _OTHER_GIVEN) + _GIVEN_EVEN)
    weights = {feature: np.zeros(len(levels)) for feature, levels in LEVELS.items()}
    for feature, shares in _RELATIVES.items():
        own = np.array([share for _, share in LEVELS[feature]])
        weights[feature] = np.log(np.maximum(own, _LEAST) / np.array(shares))
        weights[feature][0] = 0.0
    found: Numbers = np.asarray(odds + _ODDS_OF_RELATIVES) + _added(weights)[patterns]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class RandomPairs:
    """How common each level is among rows drawn at random; `pairs`: how many pairs of `rows` rows there are, of each kind."""

    shares: Mapping[str, Numbers]
    rows: int
    pairs: Numbers

    @property
    def most(self) -> Numbers:
        """The most that each pattern may weigh, and the odds of a pair before anything is known, added up: natural logarithms."""
        import numpy as np

        levels = {feature: np.minimum(-np.log(shares), _WEIGHTS[1]) for feature, shares in self.shares.items()}
        for weights in levels.values():
            weights[0] = 0.0
        return _added(levels) + float(np.log(max(self.rows, 2)) - np.log(max(self.pairs.sum(), 2.0)))


def random_pairs(table: EntryTable, *, seed: int = 1) -> RandomPairs:
    """Return how common the levels are in pairs drawn with `seed`, so that a second run gives the same."""
    import numpy as np

    count = len(table)
    chance = np.random.default_rng(seed)
    drawn = min(200_000, count * count)
    apart = table.found(chance.integers(0, max(count, 1), drawn), chance.integers(0, max(count, 1), drawn))
    return RandomPairs(_shares(np.bincount(apart, minlength=len(_PATTERNS))), count, table.pairs_of_kinds())


def estimated(apart: RandomPairs, patterns: Numbers, names: Numbers, kinds: Numbers) -> EvidenceWeights:
    """Return the weights of the levels, from pairs that may be one person's: their patterns, the weights of their names, their kinds."""
    import numpy as np

    shares: Mapping[str, Numbers] = {feature: np.array([share for _, share in levels]) for feature, levels in LEVELS.items()}
    first = max(apart.rows, 2) / 20 / max(float(apart.pairs.sum()), 2.0)
    weights = EvidenceWeights(_weights(shares, apart.shares), np.full(apart.pairs.size, np.log(first)))
    for _ in range(_ROUNDS):
        odds = names + weights.patterns[patterns] + weights.prior[kinds]
        likely = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
        shares = _shares(np.bincount(patterns, likely, minlength=len(_PATTERNS)))
        expected = np.bincount(kinds, likely, minlength=apart.pairs.size).reshape(apart.pairs.shape)
        weights = EvidenceWeights(_weights(shares, apart.shares), _priors(expected, apart.pairs).ravel())
    return weights


def _priors(expected: Numbers, pairs: Numbers) -> Numbers:
    """The logarithm of the odds of pairs of each kind: doubles in a list are rarer than rows that another list has too.

    Kinds of which little was found take after those of their sort, doubles or matches across lists, and these after all.
    """
    import numpy as np

    within = np.eye(len(pairs), dtype=bool)
    overall = max(float(expected.sum()), 1.0) / max(float(pairs.sum()), 2.0)
    rates = np.full(pairs.shape, overall)
    for sort in (within, ~within):
        rate = (expected[sort].sum() + _BELIEVED_MATCHES) / (pairs[sort].sum() + _BELIEVED_MATCHES / overall)
        rates[sort] = (expected[sort] + _BELIEVED_MATCHES) / (pairs[sort] + _BELIEVED_MATCHES / rate)
    rates = np.minimum(rates, 0.5)
    odds: Numbers = np.log(rates) - np.log1p(-rates)
    return odds


def _shares(counted: Numbers) -> dict[str, Numbers]:
    """The share of each level of each feature among pairs where both rows say something, by how often each pattern was found."""
    import numpy as np

    digits = np.array(_PATTERNS)
    shares = {}
    for place, (feature, levels) in enumerate(LEVELS.items()):
        held = np.bincount(digits[:, place], counted, minlength=len(levels)) + _BELIEVED * np.array([share for _, share in levels])
        held[0] = 0.0
        shares[feature] = np.maximum(held / max(held.sum(), 1e-9), _LEAST)
    return shares


def _weights(shares: Mapping[str, Numbers], random_shares: Mapping[str, Numbers]) -> dict[str, Numbers]:
    import numpy as np

    weights = {}
    for feature, levels in shares.items():
        weights[feature] = np.clip(np.log(np.maximum(levels, _LEAST) / random_shares[feature]), *_WEIGHTS)
        weights[feature][0] = 0.0
    return weights


def _days(date: str | None) -> tuple[int, int]:
    """The first and last day of a date by number, a number below zero for none."""
    days = day_range(date, None) if date else None
    return (days[0].toordinal(), days[1].toordinal()) if days else (_NONE, _NONE)
