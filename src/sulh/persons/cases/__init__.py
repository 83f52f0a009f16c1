"""A file for each person: reports, sightings, claims of holders, hypotheses, documents, and what is decided about fate and whereabouts.

    events = [written(CaseEventKind.OPENED, at, "Ann", name="Invented Person", legal_basis="...", purpose="...", until="2028-01-01")]
    case = case_of(events)
    shown = visible_case(events, {"medical"})

Everything is a list of events that only grows; what stands at a moment, and what somebody sees, are functions of that list. Nobody is dead
by age, by silence or by what a holder claims, but by a decision of somebody who is named, with a source.
"""

from sulh.persons.cases.events import CaseError, CaseEvent, CaseEventKind, event_data, event_from
from sulh.persons.cases.fields import FIELDS, PARTS, CaseField
from sulh.persons.cases.making import added, written
from sulh.persons.cases.state import Case, CaseEntry, CaseTerms, FateDecision, WhereaboutsDecision, case_of
from sulh.persons.cases.views import HIDDEN, visible_case, visible_events

__all__ = [
    "FIELDS",
    "HIDDEN",
    "PARTS",
    "Case",
    "CaseEntry",
    "CaseError",
    "CaseEvent",
    "CaseEventKind",
    "CaseField",
    "CaseTerms",
    "FateDecision",
    "WhereaboutsDecision",
    "added", "case_of", "event_data", "event_from", "visible_case", "visible_events", "written",
]  # fmt: skip
