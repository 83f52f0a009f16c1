"""Weeks at which the level of a weekly series changed, without taking a run of bad weeks for a change.

Usual methods count too many changes where weeks resemble the one before. Here a series is parted where the levels on both sides differ
most, and a parting counts only if series without any change, as correlated as this one may be, show so large a difference in fewer
than one of twenty cases. The correlations that are likely come from `change`, those series from a generator with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sulh.ceasefire.count_change import likely_correlations

__all__ = ["Break", "breaks"]

Floats = npt.NDArray[np.float64]

# So many weeks at least on each side of a parting.
_SHORTEST = 4
_ALLOWED = 0.05
_DRAWN = 999


@dataclass(frozen=True, slots=True)
class Break:
    """`week` is the first of the new level; `before` and `after` the weekly means on both sides, to the next break or the ends."""

    week: int
    before: float
    after: float
    by_chance: float  # how often a series without a change shows as much


def breaks(counts: Iterable[float], seen: Iterable[float] = ()) -> tuple[Break, ...]:
    """Return the weeks, counted from 0, at which a series of weekly counts changed its level, in order.

    `seen` is the part of each week that somebody could observe. Weeks that nobody saw are passed over. At most one in twenty series
    without a change gives a break, also where neighbouring weeks are alike.
    """
    held = np.asarray(list(counts), dtype=np.float64)
    parts = np.asarray(list(seen), dtype=np.float64)
    if not parts.size:
        parts = np.ones_like(held)
    weeks = np.flatnonzero(parts > 0)
    rates = held[weeks] / parts[weeks]
    found: list[tuple[int, float]] = []
    pending = [(0, weeks.size)]
    while pending:
        low, high = pending.pop()
        at, chance = _parting(rates[low:high], tuple(weeks[low:high].tolist()))
        if at is not None and chance <= _ALLOWED:
            found.append((low + at, chance))
            pending += [(low, low + at), (low + at, high)]
    found.sort()
    ends = [0, *(at for at, _ in found), weeks.size]
    return tuple(
        Break(int(weeks[at]), float(rates[ends[number] : at].mean()), float(rates[at : ends[number + 2]].mean()), chance)
        for number, (at, chance) in enumerate(found)
    )


def _parting(rates: Floats, weeks: tuple[int, ...]) -> tuple[int | None, float]:
    """Where the levels differ most, and how often a series without a change shows as much."""
    if rates.size < 2 * _SHORTEST or not rates.std():
        return None, 1.0
    # Square roots have about the same spread at every level.
    series = np.sqrt(rates + 0.375)
    at, largest = _largest(series[None, :])
    weights, correlations = likely_correlations(series, weeks)
    drawn = _unchanged(weeks, weights, correlations)
    reached = int(np.sum(_largest(drawn)[1] >= largest[0]))
    return int(at[0]) + _SHORTEST, (reached + 1) / (_DRAWN + 1)


def _largest(series: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """For each row the parting with the largest difference of levels, in standard deviations of the rest."""
    length = series.shape[1]
    left = np.arange(_SHORTEST, length - _SHORTEST + 1)
    sums = np.cumsum(series, axis=1)
    total, squares = sums[:, -1:], np.sum(series**2, axis=1, keepdims=True)
    before = sums[:, left - 1]
    explained = before**2 / left + (total - before) ** 2 / (length - left) - total**2 / length
    rest = np.maximum(squares - total**2 / length - explained, 1e-12)
    measure = explained / rest
    return np.argmax(measure, axis=1), np.max(measure, axis=1)


def _unchanged(weeks: tuple[int, ...], weights: Floats, correlations: Floats) -> Floats:
    """Series without a change: as many as `_DRAWN`, each with one of the correlations, as often as these are likely."""
    rng = np.random.default_rng(len(weeks))
    drawn = rng.choice(correlations, size=_DRAWN, p=weights)
    steps = np.diff(np.asarray(weeks), prepend=weeks[0])
    noise = rng.standard_normal((_DRAWN, len(weeks)))
    series = np.empty_like(noise)
    series[:, 0] = noise[:, 0]
    for week in range(1, len(weeks)):
        kept = drawn ** steps[week]
        series[:, week] = kept * series[:, week - 1] + np.sqrt(1 - kept**2) * noise[:, week]
    return series
