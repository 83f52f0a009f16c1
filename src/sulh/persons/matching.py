"""Two names compared, with the reason slot by slot; and many names prepared so that millions of pairs can be compared."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sulh.model.messages import FilledMessage, TermName
from sulh.persons.alignment import MISMATCH, WITHOUT_GIVEN, align, slot_weight
from sulh.persons.name_columns import NameColumns, NamesInWords, given_and_rest, rarities
from sulh.persons.names import NamePart, PersonName, person_name
from sulh.persons.vocabulary import Vocabulary

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["FOUND", "NameMatch", "PreparedNames", "SlotFinding", "compare_names", "score_of"]

# Two names drawn from people who are compared at all are one person's once in so many times (natural logarithm of it).
_PRIOR = 7.0
_SAME, _MAYBE = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class SlotFinding:
    """What was found in one slot: the words of both names (None where one has none), a code and its weight.

    `found` is same, other_spelling, may_be_same, different, missing or not_compared; `message` says it in words.
    """

    slot: str
    one: str | None
    other: str | None
    found: str
    weight: float

    @property
    def message(self) -> FilledMessage:
        """The finding in words."""
        return FilledMessage(
            "{slot}: {one} beside {other}: {found} ({weight})",
            slot=TermName(self.slot, f"slot.{self.slot}"), one=self.one or "-", other=self.other or "-", found=FOUND[self.found],
            weight=f"{self.weight:+.1f}",
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.message)


FOUND = {
    "same": FilledMessage("the same"),
    "other_spelling": FilledMessage("one name in two spellings"),
    "may_be_same": FilledMessage("may be one name"),
    "different": FilledMessage("two names"),
    "missing": FilledMessage("only one of them has it"),
    "not_compared": FilledMessage("says nothing either way"),
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
    `languages` says of each how its Latin letters are read; `held` is given where the names were taken apart before.
    """

    def __init__(
        self, names: Iterable[str | PersonName], *, languages: Sequence[str | None] | None = None, held: NamesInWords | None = None
    ) -> None:
        self.written = tuple(names)
        self._languages = languages
        self.held = held or NamesInWords.of(self.written, languages)
        self.vocabulary = Vocabulary(self.held.words, self.held.counts())

    def name(self, row: int) -> PersonName:
        """Return one of the names, taken apart."""
        written = self.written[row]
        return person_name(written, self._languages[row] if self._languages else None) if isinstance(written, str) else written

    @cached_property
    def rarity(self) -> Numbers:
        """For each word of the vocabulary the natural logarithm of how many names there are to one with it, in any spelling."""
        return rarities(self.held, self.vocabulary)

    @cached_property
    def columns(self) -> NameColumns:
        """The names as numbers, without their words."""
        return NameColumns.of(self.held, self.vocabulary.table, self.rarity)

    def weights(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the weight of each pair of names, given by their places: natural logarithms, as `compare_names` has them."""
        return self.columns.weights(rows, columns)

    def match(self, row: int, column: int) -> NameMatch:
        """Return the comparison of two of the names, with its reasons."""
        one, other = self.name(row), self.name(column)
        (given, rest), (other_given, other_rest) = given_and_rest(one), given_and_rest(other)
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
        likeness, weight = self._weight(self.name(row), part, self.name(column), beside, mismatch)
        same = part.key == beside.key and self.name(row).alphabet == self.name(column).alphabet
        code = "same" if same else "other_spelling" if likeness >= _SAME else "may_be_same" if likeness >= _MAYBE else "different"
        return SlotFinding(slot, part.written, beside.written, code, weight)

    def _weight(self, one: PersonName, part: NamePart, other: PersonName, beside: NamePart, mismatch: float) -> tuple[float, float]:
        import numpy as np

        number = self.vocabulary.number
        pair = np.array([number[one.alphabet, part.key]]), np.array([number[other.alphabet, beside.key]])
        likeness = float(self.vocabulary.likeness(*pair)[0])
        return likeness, float(slot_weight(np.array([likeness]), np.minimum(*(self.rarity[one] for one in pair)), mismatch)[0])


def compare_names(one: str | PersonName, other: str | PersonName) -> NameMatch:
    """Return how two names compare, in any two scripts, with the reason slot by slot. For lists use `PreparedNames`."""
    return PreparedNames((one, other)).match(0, 1)
