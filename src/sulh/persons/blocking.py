"""Which rows of lists are compared at all: those with two names that sound alike, or one and the year of birth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sulh.model.person_entry import PersonEntry
from sulh.persons.matching import PreparedNames
from sulh.persons.vocabulary import Word, bare, heard_as

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["candidate_pairs"]

# A group of rows with one key that is larger is divided by a third name and by the year of birth.
_LARGEST = 1500
_READINGS = 3
_MIX = 0x9E3779B97F4A7C15


def candidate_pairs(prepared: PreparedNames, entries: Sequence[PersonEntry]) -> tuple[Numbers, Numbers]:
    """Return the pairs of rows that are compared, each once, the lower place first.

    Keys are made of what consonants of two names sound like, whatever stands between them; one damaged name of three leaves a key that is
    whole. Rows with two names or fewer, of which one may be damaged, meet by one name and the year of birth too.
    """
    import numpy as np

    readings = _readings(prepared.vocabulary.words)
    slots = np.column_stack([prepared.given, prepared.others])
    heard = np.where(slots[:, :, None] >= 0, readings[np.maximum(slots, 0)], 0)  # rows x slots x readings
    rows, keys = _pair_keys(heard)
    years = np.array([one.born[0] if one.born else 0 for one in entries], np.uint64)
    more = [_year_keys(heard, years, year) for year in (0, 1)]
    rows, keys = np.concatenate([rows, *(one[0] for one in more)]), np.concatenate([keys, *(one[1] for one in more)])
    codes = [_pairs(rows, keys, len(entries), heard, years)]
    found = np.unique(np.concatenate(codes)) if codes else np.empty(0, np.int64)
    return found // len(entries), found % len(entries)


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


def _mixed(one: Numbers, other: Numbers) -> Numbers:
    import numpy as np

    mixed: Numbers = (one * np.uint64(_MIX)) ^ (other * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _pair_keys(heard: Numbers) -> tuple[Numbers, Numbers]:
    """Keys of every two names of a row, in any order."""
    import numpy as np

    rows, keys = [], []
    places = heard.shape[1]
    for i in range(places):
        for j in range(i + 1, places):
            for a in range(_READINGS):
                for b in range(_READINGS):
                    one, other = heard[:, i, a], heard[:, j, b]
                    there = np.flatnonzero((one > 0) & (other > 0))
                    if len(there):
                        low, high = np.minimum(one[there], other[there]), np.maximum(one[there], other[there])
                        rows.append(there)
                        keys.append(_mixed(low, high))
    return _joined(rows), _joined(keys, np.uint64)


def _year_keys(heard: Numbers, years: Numbers, add: int) -> tuple[Numbers, Numbers]:
    """Keys of the first and of the last name with the year of birth, for rows with few names; `add` reaches into the next year."""
    import numpy as np

    rows, keys = [], []
    count = (heard[:, :, 0] > 0).sum(1)
    for place in range(heard.shape[1]):
        is_end = (place == 0) | (count == place + 1)
        for reading in range(_READINGS):
            there = np.flatnonzero((heard[:, place, reading] > 0) & (years > 0) & is_end)
            if len(there):
                rows.append(there)
                keys.append(_mixed(heard[there, place, reading], years[there] + np.uint64(add) + np.uint64(1 << 40)))
    return _joined(rows), _joined(keys, np.uint64)


def _pairs(rows: Numbers, keys: Numbers, count: int, heard: Numbers, years: Numbers) -> Numbers:
    """Pairs of rows with one key, as codes; too large groups are divided."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    begins = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[begins, len(keys)])
    found = [np.empty(0, np.int64)]
    large = []
    for size in np.unique(sizes[sizes > 1]).tolist():
        starts = begins[sizes == size]
        if size > _LARGEST:
            large.append(starts)
            continue
        upper, lower = np.triu_indices(size, 1)
        step = max(1, (1 << 22) // len(upper))
        for at in range(0, len(starts), step):
            members = rows[starts[at : at + step, None] + np.arange(size)]
            one, other = members[:, upper].ravel(), members[:, lower].ravel()
            kept = one != other
            found.append(np.unique(np.minimum(one, other)[kept] * count + np.maximum(one, other)[kept]))
    for start in (int(one) for group in large for one in group):
        end = start + int(sizes[np.searchsorted(begins, start)])
        found.append(_divided(np.unique(rows[start:end]), count, heard, years))
    return np.concatenate(found)


def _divided(members: Numbers, count: int, heard: Numbers, years: Numbers) -> Numbers:
    """Pairs within a group that is too large: those with a third name or the year of birth in common."""
    import numpy as np

    rows, keys = [], []
    for place in range(heard.shape[1]):
        for reading in range(_READINGS):
            value = heard[members, place, reading]
            rows.append(members[value > 0])
            keys.append(value[value > 0])
    for add in (0, 1):
        there = members[years[members] > 0]
        rows.append(there)
        keys.append(years[there] + np.uint64(add) + np.uint64(1 << 40))
    return _grouped_pairs(_joined(rows), _joined(keys, np.uint64), count)


def _grouped_pairs(rows: Numbers, keys: Numbers, count: int) -> Numbers:
    import numpy as np

    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    found = [np.empty(0, np.int64)]
    for group in np.split(rows, np.flatnonzero(np.diff(keys)) + 1):
        members = np.unique(group)
        if 1 < len(members) <= _LARGEST:
            upper, lower = np.triu_indices(len(members), 1)
            found.append(members[upper] * count + members[lower])
    return np.unique(np.concatenate(found))


def _joined(parts: Sequence[Numbers], kind: type = int) -> Numbers:
    import numpy as np

    joined: Numbers = np.concatenate(parts) if parts else np.empty(0, kind)
    return joined
