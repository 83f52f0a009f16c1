"""The meeting that a source is mainly about, the tracks it stands in, and statements that several sources repeat counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sulh.model.vocabulary import RETIRED, DocumentKind
from sulh.record.cache import shared
from sulh.record.projection.models import SourceTrack
from sulh.record.queries.lists import MEETINGS, main_tracks
from sulh.record.queries.visible import claims, sources
from sulh.record.shapes import Viewer

__all__ = ["OUTCOMES", "distinct", "document_tracks", "main_meetings"]

# Documents of these kinds are outcomes, and so stand in the track of the meeting they came out of.
OUTCOMES = (DocumentKind.AGREEMENT, DocumentKind.JOINT_STATEMENT)


def main_meetings(viewer: Viewer, documents: Iterable[str]) -> dict[str, str]:
    """The one meeting each document is mainly about; documents about none or several are left out."""
    wanted = set(documents)
    if not wanted:
        return {}
    found = shared(viewer, lambda: _main_meetings(viewer), "main meetings", on=("main", "mention", "source"))
    return {document: found[document] for document in wanted if document in found}


def _main_meetings(viewer: Viewer) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    stated = claims(viewer).filter(property="core", mention__meeting__isnull=False).exclude(status__in=RETIRED)
    for document, meeting in stated.values_list("source_id", "mention__meeting"):
        found[document].add(str(meeting))
    return {document: next(iter(meetings)) for document, meetings in found.items() if len(meetings) == 1}


def document_tracks(viewer: Viewer, documents: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The tracks each visible document stands in: its meeting's where it is an outcome, and those a person put it in."""
    on = (*MEETINGS, "main", "mention", "source", "sourcetrack")
    found = shared(viewer, lambda: _document_tracks(viewer), "tracks of documents", on=on)
    return found if documents is None else {document: found[document] for document in documents if document in found}


def _document_tracks(viewer: Viewer) -> dict[str, list[str]]:
    outcomes = list(sources(viewer).filter(kind__in=OUTCOMES).values_list("pk", flat=True))
    meetings = main_meetings(viewer, outcomes) if outcomes else {}
    tracks = main_tracks(viewer, meetings.values()) if meetings else {}
    found = {document: [track] for document, meeting in meetings.items() if (track := tracks.get(meeting))}
    ruled = SourceTrack.objects.filter(source__audience__in=viewer.audiences).order_by("decision")
    for document, track, put in ruled.values_list("source_id", "track__same_as", "put"):
        own = [one for one in found.get(document, ()) if one != track]
        found[document] = [*own, track] if put else own
    return {document: own for document, own in found.items() if own}


def _originals(viewer: Viewer) -> dict[str, str]:
    return dict(sources(viewer, withdrawn=True).values_list("pk", "original"))


def distinct(viewer: Viewer, rows: Sequence[tuple[str, str, str]]) -> set[str]:
    """Of facts, as (key, source, what makes it the same one) in the order of the ledger, the first of each statement.

    Two sources make the same statement when they are copies of one text, or are mainly about one meeting.
    """
    documents = {source for _, source, _ in rows}
    meetings = main_meetings(viewer, documents)
    originals = shared(viewer, lambda: _originals(viewer), "originals", on=("source",))
    seen: set[tuple[str, str]] = set()
    kept: set[str] = set()
    for key, source, same in rows:
        contexts = {(meetings.get(source, originals[source]), same), (originals[source], same)}
        if not contexts & seen:
            kept.add(key)
        seen |= contexts
    return kept
