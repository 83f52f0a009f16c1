"""Compute the likeness of wordings: TF-IDF over character n-grams, with a document frequency that counts formulae, not their copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sulh.wording.columns import Columns, Floats, Places

__all__ = ["Floats", "Likeness", "Places", "Wordings", "profiles"]

_SIZES = (4, 5, 6)
# Arabic words are shorter, and change inside.
_ARABIC_SIZES = (3, 4, 5)
_ARABIC = (0x0621, 0x064A)
_BASE = np.uint64(1099511628211)
_MIX = np.uint64(0x9E3779B97F4A7C15)
# Wordings at least this alike are copies when frequencies are counted.
_COPY = 0.45
_FLOOR = 0.15


@dataclass(frozen=True, slots=True)
class Likeness:
    """Candidate pairs of wordings, `one[k] < other[k]`, in order.

    `whole` is the cosine of their weighted n-grams, `part` the highest cosine of any sentence of one with any sentence of the other.
    `within` has the cosines of all pairs of one group, also of those that are no candidates.
    """

    one: Places
    other: Places
    whole: Floats
    part: Floats
    within: Floats

    @property
    def mean(self) -> Floats:
        """The mean of both likenesses: a formula may be one sentence of a long clause."""
        return (self.whole + self.part) / 2

    def noise(self, share: float) -> float:
        """Return the quantile `share` of the likeness of pairs within a group; 0 where there are no pairs.

        Clauses of one statement hardly ever repeat one another, so this measures the likeness due to the style of a series.
        """
        return _quantile(self.within, share) if len(self.within) else 0.0


class Wordings:
    """Wordings as weighted n-grams.

    Method: TF-IDF over character 4- to 6-grams in two passes. In the second pass a clause of which there are n copies counts 1/n, so that
    a formula which runs through all statements does not lose its weight, while the words many different formulae share do. N-grams that
    stand in the same wordings are one column; products are made in blocks of rows, and what is below the floor is not kept.
    """

    def __init__(self, wordings: Sequence[str], sentences: Sequence[Sequence[str]], times: Sequence[int]) -> None:
        """The folded words of the `wordings`, of the `sentences` of each, and how many clauses have each wording."""
        rows: list[str] = []
        wholes: list[int] = []
        parts: list[int] = []
        self._starts: list[int] = []
        for wording, stretches in zip(wordings, sentences, strict=True):
            wholes.append(len(rows))
            rows.append(wording)
            self._starts.append(len(parts))
            # A wording of one sentence is its own part.
            rows.extend(stretches if len(stretches) > 1 else ())
            parts.extend(range(wholes[-1] + (len(stretches) > 1), len(rows)))
        self._starts.append(len(parts))
        counts, merged = _collapsed(_counts(rows))
        whole = np.array(wholes, dtype=np.intp)
        often = np.asarray(times, dtype=np.float64)
        present = counts.chosen(whole)
        copies = _copies(present.scaled(_weights(present, often) * merged), often)
        units = counts.scaled(_weights(present, often / copies) * merged)
        self._whole = units.chosen(whole)
        self._parts = units.chosen(np.array(parts, dtype=np.intp)) if len(parts) > len(whole) else None

    def pairs(self, floor: float, groups: Iterable[Sequence[int]] = ()) -> Likeness:
        """Return the pairs of wordings whose mean likeness reaches the floor; `groups` are the wordings of each statement."""
        first, second = _within(groups)
        found: list[tuple[NDArray[Any], ...]] = []
        for low, high in self._whole.blocks():
            whole = self._whole.products(low, high)
            part = whole if self._parts is None else self._by_sentence(low, high)
            at, to = np.nonzero(np.triu(whole + part >= 2 * floor, 1))
            own = slice(*np.searchsorted(first, (low, high)))
            found.append((at + low, to + low, whole[at, to], part[at, to], whole[first[own] - low, second[own] - low]))
        return Likeness(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

    def _by_sentence(self, low: int, high: int) -> Floats:
        """Return the highest likeness of any two sentences of the wordings `[low, high)` and of each later one."""
        assert self._parts is not None
        starts = np.asarray(self._starts)
        block = self._parts.products(starts[low], starts[high])
        block = np.maximum.reduceat(block, starts[low:high] - starts[low], axis=0)
        most: Floats = np.maximum.reduceat(block, starts[low:-1] - starts[low], axis=1)
        return most


def _within(groups: Iterable[Sequence[int]]) -> tuple[Places, Places]:
    """Return the pairs of different members of each group, ordered by their first."""
    first, second = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    for group in groups:
        members = np.array(sorted(set(group)), dtype=np.intp)
        one, other = np.triu_indices(len(members), 1)
        first.append(members[one])
        second.append(members[other])
    order = np.argsort(np.concatenate(first), kind="stable")
    return np.concatenate(first)[order], np.concatenate(second)[order]


def _quantile(values: Floats, share: float) -> float:
    """Return the quantile of some values, between two of them if need be; np.quantile would do the same, and load numpy's masked arrays."""
    ordered = np.sort(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    one, other = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)])
    part = place - low
    return one + (other - one) * part if part < 0.5 else other - (other - one) * (1 - part)


