"""A plan as a JSON file that holds all it was made from, and as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sulh.model import ModelError, SulhError
from sulh.model.reasons import Reason
from sulh.model.vocabulary import TransferWish
from sulh.persons.releases.balance import Balance
from sulh.persons.releases.draw import Draw, draw_from, draw_json
from sulh.persons.releases.people import as_data, from_data
from sulh.persons.releases.planning import ReleasePlan, ReleaseStep
from sulh.persons.releases.terms_file import release_terms, terms_data

__all__ = ["PLAN_COLUMNS", "PlanFileError", "load_plan", "plan_from", "plan_json", "plan_rows"]

_FORMAT = "sulh_release_plan"
PLAN_COLUMNS = (
    "step", "tranche", "date", "crossing", "holder", "id", "name", "other_name", "category", "sex", "birth_year", "held_since", "family",
    "wish", "provisional", "ahead", "ahead_by",
)  # fmt: skip


class PlanFileError(SulhError):
    """A file is no plan, or not a whole one; the message says which file and why."""


def plan_json(plan: ReleasePlan) -> str:
    """A plan as the file that `load_plan` reads. It names the persons: whoever has it has the lists."""
    held = {
        _FORMAT: 1,
        "terms": terms_data(plan.terms),
        "released": plan.released,
        "released_bound": plan.released_bound,
        "points": plan.points,
        "points_bound": plan.points_bound,
        "draw": json.loads(draw_json(plan.draw)) if plan.draw is not None else None,
        "remarks": [one.data() for one in plan.remarks],
        "gone": dict(plan.gone),
        "seen_by": plan.seen_by,
        "salt": plan.salt,
        "steps": [{"number": one.number, "tranche": one.tranche, "people": one.people} for one in plan.steps],
        "left": [[key, reason.data()] for key, reason in plan.left.items()],
        "people": [as_data(one) for one in plan.people],
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def load_plan(path: Path) -> ReleasePlan:
    """Return the plan in a file. It is not checked: `plan_faults` does that. Raises PlanFileError with the name of the file."""
    try:
        return plan_from(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, SulhError) as problem:
        raise PlanFileError("{path}: {problem}", path=path, problem=problem) from problem


def plan_from(held: Any) -> ReleasePlan:
    """The plan in plain values, as JSON holds it. Raises PlanFileError for values that are none."""
    if not isinstance(held, dict) or held.get(_FORMAT) != 1:
        raise PlanFileError("is no plan of releases; `sulh release plan` writes one")
    try:
        draw = held["draw"] and draw_from({name: value for name, value in held["draw"].items() if name != "sulh_draw"})
        if draw is not None and not isinstance(draw, Draw):
            raise PlanFileError("its draw is not one that was held")
        steps = tuple(
            ReleaseStep(one["number"], one["tranche"], tuple((key, place) for key, place in one["people"])) for one in held["steps"]
        )
        left = {str(key): Reason.read(one) for key, one in held["left"]}
        return ReleasePlan(
            release_terms(held["terms"]), tuple(from_data(one) for one in held["people"]), steps, left,
            held["released"], held["released_bound"], held["points"], held["points_bound"], draw,
            tuple(Reason.read(one) for one in held["remarks"]), _gone(held.get("gone", {})),
            str(held.get("seen_by", "")), str(held.get("salt", "")),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, ModelError) as problem:
        if isinstance(problem, KeyError):
            raise PlanFileError("lacks {problem}", problem=problem) from problem
        raise PlanFileError("{problem}", problem=problem) from problem


def _gone(held: Any) -> dict[str, int]:
    """How many of each holder left the lists since the draw; a number alone, as it was kept before, is of nobody knows whom."""
    if isinstance(held, int):
        return {"": held} if held else {}
    return {str(holder): int(number) for holder, number in held.items()}


def plan_rows(plan: ReleasePlan) -> Iterator[tuple[object, ...]]:
    """Yield a row for each planned person, in the order of the steps, with the columns PLAN_COLUMNS; the lead is that after the step."""
    known, balance = plan.by_key, Balance(plan.terms)
    for step in plan.steps:
        for key, _ in step.people:
            balance.add(plan.terms.holder_names.index(known[key].holder), [known[key].category])
        lead, side = balance.lead()
        for key, crossing in step.people:
            one = known[key]
            provisional = "yes" if one.wish is TransferWish.NOT_ASKED and not one.is_body else "no"
            yield (
                step.number, step.tranche + 1, str(plan.terms.tranches[step.tranche]), crossing, one.holder, one.id, one.name,
                one.other_name, str(one.category), one.sex, one.birth_year or "", one.held_since, one.family, str(one.wish), provisional,
                side, f"{lead:g}",
            )  # fmt: skip
