"""Who has handed over how many: the running balance of sides, counted by the ratio in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.terms import ReleaseTerms

__all__ = ["Balance"]

_LIVING = None


class Balance:
    """How many each holder has handed over, in all (the living) and by category; a lead is counted in parts of `terms.common`."""

    def __init__(self, terms: ReleaseTerms) -> None:
        self._terms = terms
        self._parts = terms.parts
        self._limits: dict[PersonCategory | None, int] = {_LIVING: terms.margin * terms.common}
        for category in PersonCategory:
            margin = terms.margin_of(category)
            if margin is not None:
                self._limits[category] = margin * terms.common
        self._given: dict[PersonCategory | None, list[int]] = {one: [0] * len(terms.holders) for one in (_LIVING, *PersonCategory)}

    def copy(self) -> Balance:
        """Another balance that stands where this one does."""
        made = Balance(self._terms)
        made._given = {one: given.copy() for one, given in self._given.items()}
        return made

    def add(self, holder: int, categories: Iterable[PersonCategory]) -> None:
        """Count persons of these categories as handed over by a holder."""
        for category in categories:
            self._given[category][holder] += 1
            if category is not PersonCategory.BODY:
                self._given[_LIVING][holder] += 1

    def excess(self, steps: Iterable[tuple[int, Sequence[PersonCategory]]] = ()) -> int:
        """By how many parts the leads would exceed the margins in all, if these (holder, categories) crossed now together."""
        more: dict[PersonCategory | None, list[int]] = {}
        for holder, categories in steps:
            for category in categories:
                more.setdefault(category, self._given[category].copy())[holder] += 1
                if category is not PersonCategory.BODY:
                    more.setdefault(_LIVING, self._given[_LIVING].copy())[holder] += 1
        of: Iterable[PersonCategory | None] = more or self._limits
        limited = ((one, limit) for one in of if (limit := self._limits.get(one)) is not None)
        return sum(max(0, self._lead(more.get(one, self._given[one])) - limit) for one, limit in limited)

    def given(self, category: PersonCategory | None = None) -> tuple[int, ...]:
        """How many each holder has handed over: of a category, or of all living persons."""
        return tuple(self._given[category])

    def shares(self) -> tuple[int, ...]:
        """What each holder has handed over of the living, by the ratio, in parts of `terms.common`."""
        return tuple(given * part for given, part in zip(self._given[_LIVING], self._parts, strict=True))

    def lead(self, category: PersonCategory | None = None) -> tuple[float, str]:
        """The greatest lead by the ratio, in persons, and the side that is ahead (the one that handed over least); "" where none is."""
        shares = [given * part for given, part in zip(self._given[category], self._parts, strict=True)]
        lead = (max(shares) - min(shares)) / self._terms.common
        return lead, self._terms.holders[shares.index(min(shares))].name if lead else ""

    def leads(self) -> Mapping[PersonCategory | None, float]:
        """The greatest lead of each kind that has a margin, in persons; None stands for all living persons."""
        return {one: self.lead(one)[0] for one in self._limits}

    def _lead(self, given: Sequence[int]) -> int:
        shares = [count * part for count, part in zip(given, self._parts, strict=True)]
        return max(shares) - min(shares)
