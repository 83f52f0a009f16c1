"""Extract assessments: whom an investigation finds answerable, what it could not verify, and whose harm a mission confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sulh.model import Actor, Citation, IncidentAssessment, VerificationState
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.about import IncidentToldOf, incident_told_of
from sulh.reading.english.incidents.circumstances import days_of, is_wide, place_of
from sulh.reading.english.incidents.deeds import deed_of, doers_of, joined
from sulh.reading.english.incidents.frames import Mission, Section
from sulh.reading.english.incidents.harm import harm_of, harm_told, harms_of
from sulh.reading.english.incidents.sides import sides_of
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["read_assessments"]

# What a party did or is, or what stands before or behind "by" and "to" and the party.
_BREAKS = pattern(r"\b(?:<finding_breaks>)\b")
_BREACH_BY = pattern(r"\b(?:<finding_breach>)\b[^.;]{0,90}?\b(?P<to>by|on the part of) (?:(?!and\b)[\w’'()-]+ ){0,5}$")
_ANSWERS = pattern(r"\b(?:<finding_answers>)\b[^.;]{0,120}?\b(?P<to>with|to) (?:(?!and\b|between\b)[\w’'()-]+ ){0,4}$")
_OPINION = pattern(r"\b(?:<finding_opinion>)\b")
_REFUTED = pattern(r"\b(?:<finding_refuted>)\b")
_UNVERIFIED = pattern(r"\b(?:<finding_unverified>)\b")
# That numbers could not be confirmed leaves the incident as it is.
_NUMBERS = re.compile(r"\b(?:casualt\w+|numbers?|identit\w+)\b[^.;]{0,60}$", re.IGNORECASE)
_PENDING = pattern(r"\b(?:<finding_pending>)\b")
# Wished, asked or only alleged.
_WISHED = pattern(r"\b(?:<finding_wished>)\b")
_NEAR = 40
_NUMBER = r"\d+(?:\.\d+)*(?:\([a-z\d]\))?"
_CLAUSE = re.compile(rf"\b[Aa]rticles? {_NUMBER}(?:(?:,| and|, and) {_NUMBER})*(?: of the [A-Z][\w-]+(?: [A-Z][\w-]+){{0,2}})?")
# Where an opinion is stated last it is stated best.
_ORDER = (Section.CONCLUSION, Section.SUMMARY, Section.ASSESSMENT, Section.FINDINGS)
_STATED = frozenset({Section.CONCLUSION, Section.SUMMARY})


def read_assessments(context: Context, mission: Mission | None) -> tuple[IncidentAssessment, ...]:
    """Return what was found, in text order: one for each state and party found against, cited where it is stated best."""
    if mission is None:
        return ()
    if not mission.investigates:
        return tuple(_confirmed(context, mission))
    found: dict[tuple[VerificationState, Actor | None], IncidentAssessment] = {}
    for section in _ORDER:
        for passage in context.passages:
            if mission.section(passage) is not section:
                continue
            for made in _found(context, mission, passage, section):
                key = (made.state, made.found_against)
                known = found.get(key)
                found[key] = _filled(known, made) if known is not None else made
    about = incident_told_of(context, mission)
    whole = [_completed(one, about) for one in found.values()]
    settled = {VerificationState.VERIFIED, VerificationState.REFUTED}
    if any(one.state in settled for one in whole):
        whole = [one for one in whole if one.state is not VerificationState.UNDER_INQUIRY]
    return tuple(sorted(whole, key=lambda one: one.cite.start))


def _found(context: Context, mission: Mission, passage: Passage, section: Section) -> Iterator[IncidentAssessment]:
    cite = context.cite(passage.start, passage.end)
    stated = _OPINION.search(passage.text) is not None
    told: list[tuple[Actor, int]] = []
    if stated or section in _STATED:
        told = list(_answerable(context, mission, passage, stated or section is Section.CONCLUSION))
    opened = _open(passage, section)
    if opened is not None and not any(at < opened[1] for _, at in told):
        yield _assessed(context, mission, passage, opened[0], None, cite, opened[1])
        return
    for actor, at in told:
        yield _assessed(context, mission, passage, VerificationState.VERIFIED, actor, cite, at)


def _open(passage: Passage, section: Section) -> tuple[VerificationState, int] | None:
    """What a sentence leaves open or denies of an allegation, with where it says so; None where it does neither."""
    text = passage.text
    if (denied := _REFUTED.search(text)) is not None and deed_of(text) is not None and section is not Section.FINDINGS:
        return VerificationState.REFUTED, denied.start()
    if (doubt := _UNVERIFIED.search(text)) is not None and section is not Section.FINDINGS and not _NUMBERS.search(text[: doubt.start()]):
        return VerificationState.ALLEGED, doubt.start()
    pending = _PENDING.search(text)
    return (VerificationState.UNDER_INQUIRY, pending.start()) if pending is not None else None


def _answerable(context: Context, mission: Mission, passage: Passage, by: bool) -> Iterator[tuple[Actor, int]]:
    """Each party that a sentence holds answerable, with where it says so; `by` is whether "killed by" them is an opinion here."""
    text = passage.text
    sides = sides_of(context, mission, passage)
    told: list[tuple[Actor, int]] = []
    for side in sides:
        lead = text[: side.start]
        behind = (_BREACH_BY.search(lead) if by else None) or _ANSWERS.search(lead)
        if behind is None or _WISHED.search(lead, max(0, behind.start() - _NEAR)):
            continue
        # "to the armed wing of the alliance": the party named first is meant
        if not any(behind.start("to") < one.start < side.start for one in sides):
            told += [(one.actor, behind.start()) for one in joined(text, sides, side, forward=True)]
    for breaks in _BREAKS.finditer(text):
        if not _WISHED.search(text[max(0, breaks.start() - _NEAR // 2) : breaks.start()]):
            told += [(one.actor, breaks.start()) for one in doers_of(text, sides, breaks.start(), breaks.end())]
    yield from dict(reversed(told)).items()


def _assessed(
    context: Context, mission: Mission, passage: Passage, state: VerificationState, actor: Actor | None, cite: Citation, at: int
) -> IncidentAssessment:
    days = days_of(context, passage, at)
    clause = _CLAUSE.search(passage.text)
    harm = harm_of(passage)
    return IncidentAssessment(
        state, cite, mission.body, context.document.published, days.start, place_of(context, passage, at), actor,
        None, clause[0] if clause else None, harm.killed if harm else None, harm.injured if harm else None, harm.harmed if harm else None,
    )  # fmt: skip


def _filled(one: IncidentAssessment, other: IncidentAssessment) -> IncidentAssessment:
    names = ("place", "happened", "clause", "killed", "injured", "harmed")
    return replace(one, **{name: getattr(other, name) for name in names if getattr(one, name) is None})


def _completed(one: IncidentAssessment, about: IncidentToldOf) -> IncidentAssessment:
    harm = about.harm if one.killed is None and one.injured is None and one.state is VerificationState.VERIFIED else None
    place = about.place if one.place is None or (is_wide(one.place) and about.place is not None) else one.place
    made = replace(one, place=place, happened=one.happened or about.happened)
    return replace(made, killed=harm.killed, injured=harm.injured, harmed=harm.harmed) if harm is not None else made


def _confirmed(context: Context, mission: Mission) -> Iterator[IncidentAssessment]:
    """The harm that a mission says in a status report it confirmed or corroborated, case by case where they are told apart."""
    for passage, state in harm_told(context.passages):
        for harm in harms_of(passage) if state is not VerificationState.ALLEGED else ():
            days = days_of(context, passage, harm.start)
            yield IncidentAssessment(
                state, context.cite(passage.start, passage.end), mission.body, context.document.published, days.start,
                place_of(context, passage, harm.start), None, None, None, harm.killed, harm.injured, harm.harmed,
            )  # fmt: skip
