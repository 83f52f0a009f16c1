"""Two names compared, with the reason slot by slot; and many names prepared so that millions of pairs can be compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sulh.persons.alignment import MISMATCH, WITHOUT_GIVEN, align, aligned_weights, slot_weight
from sulh.persons.names import NamePart, PersonName, person_name
from sulh.persons.vocabulary import Vocabulary, known_share

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["NameMatch", "PreparedNames", "SlotFinding", "compare_names", "score_of"]

# Two names drawn from people who are compared at all are one person's once in so many times (natural logarithm of it).
_PRIOR = 7.0
# How common a name is when the list at hand is short: so many rows of what is known beside it, and the share of a name nobody knows.
_BELIEVED, _UNKNOWN_SHARE = 300.0, 1 / 4000
_RAREST = 9.0
_SAME, _MAYBE = 0.8, 0.2
_SLOTS_AFTER_GIVEN = 5
_BATCH = 1 << 16


@dataclass(frozen=True, slots=True)
class SlotFinding:
    """What was found in one slot: the words of both names (None where one has none), a code and its weight.

    `found` is same, other_spelling, may_be_same, different, missing or not_compared.
    """

    slot: str
    one: str | None
    other: str | None
    found: str
    weight: float

    def __str__(self) -> str:
        return f"{self.slot}: {self.one or '-'} beside {self.other or '-'}: {_WORDS[self.found]} ({self.weight:+.1f})"


_WORDS = {
    "same": "the same",
    "other_spelling": "one name in two spellings",
    "may_be_same": "may be one name",
    "different": "two names",
    "missing": "only one of them has it",
    "not_compared": "says nothing either way",
}


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names compare: the weight (natural logarithm of how much likelier for one person than for two) and what it is made of."""

    one: PersonName
    other: PersonName
    weight: float
    slots: tuple[SlotFinding, ...]

    @property
    def score(self) -> float:
        """How likely they are one person's by the names alone (0 to 1), when one pair in 1,100 of those compared is."""
        return score_of(self.weight)


def score_of(weight: float) -> float:
    """Return the weight of two names as a likelihood from 0 to 1."""
    return 1 / (1 + math.exp(-max(min(weight - _PRIOR, 60.0), -60.0)))


