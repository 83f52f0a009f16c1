"""Compute the likeness of wordings: TF-IDF over character n-grams, with a document frequency that counts formulae, not their copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
# Numbers in one block of a product.
_CELLS = 1_500_000

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Candidate pairs of wordings, `one[k] < other[k]`, in order.

    `whole` is the cosine of their weighted n-grams, `part` the highest cosine of any sentence of one with any sentence of the other.
    """

    one: Places
    other: Places
    whole: Floats
    part: Floats

    @property
    def mean(self) -> Floats:
        """The mean of both likenesses: a formula may be one sentence of a long clause."""
        return (self.whole + self.part) / 2


class Wordings:
    """Wordings as weighted n-grams.

    Method: TF-IDF over character 4- to 6-grams in two passes. In the second pass a clause of which there are n copies counts 1/n, so that
    a formula which runs through all statements does not lose its weight, while the words many different formulae share do. N-grams that
    stand in the same wordings are one column; products are made in blocks of rows, and what is below the floor is not kept.
    """

    def __init__(self, wordings: Sequence[str], sentences: Sequence[Sequence[str]], times: Sequence[int]) -> None:
        """The folded words of the `wordings`, of the `sentences` of each, and how many clauses have each wording."""
        rows: list[str] = list(wordings)
        places: list[int] = []
        self._starts: list[int] = []
        for at, parts in enumerate(sentences):
            self._starts.append(len(places))
            if len(parts) < 2:
                places.append(at)
                continue
            places.extend(range(len(rows), len(rows) + len(parts)))
            rows.extend(parts)
        counts, merged = _collapsed(_counts(rows))
        size = len(wordings)
        present = counts[:size].copy()
        present.data[:] = 1.0
        often = np.asarray(times, dtype=np.float64)
        copies = _copies(_unit(counts[:size], _idf(present, often), merged), often)
        units = _unit(counts, _idf(present, often / copies), merged)
        self._whole = units[:size]
        self._parts = units[places] if len(places) > size else None
        self._starts.append(len(places))

    def pairs(self, floor: float) -> Likeness:
        """Return the pairs of wordings whose mean likeness reaches the floor."""
        found: list[tuple[NDArray[Any], ...]] = []
        for low, whole in _blocks(self._whole):
            part = whole if self._parts is None else self._by_sentence(low, low + len(whole))
            at, to = np.nonzero(np.triu(whole + part >= 2 * floor, 1))
            found.append((at + low, to + low, whole[at, to], part[at, to]))
        return Likeness(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

    def _by_sentence(self, low: int, high: int) -> Floats:
        """Return the highest likeness of any two sentences of the wordings `[low, high)` and of all from `low` on."""
        assert self._parts is not None
        starts = np.asarray(self._starts)
        block = (self._parts[starts[low] : starts[high]] @ self._parts[starts[low] :].T.tocsr()).toarray()
        block = np.maximum.reduceat(block, starts[low:high] - starts[low], axis=0)
        most: Floats = np.maximum.reduceat(block, starts[low:-1] - starts[low], axis=1)
        return most

    def noise(self, groups: Iterable[Sequence[int]], share: float) -> float:
        """Return the quantile `share` of the likeness of pairs within a group; 0 where there are no pairs.

        Clauses of one statement hardly ever repeat one another, so this measures the likeness due to the style of a series.
        """
        found = [self._within(np.unique(group)) for group in groups if len(group) > 1]
        values = np.concatenate(found) if found else np.zeros(0)
        return float(np.quantile(values, share)) if len(values) else 0.0

    def _within(self, group: Places) -> Floats:
        rows = self._whole[group]
        block: Floats = (rows @ rows.T).toarray()
        return block[np.triu_indices(len(group), 1)]


def profiles(one: Places, other: Places, near: Floats, size: int) -> Floats:
    """Return for each pair how similar their links are: the cosine of their nearness to all of `size` things, themselves included."""
    if not len(one):
        return np.zeros(0)
    itself = np.arange(size)
    values = np.concatenate([near, near, np.ones(size)])
    places = np.concatenate([one, other, itself]), np.concatenate([other, one, itself])
    rows = sparse.csr_matrix((values, places), shape=(size, size))
    rows = (sparse.diags(1.0 / np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())) @ rows).tocsr()
    order = np.argsort(one, kind="stable")
    sorted_one = one[order]
    found = np.zeros(len(one))
    for low, block in _blocks(rows):
        first, last = np.searchsorted(sorted_one, (low, low + len(block)))
        wanted = order[first:last]
        found[wanted] = block[one[wanted] - low, other[wanted] - low]
    return found


