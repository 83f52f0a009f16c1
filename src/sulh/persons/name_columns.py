"""Many names as columns of numbers, compared in any pairs by their places: what a process or a machine needs that sees no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.persons.alignment import MISMATCH, WITHOUT_GIVEN, align, aligned_weights, slot_weight
from sulh.persons.names import NamePart, PersonName, person_name, plain_parts
from sulh.persons.vocabulary import Vocabulary, Word, known_share
from sulh.persons.word_pairs import PairTable

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["GIVEN", "KUNYA", "LENGTH", "NameColumns", "NamesInWords", "given_and_rest", "rarities"]

# How common a name is when the list at hand is short: so many rows of what is known beside it, and the share of a name nobody knows.
_BELIEVED, _UNKNOWN_SHARE = 300.0, 1 / 4000
_RAREST = 9.0
# Where things stand in a line of slots.
GIVEN, KUNYA, LENGTH = 0, 6, 7
_BATCH = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class NamesInWords:
    """Names by the words in their slots, as numbers of `words`, -1 for none.

    `slots` has a line for each name (names x 8): the given name, five names after it, the kunya, and how many of the five are in use.
    """

    words: tuple[Word, ...]
    slots: Numbers

    def __len__(self) -> int:
        return len(self.slots)

    def counts(self) -> Numbers:
        """Return how often each word stands in the names, kunyas apart."""
        import numpy as np

        held = self.slots[:, :KUNYA].ravel()
        return np.bincount(held[held >= 0], minlength=len(self.words)).astype(float)

    @classmethod
    def of(cls, names: Sequence[str | PersonName], languages: Sequence[str | None] | None = None) -> NamesInWords:
        """Return names, of which those that are text are taken apart, Latin letters as `languages` says of each."""
        import numpy as np

        number: dict[Word, int] = {}
        slots = np.full((len(names), LENGTH + 1), -1, np.int32)
        for row, name in enumerate(names):
            language = languages[row] if languages else None
            plain = plain_parts(name, language) if isinstance(name, str) else None
            if plain is not None:
                alphabet, held = plain
                slots[row, : len(held)] = [number.setdefault((alphabet, key), len(number)) for _, key in held]
                slots[row, LENGTH] = len(held) - 1
            else:
                taken = person_name(name, language) if isinstance(name, str) else name
                _fill(slots[row], taken, number)
        return cls(tuple(number), slots)

    @classmethod
    def joined(cls, parts: Sequence[NamesInWords]) -> NamesInWords:
        """Return the names of all parts, in order, in words that are numbered anew."""
        import numpy as np

        number: dict[Word, int] = {}
        found = np.concatenate([part.slots for part in parts])
        begin = 0
        for part in parts:
            anew = np.array([*(number.setdefault(word, len(number)) for word in part.words), -1], np.int32)
            held = found[begin : begin + len(part), :LENGTH]
            held[:] = anew[held]
            begin += len(part)
        return cls(tuple(number), found)


def _fill(slots: Numbers, name: PersonName, number: dict[Word, int]) -> None:
    """Set the words of a name in its slots."""
    given, rest = given_and_rest(name)
    for place, part in ((GIVEN, given), (KUNYA, name.kunya), *enumerate(rest, 1)):
        if part is not None:
            slots[place] = number.setdefault((name.alphabet, part.key), len(number))
    slots[LENGTH] = len(rest)


def given_and_rest(name: PersonName) -> tuple[NamePart | None, Sequence[NamePart]]:
    """Return the given name of a name, None where it has none, and the names after it."""
    if name.parts and name.parts[0].slot == "given":
        return name.parts[0], name.parts[1:]
    return None, name.parts


def rarities(names: NamesInWords, vocabulary: Vocabulary) -> Numbers:
    """Return for each word of the vocabulary the natural logarithm of how many names there are to one with it, in any spelling."""
    import numpy as np

    held_alike = vocabulary.spread(names.counts())
    believed = np.array([known_share(word) or _UNKNOWN_SHARE for word in vocabulary.words])
    share = (held_alike + _BELIEVED * believed) / (len(names) + _BELIEVED)
    return np.minimum(-np.log(np.minimum(share, 1.0)), _RAREST).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class NameColumns:
    """Names in words, how likely any two words are one name, how rare each word is, and what the pairs of the table weigh in a slot."""

    names: NamesInWords
    likely: PairTable
    rarity: Numbers
    alike: Numbers

    @classmethod
    def of(cls, names: NamesInWords, likely: PairTable, rarity: Numbers) -> NameColumns:
        """Return names as columns; what two words weigh is worked out once for the table, and not for each pair of names."""
        import numpy as np

        rarer = np.minimum(rarity[likely.rows], rarity[likely.columns]) if len(likely.rows) else np.empty(0, np.float32)
        return cls(names, likely, rarity, slot_weight(likely.likely.astype(np.float32), rarer, min(MISMATCH.values())))

    def weights(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return the weight of each pair of names, given by their places: natural logarithms, as `compare_names` has them."""
        import numpy as np

        found = np.zeros(len(rows), np.float32)
        for begin in range(0, len(rows), _BATCH):
            # A line of slots is read at once: what is beside one another in memory comes together.
            one, other = (self.names.slots[places[begin : begin + _BATCH]] for places in (rows, columns))
            shape = (one[:, LENGTH] * LENGTH + other[:, LENGTH]).astype(np.int8)
            order = np.argsort(shape, kind="stable")
            for group in np.split(order, np.flatnonzero(np.diff(shape[order])) + 1):
                if len(group):
                    found[begin + group] = self._group(one[group].T.copy(), other[group].T.copy())
        return found

    def given_likeness(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return for each pair how likely the given names are one (0 to 1), not a number where one of the two names has none."""
        import numpy as np

        one, other = self.names.slots[rows, GIVEN], self.names.slots[columns, GIVEN]
        likely: Numbers = np.where((one < 0) | (other < 0), np.float32(np.nan), self.likely.values(one, other))
        return likely

    def _group(self, one: Numbers, other: Numbers) -> Numbers:
        """The weights of pairs whose names have as many slots as one another's first: `one` and `other` are slots x pairs."""
        import numpy as np

        high, wide = int(one[LENGTH, 0]), int(other[LENGTH, 0])
        given = self._slot(one[GIVEN], other[GIVEN], MISMATCH["given"], WITHOUT_GIVEN)
        total = self._slot(one[KUNYA], other[KUNYA], MISMATCH["kunya"], 0.0)
        if high and wide:
            rows, columns = range(1, high + 1), range(1, wide + 1)
            total += aligned_weights([[self._slot(one[i], other[j], MISMATCH["other"], 0.0) for j in columns] for i in rows])
        elif high or wide:
            total += np.float32(align(high, wide, _no_weight)[0])
        return given + total

    def _slot(self, one: Numbers, other: Numbers, mismatch: float, missing: float) -> Numbers:
        """The weights of one slot; `missing` where one of the two names does not have it."""
        import numpy as np

        weight = np.full(len(one), mismatch, np.float32)
        which, where = self.likely.held(one, other)
        weight[which] = np.maximum(self.alike[where], np.float32(mismatch))
        same = np.flatnonzero(one == other)
        weight[same] = self.rarity[one[same]]
        absent = (one < 0) | (other < 0)
        if absent.any():
            weight = np.where(absent, np.where((one < 0) & (other < 0), np.float32(0.0), np.float32(missing)), weight)
        return weight


def _no_weight(one: int, other: int) -> float:
    return 0.0
