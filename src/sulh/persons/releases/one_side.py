"""A plan as one side sees it: its own list whole, and of the others those who cross."""

from __future__ import annotations

from dataclasses import replace

from sulh.model.reasons import Reason
from sulh.persons.releases.people import HeldPerson
from sulh.persons.releases.planning import ReleasePlan

__all__ = ["plan_for"]


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


def _for(person: HeldPerson, side: str) -> HeldPerson:
    return person if person.holder == side else replace(person, place="")
