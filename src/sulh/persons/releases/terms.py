"""The terms of a release: holders and their ratio, the margin, crossings, days, priorities and what is demanded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import lcm

from sulh.model import SulhError
from sulh.model.vocabulary import PersonCategory

__all__ = ["CrossingPoint", "Demand", "Holder", "ReleaseTerms", "ReleaseTermsError"]


class ReleaseTermsError(SulhError):
    """Terms of a release cannot be used; the message says which field and why."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A side that holds persons; `ratio` is how many it hands over for each `ratio` of the others. `arabic` is its name in Arabic."""

    name: str
    ratio: int = 1
    arabic: str = ""


@dataclass(frozen=True, slots=True)
class CrossingPoint:
    """A place of handover. `capacity`: persons and bodies of all sides in one tranche; `convoy`: of one side; None: no limit.

    `closed` are days on which it is shut.
    """

    name: str
    capacity: int | None = None
    convoy: int | None = None
    closed: tuple[dt.date, ...] = ()
    arabic: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a plan must hold: at least so many (None: all who can go) of a holder and a category ("" or None: of any) by a day."""

    at_least: int | None = None
    holder: str = ""
    category: PersonCategory | None = None
    by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ReleaseTerms:
    """What the sides agreed on.

    `margin`: by how many persons no side may be ahead at any moment, counted by the ratio (handed over, divided by the holder's ratio);
    `margins` the same for a category. The living count as heads; bodies have a margin of their own, `margins["body"]`, else `margin`.
    `priorities`: categories in the order in which they go. `asked_only` leaves out whom nobody asked in private yet.
    """

    name: str
    holders: tuple[Holder, ...]
    margin: int
    tranches: tuple[dt.date, ...]
    crossings: tuple[CrossingPoint, ...]
    margins: Mapping[PersonCategory, int] = field(default_factory=dict)
    priorities: tuple[PersonCategory, ...] = tuple(PersonCategory)
    families_together: bool = True
    asked_only: bool = False
    demands: tuple[Demand, ...] = ()

    @property
    def holder_names(self) -> tuple[str, ...]:
        """The names of the holders, in the order of the terms."""
        return tuple(one.name for one in self.holders)

    @property
    def common(self) -> int:
        """The smallest number that every ratio divides: leads are counted in this part of a person, so that they are whole numbers."""
        return lcm(*(one.ratio for one in self.holders))

    @property
    def parts(self) -> tuple[int, ...]:
        """What one person of each holder counts, in parts of `common`."""
        return tuple(self.common // one.ratio for one in self.holders)

    def margin_of(self, category: PersonCategory) -> int | None:
        """The margin of a category, None where there is none of its own."""
        return self.margins.get(category, self.margin if category is PersonCategory.BODY else None)

    @property
    def crossing_points(self) -> int:
        """What everybody who crosses counts at all: as much as nobody can win by crossing earlier, so that one more outweighs a delay."""
        return len(self.priorities) * len(self.tranches)

    def points(self, category: PersonCategory, priority: int | None = None) -> int:
        """What a person counts for each tranche that is earlier than the last: the last priority 1, the one before 2, and so on."""
        place = self.priorities.index(category) if priority is None else min(priority, len(self.priorities)) - 1
        return len(self.priorities) - place
