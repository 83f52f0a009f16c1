"""How alike clauses are: TF-IDF over character n-grams, with a document frequency that counts formulae rather than their copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["Likeness", "likeness"]

_SIZES = (4, 5, 6)
_BASE = np.uint64(1099511628211)
# Clauses this alike count as copies of one another when frequencies are counted.
_COPY = 0.45
_FLOOR = 0.15


@dataclass(frozen=True, slots=True)
class Likeness:
    """Square arrays over the clauses: `cosine` of the weighted n-grams, `cover[i, j]` the share of clause i's weight that stands in j."""

    cosine: NDArray[np.float64]
    cover: NDArray[np.float64]


def likeness(letters: Sequence[str]) -> Likeness:
    """The likeness of every clause with every other one, from the letters of their forms.

    Method: TF-IDF over character 4- to 6-grams in two passes. In the second pass a clause of which there are n copies counts 1/n, so that
    a formula which runs through all statements does not lose its weight, while the words many different formulae share do.
    """
    counts = _counts(letters)
    present = counts.copy()
    present.data[:] = 1.0
    first = _cosine(counts, _idf(present, np.ones(counts.shape[0])))
    copies = np.where(first > _COPY, first, 0.0).sum(axis=1).clip(min=1.0)
    weights = _idf(present, 1.0 / copies)
    shared = (present @ sparse.diags(weights) @ present.T).toarray()
    own = shared.diagonal().clip(min=1e-12)
    return Likeness(_cosine(counts, weights), shared / own[:, None])


def _idf(present: Any, weight: NDArray[np.float64]) -> NDArray[np.float64]:
    total = weight.sum()
    frequency = np.asarray(present.T @ weight).ravel()
    weights: NDArray[np.float64] = np.maximum(np.log((1.0 + total) / (1.0 + frequency)), 0.0) + _FLOOR
    return weights


def _cosine(counts: Any, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    weighted = counts @ sparse.diags(weights)
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel()).clip(min=1e-12)
    weighted = sparse.diags(1.0 / norms) @ weighted
    found: NDArray[np.float64] = (weighted @ weighted.T).toarray()
    return found


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
