"""Releases in balance: a plan from lists and terms, the draw among equals, a check without the solver, and what happened at the crossing.

    plan = make_plan(people, load_release_terms(Path("terms.json")))
    assert plan_faults(plan) == []

Values in, values out; only `make_plan` needs the extra `persons`.
"""

from sulh.persons.releases.changes import PlanChange, plan_changes
from sulh.persons.releases.checking import plan_faults, plan_remarks
from sulh.persons.releases.draw import Draw, DrawError, Seed, SeedCommitment, commitment_of, drawn, load_draw_file, new_seed, tickets
from sulh.persons.releases.people import HeldPerson, PersonListError, held_digest, held_person
from sulh.persons.releases.plan_file import PLAN_COLUMNS, PlanFileError, load_plan, plan_json, plan_rows
from sulh.persons.releases.planning import ImpossiblePlanError, ReleasePlan, ReleaseStep, make_plan
from sulh.persons.releases.reconciling import AtCrossing, CrossingListError, Reconciled, ReconciledRow, at_crossing, reconciled
from sulh.persons.releases.terms import CrossingPoint, Demand, Holder, ReleaseTerms, ReleaseTermsError
from sulh.persons.releases.terms_changed import changed_terms
from sulh.persons.releases.terms_file import load_release_terms, release_terms

__all__ = [
    "PLAN_COLUMNS",
    "AtCrossing",
    "CrossingListError",
    "CrossingPoint",
    "Demand",
    "Draw",
    "DrawError",
    "HeldPerson",
    "Holder",
    "ImpossiblePlanError",
    "PersonListError",
    "PlanChange",
    "PlanFileError",
    "Reconciled",
    "ReconciledRow",
    "ReleasePlan",
    "ReleaseStep",
    "ReleaseTerms",
    "ReleaseTermsError",
    "Seed",
    "SeedCommitment",
    "at_crossing",
    "changed_terms",
    "commitment_of",
    "drawn",
    "held_digest",
    "held_person",
    "load_draw_file",
    "load_plan",
    "load_release_terms",
    "make_plan",
    "new_seed",
    "plan_changes",
    "plan_faults",
    "plan_json",
    "plan_remarks",
    "plan_rows",
    "reconciled",
    "release_terms",
    "tickets",
]  # fmt: skip
