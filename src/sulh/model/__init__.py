"""Frozen types and vocabularies; no input or output. A name is loaded on first use: few need all of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
        EmptySelectionError,
        InvalidError,
        MissingExtraError,
        ModelError,
        ProofError,
        RecordError,
        SulhError,
    )
    from sulh.model.facts import (
        Act,
        AgendaItem,
        Attendance,
        CeasefireEvent,
        CeasefireZone,
        IncidentAssessment,
        Meeting,
        Observation,
        Participation,
        Release,
        Report,
        Response,
        Tally,
        Track,
    )
    from sulh.model.reading import Reading
    from sulh.model.source import Cell, Entered, Source, SourceSort, Span
    from sulh.model.vocabulary import (
        ActKind,
        ActorKind,
        CeasefireKind,
        ClauseMove,
        ClausePart,
        ClauseState,
        CountMeaning,
        DocumentKind,
        Harmed,
        IncidentKind,
        Issue,
        LinkGrade,
        LinkKind,
        MeetingKind,
        MeetingStatus,
        ObservationKind,
        ReleaseKind,
        ResponseKind,
        Role,
        SinceKind,
        SubstanceKind,
        TallyKind,
        TallyVerdict,
        VariantKind,
        VerificationState,
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
    "CeasefireZone",
    "Cell",
    "Citation",
    "CitationError",
    "ClauseMove",
    "ClausePart",
    "ClauseState",
    "ConflictError",
    "CountMeaning",
    "DateError",
    "Document",
    "DocumentError",
    "DocumentKind",
    "EmptySelectionError",
    "Entered",
    "Harmed",
    "IncidentAssessment",
    "IncidentKind",
    "InvalidError",
    "Issue",
    "LinkGrade",
    "LinkKind",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "MissingExtraError",
    "ModelError",
    "Observation",
    "ObservationKind",
    "Participation",
    "ProofError",
    "Reading",
    "RecordError",
    "Release",
    "ReleaseKind",
    "Report",
    "Response",
    "ResponseKind",
    "Role",
    "SinceKind",
    "Source",
    "SourceSort",
    "Span",
    "SubstanceKind",
    "SulhError",
    "Tally",
    "TallyKind",
    "TallyVerdict",
    "Track",
    "VariantKind",
    "VerificationState",
]

_MODULES = ("errors", "vocabulary", "citation", "document", "actor", "source", "facts", "reading")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES:
            found = import_module(f"{__name__}.{module}")
            if name in found.__all__:
                globals()[name] = getattr(found, name)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
