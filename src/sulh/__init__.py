"""Sulh reads documents about peace talks into cited records; this module is its public face, loaded on first use."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sulh.actors import Authority
    from sulh.model import (
        AccessError,
        Act,
        ActKind,
        Actor,
        ActorKind,
        ActorTableError,
        AgendaItem,
        Attendance,
        CeasefireEvent,
        CeasefireKind,
        CeasefireZone,
        Cell,
        Citation,
        CitationError,
        ClauseMove,
        ClausePart,
        ClauseState,
        ConflictError,
        CountMeaning,
        DateError,
        Document,
        DocumentError,
        DocumentKind,
        EmptySelectionError,
        Entered,
        Harmed,
        IncidentAssessment,
        IncidentKind,
        InvalidError,
        Issue,
        LinkGrade,
        LinkKind,
        Meeting,
        MeetingKind,
        MeetingStatus,
        MissingExtraError,
        ModelError,
        Observation,
        ObservationKind,
        Participation,
        ProofError,
        Reading,
        RecordError,
        Release,
        ReleaseKind,
        Report,
        Response,
        ResponseKind,
        Role,
        SinceKind,
        Source,
        SourceSort,
        Span,
        SubstanceKind,
        SulhError,
        Tally,
        TallyKind,
        TallyVerdict,
        Track,
        VariantKind,
        VerificationState,
    )

__version__ = "0.3.0"

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
    "__version__",
    "read",
]


def read(source: str | Path | bytes | Document, *, published: str | None = None, actors: str | Path | None = None) -> Reading:
    """Read one document into its cited record.

    `source` is the path of a file, the bytes of one, or a Document already loaded. `published` is the date of publication (EDTF),
    for a document that does not give its own. `actors` is the path of a CSV table of further actors.

    Raises DocumentError when the source cannot be read, DateError when `published` is not EDTF, ActorTableError for the table.

    >>> import sulh
    >>> reading = sulh.read(b"The 16th round of Astana talks was held in Nur-Sultan on 7-8 July 2021.")
    >>> meeting = reading.meetings[0]
    >>> meeting.start, meeting.end, meeting.city
    ('2021-07-07', '2021-07-08', 'Nur-Sultan')
    >>> meeting.cites[0].quote in reading.document.text
    True
    """
    from sulh.model import Document
    from sulh.text.edtf import parse

    if published is not None:
        parse(published)
    if isinstance(source, Document):
        document = source if published is None or source.published is not None else replace(source, published=published)
    else:
        from sulh.documents import load

        document = load(source, published=published)
    from sulh.reading import read_document

    return read_document(document, authority=None if actors is None else _authority(Path(actors)))


def _authority(path: Path) -> Authority:
    """The authority with a user's table, kept between calls as long as the file stays as it is."""
    try:
        state = path.stat()
    except OSError:
        return _load_authority(path, 0, 0)
    return _load_authority(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _load_authority(path: Path, _changed: int, _size: int) -> Authority:
    from sulh.actors import Authority

    return Authority.load(path)


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("sulh.model"), name)
    raise AttributeError(f"module 'sulh' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
