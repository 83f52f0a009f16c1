"""When two values of a property agree: dates of different precision, names of one place, stages of one meeting."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache

from sulh.text.edtf import precision, valid

__all__ = ["dominant_status", "finer", "with_year"]

_RANK = {"day": 3, "month": 2, "part": 1, "year": 0}
# A meeting announced, then under way, then over is one story; only a meeting that was held and called off is two.
_STAGE = {"planned": 0, "ongoing": 1, "held": 2}


@lru_cache(maxsize=65536)
def finer(date: str) -> tuple[int, int]:
    """How much a date says, for ordering: unit first, then the number of known digits."""
    return _RANK[precision(date)], sum(character.isdigit() for character in date)


def with_year(date: str, others: Sequence[str]) -> str:
    """A date without a year, in the year that the other dates agree on; any other date as it is."""
    years = {other[:4] for other in others if "X" not in other[:4]}
    if not date.startswith("XXXX") or len(years) != 1:
        return date
    filled = years.pop() + date[4:]
    return filled if valid(filled) else date


def dominant_status(present: Sequence[str], weight: Callable[[str], Hashable]) -> tuple[str, bool]:
    """The status to show of those claimed, and whether sources contradict each other: held and cancelled cannot both be.

    `weight` orders rivals: the greatest wins.
    """
    stages = [status for status in present if status in _STAGE]
    furthest = max(stages, key=lambda status: _STAGE[status], default=None)
    if "cancelled" not in present:
        return furthest or present[0], False
    if furthest in (None, "planned"):
        return "cancelled", False
    return max(("cancelled", str(furthest)), key=lambda status: weight(status)), True  # type: ignore[arg-type,return-value]
