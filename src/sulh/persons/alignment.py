"""How two names lie beside each other, slot by slot: slots that one of them leaves out cost little, slots that differ cost much.

Weights are natural logarithms of how much likelier the pair is for one person than for two. `align` does it for one pair and says what it
found; `aligned_weights` gives the same weights for many pairs at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["MISMATCH", "WITHOUT_GIVEN", "align", "aligned_weights", "gaps", "name_evidence", "slot_weight"]

MISMATCH = {"given": -7.0, "other": -5.0, "kunya": -3.0}
WITHOUT_GIVEN = -1.0
# A slot that only the longer name has; one left out of the name that is not longer; what the family name costs on top.
_LEFT_OUT, _LEFT_OUT_OF_SHORTER, _EQUAL, _FAMILY = -0.1, -3.1, -1.75, -0.6

# The steepness of likelihoods in `vocabulary`; and the evidence at which two words speak neither for one name nor for two.
_STEEPNESS, _EVEN = 1.2, 1.0
_LEAST = 1e-9


def name_evidence(likeness: Numbers) -> Numbers:
    """Return how likely words are one name (0 to 1) as evidence for it: its log odds, on the scale of the model of spelling."""
    import numpy as np

    likely = np.clip(np.asarray(likeness, np.float64), _LEAST, 1 - _LEAST)
    found: Numbers = np.log(likely / (1 - likely)) / _STEEPNESS
    return found


def slot_weight(likeness: Numbers, rarity: Numbers, mismatch: float) -> Numbers:
    """Return the weight of slots: from `mismatch` for two names to `rarity` (how rare the name is) for one.

    What agrees by its spelling may be of two people who have one name: the rarer the name, the more it can weigh.
    """
    import numpy as np

    spelt, rare = name_evidence(likeness) + _EVEN, np.asarray(rarity, np.float64)
    weight = spelt - np.logaddexp(np.log1p(-np.exp(-np.maximum(rare, _LEAST))), spelt - rare)
    weight = np.where(likeness >= 1, rare, np.where(likeness <= 0, mismatch, np.minimum(weight, rare)))
    found: Numbers = np.maximum(weight, mismatch).astype(np.float32)
    return found


def gaps(one: int, other: int) -> tuple[float, float]:
    """Return what it costs to leave out a slot of the first and of the second name, by how many slots they have."""
    if one == other:
        return _EQUAL, _EQUAL
    return (_LEFT_OUT, _LEFT_OUT_OF_SHORTER) if one > other else (_LEFT_OUT_OF_SHORTER, _LEFT_OUT)


def align(one: int, other: int, weight: Callable[[int, int], float]) -> tuple[float, list[tuple[int | None, int | None, float]]]:
    """Return the best weight of two names of so many slots after the given name, and its steps.

    A step says which slot stands beside which, None for one that is left out, and its weight.
    """
    left, right = gaps(one, other)
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int, float]] = {}
    for at in ((i, j) for i in range(one + 1) for j in range(other + 1) if i or j):
        i, j = at
        options = []
        if i and j:
            options.append((1, 1, weight(i - 1, j - 1)))
        if i:
            options.append((1, 0, left + _FAMILY * (i == one)))
        if j:
            options.append((0, 1, right + _FAMILY * (j == other)))
        best[at], steps[at] = max((best[i - di, j - dj] + cost, (di, dj, cost)) for di, dj, cost in options)
    path: list[tuple[int | None, int | None, float]] = []
    i, j = one, other
    while i or j:
        di, dj, cost = steps[i, j]
        path.append((i - 1 if di else None, j - 1 if dj else None, cost))
        i, j = i - di, j - dj
    return best[one, other], path[::-1]


def aligned_weights(weights: Sequence[Sequence[Numbers]]) -> Numbers:
    """Return the best weights of many pairs whose names all have as many slots: `weights[i][j]` is slot i beside slot j, for each pair."""
    import numpy as np

    one = len(weights)
    other = len(weights[0]) if one else 0
    left, right = gaps(one, other)
    count = len(weights[0][0])
    best: list[list[Numbers]] = [[np.zeros(count, np.float32)] * (other + 1) for _ in range(one + 1)]
    for i in range(one + 1):
        for j in range(other + 1):
            options = []
            if i and j:
                options.append(best[i - 1][j - 1] + weights[i - 1][j - 1])
            if i:
                options.append(best[i - 1][j] + np.float32(left + _FAMILY * (i == one)))
            if j:
                options.append(best[i][j - 1] + np.float32(right + _FAMILY * (j == other)))
            if options:
                best[i][j] = options[0]
                for option in options[1:]:
                    best[i][j] = np.maximum(best[i][j], option)
    return best[one][other]
