"""How often claims of a reader are right, measured on annotated documents: the built-in reader alone, and two readers together."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sulh.model.two_readings import Readers

__all__ = ["Counted", "Shares", "confidence_of", "precision", "shares"]

# Right and stated by (subject, property, readers); a property may be narrowed to one code, as in `act=note`.
Counted = Mapping[tuple[str, str, str], tuple[int, int]]

# A share of few claims is drawn towards that of more: as if this many further claims had been right as often as those.
_DRAWN = 2


class Shares:
    """The shares that are right, from counts: those of a code drawn to those of its property, these to those of all properties."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._all: dict[str, tuple[int, int]] = {}
        for (_, name, readers), (right, stated) in counted.items():
            if "=" not in name:
                before = self._all.get(readers, (0, 0))
                self._all[readers] = before[0] + right, before[1] + stated

    def __call__(self, subject: str, name: str, readers: Readers, code: str = "") -> float | None:
        """The share that is right of what those readers state of a property, for one code where it is named; None without any count."""
        right, stated = self._all.get(readers.value, (0, 0))
        if not stated:
            return None
        share = right / stated
        for narrower in (name, f"{name}={code}"):
            right, stated = self._counted.get((subject, narrower, readers.value), (0, 0))
            share = (right + _DRAWN * share) / (stated + _DRAWN)
        return share


@cache
def confidence_of(subject: str, name: str) -> float | None:
    """How often the built-in reader's claims of a property are right: the share on annotated documents that it was not made with.

    Laplace's rule of succession keeps a share from few claims away from 0 and 1. None for what was never counted.
    """
    right, stated = _counted("claim_precision.csv").get((subject, name, ""), (0, -1))
    return None if stated < 0 else round((right + 1) / (stated + 2), 2)


@cache
def precision(subject: str, name: str, readers: Readers) -> float | None:
    """The share that is right of what two readers state of a property; None for what was never counted."""
    if (subject, name, readers.value) not in _counted("second_reader/precision.csv"):
        return None
    share = shares()(subject, name, readers)
    return None if share is None else round(share, 2)


@cache
def shares() -> Shares:
    """The shares of two readers by which their readings are joined."""
    return Shares(_counted("second_reader/precision.csv"))


@cache
def _counted(table: str) -> Counted:
    with (files("sulh.data") / table).open(encoding="utf-8") as lines:
        return {
            (row["subject"], row["property"], row.get("readers") or ""): (int(row["right"]), int(row["claims"]))
            for row in csv.DictReader(lines)
        }
