"""An incident in words, for pages and reports: what is reported, what was found and by whom. Every sentence is bound to its state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sulh import words
from sulh.ceasefire.incidents import AssessmentLine, Harm, Incident, ObservationLine, ReportLine, ResponseLine
from sulh.ceasefire.reported_by import ReportedBy
from sulh.model.vocabulary import VerificationState

__all__ = ["harm_words", "incident_title", "line_words", "state_sentences"]

_KINDS = {ReportLine: "report", AssessmentLine: "assessment", ResponseLine: "response", ObservationLine: "observation"}
# What an assessment may only say of itself where it verifies.
_FOUND = ("found_against", "clause", "killed", "injured", "harmed")
# What stands in a quote of its own.
_QUOTED = ("finding", "answer")


def incident_title(one: Incident, language: str = "en") -> str:
    """What an incident is called: its state first, so that no title says more than is known."""
    state = one.verification.state
    what = words.code("IncidentKind", one.what, "inside", language=language) if one.what else _said("what.none", language)
    place = words.isolated(words.city(one.place, language=language), language=language)
    where = place if one.place else _said("where.none", language)
    days = words.span(one.start, one.end, language=language) if one.start else _said("days.none", language)
    named = {"state": words.code("VerificationState", state, language=language), "what": what, "where": where, "days": days}
    return words.bound("incident.title", state, language=language, **named)


def state_sentences(one: Incident, language: str = "en") -> tuple[str, ...]:
    """How far it is established and by whose word, in sentences; then whom and which clause that is found against, and the harm."""
    return tuple(_sentences(one, language))


def _sentences(one: Incident, language: str) -> Iterator[str]:
    found = one.verification

    def said(key: str, **held: Any) -> str:
        return words.bound(f"incident.{key}", found.state, language=language, **held)

    by = words.listing((_who(each.by, language) for each in found.by), language=language)
    yield said(f"said.{found.state}{_unsettled(one)}", by=by)
    if found.state == VerificationState.VERIFIED:
        for each in found.by:
            who = _who(each.by, language)
            if each.found_against:
                yield said("against", by=who, against=_who(each.found_against, language))
            if each.clause:
                yield said("clause", by=who, clause=words.isolated(each.clause, language=language))
            if each.killed is not None or each.injured is not None:
                yield said("harm.verified", by=who, **_harm(each.killed, each.injured, each.harmed, language))
    if found.closed:
        yield said("closed")


def _unsettled(one: Incident) -> str:
    """Which sentence tells of an incident that is no more than alleged why it is not; "" for all that is plainly its state."""
    found = one.verification
    if found.state != VerificationState.ALLEGED:
        return ""
    if found.by:
        return ".differing" if found.differing else ".assessed"
    told = [each for each in one.assessments if each.state not in (VerificationState.ALLEGED, VerificationState.CLOSED)]
    if any(not each.stated.is_firm for each in told):
        return ".undecided"
    if told:
        return ".by_party"
    return "" if one.reports else ".unreported"


def harm_words(found: Harm | None, language: str = "en") -> str:
    """How many persons the sources give: a number, or the fewest and the most."""
    if found is None:
        return _said("unknown", language)
    if found.least == found.most:
        return str(found.least)
    return _said("between", language, least=found.least, most=found.most)


def line_words(line: ReportLine | AssessmentLine | ResponseLine | ObservationLine, language: str = "en") -> str:
    """A report, assessment, response or observation in one line. An assessment that does not verify finds against nobody."""
    kind = _KINDS[type(line)]
    value = {one.name: _plain(getattr(line, one.name)) for one in fields(line) if one.name not in ("id", "stated", *_QUOTED)}
    if isinstance(line, AssessmentLine) and line.state != VerificationState.VERIFIED:
        value |= dict.fromkeys(_FOUND)
    return words.fact(kind, value, language=language)


def _plain(value: Any) -> Any:
    if isinstance(value, ReportedBy):
        return {"id": value.id, "name": value.name}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _harm(killed: int | None, injured: int | None, harmed: str | None, language: str) -> dict[str, str]:
    unknown = _said("unknown", language)
    whom = words.code("Harmed", harmed, "inside", language=language) if harmed else unknown
    return {
        "killed": unknown if killed is None else str(killed),
        "injured": unknown if injured is None else str(injured),
        "whom": whom,
    }


def _who(one: ReportedBy | None, language: str) -> str:
    if one is None:
        return _said("who.none", language)
    return words.isolated(words.actor(one.id, one.name, language=language), language=language)


def _said(key: str, language: str, **held: Any) -> str:
    return words.phrase(f"incident.{key}", language=language, **held)
