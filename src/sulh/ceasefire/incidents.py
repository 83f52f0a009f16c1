"""An incident: the reports, assessments and responses that people say are of one event. They stand beside each other and are never merged.

How far it is established is said by whoever looked into it. What a party says of its own case establishes nothing, and where two
commissions differ the weaker word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sulh.actors.places import Gazetteer
from sulh.ceasefire.reported_by import ReportedBy
from sulh.model.vocabulary import Harmed, VerificationState
from sulh.text.days import first_day, last_day

__all__ = [
    "AssessmentLine",
    "Harm",
    "HowVerified",
    "Incident",
    "ObservationLine",
    "ReportLine",
    "ResponseLine",
    "StatedIn",
    "summed",
]

# From what says least to what says most; closing a case and refuting a report say nothing more of what happened.
_WEIGHT = {
    VerificationState.ALLEGED: 0,
    VerificationState.UNDER_INQUIRY: 1,
    VerificationState.REFUTED: 2,
    VerificationState.CORROBORATED: 3,
    VerificationState.VERIFIED: 4,
}


class StatedIn(NamedTuple):
    """Where a line stands: its claim, its source, and whether a person stands behind it."""

    claim: str
    source: str
    is_firm: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report, as its source has it; see `sulh.model.Report`."""

    id: str
    what: str
    by: ReportedBy | None
    start: str | None
    end: str | None
    place: str | None
    alleged_by: ReportedBy | None
    against: ReportedBy | None
    killed: int | None
    injured: int | None
    harmed: str | None
    received: str | None
    synthetic: bool
    stated: StatedIn
    sides: tuple[ReportedBy, ...] = ()
    position: str | None = None
    within: int | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment; see `sulh.model.IncidentAssessment`."""

    id: str
    state: str
    by: ReportedBy | None
    date: str | None
    happened: str | None
    place: str | None
    found_against: ReportedBy | None
    finding: str | None
    clause: str | None
    killed: int | None
    injured: int | None
    harmed: str | None
    synthetic: bool
    stated: StatedIn


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One answer, or that there was none, or what was done later; see `sulh.model.Response`."""

    id: str
    what: str
    by: ReportedBy | None
    date: str | None
    asked: str | None
    asked_by: ReportedBy | None
    happened: str | None
    place: str | None
    answer: str | None
    synthetic: bool
    stated: StatedIn


@dataclass(frozen=True, slots=True)
class ObservationLine:
    """Whether those who watch could look; see `sulh.model.Observation`."""

    id: str
    what: str
    by: ReportedBy | None
    start: str | None
    end: str | None
    place: str | None
    hindered_by: ReportedBy | None
    reason: str | None
    synthetic: bool
    stated: StatedIn
    position: str | None = None
    within: int | None = None
    precision: str | None = None


class HowVerified(NamedTuple):
    """How far an incident is established, by the assessments that say so; `differing` where those who looked into it do not agree."""

    state: str
    by: tuple[AssessmentLine, ...]
    differing: bool
    closed: bool


