"""Krippendorff's alpha for nominal data: any number of coders, any missing values.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania, 2011 (revised 2013).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

__all__ = ["Alpha", "nominal_alpha"]

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Alpha:
    """How reliable values are. `value` is 1 where all agree and 0 where they agree as by chance; it may be negative.

    `value` is None where nothing can be said: no unit has two values, or all values are one, so that chance would agree too. `units`
    counts those with two values or more, `values` the values in them, `alike` the units whose values are all the same.
    """

    value: float | None
    units: int
    values: int
    alike: int


def nominal_alpha(units: Iterable[Iterable[Hashable]]) -> Alpha:
    """The alpha of units, each given by the values that coders gave it; None stands for no value, and is left out."""
    counted = [Counter(value for value in unit if value is not None) for unit in units]
    pairable = [unit for unit in counted if unit.total() >= _PAIR]
    overall: Counter[Hashable] = Counter()
    observed = 0.0
    for unit in pairable:
        overall.update(unit)
        size = unit.total()
        # Ordered pairs of unlike values within the unit, each unit weighing as many values as it has.
        observed += (size * size - sum(count * count for count in unit.values())) / (size - 1)
    total = overall.total()
    unlike = total * total - sum(count * count for count in overall.values())
    alike = sum(len(unit) == 1 for unit in pairable)
    if not unlike:
        return Alpha(None, len(pairable), total, alike)
    return Alpha(1 - (total - 1) * observed / unlike, len(pairable), total, alike)
