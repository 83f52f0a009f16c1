"""Weeks at which the level of a weekly series changed, without taking a run of bad weeks for a change.

Usual methods count too many changes where weeks resemble the one before. Here a series is parted where the levels on both sides differ
most, and a parting counts only if series without any change that look as correlated as this one show so large a difference in fewer than
one of twenty cases. How correlated a series looks is told from its weeks around the two levels, since a change of level by itself would
make weeks look alike. That is too low where the parting was put into a run of bad weeks: so the same is done with the series without a
change, which are drawn with every correlation from 0 to .9, the higher ones more often (there false changes are likeliest), and those that
look alike by it are compared. They have the same weeks unseen and the same part of chance in their counts, and a fixed seed.
`bench/ceasefire.py` counts how often changes are false, and found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["Break", "breaks"]

Floats = npt.NDArray[np.float64]

# So many weeks at least on each side of a parting.
_SHORTEST = 4
_ALLOWED = 0.05
_DRAWN = 4000
_HIGHEST = 0.9
# How near two series look alike in correlation: the spread of the bell by which those drawn are weighed.
_ALIKE = 0.05
# A square root of a Poisson count has about this variance, whatever its level.
_POISSON = 0.25


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
        # A piece has its part of what is allowed, so that pieces have no more false changes than a series.
        if at is not None and chance <= _ALLOWED * (high - low) / weeks.size:
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
    series = np.sqrt(rates + 0.375)[None, :]
    at, largest = _largest(series)
    correlation, variance = _around_levels(series, at, weeks)
    share = round(float(np.clip(1 - _POISSON / max(variance[0], _POISSON), 0.0, 1.0)), 1)
    drawn, correlations = _unchanged(weeks, share)
    alike = np.exp(-(((correlations - correlation[0]) / _ALIKE) ** 2) / 2)
    reached = float(alike @ (drawn >= largest[0]))
    return int(at[0]), (reached + 1) / (float(alike.sum()) + 1)


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
    return np.argmax(measure, axis=1) + _SHORTEST, np.max(measure, axis=1)


def _around_levels(series: Floats, at: npt.NDArray[np.int64], weeks: tuple[int, ...]) -> tuple[Floats, Floats]:
    """For each row the correlation of weeks that follow one another, around a level before the parting and one after, and the variance."""
    length = series.shape[1]
    is_before = np.arange(length) < at[:, None]
    before, total = np.sum(series * is_before, axis=1), np.sum(series, axis=1)
    left = series - np.where(is_before, (before / at)[:, None], ((total - before) / (length - at))[:, None])
    next_to = np.diff(np.asarray(weeks)) == 1
    squares = np.sum(left**2, axis=1)
    together = np.sum((left[:, 1:] * left[:, :-1])[:, next_to], axis=1) / max(int(next_to.sum()), 1)
    return together * length / np.maximum(squares, 1e-12), squares / (length - 2)


@lru_cache(maxsize=64)
def _unchanged(weeks: tuple[int, ...], share: float) -> tuple[Floats, Floats]:
    """The largest difference of levels in each of many series without a change, and the correlation by which it looks.

    Of their variance a share can be correlated, and the rest is chance.
    """
    rng = np.random.default_rng(len(weeks))
    # Their density rises with the fourth root of the correlation.
    drawn = _HIGHEST * rng.random(_DRAWN) ** 0.8
    noise = rng.standard_normal((_DRAWN, len(weeks)))
    series = np.empty_like(noise)
    series[:, 0] = noise[:, 0]
    for week, step in enumerate(np.diff(np.asarray(weeks)), 1):
        kept = drawn**step
        series[:, week] = kept * series[:, week - 1] + np.sqrt(1 - kept**2) * noise[:, week]
    series = np.sqrt(share) * series + np.sqrt(1 - share) * rng.standard_normal(series.shape)
    at, largest = _largest(series)
    return largest, _around_levels(series, at, weeks)[0]
