"""The work of linking that can be divided: which pairs are compared, and what each weighs; as columns of numbers, without a name.

A part is a pure function of the job and a number: in this process, in another or on another machine it gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.model.person_entry import PersonEntry
from sulh.persons.blocking import BlockPairs, Blocks
from sulh.persons.evidence import EntryTable, RandomPairs, random_pairs
from sulh.persons.matching import PreparedNames
from sulh.persons.name_columns import NameColumns

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["ComparedPairs", "LinkJob", "WeighedPairs"]

# Pairs whose odds cannot come to this, whatever the lists say of years and places, are not kept (a natural logarithm).
_HOPELESS = -7.0
_BATCH = 1 << 17


@dataclass(frozen=True, slots=True, eq=False)
class WeighedPairs:
    """Pairs by their codes, in order: the weight of their names, and the pattern of what else was found."""

    codes: Numbers
    names: Numbers
    patterns: Numbers

    @classmethod
    def joined(cls, parts: Sequence[WeighedPairs]) -> WeighedPairs:
        """Return the pairs of all parts, in order; no pair may be in two of them."""
        import numpy as np

        kinds = {"codes": np.int64, "names": np.float32, "patterns": np.int16}
        columns = [np.concatenate([np.empty(0, kind), *(getattr(part, name) for part in parts)]) for name, kind in kinds.items()]
        order = np.argsort(columns[0], kind="stable")
        return cls(*(column[order] for column in columns))


@dataclass(frozen=True, slots=True, eq=False)
class ComparedPairs:
    """What comparing came to: the pairs that may be of one person, how many were compared, and the rows not compared with all like them."""

    weighed: WeighedPairs
    count: int
    crowded: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class LinkJob:
    """Rows of lists as numbers, to be brought together and weighed in parts."""

    names: NameColumns
    table: EntryTable
    blocks: Blocks
    apart: RandomPairs

    @classmethod
    def of(cls, prepared: PreparedNames, entries: Sequence[PersonEntry]) -> LinkJob:
        """Return the job of linking entries, whose names are prepared in the same order."""
        table = EntryTable(entries)
        return cls(prepared.columns, table, Blocks.of(prepared.columns, prepared.vocabulary.words, table), random_pairs(table))

    def pairs(self, part: int = 0, parts: int = 1) -> BlockPairs:
        """Return the pairs of one part of the keys; another part may have the same pair."""
        return self.blocks.pairs(part, parts)

    def rows(self, codes: Numbers) -> tuple[Numbers, Numbers]:
        """Return the two rows of each pair."""
        return codes // len(self.table), codes % len(self.table)

    def weighed(self, codes: Numbers) -> WeighedPairs:
        """Return the weights of pairs, without those that cannot be of one person."""
        import numpy as np

        most = self.apart.most
        found = []
        for begin in range(0, len(codes), _BATCH):
            pairs = self.all_weighed(*self.rows(codes[begin : begin + _BATCH]))
            kept = np.flatnonzero(pairs.names + most[pairs.patterns] >= _HOPELESS)
            found.append(WeighedPairs(pairs.codes[kept], pairs.names[kept], pairs.patterns[kept]))
        return WeighedPairs.joined(found)

    def all_weighed(self, rows: Numbers, columns: Numbers) -> WeighedPairs:
        """Return the weights of pairs of rows, the lower first, whatever they are, in the order given."""
        return WeighedPairs(rows * len(self.table) + columns, self.names.weights(rows, columns), self.table.found(rows, columns))
