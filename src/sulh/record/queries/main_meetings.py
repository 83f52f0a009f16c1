"""The meeting that a source is mainly about, the tracks it stands in, and statements that several sources repeat counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sulh.model.vocabulary import RETIRED, DocumentKind
from sulh.record.cache import each, is_empty, is_shared, shared
from sulh.record.prepared import prepared
from sulh.record.projection.models import Claim, SourceTrack
from sulh.record.queries.lists import MEETINGS, main_tracks
from sulh.record.queries.visible import claims, sources
from sulh.record.shapes import Viewer

__all__ = ["OUTCOMES", "distinct", "document_tracks", "first_tellings", "known_sources", "main_meetings", "ruled_tracks"]

_MAIN = ("main", "mention", "source")  # the tables that main meetings follow from
# Documents of these kinds are outcomes, and so stand in the track of the meeting they came out of.
OUTCOMES = (DocumentKind.AGREEMENT, DocumentKind.JOINT_STATEMENT)


class KnownSource(NamedTuple):
    """What lists ask of every source."""

    original: str
    kind: str
    day: str | None
    withdrawn: bool


def known_sources(viewer: Viewer) -> Mapping[str, KnownSource]:
    """Every source that the viewer may see, those withdrawn too, in the order of the ledger."""

    def made() -> dict[str, KnownSource]:
        found = _sources.plain(viewer)
        return {key: KnownSource(original, kind, day, bool(withdrawn)) for key, original, kind, day, withdrawn in found}

    return shared(viewer, made, "sources", on=("source",))


@prepared
def _sources(viewer: Viewer) -> QuerySet[Any, Any]:
    return sources(viewer, withdrawn=True).order_by("seq").values_list("pk", *KnownSource._fields)


def main_meetings(viewer: Viewer, documents: Iterable[str], *, whole: bool = True) -> dict[str, str]:
    """The one meeting each document is mainly about; documents about none or several are left out.

    `whole` reads those of all documents, once for all that one answer asks; without it only these are looked up, unless all are known.
    """
    wanted = set(documents)
    if not wanted:
        return {}
    if not whole and not is_shared(viewer, "main meetings", on=_MAIN):
        looked_up = each(lambda some: _looked_up(viewer, some), wanted, "main meetings", viewer.scope)
        return {document: meeting for document, meeting in looked_up.items() if meeting is not None}
    found = shared(viewer, lambda: _main_meetings(viewer), "main meetings", on=_MAIN)
    return {document: found[document] for document in wanted if document in found}


def _main_meetings(viewer: Viewer) -> dict[str, str]:
    return {document: meeting for document, meeting in _only(_main(viewer)).items() if meeting is not None}


def _looked_up(viewer: Viewer, documents: list[str]) -> dict[str, str | None]:
    """The main meeting of each of these, or None."""
    return dict.fromkeys(documents) | _only(_main_of(viewer, sorted(documents)))


def _only(stated: Iterable[Sequence[Any]]) -> dict[str, str | None]:
    """Of documents with their meetings, the meeting of each, or None where they are several."""
    found: dict[str, str | None] = {}
    for document, meeting in stated:
        if found.setdefault(document, meeting) != meeting:
            found[document] = None
    return found


@prepared
def _main(viewer: Viewer) -> QuerySet[Any, Any]:
    return _stated_main(viewer).values_list("source_id", "mention__meeting")


@prepared
def _main_of(viewer: Viewer, documents: list[str]) -> QuerySet[Any, Any]:
    return _stated_main(viewer).filter(source__in=documents).values_list("source_id", "mention__meeting")


def _stated_main(viewer: Viewer) -> QuerySet[Claim]:
    return claims(viewer).filter(property="core", mention__meeting__isnull=False).exclude(status__in=RETIRED)


def document_tracks(viewer: Viewer, documents: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The tracks each visible document stands in: its meeting's where it is an outcome, and those a person put it in."""
    on = (*MEETINGS, "main", "mention", "source", "sourcetrack")
    found = shared(viewer, lambda: _document_tracks(viewer), "tracks of documents", on=on)
    return found if documents is None else {document: found[document] for document in documents if document in found}


def _document_tracks(viewer: Viewer) -> dict[str, list[str]]:
    outcomes = [key for key, one in known_sources(viewer).items() if one.kind in OUTCOMES and not one.withdrawn]
    meetings = main_meetings(viewer, outcomes) if outcomes else {}
    tracks = main_tracks(viewer, meetings.values()) if meetings else {}
    found = {document: [track] for document, meeting in meetings.items() if (track := tracks.get(meeting))}
    for (document, track), put in ruled_tracks(viewer).items():
        own = [one for one in found.get(document, ()) if one != track]
        found[document] = [*own, track] if put else own
    return {document: own for document, own in found.items() if own}


def ruled_tracks(viewer: Viewer) -> dict[tuple[str, str], bool]:
    """For documents and tracks that a person decided about, whether the document was put in, in the order of the last decisions."""
    if is_empty("sourcetrack"):
        return {}
    found: dict[tuple[str, str], bool] = {}
    ruled = SourceTrack.objects.filter(source__audience__in=viewer.audiences, source__withdrawn=False).order_by("decision")
    for document, track, put in ruled.values_list("source_id", "track__same_as", "put"):
        found.pop((document, track), None)
        found[document, track] = put
    return found


def distinct(viewer: Viewer, rows: Sequence[tuple[Any, ...]], *, whole: bool = True) -> set[str]:
    """Of rows as for `first_tellings`, the first facts of each statement."""
    return {key for key, first in first_tellings(viewer, rows, whole=whole).items() if key == first}


def first_tellings(viewer: Viewer, rows: Sequence[tuple[Any, ...]], *, whole: bool = True) -> dict[str, str]:
    """For rows that begin with (fact, source, its `original`, what makes it the `same` one): by fact, the first of the same statement.

    Rows come in the order of the ledger. Two sources make the same statement when they are copies of one text, or are mainly
    about one meeting. `whole` as for `main_meetings`.
    """
    often = {same for same, number in Counter(row[3] for row in rows).items() if number > 1}
    repeated = [row for row in rows if row[3] in often]
    meetings = main_meetings(viewer, {row[1] for row in repeated}, whole=whole)
    seen: dict[tuple[str, str], str] = {}
    first = {row[0]: row[0] for row in rows}
    for key, source, original, same, *_ in repeated:
        of_meeting, of_text = (meetings.get(source, original), same), (original, same)
        first[key] = seen.get(of_meeting) or seen.get(of_text) or key
        seen.setdefault(of_meeting, first[key])
        seen.setdefault(of_text, first[key])
    return first
