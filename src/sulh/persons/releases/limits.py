"""What a plan must keep to, one by one, each with how it is said: margins, capacities, closed days and demands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sulh.model import SulhError
from sulh.model.reasons import Reason
from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.terms import Demand, ReleaseTerms
from sulh.persons.releases.units import UnitClass

__all__ = ["Limit", "SolverTimeError", "demanded", "limits_of"]


class SolverTimeError(SulhError):
    """The time that was allowed went by before a plan was found; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: its sort (margin, capacity, convoy, closed, demand), the number it sets, what it is about, and how it is said."""

    sort: str
    amount: int
    said: Reason
    category: PersonCategory | None = None
    crossing: int = 0
    day: dt.date | None = None
    demand: Demand | None = None


def limits_of(terms: ReleaseTerms, sizes: Mapping[UnitClass, int]) -> list[Limit]:
    """Return the limits of terms; `sizes` are how many units of each class can go, which a demand for all of them asks about."""
    found = [Limit("margin", terms.margin, Reason.of("limit.margin", margin=terms.margin))]
    for category in PersonCategory:
        margin = terms.margin_of(category)
        if margin is not None:
            found.append(Limit("margin", margin, Reason.of("limit.margin_of", margin=margin, category=category), category))
    for place, one in enumerate(terms.crossings):
        if one.capacity is not None:
            found.append(Limit("capacity", one.capacity, Reason.of("limit.capacity", crossing=one.name, number=one.capacity), None, place))
        if one.convoy is not None:
            found.append(Limit("convoy", one.convoy, Reason.of("limit.convoy", crossing=one.name, number=one.convoy), None, place))
        found += [Limit("closed", 0, Reason.of("limit.closed", crossing=one.name, day=day), None, place, day) for day in one.closed]
    return found + [_demand(one, number, terms, sizes) for number, one in enumerate(terms.demands, 1)]


def demanded(demand: Demand, holder: str, category: PersonCategory) -> bool:
    """Whether a demand speaks of persons of a holder and a category; bodies only where it names them."""
    wanted = demand.category or (category if category is not PersonCategory.BODY else None)
    return demand.holder in ("", holder) and category is wanted


def _demand(one: Demand, number: int, terms: ReleaseTerms, sizes: Mapping[UnitClass, int]) -> Limit:
    there = sum(
        size
        for of, size in sizes.items()
        for category in of.categories
        if demanded(one, terms.holders[of.holder].name, category)
    )  # fmt: skip
    amount = Reason.of("demand.all", number=there) if one.at_least is None else Reason.of("demand.at_least", number=one.at_least)
    said = Reason.of(
        "limit.demand", number=number, amount=amount, there=there, day=one.by or terms.tranches[-1],
        who=Reason.of("demand.category", category=one.category) if one.category else Reason("demand.persons"),
        of=Reason.of("demand.held_by", holder=one.holder) if one.holder else "",
    )  # fmt: skip
    return Limit("demand", there if one.at_least is None else one.at_least, said, demand=one)
