"""A plan checked without the solver: margins after every step, the rule inside each class, who may not stand in it, limits and the draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from sulh.model.reasons import Reason
from sulh.persons.releases.balance import Balance
from sulh.persons.releases.draw import drawn, tickets
from sulh.persons.releases.limits import demanded
from sulh.persons.releases.people import checked, held_digest, why_not
from sulh.persons.releases.planning import ReleasePlan
from sulh.persons.releases.units import ReleaseUnit, classes_of, units_of

__all__ = ["plan_faults", "plan_remarks"]


def plan_faults(plan: ReleasePlan) -> list[Reason]:
    """Return what is wrong with a plan; an empty list for one that holds all that it must.

    It uses nothing that made the plan but its terms, its lists and its draw, so that each side can run it. That no better plan exists is
    not checked: the plan says its bound.
    """
    checked(plan.people, plan.terms.holder_names)
    # A plan may come from anybody: what names nobody or no tranche is said, and nothing else can be counted then.
    if broken := list(_broken(plan)):
        return broken
    gone = sum(one.is_erased for one in plan.people)
    order = [Reason.of("fault.erased", number=gone)] if gone else [*_points(plan), *_rule(plan)]
    return [*_membership(plan), *_margins(plan), *order, *_capacity(plan), *_demands(plan), *_draw(plan)]


def plan_remarks(plan: ReleasePlan) -> list[Reason]:
    """Return what is right and yet to be known of a plan: what cannot be checked in it, and what its draw does not keep secret."""
    found = [Reason("remark.one_side")] if plan.seen_by else []
    return [*found, Reason("remark.no_salt")] if plan.draw is not None and not plan.seen_by and not plan.salt else found


def _broken(plan: ReleasePlan) -> Iterator[Reason]:
    known, crossings = plan.by_key, {one.name for one in plan.terms.crossings}
    for step in plan.steps:
        if not 0 <= step.tranche < len(plan.terms.tranches):
            yield Reason.of("fault.no_tranche", step=step.number)
        yield from (Reason.of("fault.in_no_list", key=key) for key, _ in step.people if key not in known)
        yield from (Reason.of("fault.no_crossing", key=key, crossing=name) for key, name in step.people if name not in crossings)


def _membership(plan: ReleasePlan) -> Iterator[Reason]:
    known = plan.by_key
    times = Counter(key for step in plan.steps for key, _ in step.people)
    for key, count in times.items():
        if count > 1:
            yield Reason.of("fault.several_times", key=key, number=count)
        elif not known[key].is_erased and (reason := why_not(known[key], asked_only=plan.terms.asked_only)):
            yield Reason.of("fault.may_not_go", key=key, why=reason)
        if key in plan.left:
            yield Reason.of("fault.planned_and_left", key=key)
    for key in sorted(known.keys() - times.keys() - plan.left.keys()):
        yield Reason.of("fault.not_mentioned", key=key)
    if [step.number for step in plan.steps] != list(range(1, len(plan.steps) + 1)):
        yield Reason("fault.numbers")
    if [step.tranche for step in plan.steps] != sorted(step.tranche for step in plan.steps):
        yield Reason("fault.order")


def _points(plan: ReleasePlan) -> Iterator[Reason]:
    known = plan.by_key
    early = sum(
        (len(plan.terms.tranches) - 1 - step.tranche) * plan.terms.points(known[key].category, known[key].priority)
        for step in plan.steps
        for key, _ in step.people
    )  # fmt: skip
    count = sum(len(step.people) for step in plan.steps)
    if (plan.released, plan.points) != (count, early + plan.terms.crossing_points * count):
        yield Reason.of("fault.sums", number=plan.released, points=plan.points)


def _margins(plan: ReleasePlan) -> Iterator[Reason]:
    balance, known = Balance(plan.terms), plan.by_key
    for step in plan.steps:
        for key, _ in step.people:
            balance.add(plan.terms.holder_names.index(known[key].holder), [known[key].category])
        if balance.excess():
            lead, side = balance.lead()
            yield Reason.of("fault.margin", step=step.number, side=side or Reason("fault.no_side"), lead=float(lead))


def _rule(plan: ReleasePlan) -> Iterator[Reason]:
    """Inside a class nobody is planned later than, or left for, somebody who comes after by the rule; families are in one step."""
    at = {key: step.number for step in plan.steps for key, _ in step.people}
    tranche = {key: step.tranche for step in plan.steps for key, _ in step.people}
    units = units_of([one for one in plan.people if not why_not(one, asked_only=plan.terms.asked_only)], plan.terms)
    for unit in units:
        if len({at.get(one.key) for one in unit.people}) > 1:
            yield Reason.of("fault.family_parted", key=unit.key)
    order = tickets(plan.draw, (one.key for one in units)) if plan.draw is not None else {}
    for group in classes_of(units, order).values():
        for before, after in pairwise(group):
            first, second = (tranche.get(one.people[0].key, inf) for one in (before, after))
            if second < first and (plan.draw is not None or before.since != after.since):
                yield Reason.of("fault.rule", after=_said(after), before=_said(before))


def _capacity(plan: ReleasePlan) -> Iterator[Reason]:
    known = plan.by_key
    crossings = {one.name: one for one in plan.terms.crossings}
    total: Counter[tuple[int, str]] = Counter()
    convoys: Counter[tuple[int, str, str]] = Counter()
    for step in plan.steps:
        for key, name in step.people:
            if known[key].crossing not in ("", name) and not known[key].is_erased:
                yield Reason.of("fault.other_crossing", key=key, crossing=name)
            total[step.tranche, name] += 1
            convoys[step.tranche, name, known[key].holder] += 1
    for (tranche, name), count in total.items():
        one, day = crossings[name], plan.terms.tranches[tranche]
        if day in one.closed or (one.capacity is not None and count > one.capacity):
            yield Reason.of("fault.capacity", number=count, crossing=name, day=day)
    for (tranche, name, holder), count in convoys.items():
        one = crossings[name]
        if one.convoy is not None and count > one.convoy:
            yield Reason.of("fault.convoy", side=holder, number=count, crossing=name, day=plan.terms.tranches[tranche])


def _demands(plan: ReleasePlan) -> Iterator[Reason]:
    known = plan.by_key
    able = [one for one in plan.people if not why_not(one, asked_only=plan.terms.asked_only)]
    for number, one in enumerate(plan.terms.demands, 1):
        wanted = one.at_least if one.at_least is not None else sum(demanded(one, who.holder, who.category) for who in able)
        days = plan.terms.tranches
        come = [known[key] for step in plan.steps for key, _ in step.people if one.by is None or days[step.tranche] <= one.by]
        met = sum(demanded(one, who.holder, who.category) for who in come)
        if met < wanted:
            yield Reason.of("fault.demand", number=number, wanted=wanted, met=met)


def _draw(plan: ReleasePlan) -> Iterator[Reason]:
    if plan.draw is None:
        yield Reason("fault.no_draw")
        return
    # Whose name is gone, left the lists since the draw, or is for others to see, is in their digest: only the seeds can be checked then.
    is_whole = not plan.gone and not plan.seen_by and not any(one.is_erased for one in plan.people)
    if drawn(plan.draw.commitments, plan.draw.seeds, held_digest(plan.people, plan.salt) if is_whole else plan.draw.lists) != plan.draw:
        yield Reason("fault.draw")


def _said(unit: ReleaseUnit) -> Reason:
    since = unit.people[0].held_since
    return Reason.of("fault.held", key=unit.key, since=since) if since else Reason.of("fault.held_unknown", key=unit.key)
