"""Which rows of lists are compared at all: those with two names that sound alike, or one and the year of birth or the place.

Pairs are written as one number, a code: the lower row times the number of rows, plus the higher row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from sulh.persons.codes import distinct
from sulh.persons.evidence import COARSEST, FINEST, FIRST_YEAR, EntryTable
from sulh.persons.name_columns import GIVEN, KUNYA, NameColumns
from sulh.persons.vocabulary import Word, bare, heard_as

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

    _Chosen = Callable[[Numbers], Numbers]

__all__ = ["BlockPairs", "Blocks"]

# Rows that share a key are all compared where they are few. Of more the key is made longer, by a third name, the year, the place or the
# month; of what is left over after that, each is compared with the few that say most nearly the same. Many rows leave room for fewer
# each: (pairs in all, the smallest and largest group).
_ALL_PAIRS, _SMALLEST, _LARGEST = 30_000_000, 30, 300
_LONGER = 2  # times
_NEAREST = 4
_READINGS = 3
_FEW = 2  # names: if one of them is damaged, no two are left to meet by
_CHUNK = 1 << 17
_YEAR_AFTER = 1  # its place in `Blocks.known`


@dataclass(frozen=True, slots=True, eq=False)
class _Keyed:
    """Rows with a key each, the slots that the key is of (a bit for each), and the last of `Blocks.known` in it, -1 for none."""

    rows: Numbers
    keys: Numbers
    slots: Numbers
    last: Numbers

    def at(self, chosen: Numbers) -> _Keyed:
        return _Keyed(self.rows[chosen], self.keys[chosen], self.slots[chosen], self.last[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class BlockPairs:
    """Pairs that are compared, by their codes, each once and in order; and the rows of which not all that share their keys are compared."""

    codes: Numbers
    crowded: Numbers

    @classmethod
    def joined(cls, parts: Sequence[BlockPairs]) -> BlockPairs:
        """Return what is found in several parts of the keys."""
        import numpy as np

        crowded = np.unique(np.concatenate([np.empty(0, np.int32), *(part.crowded for part in parts)]))
        return cls(distinct([part.codes for part in parts]), crowded)


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """What rows are brought together by.

    `heard` has for each row, slot and reading a number for what the name sounds like (rows x slots x readings, 0 for none, the given name
    first); `known` has for each row the year, the year after, the finest and the largest place and the month, as numbers, 0 for none.
    """

    names: NameColumns
    given: Numbers
    heard: Numbers
    known: Numbers

    @classmethod
    def of(cls, names: NameColumns, words: Sequence[Word], table: EntryTable) -> Blocks:
        """Return what the rows of a table are brought together by; `words` are those that the columns count by."""
        import numpy as np

        slots = names.names.slots[:, :KUNYA]
        heard = np.where(slots[:, :, None] >= 0, _readings(words)[np.maximum(slots, 0)], np.uint32(0))
        years = np.maximum(table.cells[:, FIRST_YEAR], 0)
        places = table.cells[:, [FINEST, COARSEST]] + 1
        known = np.column_stack([years, np.where(years > 0, years + 1, 0), places, table.months()])
        return cls(names, names.names.slots[:, GIVEN].copy(), heard, known.astype(np.uint32))

    def pairs(self, part: int = 0, parts: int = 1) -> BlockPairs:
        """Return the pairs that are compared, of one part of the keys where there are `parts` of them.

        Pairs whose given names cannot be one are left out, since whatever else agrees they are never proposed. Two parts may find one pair.
        """
        import numpy as np

        count = len(self.heard)
        largest = max(_SMALLEST, min(_LARGEST, _ALL_PAIRS // max(count, 1)))
        found, crowded = [], [np.empty(0, np.int32)]
        few = (self.heard[:, :, 0] > 0).sum(1) <= _FEW

        def chosen(keys: Numbers) -> Numbers:
            return np.flatnonzero(keys % np.uint64(parts) == part)

        for keyed, only in ((_two_names(self.heard, chosen), None), (self._few_names(chosen), few)):
            left = []
            for step in range(_LONGER + 1):
                if step:
                    keyed, short = self._longer(keyed, by_name=step == 1 and only is None)
                    left.append(short)
                codes, keyed = self._within(keyed, largest * (step + 1), only)
                found.append(codes)
            keyed = _joined([*left, keyed])
            crowded.append(np.unique(keyed.rows))
            found.append(self._nearest(keyed, only))
        return BlockPairs(distinct(found), np.unique(np.concatenate(crowded)))

    def alone(self) -> int:
        """Return how many rows say too little to be brought together with any: one name, and no year, place or month."""
        import numpy as np

        names = (self.heard[:, :, 0] > 0).sum(1)
        return int(np.count_nonzero((names == 0) | (names == 1) & ~(self.known > 0).any(1)))

    def _nearest(self, keyed: _Keyed, only: Numbers | None) -> Numbers:
        """The codes of pairs of rows with one key that are neighbours when all are put in the order of what is known of them."""
        import numpy as np

        known = self.known[keyed.rows]
        slots = self.names.names.slots[keyed.rows]
        order = np.lexsort((keyed.rows, *slots.T[::-1], *known.T[::-1], keyed.keys >> np.uint64(1)))
        rows, keys = keyed.rows[order], keyed.keys[order] >> np.uint64(1)
        found = [np.empty(0, np.int64)]
        for step in range(1, min(_NEAREST, max(len(rows) - 1, 0)) + 1):
            meet = keys[:-step] == keys[step:]
            if only is not None:
                meet &= only[rows[:-step]] | only[rows[step:]]
            found.append(self._codes(rows[:-step][meet], rows[step:][meet]))
        return np.concatenate(found)

    def _few_names(self, chosen: _Chosen) -> _Keyed:
        """Keys of the first or the last name and the year of birth or the place."""
        import numpy as np

        last = self.heard.shape[1] - 1 - np.argmax(self.heard[:, ::-1, 0] > 0, axis=1)
        parts = []
        for slot, reading, kind in product(range(self.heard.shape[1]), range(_READINGS), range(4)):
            name, value = self.heard[:, slot, reading], self.known[:, kind]
            there = np.flatnonzero((name > 0) & (value > 0) & ((slot == 0) | (last == slot)))
            keys = _mixed(name[there], _salted(value[there], kind))
            kept = chosen(keys)
            parts.append(_keyed(there[kept], keys[kept], 1 << slot, kind))
        return _joined(parts)

    def _longer(self, keyed: _Keyed, *, by_name: bool) -> tuple[_Keyed, _Keyed]:
        """The same rows with longer keys: by each name that stands after those of the key, and by each of what else is known.

        The second are those with their old keys of which nothing more is known.
        """
        import numpy as np

        parts, short = [], np.ones(len(keyed.rows), bool)
        for slot, reading in product(range(1, self.heard.shape[1]) if by_name else (), range(_READINGS)):
            third = self.heard[keyed.rows, slot, reading]
            some = np.flatnonzero((third > 0) & (keyed.slots < 1 << slot))
            longer = keyed.at(some)
            short[some] = False
            parts.append(_Keyed(longer.rows, _mixed(longer.keys, _salted(third[some], 7)), longer.slots | np.uint8(1 << slot), longer.last))
        for kind in range(self.known.shape[1]):
            value = self.known[keyed.rows, kind]
            some = np.flatnonzero((value > 0) & (keyed.last < kind))
            longer = keyed.at(some)
            short[some] = False
            parts.append(_keyed(longer.rows, _mixed(longer.keys, _salted(value[some], kind)), longer.slots, kind))
        return _joined(parts), keyed.at(np.flatnonzero(short))

    def _within(self, keyed: _Keyed, most: int, only: Numbers | None) -> tuple[Numbers, _Keyed]:
        """The codes of the pairs in groups of up to `most` rows with one key, and what is in larger groups.

        Where `only` says of each row whether it may be the first of a pair, it is; these rows are then counted and not all.
        """
        import numpy as np

        # The last bit of a key says who comes later in its group.
        keys = keyed.keys if only is None else keyed.keys & ~np.uint64(1) | ~only[keyed.rows]
        order = np.argsort(keys)
        keyed, keys = keyed.at(order), keys[order] >> np.uint64(only is not None)
        begins = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, np.int64)
        sizes = np.diff(np.r_[begins, len(keyed.keys)])
        place = np.arange(len(keyed.keys)) - np.repeat(begins, sizes)
        small = np.repeat(sizes <= most, sizes)
        partners = np.where(small, np.repeat(sizes, sizes) - 1 - place, 0)
        if only is not None:
            partners[~only[keyed.rows]] = 0
        found = [self._codes(keyed.rows[one], keyed.rows[other]) for one, other in _steps(partners)]
        return np.concatenate([np.empty(0, np.int64), *found]), keyed.at(np.flatnonzero(~small))

    def _codes(self, one: Numbers, other: Numbers) -> Numbers:
        import numpy as np

        given = self.given
        first, second = given[one], given[other]
        kept = np.flatnonzero((one != other) & ((first < 0) | (second < 0) | (self.names.likely.values(first, second) > 0)))
        one, other = one[kept].astype(np.int64), other[kept].astype(np.int64)
        codes: Numbers = np.minimum(one, other) * len(given) + np.maximum(one, other)
        return codes


def _steps(partners: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Each place with the `partners` places that follow it, so many pairs at a time."""
    import numpy as np

    places = np.flatnonzero(partners)
    partners = partners[places]
    ends = np.cumsum(partners)
    begin = 0
    while begin < len(places):
        before = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, before + _CHUNK)), begin + 1)
        some = partners[begin:end]
        one = np.repeat(places[begin:end], some)
        after = np.arange(len(one)) - np.repeat(ends[begin:end] - some - before, some)
        yield one, one + 1 + after
        begin = end


