"""What a source can state about a peace process: the kinds of fact, each declared once, with the citations it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.declaring import Count, Country, Date, Geometry, Ordinal, PersonName, Place, TrackName, declare
from sulh.model.document import Document
from sulh.model.vocabulary import (
    ActKind,
    CeasefireKind,
    CountMeaning,
    DocumentKind,
    Harmed,
    IncidentKind,
    Issue,
    MeetingKind,
    MeetingStatus,
    ObservationKind,
    ReleaseKind,
    ResponseKind,
    Role,
    TallyKind,
    TallyVerdict,
    VerificationState,
)  # fmt: skip

__all__ = [
    "Act",
    "AgendaItem",
    "Attendance",
    "CeasefireEvent",
    "CeasefireZone",
    "Facts",
    "IncidentAssessment",
    "Meeting",
    "Observation",
    "Participation",
    "Release",
    "Report",
    "Response",
    "Tally",
    "Track",
]


@dataclass(frozen=True, slots=True)
class Participation:
    """An actor at a meeting, in the role it held at that meeting."""

    actor: Actor
    role: Role
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """A named person at a meeting, with office and the actor the person stood for."""

    name: PersonName
    office: str | None
    actor: Actor | None
    head_of_delegation: bool
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One issue a meeting was about; `text` is the wording."""

    issue: Issue
    text: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as one source states it; `core` when the document is mainly about it."""

    kind: MeetingKind
    status: MeetingStatus
    cites: tuple[Citation, ...]
    track: TrackName | None = None
    ordinal: Ordinal | None = None
    start: Date | None = None
    end: Date | None = None
    city: Place | None = None
    country: Country | None = None
    core: bool = False
    participants: tuple[Participation, ...] = ()
    people: tuple[Attendance, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An operative statement: a position, principle, demand, commitment or decision; `due` is when what it promises has to be done."""

    act: ActKind
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    cite: Citation
    date: Date | None = None
    due: Date | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A standing format of talks, with what the document says of its origin and its relation to others."""

    name: TrackName
    cites: tuple[Citation, ...]
    started: Date | None = None
    initiators: tuple[Actor, ...] = ()
    venue: Place | None = None
    parallel_to: TrackName | None = None
    part_of: TrackName | None = None


@dataclass(frozen=True, slots=True)
class CeasefireEvent:
    """Something that happened to a ceasefire.

    `end` is the last day that was agreed; `renewable` says that the source lets it go on after that. `guarantors` vouch for it.
    """

    event: CeasefireKind
    cite: Citation
    start: Date | None = None
    end: Date | None = None
    parties: tuple[Actor, ...] = ()
    area: Place | None = None
    guarantors: tuple[Actor, ...] = ()
    renewable: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """A release of persons or remains, from `by` to `to`.

    `facilitated_by` are those who arranged it or took them from one side to the other. `date` is None where the source gives none, as of a
    release that is only agreed.
    """

    what: ReleaseKind
    cite: Citation
    by: Actor | None = None
    to: Actor | None = None
    count: Count | None = None
    date: Date | None = None
    place: Place | None = None
    facilitated_by: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases one side or mission counted in a period: in a place, or in all where `place` is None.

    A total and its split are tallies of their own; `rest` marks the count of cases for which no place is named. `end` is the last day
    counted (None for one day) and `cut_off` the hour at which counting stopped, as written. `count` is None where fire was not counted.
    `of` is whom the cases are laid to; `verdict` is what `verdict_by`, the other side, says of them. `cases` are the identifiers under
    which a data set that may not be passed on lists the events that it counts.
    """

    what: TallyKind
    cite: Citation
    count: Count | None = None
    meaning: CountMeaning | None = None
    by: Actor | None = None
    start: Date | None = None
    end: Date | None = None
    cut_off: str | None = None
    place: Place | None = None
    rest: bool = False
    of: Actor | None = None
    verdict: TallyVerdict | None = None
    verdict_by: Actor | None = None
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said happened in a ceasefire: `by` tells it, `received` when it came in; `alleged_by` alleges it against `against`.

    Several reports of one event stay several, each with its own numbers; people say that they are of one incident. `sides` are those who
    fought, where the source does not say who began. `position` is a GeoJSON Point, `within` how many km around it the event can have
    been (None where nobody can say), `precision` how exactly a list gives place and day, in its own codes. `synthetic` marks what was
    made up for a demonstration or an exercise.
    """

    what: IncidentKind
    cite: Citation
    by: Actor | None = None
    start: Date | None = None
    end: Date | None = None
    place: Place | None = None
    alleged_by: Actor | None = None
    against: Actor | None = None
    killed: Count | None = None
    injured: Count | None = None
    harmed: Harmed | None = None
    received: Date | None = None
    sides: tuple[Actor, ...] = ()
    position: Geometry | None = None
    within: Count | None = None
    precision: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class IncidentAssessment:
    """What a commission or mission found out about an incident that happened at `place` on `happened`, and how far it says so.

    `found_against` is the party that it holds answerable, whoever was accused; `killed` and `injured` are those that it established.
    """

    state: VerificationState
    cite: Citation
    by: Actor | None = None
    date: Date | None = None
    happened: Date | None = None
    place: Place | None = None
    found_against: Actor | None = None
    finding: str | None = None
    clause: str | None = None
    killed: Count | None = None
    injured: Count | None = None
    harmed: Harmed | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What the party `by`, whom `asked_by` asked on `asked`, says or does about an incident; what it did later is a response of its own."""

    what: ResponseKind
    cite: Citation
    by: Actor | None = None
    date: Date | None = None
    asked: Date | None = None
    asked_by: Actor | None = None
    happened: Date | None = None
    place: Place | None = None
    answer: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """Whether those who watch could look: a patrol, access that `hindered_by` denied, days with cloud or with nobody there.

    Heat that a satellite saw is an observation too: nobody says what burnt. `position`, `within` and `precision` are those of `Report`.
    """

    what: ObservationKind
    cite: Citation
    by: Actor | None = None
    start: Date | None = None
    end: Date | None = None
    place: Place | None = None
    hindered_by: Actor | None = None
    reason: str | None = None
    position: Geometry | None = None
    within: Count | None = None
    precision: str | None = None
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class CeasefireZone:
    """An area of a ceasefire, in force from `start` to `end`, with the `clause` that made it and the provinces in which it lies.

    `geometry` is a GeoJSON Polygon or MultiPolygon; `drawn` says who drew it where the terms have no map, and how exact it is.
    """

    name: str
    cite: Citation
    places: tuple[Place, ...] = ()
    start: Date | None = None
    end: Date | None = None
    clause: str | None = None
    drawn: str | None = None
    geometry: Geometry | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one document states, in plain values; a `Reading` is these and the ways to write them."""

    document: Document
    kind: DocumentKind
    meetings: tuple[Meeting, ...] = ()
    tracks: tuple[Track, ...] = ()
    acts: tuple[Act, ...] = ()
    ceasefires: tuple[CeasefireEvent, ...] = ()
    releases: tuple[Release, ...] = ()
    tallies: tuple[Tally, ...] = ()
    reports: tuple[Report, ...] = ()
    assessments: tuple[IncidentAssessment, ...] = ()
    responses: tuple[Response, ...] = ()
    observations: tuple[Observation, ...] = ()
    zones: tuple[CeasefireZone, ...] = ()

    @property
    def second_reader(self) -> str:
        """The language model that read the document beside the built-in reader, with host and prompt; empty where none did."""
        return ""


# The declarations: order is that of lists in JSON and of tables; parts before what they are part of.
declare(Participation, "participation", "participants", claim="participant", within="meeting", identity=("actor",))
declare(
    Attendance, "attendance", "people", claim="person", within="meeting", written="name", identity=("name",),
    claimed={"head_of_delegation": "head"},
)  # fmt: skip
declare(AgendaItem, "agenda_item", "agenda", claim="agenda", within="meeting", bare="issue", written="text", identity=("issue",))
declare(Meeting, "meeting", "meetings", whole=False, identity=("track", "ordinal", "start", "city"), always=("participants",), merged=True)
declare(Track, "track", "tracks", identity=("name",), merged=True)
declare(Act, "act", "acts", identity=("act", "actors", "issues", "due"))
declare(CeasefireEvent, "ceasefire", "ceasefires", identity=("event", "start", "area"), added=("guarantors", "renewable"))
declare(Release, "release", "releases", identity=("what", "by", "to", "date"), added=("place", "facilitated_by"))
declare(Tally, "tally", "tallies", identity=("what", "by", "start", "end", "place", "rest"), later=True)
declare(Report, "report", "reports", identity=("what", "by", "start", "place", "against"), later=True)
declare(IncidentAssessment, "assessment", "assessments", identity=("state", "by", "date", "happened", "place"), later=True)
declare(Response, "response", "responses", identity=("what", "by", "date", "happened", "place"), later=True)
declare(Observation, "observation", "observations", identity=("what", "by", "start", "end", "place"), later=True)
declare(CeasefireZone, "zone", "zones", identity=("name", "start"), later=True)