def profiles(one: Places, other: Places, near: Floats, size: int) -> Floats:
    """Return for each pair how similar their links are: the cosine of their nearness to all of `size` things, themselves included."""
    if not len(one):
        return np.zeros(0)
    itself = np.arange(size)
    values = np.concatenate([near, near, np.ones(size)])
    rows = Columns.of(np.concatenate([one, other, itself]), np.concatenate([other, one, itself]), values, (size, size))
    return rows.scaled(np.ones(size)).between(one, other)


def _weights(present: Columns, weight: Floats) -> Floats:
    """Return the weight of each n-gram by the wordings that have it, each of which counts so much."""
    total = weight.sum()
    frequency = np.bincount(present.columns, weight[present.rows], len(present.starts) - 1)
    weights: Floats = np.maximum(np.log((1.0 + total) / (1.0 + frequency)), 0.0) + _FLOOR
    return weights


def _copies(rows: Columns, often: Floats) -> Floats:
    """Return how many clauses are copies of each wording, each weighted by its likeness."""
    found = np.zeros(len(often))
    for low, high in rows.blocks():
        block = rows.products(low, high)
        alike = np.where(block > _COPY, block, 0.0)
        size = high - low
        alike[:, :size] += np.triu(alike[:, :size], 1).T
        found[low:high] += alike @ often[low:]
        found[high:] += alike[:, size:].T @ often[low:high]
    return found.clip(min=1.0)


def _collapsed(counts: Columns) -> tuple[Columns, Floats]:
    """Return the matrix with equal columns merged, and the root of how many: n-grams of an unchanged passage stand in the same rows."""
    if not len(counts.rows):
        return counts, np.ones(len(counts.starts) - 1)
    # A column is identified by a 64-bit sum of hashes of its rows and values.
    mixed = (counts.rows.astype(np.uint64) + np.uint64(1)) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(29)) ^ counts.values.view(np.uint64)) * _BASE
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX
    sums = np.add.reduceat(mixed ^ (mixed >> np.uint64(29)), counts.starts[:-1])
    order = np.argsort(sums, kind="stable")
    opens = np.flatnonzero(np.append(True, np.diff(sums[order]) != 0))
    # The first of equal columns stands for them; np.unique would do the same, and load the masked arrays of numpy.
    merged = np.zeros(len(sums))
    merged[order[opens]] = np.diff(np.append(opens, len(sums)))
    kept = merged > 0
    entries = np.repeat(kept, np.diff(counts.starts))
    starts = np.append(0, np.cumsum(np.diff(counts.starts)[kept]))
    return Columns(starts, counts.rows[entries], counts.values[entries], counts.height), np.sqrt(merged[kept])


def _counts(letters: Sequence[str]) -> Columns:
    """Return the matrix, clauses by n-grams, of 1 + log of the counts; an n-gram is identified by its hash."""
    grams, rows = _hashes(letters)
    order = np.argsort(grams, kind="stable")
    grams, rows = grams[order], rows[order]
    # Rows ascend within an n-gram: one that a clause has several times stands several times in a row.
    opens = np.append(True, grams[1:] != grams[:-1])
    first = np.flatnonzero(opens | np.append(True, rows[1:] != rows[:-1]))
    counts = np.diff(np.append(first, len(rows)))
    starts = np.append(np.flatnonzero(opens[first]), len(first))
    return Columns(starts, rows[first], 1.0 + np.log(counts), len(letters))


def _hashes(letters: Sequence[str]) -> tuple[NDArray[np.uint64], Places]:
    """Return the n-grams of all clauses as 64-bit polynomial hashes, and the clause of each; one shorter than an n-gram is a single one."""
    codes = np.frombuffer("".join(letters).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    ends = np.cumsum([len(one) for one in letters])
    lengths = np.diff(ends, prepend=0)
    owner = np.repeat(np.arange(len(letters)), lengths)
    letter = np.append(0, np.cumsum((codes >= _ARABIC[0]) & (codes <= _ARABIC[1])))
    arabic = 2 * (letter[ends] - letter[ends - lengths]) > lengths
    left = ends[owner] - np.arange(len(codes))
    found, rows = [], []
    for size in sorted({*_SIZES, *_ARABIC_SIZES}):
        wanted = np.where(arabic, size in _ARABIC_SIZES, size in _SIZES)
        starts = np.flatnonzero((left >= size) & wanted[owner])
        rolling = np.full(max(len(codes) - size + 1, 0), size, dtype=np.uint64)
        for shift in range(size if len(rolling) else 0):
            rolling = rolling * _BASE + codes[shift : shift + len(rolling)]
        found.append(rolling[starts])
        rows.append(owner[starts])
    short = np.flatnonzero(lengths < np.where(arabic, min(_ARABIC_SIZES), min(_SIZES)))
    found.append(np.array([hash_of(codes[ends[at] - lengths[at] : ends[at]]) for at in short.tolist()], dtype=np.uint64))
    return np.concatenate(found), np.concatenate([*rows, short])


def hash_of(codes: NDArray[np.uint64]) -> int:
    """Return the hash of a clause too short for an n-gram."""
    value = 7
    for code in codes.tolist():
        value = (value * int(_BASE) + int(code)) % (1 << 64)
    return value
