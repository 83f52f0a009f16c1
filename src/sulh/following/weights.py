"""The declared tables of following: what each feature weighs, and the words that show what a passage does to a promise."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from sulh.following.types import LinkReason

__all__ = ["patterns", "probability", "reason", "weight"]

_PRIOR = "prior"


def weight(sort: str, feature: str, level: str = "") -> float:
    """The weight in bits of a feature at a level, for meetings (`meeting`) or all else (`other`). Raises KeyError for an unknown one."""
    return _weights()[sort, feature, level]


def reason(sort: str, feature: str, level: str, *values: str | None) -> LinkReason:
    """A feature as it came out, with its weight and the values compared."""
    return LinkReason(feature, level, weight(sort, feature, level), tuple(one for one in values if one))


def probability(sort: str, reasons: Sequence[LinkReason]) -> float:
    """How likely a link is: the weights are match weights (Fellegi and Sunter 1969), added to that of the prior odds."""
    total = weight(sort, _PRIOR) + sum(one.weight for one in reasons)
    odds: float = 2.0**total
    return round(odds / (1.0 + odds), 4)


@lru_cache(maxsize=64)
def patterns(name: str, language: str = "en") -> re.Pattern[str] | None:
    """The pattern of a class of words in a language; None where the table has none for it."""
    found = _words().get((name, language.partition("-")[0].lower() or "en"))
    return re.compile("|".join(f"(?:{one})" for one in found), re.IGNORECASE) if found else None


@lru_cache(maxsize=1)
def _weights() -> Mapping[tuple[str, str, str], float]:
    with files("sulh.data").joinpath("following.csv").open(encoding="utf-8") as lines:
        return {(row["sort"], row["feature"], row["level"]): float(row["weight"]) for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def _words() -> Mapping[tuple[str, str], Sequence[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    with files("sulh.data").joinpath("following_words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["class"], row["language"]), []).append(row["pattern"])
    return found
