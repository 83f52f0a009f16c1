"""How alike wordings are: TF-IDF over character n-grams, with a document frequency that counts formulae rather than their copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["Likeness", "likeness"]

_SIZES = (4, 5, 6)
_BASE = np.uint64(1099511628211)
_MIX = np.uint64(0x9E3779B97F4A7C15)
# Wordings this alike count as copies of one another when frequencies are counted.
_COPY = 0.45
_FLOOR = 0.15
# Numbers in one block of a product.
_CELLS = 1_500_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of wordings worth a look, `one[k] < other[k]`, in order.

    `cosine` of their weighted n-grams; `cover` the share of the weight of `one` that stands in `other`, `back` that of `other` in `one`.
    """

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    cosine: Floats
    cover: Floats
    back: Floats


def likeness(letters: Sequence[str], times: Sequence[int], *, cosine: float, cover: float) -> Likeness:
    """The pairs of wordings whose cosine, or cover in either direction, reaches these floors; `times` says how many clauses have each.

    Method: TF-IDF over character 4- to 6-grams in two passes. In the second pass a clause of which there are n copies counts 1/n, so that
    a formula which runs through all statements does not lose its weight, while the words many different formulae share do. N-grams that
    stand in the same wordings are one column; products are made in blocks of rows, and what is below the floors is not kept.
    """
    counts, merged = _collapsed(_counts(letters))
    present = counts.copy()
    present.data[:] = 1.0
    often = np.asarray(times, dtype=np.float64)
    copies = _copies(_unit(counts, _idf(present, often), merged), often)
    weights = _idf(present, often / copies)
    shares = present @ sparse.diags(np.sqrt(weights * merged))
    own = np.asarray(shares.multiply(shares).sum(axis=1)).ravel().clip(min=1e-12)
    found: list[tuple[NDArray[Any], ...]] = []
    for (low, alike), (_, shared) in zip(_blocks(_unit(counts, weights, merged)), _blocks(shares), strict=True):
        rows = np.arange(low, low + alike.shape[0])
        covered, backward = shared / own[rows, None], shared / own[None, low:]
        worth = (alike >= cosine) | (np.maximum(covered, backward) >= cover)
        at, to = np.nonzero(np.triu(worth, 1))
        found.append((at + low, to + low, alike[at, to], covered[at, to], backward[at, to]))
    return Likeness(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _idf(present: Any, weight: Floats) -> Floats:
    total = weight.sum()
    frequency = np.asarray(present.T @ weight).ravel()
    weights: Floats = np.maximum(np.log((1.0 + total) / (1.0 + frequency)), 0.0) + _FLOOR
    return weights


def _unit(counts: Any, weights: Floats, merged: Floats) -> Any:
    """The weighted counts as rows of length 1."""
    weighted = counts @ sparse.diags(weights * np.sqrt(merged))
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel()).clip(min=1e-12)
    return (sparse.diags(1.0 / norms) @ weighted).tocsr()


def _blocks(rows: Any) -> Iterator[tuple[int, Floats]]:
    """The products of every row with itself and all later ones, some rows at a time: the first row of a block, and the block."""
    rows = rows.tocsr()
    size = max(1, _CELLS // rows.shape[0])
    for low in range(0, rows.shape[0], size):
        yield low, (rows[low : low + size] @ rows[low:].T.tocsr()).toarray()


def _copies(rows: Any, often: Floats) -> Floats:
    """How many clauses are copies of each wording, each counted by how alike it is."""
    found = np.zeros(len(often))
    for low, block in _blocks(rows):
        alike = np.where(block > _COPY, block, 0.0)
        size = len(block)
        found[low : low + size] += alike @ often[low:]
        found[low + size :] += alike[:, size:].T @ often[low : low + size]
    return found.clip(min=1.0)


def _collapsed(counts: Any) -> tuple[Any, Floats]:
    """The matrix with equal columns once, and how many there were of each: the n-grams of an unbroken stretch stand in the same rows."""
    columns = counts.tocsc()
    if not columns.nnz:
        return counts, np.ones(counts.shape[1])
    # A column is known by a sum of hashes of its rows and values, of 64 bits.
    mixed = (columns.indices.astype(np.uint64) + np.uint64(1)) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(29)) ^ columns.data.view(np.uint64)) * _BASE
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _MIX
    sums = np.add.reduceat(mixed ^ (mixed >> np.uint64(29)), columns.indptr[:-1])
    _, first, merged = np.unique(sums, return_index=True, return_counts=True)
    order = np.argsort(first)
    return columns[:, first[order]].tocsr(), merged[order].astype(np.float64)


def _counts(letters: Sequence[str]) -> Any:
    """A sparse matrix, clauses by n-grams, of 1 + log of the counts; an n-gram is known by its hash."""
    hashes = [_hashes(one) for one in letters]
    rows = np.repeat(np.arange(len(hashes)), [len(one) for one in hashes])
    _, columns = np.unique(np.concatenate(hashes), return_inverse=True)
    width = int(columns.max()) + 1 if len(columns) else 1
    made = sparse.csr_matrix((np.ones(len(rows)), (rows, columns.ravel())), shape=(len(hashes), width))
    made.sum_duplicates()
    made.data = 1.0 + np.log(made.data)
    return made


def _hashes(letters: str) -> NDArray[np.uint64]:
    """The n-grams of a clause as polynomial hashes of 64 bits; a clause shorter than an n-gram is one itself."""
    codes = np.array([ord(letter) for letter in letters], dtype=np.uint64)
    found = []
    for size in _SIZES:
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
    """The hash of a clause too short for an n-gram."""
    value = 7
    for code in codes.tolist():
        value = (value * int(_BASE) + int(code)) % (1 << 64)
    return value
