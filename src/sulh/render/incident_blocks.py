"""Incidents in the periodic report: reported and verified apart, civilian harm, responses, access. No sentence says more than is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sulh import words
from sulh.ceasefire.incidents import Harm, Incident, summed
from sulh.ceasefire.period import CeasefirePeriod
from sulh.model.vocabulary import Harmed, ObservationKind, ResponseKind, VerificationState
from sulh.render.incident_lines import harm_words, incident_title, line_words, state_sentences
from sulh.render.report_block import ReportBlock
from sulh.text.days import day_range

__all__ = ["incident_blocks"]

_NO_ANSWER = frozenset({ResponseKind.ASKED.value, ResponseKind.SILENT.value})
_HINDERED = frozenset({ObservationKind.DENIED.value, ObservationKind.RESTRICTED.value})


def incident_blocks(found: CeasefirePeriod, language: str = "en", pictures: Sequence[ReportBlock] = ()) -> Iterator[ReportBlock]:
    """The pieces about incidents and access; none where the record has neither of the period. `pictures` follow the first table."""

    def said(key: str, **held: Any) -> str:
        return words.phrase(f"report.{key}", language=language, **held)

    if found.incidents:
        yield ReportBlock("h2", said("incidents"))
        yield ReportBlock("p", said("incidents.caution"))
        if any(one.synthetic for one in found.incidents):
            yield ReportBlock("p", said("incidents.synthetic", number=sum(one.synthetic for one in found.incidents)))
        yield ReportBlock("p", said("incidents.before", number=len(found.incidents), before=found.incidents_before))
        yield ReportBlock("table", rows=tuple(_by_state(found.incidents, said, language)), numbers=frozenset({1, 2, 3}))
        yield from pictures
        yield ReportBlock("h2", said("civilian_harm"))
        yield ReportBlock("table", rows=tuple(_civilians(found.incidents, said, language)), numbers=frozenset({1, 2}))
        yield ReportBlock("p", said("answers", **_answers(found.incidents)))
        for one in found.incidents:
            yield from _one(one, found, said, language)
    if found.observations:
        yield ReportBlock("h2", said("access"))
        hindered = sum(one.what in _HINDERED for one in found.observations)
        yield ReportBlock("p", said("access.counted", hindered=hindered, number=len(found.observations)))
        yield ReportBlock("p", said("access.days", unseen=len(_unseen(found)), length=found.length))
        for line in found.observations:
            yield ReportBlock("p", f"{line_words(line, language)}. {_marks((line.stated.source,), found)}")


def _unseen(found: CeasefirePeriod) -> set[dt.date]:
    """The days of the period of which a record says that those who watch could not look, somewhere."""
    days: set[dt.date] = set()
    since, until = dt.date.fromisoformat(found.since), dt.date.fromisoformat(found.until)
    for one in found.observations:
        span = day_range(one.start, one.end) if one.what != ObservationKind.PATROL else None
        if span is not None:
            first, last = max(span[0], since), min(span[1], until)
            days |= {first + dt.timedelta(days=step) for step in range((last - first).days + 1)}
    return days


def _by_state(incidents: Sequence[Incident], said: Any, language: str) -> Iterator[tuple[str, ...]]:
    """How many incidents are verified how far, with the harm that their reports give."""
    yield said("state"), said("incidents.number"), said("killed.reported"), said("injured.reported")
    for state in VerificationState:
        if own := [one for one in incidents if one.verification.state == state]:
            yield (words.code("VerificationState", state, language=language), str(len(own)), *_harms(own, language))
    yield (said("all"), str(len(incidents)), *_harms(incidents, language))


def _harms(incidents: Sequence[Incident], language: str) -> tuple[str, str]:
    killed, injured = (harm_words(summed(one.harm(name) for one in incidents), language) for name in ("killed", "injured"))
    return killed, injured


def _civilians(incidents: Sequence[Incident], said: Any, language: str) -> Iterator[tuple[str, ...]]:
    """Civilians as reports give them, and as assessments found them that verified the incident."""
    yield said("civilians"), said("killed"), said("injured")
    reported = (harm_words(summed(one.harm(name, civilians=True) for one in incidents), language) for name in ("killed", "injured"))
    yield (said("as_reported"), *reported)
    verified = (harm_words(summed(_verified_harm(one, name) for one in incidents), language) for name in ("killed", "injured"))
    label = words.bound("report.as_verified", VerificationState.VERIFIED, language=language)
    yield (label, *verified)


def _verified_harm(one: Incident, name: str) -> Harm | None:
    """Civilians by the assessments that verify the incident; None of one that is not verified."""
    if one.verification.state != VerificationState.VERIFIED:
        return None
    told = [each for each in one.verification.by if each.harmed == Harmed.CIVILIANS]
    return one.harm(name, of=told) if told else None


def _answers(incidents: Sequence[Incident]) -> dict[str, int]:
    """How many incidents were put to a party, and of how many it said or did something."""
    asked = [one for one in incidents if one.answered]
    answered = sum(any(each.what not in _NO_ANSWER for each in one.responses) for one in asked)
    return {"asked": len(asked), "answered": answered, "silent": len(asked) - answered}


def _one(one: Incident, found: CeasefirePeriod, said: Any, language: str) -> Iterator[ReportBlock]:
    """One incident: its title with the state first, each report, how far it is verified and by whom, and what the party answered."""
    yield ReportBlock("h3", incident_title(one, language))
    if one.synthetic:
        yield ReportBlock("p", words.phrase("incident.synthetic", language=language))
    for line in one.reports:
        yield ReportBlock("p", f"{line_words(line, language)}. {_marks((line.stated.source,), found)}")
    marks = _marks(tuple(each.stated.source for each in one.assessments), found)
    yield ReportBlock("p", f"{' '.join(state_sentences(one, language))} {marks}".strip())
    for answer in one.responses:
        quote = f" {words.isolated(f'“{answer.answer}”', language=language)}" if answer.answer else ""
        yield ReportBlock("p", f"{line_words(answer, language)}.{quote} {_marks((answer.stated.source,), found)}")
    if not one.responses:
        yield ReportBlock("p", said("not_asked"))


def _marks(sources: Sequence[str], found: CeasefirePeriod) -> str:
    """The numbers of these sources in the annex."""
    numbers = sorted({found.numbers[key] for key in sources if key in found.numbers})
    return "".join(f"[{number}]" for number in numbers)
