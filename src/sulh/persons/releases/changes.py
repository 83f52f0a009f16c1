"""What would be if: a plan beside one under changed terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sulh.model.reasons import Reason
from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.planning import ReleasePlan

__all__ = ["PlanChange", "plan_changes"]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One thing that differs: what, before and after."""

    what: Reason
    before: int
    after: int


def plan_changes(before: ReleasePlan, after: ReleasePlan) -> list[PlanChange]:
    """Return what differs between two plans for the same lists; what is equal is left out.

    Counts are of persons and bodies: released in all, by holder, by category and by tranche, planned only before or only after, and
    planned for another day.
    """
    return [one for one in _changes(before, after) if one.before != one.after]


def _changes(before: ReleasePlan, after: ReleasePlan) -> Iterator[PlanChange]:
    yield PlanChange(Reason("change.released"), before.released, after.released)
    yield PlanChange(Reason("change.points"), before.points, after.points)
    days = [_days(one) for one in (before, after)]
    known = before.by_key | after.by_key
    for holder in before.terms.holder_names:
        what = Reason.of("change.released_by", holder=holder)
        yield PlanChange(what, *(sum(known[key].holder == holder for key in held) for held in days))
    for category in PersonCategory:
        what = Reason.of("change.released_of", category=category)
        yield PlanChange(what, *(sum(known[key].category is category for key in held) for held in days))
    for day in sorted({*before.terms.tranches, *after.terms.tranches}):
        yield PlanChange(Reason.of("change.released_on", day=day), *(list(held.values()).count(str(day)) for held in days))
    first, second = days
    yield PlanChange(Reason("change.only_before"), len(first.keys() - second.keys()), 0)
    yield PlanChange(Reason("change.only_after"), 0, len(second.keys() - first.keys()))
    yield PlanChange(Reason("change.other_day"), 0, sum(first[key] != second[key] for key in first.keys() & second.keys()))


def _days(plan: ReleasePlan) -> dict[str, str]:
    return {key: str(plan.terms.tranches[step.tranche]) for step in plan.steps for key, _ in step.people}
