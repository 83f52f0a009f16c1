"""By what factor weekly counts changed, with an interval that allows for weeks that resemble the one before.

Weekly counts of violence vary more than a Poisson count does, and a bad week follows a bad week. Twelve weeks that depend on one another
hold less than twelve independent ones, and how strongly they do can only be estimated from the same few weeks. So the correlation of
neighbouring weeks is not set to one value: for each that is possible its likelihood is worked out from the weeks themselves (restricted
maximum likelihood of a first-order autoregression around a level before and one after), and the standard error is that of the mixture. Only
what varies beyond a Poisson count can be correlated.

A mixture alone makes intervals that are too wide where weeks are independent and too narrow where they are much alike, since a few weeks
hardly tell one from the other. So how many standard errors wide an interval is follows from the correlation that is likely and from the
degrees of freedom, by a table made from simulated weeks (`data/interval_widths.csv`, `scripts/build_interval_widths.py`) such that 95 %
hold for every true correlation from 0 to .6. `bench/ceasefire.py` counts how often they do on other series.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from sulh.model.vocabulary import ChangeFinding

__all__ = ["FEWEST_INDEPENDENT", "CountChange", "change"]

Floats = npt.NDArray[np.float64]

# Correlations of neighbouring weeks that are weighed, and how likely each is before any week is looked at: falling in a straight line to
# nought at 1, since violence that stays the same for months is rarer than violence that does not.
_CORRELATIONS = np.linspace(0.0, 0.9, 19)
_BEFOREHAND = 1.0 - _CORRELATIONS
# Below so many independent weeks in all nothing is said.
FEWEST_INDEPENDENT = 6.0


@dataclass(frozen=True, slots=True)
class CountChange:
    """Counts before and after, both by observed week, and the factor between them with its 95 % interval.

    `rho` is the correlation of neighbouring weeks (mean of what is likely), `independent` the number of independent weeks that all of
    them are worth, `error` the standard error of the logarithm of the factor, `observed` the weeks that somebody could look at, before and
    after. `ratio`, `low`, `high` are None where nothing can be said.
    """

    before: float
    after: float
    observed: tuple[float, float]
    finding: ChangeFinding
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    rho: float | None = None
    independent: float | None = None
    error: float | None = None


def change(
    before: Iterable[float], after: Iterable[float], *, seen_before: Iterable[float] = (), seen_after: Iterable[float] = ()
) -> CountChange:
    """Return by what factor weekly counts changed.

    `before` and `after` are counts of consecutive weeks in order; `seen_...` the part of each week, from 0 to 1, that somebody could
    observe (all of it by default). A week that nobody saw is unknown, never nought; one seen in part counts for its part. Raises
    ValueError for a count or a part that is none.
    """
    sides = [_side(before, seen_before), _side(after, seen_after)]
    totals = [float(counts.sum()) for counts, _ in sides]
    observed = [float(seen.sum()) for _, seen in sides]
    if reason := _unsayable(sides, totals):
        none = 0.0 if reason is ChangeFinding.NONE_AFTER else None
        return CountChange(totals[0], totals[1], (observed[0], observed[1]), reason, ratio=none)
    means = [total / part for total, part in zip(totals, observed, strict=True)]
    weights, scales, independent, freedom = _weighed(sides, means)
    rho, error = float(weights @ _CORRELATIONS), float(np.sqrt(weights @ scales**2))
    half = error * _width(rho, freedom)
    ratio = means[1] / means[0]
    low, high = ratio * float(np.exp(-half)), ratio * float(np.exp(half))
    worth = float(weights @ independent)
    if worth < FEWEST_INDEPENDENT:
        finding = ChangeFinding.TOO_FEW_WEEKS
    elif low > 1:
        finding = ChangeFinding.ROSE
    else:
        finding = ChangeFinding.FELL if high < 1 else ChangeFinding.NO_CLEAR_CHANGE
    return CountChange(totals[0], totals[1], (observed[0], observed[1]), finding, ratio, low, high, rho, worth, error)


def _unsayable(sides: list[tuple[Floats, Floats]], totals: list[float]) -> ChangeFinding | None:
    if any((seen > 0).sum() < 2 for _, seen in sides):
        return ChangeFinding.NOT_OBSERVED
    if not totals[0]:
        return ChangeFinding.NONE_BEFORE
    return None if totals[1] else ChangeFinding.NONE_AFTER


def _side(counts: Iterable[float], seen: Iterable[float]) -> tuple[Floats, Floats]:
    held = np.asarray(list(counts), dtype=np.float64)
    parts = np.asarray(list(seen), dtype=np.float64)
    if not parts.size:
        parts = np.ones_like(held)
    if parts.shape != held.shape:
        raise ValueError(f"{held.size} weeks of counts, but {parts.size} of observation")
    if not (np.isfinite(held).all() and (held >= 0).all() and (parts >= 0).all() and (parts <= 1).all()):
        raise ValueError("counts must be numbers from 0 on, and the observed part of a week one from 0 to 1")
    return np.where(parts > 0, held, 0.0), parts


def _weighed(sides: list[tuple[Floats, Floats]], means: list[float]) -> tuple[Floats, Floats, Floats, int]:
    """Weigh each correlation by its likelihood.

    Returns the weights, and for each correlation the standard error of the logarithm of the ratio and the number of independent weeks;
    and the degrees of freedom.
    """
    parts = []
    for (counts, seen), mean in zip(sides, means, strict=True):
        weeks = np.flatnonzero(seen > 0)
        # In units in which an independent Poisson count has variance 1, also where only a part of the week was seen.
        expected = mean * seen[weeks]
        parts.append(_Residuals((counts[weeks] - expected) / np.sqrt(expected), tuple(weeks.tolist()), np.sqrt(seen[weeks])))
    freedom = sum(len(one.weeks) for one in parts) - 2
    varied = sum(float(one.values @ one.values) for one in parts) / freedom
    share = round(max(0.0, 1 - 1 / varied), 1) if varied else 0.0
    fits = _fits(parts, share)
    # The variance of the plain mean of these weeks, in the same units: a week counts by the part that was seen of it.
    spreads = [
        (_correlated(one.weeks, share).matrices @ one.roots) @ one.roots / float(one.roots @ one.roots) ** 2 for one in parts
    ]  # fmt: skip
    variance = np.sum([spread / mean for spread, mean in zip(spreads, means, strict=True)], axis=0)
    scales = np.sqrt(np.maximum(fits[0] / freedom, 1.0) * variance)
    independent = np.sum([1 / spread for spread in spreads], axis=0)
    return _likely(fits, freedom), scales, independent, freedom


@dataclass(frozen=True, slots=True)
class _Residuals:
    """What weeks differ from their level by, which weeks they are, and by how much a shift of the level moves each."""

    values: Floats
    weeks: tuple[int, ...]
    roots: Floats


def _fits(parts: list[_Residuals], share: float) -> tuple[Floats, Floats]:
    """For each correlation, the squares that are left around a level for each part, and the logarithm of the determinants."""
    squares, logs = np.zeros(_CORRELATIONS.size), np.zeros(_CORRELATIONS.size)
    for one in parts:
        at = _correlated(one.weeks, share)
        weighted = at.inverses @ one.roots
        levels = weighted @ one.roots
        left = one.values - np.outer((weighted @ one.values) / levels, one.roots)
        squares += np.einsum("kn,kn->k", left, (at.inverses @ left[:, :, None])[:, :, 0])
        logs += at.log_determinants + np.log(levels)
    return squares, logs


def _likely(fits: tuple[Floats, Floats], freedom: int) -> Floats:
    """The restricted likelihood of each correlation, times how likely it is beforehand; in all 1."""
    squares, rest = fits
    logs = -freedom / 2 * np.log(np.maximum(squares, 1e-12)) - rest / 2
    weights: Floats = np.exp(logs - logs.max()) * _BEFOREHAND
    weights /= weights.sum()
    return weights


@dataclass(frozen=True, slots=True)
class _Correlated:
    """The correlations between some weeks, for each correlation that neighbouring ones may have."""

    matrices: Floats
    inverses: Floats
    log_determinants: Floats


@lru_cache(maxsize=256)
def _correlated(weeks: tuple[int, ...], share: float) -> _Correlated:
    """The correlations between all of these weeks, of whose variance a share can be correlated."""
    numbers = np.asarray(weeks)
    distance = np.abs(numbers[:, None] - numbers[None, :])
    matrices = np.where(distance == 0, 1.0, share * _CORRELATIONS[:, None, None] ** np.maximum(distance, 1))
    return _Correlated(matrices, np.linalg.inv(matrices), np.linalg.slogdet(matrices)[1])


def _width(rho: float, freedom: int) -> float:
    """How many standard errors the interval reaches to either side: the table's, between its rows by 1/freedom and by correlation."""
    freedoms, rhos, widths = _widths()
    by_freedom = [np.interp(rho, rhos, row) for row in widths]
    return float(np.exp(np.interp(-1 / max(freedom, 1), -1 / freedoms, by_freedom)))


@cache
def _widths() -> tuple[Floats, Floats, Floats]:
    """Degrees of freedom, correlations, and the logarithm of the width for each of both."""
    with files("sulh.data").joinpath("interval_widths.csv").open(encoding="utf-8") as lines:
        held = np.array([[float(row[name]) for name in ("freedom", "rho", "width")] for row in csv.DictReader(lines)])
    freedoms, rhos = np.unique(held[:, 0]), np.unique(held[:, 1])
    return freedoms, rhos, np.log(held[:, 2]).reshape(freedoms.size, rhos.size)