def _readings(words: Sequence[Word]) -> Numbers:
    """For each word the numbers of what it sounds like, at most `_READINGS`; 0 stands for none."""
    import numpy as np

    numbers: dict[str, int] = {}
    found = np.zeros((max(len(words), 1), _READINGS), np.uint32)
    for row, (_, key) in enumerate(words):
        plain = bare(key)
        heard = heard_as(plain)[:_READINGS]
        sign = key[: len(key) - len(plain)]
        found[row, : len(heard)] = [numbers.setdefault(sign + one, len(numbers) + 1) for one in heard]
    return found


def _mixed(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    mixed: Numbers = (one.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) ^ (other.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _salted(values: Numbers, kind: int) -> Numbers:
    """Numbers that differ by kind, but for a year and a year after, which meet."""
    import numpy as np

    kind = max(kind, _YEAR_AFTER)

    salted: Numbers = values.astype(np.uint64) + np.uint64((kind + 1) << 40)
    return salted


def _keyed(rows: Numbers, keys: Numbers, slots: Numbers | int, last: int) -> _Keyed:
    import numpy as np

    return _Keyed(rows.astype(np.int32), keys, np.broadcast_to(np.asarray(slots, np.uint8), rows.shape), np.full(len(rows), last, np.int8))


def _joined(parts: Sequence[_Keyed]) -> _Keyed:
    import numpy as np

    if not parts:
        return _Keyed(np.empty(0, np.int32), np.empty(0, np.uint64), np.empty(0, np.uint8), np.empty(0, np.int8))
    return _Keyed(*(np.concatenate([getattr(one, name) for one in parts]) for name in ("rows", "keys", "slots", "last")))


def _two_names(heard: Numbers, chosen: _Chosen) -> _Keyed:
    """Keys of every two names of a row: the given name stays what it is, the others meet in any order."""
    import numpy as np

    there = {at: np.flatnonzero(heard[:, at[0], at[1]]) for at in product(range(heard.shape[1]), range(_READINGS))}
    parts = []
    for first, second in product(there, repeat=2):
        if first[0] < second[0]:
            fewer, more = (first, second) if len(there[first]) < len(there[second]) else (second, first)
            rows = there[fewer][heard[there[fewer], more[0], more[1]] > 0]
            one, other = heard[rows, first[0], first[1]], heard[rows, second[0], second[1]]
            keys = _mixed(_salted(one, 8), other) if first[0] == 0 else _mixed(np.minimum(one, other), np.maximum(one, other))
            kept = chosen(keys)
            parts.append(_keyed(rows[kept], keys[kept], 1 << first[0] | 1 << second[0], -1))
    return _joined(parts)
