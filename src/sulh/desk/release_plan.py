"""A plan of releases as its page shows it: tranche by tranche as a balanced picture, the order of steps, and what it comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.shown import language
from sulh.persons.releases import ReleasePlan, plan_faults, plan_remarks
from sulh.persons.releases.balance import Balance

__all__ = ["PlanShown", "PlannedName", "PlannedTranche", "plan_shown"]


@dataclass(frozen=True, slots=True)
class PlannedName:
    """A person in the plan: the step, the key, names, category in words, the crossing, and who is ahead by how much after the step."""

    step: int
    key: str
    name: str
    other_name: str
    side: int
    category: str
    crossing: str
    lead: str
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class PlannedTranche:
    """A tranche: its number from 1, its day, how many of each side, the bars of the picture, and the names in their order."""

    number: int
    day: str
    counts: tuple[tuple[str, int], ...]
    bars: tuple[tuple[float, float], ...]  # where each bar begins and how wide it is, from 0 to 100
    names: tuple[PlannedName, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan for its page: the finding, sentences, the tranches, why somebody is in none, the faults that a check without the solver
    finds, and what else a reader should know.
    """

    finding: str
    sentences: tuple[str, ...]
    tranches: tuple[PlannedTranche, ...]
    left: tuple[tuple[str, int], ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    largest: int


def plan_shown(plan: ReleasePlan) -> PlanShown:
    """The plan as its page shows it."""
    tranches = tuple(_tranche(plan, number) for number in range(len(plan.terms.tranches)))
    reasons = Counter(words.reason(one, language=language()) for one in plan.left.values())
    faults = tuple(words.reason(one, language=language()) for one in plan_faults(plan))
    remarks = tuple(words.reason(one, language=language()) for one in dict.fromkeys((*plan.remarks, *plan_remarks(plan))))
    told = ngettext("%(count)s person is released", "%(count)s persons are released", plan.released) % {"count": plan.released}
    steps = ngettext("in %(count)s tranche", "in %(count)s tranches", len(tranches)) % {"count": len(tranches)}
    finding = gettext("%(told)s %(steps)s, no side ever ahead by more than %(margin)s") % {
        "told": told, "steps": steps, "margin": plan.terms.margin,
    }  # fmt: skip
    return PlanShown(finding, tuple(_sentences(plan)), tranches, tuple(sorted(reasons.items())), faults, remarks, _largest(plan))


def _tranche(plan: ReleasePlan, number: int) -> PlannedTranche:
    known, sides = plan.by_key, plan.terms.holder_names
    balance = Balance(plan.terms)
    names: list[PlannedName] = []
    for step in plan.steps:
        for key, _ in step.people:
            balance.add(sides.index(known[key].holder), [known[key].category])
        lead, ahead = balance.lead()
        told = gettext("%(side)s ahead by %(lead)s") % {"side": ahead, "lead": f"{lead:g}"} if ahead else gettext("even")
        if step.tranche == number:
            for key, crossing in step.people:
                one = known[key]
                names.append(
                    PlannedName(
                        step.number, key, one.name, one.other_name, sides.index(one.holder),
                        words.code("PersonCategory", one.category, language=language()), crossing, told, key in plan.provisional,
                    )
                )  # fmt: skip
    counts = tuple((side, sum(one.side == at for one in names)) for at, side in enumerate(sides))
    widest = max((_count(plan, tranche, side) for tranche in range(len(plan.terms.tranches)) for side in sides), default=0) or 1
    widths = [50 * count / widest for _, count in counts]
    bars = tuple((50 - width, width) if at == 0 else (50.0, width) for at, width in enumerate(widths))
    return PlannedTranche(number + 1, plan.terms.tranches[number].isoformat(), counts, bars, tuple(names))


def _count(plan: ReleasePlan, tranche: int, side: str) -> int:
    known = plan.by_key
    return sum(known[key].holder == side for step in plan.steps if step.tranche == tranche for key, _ in step.people)


def _largest(plan: ReleasePlan) -> int:
    return max((len(step.people) for step in plan.steps), default=0)


def _sentences(plan: ReleasePlan) -> list[str]:
    """What a reader should know of the plan, without names."""
    near = {"gap": f"{plan.gap:.2%}"}
    told = [
        gettext("No plan under these terms releases more than %(bound)s.") % {"bound": plan.released_bound},
        gettext("The order is within %(gap)s of the best.") % near if plan.gap else gettext("No plan has a better order."),
    ]
    if plan.seen_by:  # what could have been reached counts whom other sides hold and do not hand over
        told = []
    told += [
        ngettext("At most %(count)s person crosses in one step.", "At most %(count)s persons cross in one step.", _largest(plan))
        % {"count": _largest(plan)},
    ]
    if plan.provisional:
        count = len(plan.provisional)
        told.append(
            ngettext(
                "%(count)s is provisional: nobody asked in private yet whether the person wishes to go.",
                "%(count)s are provisional: nobody asked them in private yet whether they wish to go.",
                count,
            )
            % {"count": count}
        )
    if plan.draw is None:
        told.append(gettext("The order among equals is provisional: no draw was held."))
    else:
        told.append(gettext("The order among equals was drawn: %(number)s.") % {"number": plan.draw.combined[:16]})
    return told
