"""A plan, and what happened at the crossings, as one side sees it: its own list whole, and of the others those who cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sulh.model.reasons import Reason
from sulh.model.vocabulary import CrossingOutcome
from sulh.persons.releases.people import HeldPerson
from sulh.persons.releases.planning import ReleasePlan
from sulh.persons.releases.reconciling import AtCrossing

__all__ = ["crossed_for", "plan_for"]

_HANDED_OVER = frozenset({CrossingOutcome.CAME, CrossingOutcome.NOT_ON_LIST})


def plan_for(plan: ReleasePlan, side: str) -> ReleasePlan:
    """The plan without whom other sides hold and do not hand over, and without where they hold those whom they do.

    Whoever does not wish to go back to a side, or is reported dead, is in no step: to tell that side so would harm who said it. Nor does
    it learn how many of another side dropped out since the draw, or how many more could have gone; nor can it try names against the digest
    of the lists. What stays can be checked, but for that digest and whether one of the others should have come before.
    """
    planned = {key for step in plan.steps for key, _ in step.people}
    people = tuple(_for(one, side) for one in plan.people if one.holder == side or one.key in planned)
    shown = {one.key for one in people}
    left = {key: reason for key, reason in plan.left.items() if key in shown}
    # A remark about a family says who of it cannot go.
    families = {one.family for one in plan.people if one.holder != side and one.family}
    remarks = [one for one in plan.remarks if one.code != "remark.gone" and dict(one.values).get("family") not in families]
    gone = {side: plan.gone[side]} if side in plan.gone else {}
    if gone:
        remarks.append(Reason.of("remark.gone", number=gone[side]))
    # What no plan could exceed counts whom the others hold and do not hand over: what is not known is as good as what was reached.
    return replace(
        plan, people=people, left=left, remarks=(*remarks, Reason("remark.one_side")), gone=gone, released_bound=plan.released,
        points_bound=plan.points, seen_by=side, salt="",
    )  # fmt: skip


def crossed_for(rows: Iterable[AtCrossing], plan: ReleasePlan, side: str) -> Iterator[AtCrossing]:
    """What was written down at the crossings as a side may read it, by the plan that it sees.

    Who refuses before it becomes known to nobody but the holder and the mediator must not be told of at the crossing: whom another side
    did not hand over did not come, and why stands in no row; of whoever is not in the plan and did not cross there is none.
    """
    known = plan.by_key
    for one in rows:
        is_planned = f"{one.holder}/{one.id}" in known
        if one.holder == side:
            yield one
        elif one.outcome in _HANDED_OVER or (one.outcome is CrossingOutcome.DEAD and is_planned):
            yield replace(one, remark="")
        elif is_planned:
            yield replace(one, outcome=CrossingOutcome.DID_NOT_COME, at="", remark="")


def _for(person: HeldPerson, side: str) -> HeldPerson:
    return person if person.holder == side else replace(person, place="")
