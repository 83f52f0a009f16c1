"""What two rows of lists have in common beside their names: level by level, each with the weight that the lists themselves give it.

After Fellegi and Sunter (1969): a level weighs the natural logarithm of how much commoner it is among rows of one person than among rows
drawn at random. The first is estimated by expectation maximisation, with the weights of the names to begin with; the second is counted in
random pairs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.model.person_entry import PersonEntry
from sulh.text.days import day_range
from sulh.text.folding import fold

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["LEVELS", "EntryTable", "EvidenceWeights", "against_relatives", "estimated"]

# For each feature its levels with their words, and how common each is among rows of one person where the lists do not say otherwise.
LEVELS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "born": (
        ("one says no year of birth", 0.0), ("born in the same year", 0.74), ("born a year apart", 0.18), ("born two years apart", 0.04),
        ("born three to five years apart", 0.03), ("born more than five years apart", 0.01),
    ),
    "sex": (("one says no sex", 0.0), ("of the same sex", 0.995), ("of different sex", 0.005)),
    "place": (
        ("one says no place", 0.0), ("in the same place", 0.6), ("in the same larger place", 0.33), ("in other places", 0.07),
    ),
    "date": (
        ("one says no date", 0.0), ("on the same day", 0.5), ("within a week", 0.1), ("dates that can be the same", 0.3),
        ("within two months", 0.06), ("further apart", 0.04),
    ),
}  # fmt: skip
# How common the levels are among brothers and sisters in one list; and how much rarer they are than doubles (a logarithm).
_RELATIVES = {"born": (1.0, 0.06, 0.16, 0.16, 0.32, 0.3), "sex": (1.0, 0.7, 0.3)}
_ODDS_OF_RELATIVES = 1.0
_BELIEVED = 50.0  # pairs that the shares above count as
_ROUNDS = 8
_LEAST = 1e-4
# However sure the lists at hand look, rows have mistakes.
_WEIGHTS = (-5.0, 6.0)
_NEAR, _WITHIN = 7, 60  # days


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceWeights:
    """The weight of each level of each feature, in the order of `LEVELS`; `prior`: the logarithm of the odds of a pair drawn at random."""

    levels: Mapping[str, Numbers]
    prior: float

    def of(self, found: Mapping[str, Numbers]) -> Numbers:
        """Return the weights of what was found of many pairs, added up."""
        return sum(self.levels[feature][levels] for feature, levels in found.items())  # type: ignore[return-value]


class EntryTable:
    """The rows of lists as columns of numbers, to be compared in any pairs by their places."""

    def __init__(self, entries: Sequence[PersonEntry]) -> None:
        import numpy as np

        none = np.iinfo(np.int32).min
        self.first_year = np.array([one.born[0] if one.born else none for one in entries], np.int32)
        self.last_year = np.array([one.born[1] if one.born else none for one in entries], np.int32)
        self.sex = np.array([{"male": 1, "female": 2}.get(one.sex or "", 0) for one in entries], np.int8)
        days = [day_range(one.date, None) if one.date else None for one in entries]
        self.first_day = np.array([_number(one[0]) if one else none for one in days], np.int32)
        self.last_day = np.array([_number(one[1]) if one else none for one in days], np.int32)
        places: dict[tuple[str, ...], int] = {}
        folded = [tuple(fold(name).strip() for name in one.place) for one in entries]
        self.finest = np.array([places.setdefault(one, len(places)) if one else -1 for one in folded], np.int32)
        self.coarsest = np.array([places.setdefault(one[:1], len(places)) if one else -1 for one in folded], np.int32)
        self.depth = np.array([len(one) for one in folded], np.int8)

    def found(self, rows: Numbers, columns: Numbers) -> dict[str, Numbers]:
        """Return the level of each feature for pairs of rows."""
        return {
            "born": self._born(rows, columns),
            "sex": self._sex(rows, columns),
            "place": self._place(rows, columns),
            "date": self._date(rows, columns),
        }

    def _born(self, rows: Numbers, columns: Numbers) -> Numbers:
        import numpy as np

        gap = np.maximum(self.first_year[rows] - self.last_year[columns], self.first_year[columns] - self.last_year[rows])
        level = np.searchsorted([0, 1, 2, 5], gap) + 1
        return np.where((self.first_year[rows] < 0) | (self.first_year[columns] < 0), 0, level)

    def _sex(self, rows: Numbers, columns: Numbers) -> Numbers:
        import numpy as np

        one, other = self.sex[rows], self.sex[columns]
        return np.where((one == 0) | (other == 0), 0, np.where(one == other, 1, 2))

    def _place(self, rows: Numbers, columns: Numbers) -> Numbers:
        import numpy as np

        same = (self.finest[rows] == self.finest[columns]) & (self.depth[rows] > 1)
        larger = self.coarsest[rows] == self.coarsest[columns]
        level = np.where(same, 1, np.where(larger, 2, 3))
        return np.where((self.finest[rows] < 0) | (self.finest[columns] < 0), 0, level)

    def _date(self, rows: Numbers, columns: Numbers) -> Numbers:
        import numpy as np

        first, last = self.first_day[rows], self.last_day[rows]
        other_first, other_last = self.first_day[columns], self.last_day[columns]
        gap = np.maximum(first - other_last, other_first - last)
        exact = (first == last) & (other_first == other_last)
        level = np.where(exact & (gap == 0), 1, np.where(exact & (gap <= _NEAR), 2, np.where(gap <= 0, 3, np.where(gap <= _WITHIN, 4, 5))))
        return np.where((first < 0) | (other_first < 0), 0, level)


def against_relatives(given: Numbers, found: Mapping[str, Numbers]) -> Numbers:
    """Return the logarithm of the odds that pairs are of one person and not of brothers or sisters, who share other names and the place.

    `given` is how likely the given names are one, not a number where one is missing; `found` are the levels of `EntryTable.found`.
    """
    import numpy as np

    odds = np.where(np.isnan(given), 0.0, np.log(np.maximum(given, _LEAST) / np.maximum(1 - given, _LEAST)))
    odds = np.asarray(odds + _ODDS_OF_RELATIVES)
    for feature, shares in _RELATIVES.items():
        own = np.array([share for _, share in LEVELS[feature]])
        weights = np.log(np.maximum(own, _LEAST) / np.array(shares))
        weights[0] = 0.0
        odds += weights[found[feature]]
    return odds


def estimated(table: EntryTable, rows: Numbers, columns: Numbers, names: Numbers, *, pairs: float, seed: int = 1) -> EvidenceWeights:
    """Return the weights of the levels, from pairs that may be one person's and the weights of their names.

    `pairs` is how many pairs there are in all, compared or not. Random pairs are drawn with `seed`, so that a second run gives the same.
    """
    import numpy as np

    pairs = max(pairs, 2.0)
    chance = np.random.default_rng(seed)
    count = len(table.sex)
    drawn = min(200_000, count * count)
    apart = table.found(chance.integers(0, max(count, 1), drawn), chance.integers(0, max(count, 1), drawn))
    found = table.found(rows, columns)
    believed = {feature: np.array([share for _, share in levels]) for feature, levels in LEVELS.items()}
    random_shares = {feature: _shares(np.bincount(apart[feature], minlength=len(levels)), levels) for feature, levels in believed.items()}
    shares = dict(believed)
    prior = float(np.log(max(count, 2) / 20) - np.log(pairs))
    weights = EvidenceWeights(_weights(shares, random_shares), prior)
    for _ in range(_ROUNDS):
        odds = names + weights.of(found) + weights.prior
        likely = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
        for feature, levels in believed.items():
            counted = np.bincount(found[feature], likely, minlength=len(levels))
            shares[feature] = _shares(counted, levels)
        expected = min(max(float(likely.sum()), 1.0), pairs / 2)
        weights = EvidenceWeights(_weights(shares, random_shares), float(np.log(expected) - np.log(max(pairs - expected, 1.0))))
    return weights


def _shares(counted: Numbers, believed: Numbers) -> Numbers:
    """The share of each level among those where both rows say something."""
    import numpy as np

    held = counted.astype(float) + _BELIEVED * believed
    held[0] = 0.0
    shares: Numbers = np.maximum(held / max(held.sum(), 1e-9), _LEAST)
    return shares


def _weights(shares: Mapping[str, Numbers], random_shares: Mapping[str, Numbers]) -> dict[str, Numbers]:
    import numpy as np

    weights = {}
    for feature, levels in shares.items():
        weights[feature] = np.clip(np.log(np.maximum(levels, _LEAST) / random_shares[feature]), *_WEIGHTS)
        weights[feature][0] = 0.0
    return weights


def _number(day: dt.date) -> int:
    return day.toordinal()
