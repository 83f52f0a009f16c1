"""What coders and the machine said of each claim, compared: agreement by property and by pairs, and the claims on which people differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from sulh.coding.alpha import Alpha, nominal_alpha

__all__ = [
    "MACHINE",
    "REJECTED",
    "Judgement",
    "PairAgreement",
    "PropertyAgreement",
    "agreement",
    "agreement_of_pairs",
    "differing",
]

# The coder that read the document first; no account can have this name, which is empty.
MACHINE = ""
# What a coder says who finds that the source does not state the claim: a value like another.
REJECTED = "(rejected)"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one coder (`MACHINE` for the reader) says that a unit, one claim, reads: a value as text, or `REJECTED`."""

    unit: str
    property: str
    coder: str
    value: str


@dataclass(frozen=True, slots=True)
class PropertyAgreement:
    """Agreement on one property: among people alone, and with the machine as one more coder."""

    property: str
    people: Alpha
    everybody: Alpha


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How often two coders said the same of what both judged."""

    one: str
    other: str
    units: int
    alike: int


def agreement(judgements: Iterable[Judgement]) -> tuple[PropertyAgreement, ...]:
    """A row for each property, in the order of their names.

    Properties are not thrown together: values of two properties can never agree, so that chance would look worse than it is.
    """
    by_property: dict[str, list[Judgement]] = {}
    for one in judgements:
        by_property.setdefault(one.property, []).append(one)
    return tuple(
        PropertyAgreement(
            name,
            nominal_alpha(unit.values() for unit in _units(one for one in by_property[name] if one.coder != MACHINE).values()),
            nominal_alpha(unit.values() for unit in _units(by_property[name]).values()),
        )
        for name in sorted(by_property)
    )


def agreement_of_pairs(judgements: Iterable[Judgement]) -> tuple[PairAgreement, ...]:
    """Each two coders who judged a unit in common, people before the machine."""
    units = _units(judgements)
    coders = sorted({coder for unit in units.values() for coder in unit}, key=lambda name: (name == MACHINE, name))
    found = []
    for one, other in combinations(coders, 2):
        both = [unit for unit in units.values() if one in unit and other in unit]
        if both:
            found.append(PairAgreement(one, other, len(both), sum(unit[one] == unit[other] for unit in both)))
    return tuple(found)


def differing(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """The units to which two people gave different values, in the order in which they come."""
    units = _units(one for one in judgements if one.coder != MACHINE)
    return tuple(name for name, unit in units.items() if len(set(unit.values())) > 1)


def _units(judgements: Iterable[Judgement]) -> Mapping[str, dict[str, str]]:
    """The value of each coder by unit; of two judgements of one coder the later counts."""
    units: dict[str, dict[str, str]] = {}
    for one in judgements:
        units.setdefault(one.unit, {})[one.coder] = one.value
    return units
