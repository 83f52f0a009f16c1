"""What a source can state about a peace process: the kinds of fact, each declared once, with the citations it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.document import Document
from sulh.model.kinds import Count, Country, Date, Ordinal, PersonName, Place, TrackName, declare
from sulh.model.vocabulary import ActKind, CeasefireKind, DocumentKind, Issue, MeetingKind, MeetingStatus, ReleaseKind, Role

__all__ = [
    "Act",
    "AgendaItem",
    "Attendance",
    "CeasefireEvent",
    "Facts",
    "Meeting",
    "Participation",
    "Release",
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
    """Something that happened to a ceasefire."""

    event: CeasefireKind
    cite: Citation
    start: Date | None = None
    end: Date | None = None
    parties: tuple[Actor, ...] = ()
    area: Place | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A release of persons or remains, from `by` to `to`; no date while it is only agreed."""

    what: ReleaseKind
    cite: Citation
    by: Actor | None = None
    to: Actor | None = None
    count: Count | None = None
    date: Date | None = None


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
declare(CeasefireEvent, "ceasefire", "ceasefires", identity=("event", "start", "area"))
declare(Release, "release", "releases", identity=("what", "by", "to", "date"))
