"""Which rows of lists are compared at all: those with two names that sound alike, or one and the year of birth or the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from sulh.model.person_entry import PersonEntry
from sulh.persons.matching import PreparedNames
from sulh.persons.vocabulary import Word, bare, heard_as
from sulh.text.folding import fold

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["candidate_pairs"]

# A group of rows with one key that is larger is divided by a third name, then by the year of birth, then left out: many share what they do.
_LARGEST = (300, 500, 1000)
_READINGS = 3
_FEW = 2  # names: if one of them is damaged, no two are left to meet by
_MIX = 0x9E3779B97F4A7C15


def candidate_pairs(prepared: PreparedNames, entries: Sequence[PersonEntry]) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows that are compared, each once, the lower place first.

    Keys are made of what consonants of two names sound like, whatever stands between them; one damaged name of three leaves a key that is
    whole. Rows with two names or fewer, of which one may be damaged, meet by one name and the year of birth or the place too.
    """
    import numpy as np

    readings = _readings(prepared.vocabulary.words)
    slots = np.column_stack([prepared.given, prepared.others])
    heard = np.where(slots[:, :, None] >= 0, readings[np.maximum(slots, 0)], 0)  # rows x slots x readings
    years = np.array([one.born[0] if one.born else 0 for one in entries], np.uint64)
    keyed = _pair_keys(heard)
    numbers: dict[str, int] = {}
    found = []
    for level in (0, -1):  # the largest place and the smallest
        named = [numbers.setdefault(fold(one.place[level]), len(numbers) + 1) if one.place else 0 for one in entries]
        found.append(_with_few_names(heard, years, np.array(named, np.uint64), len(entries)))
    for step, largest in enumerate(_LARGEST):
        codes, left = _pairs(keyed, len(entries), largest)
        found.append(codes)
        if not len(left.rows) or step == len(_LARGEST) - 1:
            break
        keyed = _with_third(left, heard) if step == 0 else _with_year(left, years)
    unique = _distinct(found)
    return unique // len(entries), unique % len(entries)


def _readings(words: Sequence[Word]) -> Numbers:
    """For each word the numbers of what it sounds like, at most `_READINGS`; 0 stands for none."""
    import numpy as np

    numbers: dict[str, int] = {}
    found = np.zeros((max(len(words), 1), _READINGS), np.uint64)
    for row, (_, key) in enumerate(words):
        plain = bare(key)
        heard = heard_as(plain)[:_READINGS]
        sign = key[: len(key) - len(plain)]
        found[row, : len(heard)] = [numbers.setdefault(sign + one, len(numbers) + 1) for one in heard]
    return found


def _distinct(codes: Sequence[Numbers]) -> Numbers:
    """All codes once, in order; sorting is several times as quick here as `numpy.unique`."""
    import numpy as np

    found: Numbers = np.sort(np.concatenate(codes))
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found


def _mixed(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    mixed: Numbers = (one * np.uint64(_MIX)) ^ (other * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= mixed >> np.uint64(29)
    return mixed


@dataclass(frozen=True, slots=True, eq=False)
class _Keyed:
    """Rows with a key each, and the places of the two names that the key is of."""

    rows: Numbers
    keys: Numbers
    first: Numbers
    second: Numbers

    def at(self, chosen: Numbers) -> _Keyed:
        return _Keyed(self.rows[chosen], self.keys[chosen], self.first[chosen], self.second[chosen])


def _joined(parts: Sequence[_Keyed]) -> _Keyed:
    import numpy as np

    if not parts:
        return _Keyed(np.empty(0, np.int64), np.empty(0, np.uint64), np.empty(0, np.int8), np.empty(0, np.int8))
    return _Keyed(*(np.concatenate([getattr(one, name) for one in parts]) for name in ("rows", "keys", "first", "second")))


def _pair_keys(heard: Numbers) -> _Keyed:
    """Keys of every two names of a row, in any order."""
    import numpy as np

    parts = []
    for (i, a), (j, b) in product(product(range(heard.shape[1]), range(_READINGS)), repeat=2):
        if i < j:
            one, other = heard[:, i, a], heard[:, j, b]
            there = np.flatnonzero((one > 0) & (other > 0))
            if len(there):
                keys = _mixed(np.minimum(one[there], other[there]), np.maximum(one[there], other[there]))
                parts.append(_Keyed(there, keys, np.full(len(there), i, np.int8), np.full(len(there), j, np.int8)))
    return _joined(parts)


def _with_third(keyed: _Keyed, heard: Numbers) -> _Keyed:
    """The same rows with keys of three names, for each name that is not in the key."""
    import numpy as np

    parts = []
    for place, reading in product(range(heard.shape[1]), range(_READINGS)):
        third = heard[keyed.rows, place, reading]
        chosen = np.flatnonzero((third > 0) & (keyed.first != place) & (keyed.second != place))
        some = keyed.at(chosen)
        # of three names any two make a key: all of them lead to one
        parts.append(_Keyed(some.rows, _mixed(some.keys, third[chosen]), some.first, some.second))
    return _joined(parts)


def _with_year(keyed: _Keyed, years: Numbers) -> _Keyed:
    """The same rows with the year of birth in the key, and the next year, so that a year apart meets too."""
    import numpy as np

    some = keyed.at(np.flatnonzero(years[keyed.rows] > 0))
    parts = [_Keyed(some.rows, _mixed(some.keys, years[some.rows] + np.uint64(add)), some.first, some.second) for add in (0, 1)]
    return _joined(parts)


def _with_few_names(heard: Numbers, years: Numbers, places: Numbers, count: int) -> Numbers:
    """Pairs with the first or the last name and the year of birth or the place in common, where one row has no more than two names."""
    import numpy as np

    parts = []
    lengths = (heard[:, :, 0] > 0).sum(1)
    known = (years, np.where(years > 0, years + np.uint64(1), years), np.where(places > 0, places + np.uint64(1 << 40), places))
    for (place, reading), value in product(product(range(heard.shape[1]), range(_READINGS)), known):
        is_end = (place == 0) | (lengths == place + 1)
        there = np.flatnonzero((heard[:, place, reading] > 0) & (value > 0) & is_end)
        keys = _mixed(heard[there, place, reading], value[there] + np.uint64(1 << 40))
        parts.append(_Keyed(there, keys, np.zeros(len(there), np.int8), np.zeros(len(there), np.int8)))
    codes = _pairs(_joined(parts), count, _LARGEST[1])[0]
    few = lengths <= _FEW
    kept: Numbers = codes[few[codes // count] | few[codes % count]]
    return kept


def _pairs(keyed: _Keyed, count: int, largest: int) -> tuple[Numbers, _Keyed]:
    """Pairs of rows with one key, as codes, and what is in groups that are too large."""
    import numpy as np

    keyed = keyed.at(np.argsort(keyed.keys, kind="stable"))
    begins = np.flatnonzero(np.r_[True, keyed.keys[1:] != keyed.keys[:-1]]) if len(keyed.keys) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[begins, len(keyed.keys)])
    found = [np.empty(0, np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= largest)]).tolist():
        starts = begins[sizes == size]
        upper, lower = np.triu_indices(size, 1)
        step = max(1, (1 << 22) // len(upper))
        for at in range(0, len(starts), step):
            members = keyed.rows[starts[at : at + step, None] + np.arange(size)]
            one, other = members[:, upper].ravel(), members[:, lower].ravel()
            found.append((np.minimum(one, other) * count + np.maximum(one, other))[one != other])
    return _distinct(found), keyed.at(np.flatnonzero(np.repeat(sizes > largest, sizes)))
