"""A plan checked without the solver: margins after every step, the rule inside each class, who may not stand in it, limits and the draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from sulh.persons.releases.balance import Balance
from sulh.persons.releases.draw import drawn, tickets
from sulh.persons.releases.limits import demanded
from sulh.persons.releases.people import checked, held_digest, why_not
from sulh.persons.releases.planning import ReleasePlan
from sulh.persons.releases.units import ReleaseUnit, classes_of, units_of

__all__ = ["plan_faults"]


def plan_faults(plan: ReleasePlan) -> list[str]:
    """Return what is wrong with a plan, in words; an empty list for one that holds all that it must.

    It uses nothing that made the plan but its terms, its lists and its draw, so that each side can run it. That no better plan exists is
    not checked: the plan says its bound.
    """
    checked(plan.people, plan.terms.holder_names)
    # A plan may come from anybody: what names nobody or no tranche is said, and nothing else can be counted then.
    return list(_broken(plan)) or [*_membership(plan), *_margins(plan), *_rule(plan), *_capacity(plan), *_demands(plan), *_draw(plan)]


def _broken(plan: ReleasePlan) -> Iterator[str]:
    known, crossings = plan.by_key, {one.name for one in plan.terms.crossings}
    for step in plan.steps:
        if not 0 <= step.tranche < len(plan.terms.tranches):
            yield f"step {step.number} is of a tranche that the terms do not have"
        yield from (f"{key} is planned and stands in no list" for key, _ in step.people if key not in known)
        yield from (f"{key} is to cross at {name}, which the terms do not name" for key, name in step.people if name not in crossings)


def _membership(plan: ReleasePlan) -> Iterator[str]:
    known = plan.by_key
    times = Counter(key for step in plan.steps for key, _ in step.people)
    for key, count in times.items():
        if count > 1:
            yield f"{key} is planned {count} times"
        elif reason := why_not(known[key], asked_only=plan.terms.asked_only):
            yield f"{key} is planned, but {reason}"
        if key in plan.left:
            yield f"{key} is planned, and said to be in no plan"
    for key in sorted(known.keys() - times.keys() - plan.left.keys()):
        yield f"{key} is neither planned nor said to be left"
    early = sum(
        (len(plan.terms.tranches) - 1 - step.tranche) * plan.terms.points(known[key].category, known[key].priority)
        for step in plan.steps
        for key, _ in step.people
    )  # fmt: skip
    if (plan.released, plan.points) != (times.total(), early + plan.terms.crossing_points * times.total()):
        yield f"it says that it releases {plan.released} with {plan.points} points, and that is not what its steps come to"
    if [step.number for step in plan.steps] != list(range(1, len(plan.steps) + 1)):
        yield "the steps are not numbered one after another"
    if [step.tranche for step in plan.steps] != sorted(step.tranche for step in plan.steps):
        yield "the steps are not in the order of the tranches"


def _margins(plan: ReleasePlan) -> Iterator[str]:
    balance, known = Balance(plan.terms), plan.by_key
    for step in plan.steps:
        for key, _ in step.people:
            balance.add(plan.terms.holder_names.index(known[key].holder), [known[key].category])
        if balance.excess():
            lead, side = balance.lead()
            yield f"after step {step.number} a margin is exceeded; {side or 'no side'} is ahead by {lead:g}"


def _rule(plan: ReleasePlan) -> Iterator[str]:
    """Inside a class nobody is planned later than, or left for, somebody who comes after by the rule; families are in one step."""
    at = {key: step.number for step in plan.steps for key, _ in step.people}
    tranche = {key: step.tranche for step in plan.steps for key, _ in step.people}
    units = units_of([one for one in plan.people if not why_not(one, asked_only=plan.terms.asked_only)], plan.terms)
    for unit in units:
        if len({at.get(one.key) for one in unit.people}) > 1:
            yield f"{unit.key} does not cross in one step"
    order = tickets(plan.draw, (one.key for one in units)) if plan.draw is not None else {}
    for group in classes_of(units, order).values():
        for before, after in pairwise(group):
            first, second = (tranche.get(one.people[0].key, inf) for one in (before, after))
            if second < first and (plan.draw is not None or before.since != after.since):
                yield f"{_told(after)} crosses before {_told(before)}, who comes first by the rule"


def _capacity(plan: ReleasePlan) -> Iterator[str]:
    known = plan.by_key
    crossings = {one.name: one for one in plan.terms.crossings}
    total: Counter[tuple[int, str]] = Counter()
    convoys: Counter[tuple[int, str, str]] = Counter()
    for step in plan.steps:
        for key, name in step.people:
            if known[key].crossing not in ("", name):
                yield f"{key} is to cross at {name}, which is not the crossing of the list"
            total[step.tranche, name] += 1
            convoys[step.tranche, name, known[key].holder] += 1
    for (tranche, name), count in total.items():
        one, day = crossings[name], plan.terms.tranches[tranche]
        if day in one.closed or (one.capacity is not None and count > one.capacity):
            yield f"{count} are to cross at {name} on {day}, more than it lets cross"
    for (tranche, name, holder), count in convoys.items():
        one = crossings[name]
        if one.convoy is not None and count > one.convoy:
            yield f"{holder} brings {count} to {name} on {plan.terms.tranches[tranche]}, more than its convoy has seats"


def _demands(plan: ReleasePlan) -> Iterator[str]:
    known = plan.by_key
    able = [one for one in plan.people if not why_not(one, asked_only=plan.terms.asked_only)]
    for number, one in enumerate(plan.terms.demands, 1):
        wanted = one.at_least if one.at_least is not None else sum(demanded(one, who.holder, who.category) for who in able)
        days = plan.terms.tranches
        come = [known[key] for step in plan.steps for key, _ in step.people if one.by is None or days[step.tranche] <= one.by]
        met = sum(demanded(one, who.holder, who.category) for who in come)
        if met < wanted:
            yield f"demand {number} wants {wanted} and gets {met}"


def _draw(plan: ReleasePlan) -> Iterator[str]:
    if plan.draw is None:
        yield "no draw was held: the order among equals is provisional"
        return
    if drawn(plan.draw.commitments, plan.draw.seeds, held_digest(plan.people)) != plan.draw:
        yield "the draw is not the one of its seeds"


def _told(unit: ReleaseUnit) -> str:
    return f"{unit.key} ({unit.people[0].held_since or 'held since an unknown day'})"
