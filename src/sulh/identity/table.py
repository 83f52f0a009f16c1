"""The tables of what speaks for and against two tellings being of one thing: `data/same_meeting.csv`, `data/same_incident.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Found", "Weighed", "forbidding", "table", "total"]

# A feature, and what was found of it in two tellings.
Found = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a finding weighs: a natural logarithm of how much likelier it is for one meeting than for two, and why."""

    weight: float
    forbids: bool
    reason: str


@cache
def table(name: str = "same_meeting") -> Mapping[Found, Weighed]:
    """Every feature with everything that can be found of it, in the table of that name."""
    with (files("sulh.data") / f"{name}.csv").open(encoding="utf-8") as lines:
        return {
            (row["feature"], row["found"]): Weighed(float(row["weight"]), row["forbids"] == "yes", row["reason"])
            for row in csv.DictReader(lines)
        }


def total(found: Mapping[str, str]) -> float:
    """The weights of all that was found, added up to the weight of two tellings drawn at random."""
    weighed = table()
    return weighed["prior", ""].weight + sum(weighed[feature, how].weight for feature, how in found.items())


def forbidding(found: Mapping[str, str]) -> tuple[str, ...]:
    """The features that contradict each other: two tellings that differ so are never joined without a person."""
    weighed = table()
    return tuple(feature for feature, how in found.items() if weighed[feature, how].forbids)
