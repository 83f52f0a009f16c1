"""Who goes together, and who is equal to whom: persons and families as units, and units of one class in the order of the public rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sulh.model.messages import joined
from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.people import FAMILY, HeldPerson, PersonListError
from sulh.persons.releases.terms import ReleaseTerms

__all__ = ["ReleaseUnit", "UnitClass", "classes_of", "units_of"]

_UNKNOWN = "9999"
_CATEGORIES = tuple(PersonCategory)


@dataclass(frozen=True, slots=True)
class UnitClass:
    """Units that a plan does not tell apart: of one holder (by number), for one crossing ("" for any), of equal categories and points."""

    holder: int
    crossing: str
    categories: tuple[PersonCategory, ...]
    points: int

    @property
    def living(self) -> int:
        """How many living persons a unit has."""
        return sum(one is not PersonCategory.BODY for one in self.categories)


@dataclass(frozen=True, slots=True)
class ReleaseUnit:
    """A person, or a family of one holder, which crosses in one step. `key` names it in the draw; `since` is when it was first held."""

    key: str
    people: tuple[HeldPerson, ...]
    of: UnitClass
    since: str


def units_of(people: Sequence[HeldPerson], terms: ReleaseTerms) -> list[ReleaseUnit]:
    """Return the units of persons, all of whom may go. Bodies are units of their own, whatever family they belong to.

    Raises PersonListError where members of a family are to cross at different places.
    """
    members: dict[str, list[HeldPerson]] = {}
    for one in people:
        together = terms.families_together and one.family and not one.is_body
        members.setdefault(f"{one.holder}/{FAMILY}{one.family}" if together else one.key, []).append(one)
    number = {name: place for place, name in enumerate(terms.holder_names)}
    return [_unit(key, tuple(sorted(group, key=lambda one: one.key)), number, terms) for key, group in members.items()]


def classes_of(units: Sequence[ReleaseUnit], tickets: Mapping[str, str]) -> dict[UnitClass, list[ReleaseUnit]]:
    """Return the units by class, each class in the order of the rule: longest held first, then by ticket of the draw, the lowest first.

    A date that is only a month or a year counts as its last day, and an unknown one as the latest of all. Without tickets the order of
    numbers stands in, which is no rule that anybody agreed on.
    """
    found: dict[UnitClass, list[ReleaseUnit]] = {}
    for one in units:
        found.setdefault(one.of, []).append(one)
    for group in found.values():
        group.sort(key=lambda one: (one.since, tickets.get(one.key, ""), one.key))
    return dict(sorted(found.items(), key=lambda item: _class_order(item[0])))


def last_day(since: str) -> str:
    """The day that a date counts as in the rule: `2016` as 2016-12-31, `2016-03` as 2016-03-31, "" as the latest."""
    return (since + "-12-31"[len(since) - 4 :] if len(since) < 7 else since + "-31")[:10] if since else _UNKNOWN


def _unit(key: str, people: tuple[HeldPerson, ...], number: Mapping[str, int], terms: ReleaseTerms) -> ReleaseUnit:
    places = sorted({one.crossing for one in people if one.crossing})
    if len(places) > 1:
        raise PersonListError(
            "{key}: its members are to cross at {places}; give one crossing for all of them",
            key=key, places=joined(places, "{one} and {other}"),
        )
    known = {one.name for one in terms.crossings}
    if places and places[0] not in known:
        raise PersonListError(
            "{key}: the terms name no crossing {place!r}; they name {known}", key=people[0].key, place=places[0], known=tuple(sorted(known))
        )
    categories = tuple(sorted((one.category for one in people), key=_CATEGORIES.index))
    points = sum(terms.points(one.category, one.priority) for one in people)
    of = UnitClass(number[people[0].holder], places[0] if places else "", categories, points)
    return ReleaseUnit(key, people, of, min(last_day(one.held_since) for one in people))


def _class_order(of: UnitClass) -> tuple[float, int, str, str]:
    """The most vulnerable first: by points for each person, so that big families do not go before a wounded person."""
    return (-of.points / len(of.categories), of.holder, of.crossing, " ".join(of.categories))