class PreparedNames:
    """Names taken apart once, to be compared in any pairs by their places in the list.

    How rare a name is is counted in these names, together with what is known of common names; rarer names weigh more.
    """

    def __init__(self, names: Iterable[str | PersonName], *, vocabulary: Vocabulary | None = None) -> None:
        import numpy as np

        self.names: tuple[PersonName, ...] = tuple(person_name(one) if isinstance(one, str) else one for one in names)
        self.vocabulary = vocabulary or Vocabulary((name.alphabet, part.key) for name in self.names for part in _all_parts(name))
        number = self.vocabulary.number
        self.given = np.full(len(self.names), -1, np.int32)
        self.kunya = np.full(len(self.names), -1, np.int32)
        self.others = np.full((len(self.names), _SLOTS_AFTER_GIVEN), -1, np.int32)
        self.lengths = np.zeros(len(self.names), np.int8)
        for row, name in enumerate(self.names):
            given, rest = _given_and_rest(name)
            if given is not None:
                self.given[row] = number[name.alphabet, given.key]
            if name.kunya is not None:
                self.kunya[row] = number[name.alphabet, name.kunya.key]
            self.others[row, : len(rest)] = [number[name.alphabet, part.key] for part in rest]
            self.lengths[row] = len(rest)

    @cached_property
    def rarity(self) -> Numbers:
        """For each word of the vocabulary the natural logarithm of how many names there are to one with it, in any spelling."""
        import numpy as np

        held = np.concatenate([self.given, self.others.ravel()])
        counts = np.bincount(held[held >= 0], minlength=len(self.vocabulary.words)).astype(float)
        held_alike = self.vocabulary.spread(counts)
        believed = np.array([known_share(word) or _UNKNOWN_SHARE for word in self.vocabulary.words])
        share = (held_alike + _BELIEVED * believed) / (len(self.names) + _BELIEVED)
        return np.minimum(-np.log(np.minimum(share, 1.0)), _RAREST).astype(np.float32)

    def weights(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the weight of each pair of names, given by their places: natural logarithms, as `compare_names` has them."""
        import numpy as np

        found = np.zeros(len(rows), np.float32)
        shape = self.lengths[rows].astype(np.int32) * (_SLOTS_AFTER_GIVEN + 1) + self.lengths[columns]
        order = np.argsort(shape, kind="stable")
        borders = np.flatnonzero(np.diff(shape[order])) + 1
        for group in np.split(order, borders):
            for begin in range(0, len(group), _BATCH):
                some = group[begin : begin + _BATCH]
                if len(some):
                    found[some] = self._group(rows[some], columns[some])
        return found

    def given_likeness(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return for each pair how likely the given names are one (0 to 1), not a number where one of the two names has none."""
        import numpy as np

        one, other = self.given[rows], self.given[columns]
        likely: Numbers = np.where((one < 0) | (other < 0), np.float32(np.nan), self.vocabulary.likeness(one, other))
        return likely

    def _group(self, rows: Numbers, columns: Numbers) -> Numbers:
        """The weights of pairs whose names have as many slots as one another's first."""
        import numpy as np

        high, wide = int(self.lengths[rows[0]]), int(self.lengths[columns[0]])
        given = self._slot(self.given[rows], self.given[columns], MISMATCH["given"], WITHOUT_GIVEN)
        total = self._slot(self.kunya[rows], self.kunya[columns], MISMATCH["kunya"], 0.0)
        if high and wide:
            ones = [self.others[rows, i] for i in range(high)]
            others = [self.others[columns, j] for j in range(wide)]
            total += aligned_weights([[self._slot(one, other, MISMATCH["other"], 0.0) for other in others] for one in ones])
        elif high or wide:
            total += np.float32(align(high, wide, _no_weight)[0])
        return given + total

    def _slot(self, one: Numbers, other: Numbers, mismatch: float, missing: float) -> Numbers:
        """The weights of one slot; `missing` where one of the two names does not have it."""
        import numpy as np

        likeness = self.vocabulary.likeness(one, other)
        rarity = np.minimum(self.rarity[one], self.rarity[other])
        weight = likeness * rarity + (1 - likeness) * np.float32(mismatch)
        absent = (one < 0) | (other < 0)
        if absent.any():
            weight = np.where(absent, np.where((one < 0) & (other < 0), np.float32(0.0), np.float32(missing)), weight)
        return weight

    def match(self, row: int, column: int) -> NameMatch:
        """Return the comparison of two of the names, with its reasons."""
        one, other = self.names[row], self.names[column]
        (given, rest), (other_given, other_rest) = _given_and_rest(one), _given_and_rest(other)
        found = [self._finding("given", given, other_given, row, column, MISMATCH["given"], WITHOUT_GIVEN)]
        total, path = align(len(rest), len(other_rest), lambda i, j: self._weight(one, rest[i], other, other_rest[j], MISMATCH["other"])[1])
        for i, j, weight in path:
            part, beside = None if i is None else rest[i], None if j is None else other_rest[j]
            slot = (part or beside or rest[0]).slot
            found.append(self._finding(slot, part, beside, row, column, MISMATCH["other"], weight))
        if one.kunya is not None or other.kunya is not None:
            found.append(self._finding("kunya", one.kunya, other.kunya, row, column, MISMATCH["kunya"], 0.0))
            total += found[-1].weight
        return NameMatch(one, other, found[0].weight + total, tuple(found))

    def _finding(
        self, slot: str, part: NamePart | None, beside: NamePart | None, row: int, column: int, mismatch: float, missing: float
    ) -> SlotFinding:
        if part is None or beside is None:
            absent = part is None and beside is None
            one, other = part.written if part else None, beside.written if beside else None
            return SlotFinding(slot, one, other, "not_compared" if absent or not missing else "missing", 0.0 if absent else missing)
        likeness, weight = self._weight(self.names[row], part, self.names[column], beside, mismatch)
        same = part.key == beside.key and self.names[row].alphabet == self.names[column].alphabet
        code = "same" if same else "other_spelling" if likeness >= _SAME else "may_be_same" if likeness >= _MAYBE else "different"
        return SlotFinding(slot, part.written, beside.written, code, weight)

    def _weight(self, one: PersonName, part: NamePart, other: PersonName, beside: NamePart, mismatch: float) -> tuple[float, float]:
        import numpy as np

        number = self.vocabulary.number
        pair = np.array([number[one.alphabet, part.key]]), np.array([number[other.alphabet, beside.key]])
        likeness = float(self.vocabulary.likeness(*pair)[0])
        return likeness, slot_weight(likeness, float(min(self.rarity[pair[0][0]], self.rarity[pair[1][0]])), mismatch)


def compare_names(one: str | PersonName, other: str | PersonName) -> NameMatch:
    """Return how two names compare, in any two scripts, with the reason slot by slot. For lists use `PreparedNames`."""
    return PreparedNames((one, other)).match(0, 1)


def _all_parts(name: PersonName) -> Sequence[NamePart]:
    return (*name.parts, name.kunya) if name.kunya is not None else name.parts


def _given_and_rest(name: PersonName) -> tuple[NamePart | None, Sequence[NamePart]]:
    if name.parts and name.parts[0].slot == "given":
        return name.parts[0], name.parts[1:]
    return None, name.parts


def _no_weight(one: int, other: int) -> float:
    return 0.0