class Harm(NamedTuple):
    """The fewest and the most persons that the sources of an incident give; None where none gives a number."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Incident:
    """What people say is one event. `id` is its first report, or, of one that nobody reported, its first assessment or response."""

    id: str
    reports: tuple[ReportLine, ...] = ()
    assessments: tuple[AssessmentLine, ...] = ()
    responses: tuple[ResponseLine, ...] = ()

    @property
    def lines(self) -> tuple[ReportLine | AssessmentLine | ResponseLine, ...]:
        """All that it is made of."""
        return (*self.reports, *self.assessments, *self.responses)

    @property
    def synthetic(self) -> bool:
        """Whether any of it was made up."""
        return any(one.synthetic for one in self.lines)

    @property
    def members(self) -> tuple[str, ...]:
        """The identifiers of all that it is made of."""
        return tuple(one.id for one in self.lines)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that tell of it, each once."""
        return tuple(dict.fromkeys(one.stated.source for one in self.lines))

    @property
    def what(self) -> str | None:
        """What sort of incident it is, as the first report has it."""
        return next((one.what for one in self.reports), None)

    @property
    def start(self) -> str | None:
        """When it happened, as the first says that gives a date."""
        return next((one.start for one in self.reports if one.start), None) or self._happened

    @property
    def end(self) -> str | None:
        """Its last day, where the report that gives the first gives one."""
        return next((one.end for one in self.reports if one.start), None)

    @property
    def _happened(self) -> str | None:
        told: tuple[AssessmentLine | ResponseLine, ...] = (*self.assessments, *self.responses)
        return next((one.happened for one in told if one.happened), None)

    @property
    def place(self) -> str | None:
        """Where it happened, as the first says that names a place; by the name in use today, where the table of places knows it."""
        named = next((one.place for one in self.lines if one.place), None)
        known = Gazetteer.default().called(named) if named else None
        return known.current_name if known else named

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day on which it can have happened."""
        return first_day(self.start), last_day(self.end or self.start)

    @property
    def parties(self) -> tuple[ReportedBy, ...]:
        """The sides that allege it, are accused of it or fought, each once."""
        named = (side for one in self.reports for side in (one.alleged_by, one.against, *one.sides) if side)
        return tuple({one.id: one for one in named}.values())

    @property
    def answered(self) -> str | None:
        """What the party that was asked did last; None where nobody is recorded as asked."""
        return self.responses[-1].what if self.responses else None

    @property
    def verification(self) -> HowVerified:
        """How far it is established, and by whose word."""
        return _verified(self)

    def harm(self, name: str, *, of: Sequence[ReportLine] | Sequence[AssessmentLine] | None = None, civilians: bool = False) -> Harm | None:
        """How many were `killed` or `injured` by its reports, or by those that are given; only `civilians` where these alone are meant."""
        told = [
            count
            for one in (self.reports if of is None else of)
            if (count := getattr(one, name)) is not None and (not civilians or one.harmed == Harmed.CIVILIANS)
        ]
        return Harm(min(told), max(told)) if told else None


def summed(found: Iterable[Harm | None]) -> Harm | None:
    """The fewest and the most of several incidents together; None where none has a number."""
    told = [one for one in found if one is not None]
    return Harm(sum(one.least for one in told), sum(one.most for one in told)) if told else None


def _verified(incident: Incident) -> HowVerified:
    parties = {one.id for one in incident.parties}
    # The last word of each who looked into it counts, and of each the last that says how far: a case that was closed keeps what was found.
    heard = [one for one in incident.assessments if one.stated.is_firm and (one.by is None or one.by.id not in parties)]
    last: dict[str, AssessmentLine] = {}
    closed: set[str] = set()
    for one in sorted(heard, key=lambda each: first_day(each.date) or ""):
        who = one.by.id if one.by else ""
        if one.state == VerificationState.CLOSED:
            closed.add(who)
        else:
            closed.discard(who)
            last[who] = one
    states = {VerificationState(one.state) for one in last.values()}
    if not states:
        return HowVerified(VerificationState.ALLEGED.value, (), False, bool(closed))
    state = _common(states)
    said = tuple(one for one in last.values() if one.state == state) or tuple(last.values())
    return HowVerified(state.value, said, len(states - {VerificationState.UNDER_INQUIRY}) > 1, len(closed) >= len(last))


def _common(states: Iterable[VerificationState]) -> VerificationState:
    """What all agree on: the weakest word; that an inquiry goes on elsewhere takes nothing from what another found."""
    found = set(states) - {VerificationState.UNDER_INQUIRY, VerificationState.ALLEGED} or set(states)
    if VerificationState.REFUTED in found and len(found) > 1:
        return VerificationState.ALLEGED
    return min(found, key=_WEIGHT.__getitem__)