def _idf(present: Any, weight: Floats) -> Floats:
    total = weight.sum()
    frequency = np.asarray(present.T @ weight).ravel()
    weights: Floats = np.maximum(np.log((1.0 + total) / (1.0 + frequency)), 0.0) + _FLOOR
    return weights


def _unit(counts: Any, weights: Floats, merged: Floats) -> Any:
    """Return the weighted counts as rows of length 1."""
    weighted = counts @ sparse.diags(weights * np.sqrt(merged))
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel()).clip(min=1e-12)
    return (sparse.diags(1.0 / norms) @ weighted).tocsr()


def _blocks(rows: Any) -> Iterator[tuple[int, Floats]]:
    """Yield the products of every row with itself and all later ones, in blocks: the first row of a block, and the block."""
    rows = rows.tocsr()
    size = max(1, _CELLS // max(rows.shape[0], 1))
    for low in range(0, rows.shape[0], size):
        yield low, (rows[low : low + size] @ rows[low:].T.tocsr()).toarray()


def _copies(rows: Any, often: Floats) -> Floats:
    """Return how many clauses are copies of each wording, each weighted by its likeness."""
    found = np.zeros(len(often))
    for low, block in _blocks(rows):
        alike = np.where(block > _COPY, block, 0.0)
        size = len(block)
        found[low : low + size] += alike @ often[low:]
        found[low + size :] += alike[:, size:].T @ often[low : low + size]
    return found.clip(min=1.0)


def _collapsed(counts: Any) -> tuple[Any, Floats]:
    """Return the matrix with equal columns merged, and their numbers: n-grams of an unchanged passage occur in the same rows."""
    columns = counts.tocsc()
    if not columns.nnz:
        return counts, np.ones(counts.shape[1])
    # A column is identified by a 64-bit sum of hashes of its rows and values.
    mixed = (columns.indices.astype(np.uint64) + np.uint64(1)) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(29)) ^ columns.data.view(np.uint64)) * _BASE
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX
    sums = np.add.reduceat(mixed ^ (mixed >> np.uint64(29)), columns.indptr[:-1])
    _, first, merged = np.unique(sums, return_index=True, return_counts=True)
    order = np.argsort(first)
    return columns[:, first[order]].tocsr(), merged[order].astype(np.float64)


def _counts(letters: Sequence[str]) -> Any:
    """Return a sparse matrix, clauses by n-grams, of 1 + log of the counts; an n-gram is identified by its hash."""
    hashes = [_hashes(one) for one in letters]
    rows = np.repeat(np.arange(len(hashes)), [len(one) for one in hashes])
    _, columns = np.unique(np.concatenate(hashes), return_inverse=True)
    width = int(columns.max()) + 1 if len(columns) else 1
    made = sparse.csr_matrix((np.ones(len(rows)), (rows, columns.ravel())), shape=(len(hashes), width))
    made.sum_duplicates()
    made.data = 1.0 + np.log(made.data)
    return made


def _hashes(letters: str) -> NDArray[np.uint64]:
    """Return the n-grams of a clause as 64-bit polynomial hashes; a clause shorter than an n-gram is a single one."""
    codes = np.array([ord(letter) for letter in letters], dtype=np.uint64)
    found = []
    arabic = 2 * int(((codes >= _ARABIC[0]) & (codes <= _ARABIC[1])).sum()) > len(codes)
    for size in _ARABIC_SIZES if arabic else _SIZES:
        if len(codes) < size:
            continue
        rolling = np.full(len(codes) - size + 1, size, dtype=np.uint64)
        for shift in range(size):
            rolling = rolling * _BASE + codes[shift : len(codes) - size + 1 + shift]
        found.append(rolling)
    if not found:
        return np.array([hash_of(codes)], dtype=np.uint64)
    return np.concatenate(found)


def hash_of(codes: NDArray[np.uint64]) -> int:
    """Return the hash of a clause too short for an n-gram."""
    value = 7
    for code in codes.tolist():
        value = (value * int(_BASE) + int(code)) % (1 << 64)
    return value
