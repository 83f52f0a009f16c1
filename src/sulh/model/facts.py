"""What a document can state about a peace process, each fact with its citations."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.document import Document
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

    name: str
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
    """A meeting as one document tells it. Dates are EDTF; `country` is ISO 3166-1 alpha-2; `core` when the document is mainly about it."""

    kind: MeetingKind
    status: MeetingStatus
    cites: tuple[Citation, ...]
    track: str | None = None
    ordinal: int | None = None
    start: str | None = None
    end: str | None = None
    city: str | None = None
    country: str | None = None
    core: bool = False
    participants: tuple[Participation, ...] = ()
    people: tuple[Attendance, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """An operative statement: a position, principle, demand, commitment or decision. `date` and `due` are EDTF."""

    act: ActKind
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    cite: Citation
    date: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A standing format of talks, with what the document says of its origin and its relation to others."""

    name: str
    cites: tuple[Citation, ...]
    started: str | None = None
    initiators: tuple[Actor, ...] = ()
    venue: str | None = None
    parallel_to: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class CeasefireEvent:
    """Something that happened to a ceasefire. `start` and `end` are EDTF."""

    event: CeasefireKind
    cite: Citation
    start: str | None = None
    end: str | None = None
    parties: tuple[Actor, ...] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A release of persons or remains, from `by` to `to`; no date while it is only agreed."""

    what: ReleaseKind
    cite: Citation
    by: Actor | None = None
    to: Actor | None = None
    count: int | None = None
    date: str | None = None


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
