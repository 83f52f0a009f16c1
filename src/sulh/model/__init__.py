"""Frozen types and vocabularies; no input or output."""

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.document import Document
from sulh.model.errors import (
    AccessError,
    ActorTableError,
    CitationError,
    ConflictError,
    DateError,
    DocumentError,
    InvalidError,
    MissingExtraError,
    RecordError,
    SulhError,
)
from sulh.model.facts import (
    Act,
    AgendaItem,
    Attendance,
    CeasefireEvent,
    Meeting,
    Participation,
    Release,
    Track,
)
from sulh.model.reading import Reading
from sulh.model.source import Cell, Entered, Source, SourceSort, Span
from sulh.model.vocabulary import (
    ActKind,
    ActorKind,
    CeasefireKind,
    ClauseState,
    DocumentKind,
    Issue,
    LinkKind,
    MeetingKind,
    MeetingStatus,
    ReleaseKind,
    Role,
)

__all__ = [
    "AccessError",
    "Act",
    "ActKind",
    "Actor",
    "ActorKind",
    "ActorTableError",
    "AgendaItem",
    "Attendance",
    "CeasefireEvent",
    "CeasefireKind",
    "Cell",
    "Citation",
    "CitationError",
    "ClauseState",
    "ConflictError",
    "DateError",
    "Document",
    "DocumentError",
    "DocumentKind",
    "Entered",
    "InvalidError",
    "Issue",
    "LinkKind",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "MissingExtraError",
    "Participation",
    "Reading",
    "RecordError",
    "Release",
    "ReleaseKind",
    "Role",
    "Source",
    "SourceSort",
    "Span",
    "SulhError",
    "Track",
]
