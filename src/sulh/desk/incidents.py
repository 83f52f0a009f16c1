"""One incident as its page shows it: each report, assessment and response with its own words, and what may belong to it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sulh import words
from sulh.ceasefire.incidents import AssessmentLine, Incident, ReportLine, ResponseLine
from sulh.desk.shown import language
from sulh.record.incidents import incident_state
from sulh.record.queries.claims import claims_called
from sulh.record.queries.incidents import DecidedPair, incident, joins_of, likely
from sulh.record.shapes import ClaimView, Viewer
from sulh.render.incident_lines import incident_title, line_words, state_sentences
from sulh.text.days import first_day

__all__ = ["IncidentShown", "LikelyPair", "ShownJoin", "ToldLine", "incident_shown", "likely_pairs"]

_KINDS: Mapping[type[object], str] = {ReportLine: "report", AssessmentLine: "assessment", ResponseLine: "response"}


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A report, an assessment or a response, and the claim with its words."""

    line: Any
    claim: ClaimView


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two that may tell of one incident: how likely, why, and the incidents that they are of now.

    A decision about them is made against `state`.
    """

    left: str
    right: str
    score: float
    why: str
    incidents: tuple[Incident, Incident]
    titles: tuple[str, str]
    told: tuple[str, str]
    state: str


@dataclass(frozen=True, slots=True)
class ShownJoin:
    """A decision that joined two, with what each is called."""

    join: DecidedPair
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """What the page of an incident shows; assessments and responses stand in the order of their days."""

    incident: Incident
    title: str
    sentences: tuple[str, ...]
    reports: tuple[ToldLine, ...]
    assessments: tuple[ToldLine, ...]
    responses: tuple[ToldLine, ...]
    joins: tuple[ShownJoin, ...]
    likely: tuple[LikelyPair, ...]
    states: Mapping[str, str]  # of each member: what a decision about it is made against


def incident_shown(viewer: Viewer, name: str) -> IncidentShown:
    """The incident of that name. Raises RecordError where there is none that the viewer may see."""
    found = incident(viewer, name)
    claims = {one.id: one for one in claims_called(viewer, [line.stated.claim for line in found.lines])}
    in_time = sorted(found.assessments, key=lambda one: first_day(one.date) or "")
    answers = sorted(found.responses, key=lambda one: first_day(one.date or one.asked) or "")
    return IncidentShown(
        found,
        incident_title(found, language()),
        state_sentences(found, language()),
        tuple(_told(one, claims) for one in found.reports),
        tuple(_told(one, claims) for one in in_time),
        tuple(_told(one, claims) for one in answers),
        tuple(ShownJoin(one, _named(found, one.left), _named(found, one.right)) for one in joins_of(viewer, found)),
        likely_pairs(viewer, found),
        {name: incident_state(viewer, name) for name in found.members},
    )


def likely_pairs(viewer: Viewer, one: Incident | None = None, limit: int = 20) -> tuple[LikelyPair, ...]:
    """Pairs that a person may join, the likeliest first; those of one incident where it is given."""
    made = []
    for pair in likely(viewer, one, limit=limit):
        both = (incident(viewer, pair.left), incident(viewer, pair.right))
        lines = {line.id: line for each in both for line in each.lines}
        told = (line_words(lines[pair.left], language()), line_words(lines[pair.right], language()))
        titles = (incident_title(both[0], language()), incident_title(both[1], language()))
        state = incident_state(viewer, pair.left, pair.right)
        made.append(LikelyPair(pair.left, pair.right, pair.score, _why(pair.reason), both, titles, told, state))
    return tuple(made)


def _told(line: Any, claims: Mapping[str, ClaimView]) -> ToldLine:
    return ToldLine(line, claims[line.stated.claim])


def _named(found: Incident, name: str) -> str:
    """What a member of an incident is called within it: what it is, and whose."""
    line = next(one for one in found.lines if one.id == name)
    kind = _KINDS[type(line)]
    by = words.actor(line.by.id, line.by.name, language=language()) if line.by else ""
    return words.listing(filter(None, (words.kind(kind, language=language()), by)), language=language())


def _why(reason: tuple[tuple[str, str, float], ...]) -> str:
    """What speaks for and against it, the strongest first."""
    said = []
    for feature, how, weight in reason:
        if feature == "crowd":
            said.append(words.phrase("likeness.crowd", language=language(), number=how))
        elif weight and not (feature == "text" and how == "other"):
            said.append(words.code("likeness", f"{feature} {how}", language=language()))
    return words.listing(said, language=language())
