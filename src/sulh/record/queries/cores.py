"""Which meeting and which tracks a document belongs to, as far as its visible claims say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import F

from sulh.record.access import visible
from sulh.record.models import Document, Membership
from sulh.record.queries.lists import main_tracks
from sulh.record.queries.sight import DEAD, batches, claims, hidden
from sulh.record.shapes import Viewer

__all__ = ["OUTCOMES", "core_meetings", "document_tracks"]

# Documents of these kinds are outcomes, and so stand in the track of the meeting they came out of.
OUTCOMES = frozenset({"agreement", "joint_statement"})


def core_meetings(viewer: Viewer, documents: Iterable[str]) -> dict[str, str]:
    """The row of the one meeting each document is mainly about; documents about none or several are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted = sorted(set(documents))
    told = claims(viewer).filter(property="core", mention__meeting__isnull=False).exclude(status__in=DEAD)
    # Lists of documents as plain values: Django looks at each of them as if it might be a model.
    for batch in batches(wanted):
        rows = told.annotate(of=F("mention__document_id")).filter(of__in=batch)
        for document, meeting in rows.values_list("of", "mention__meeting"):
            found[document].add(meeting)
    return {document: next(iter(meetings)) for document, meetings in found.items() if len(meetings) == 1}


def document_tracks(viewer: Viewer, documents: Iterable[str] | None = None) -> dict[str, list[str]]:
    """The tracks each visible document stands in: its meeting's where it is an outcome, and those a person put it in.

    The projected membership of an outcome follows all claims about its meeting, so it counts only where the viewer's own
    view of the meeting is in that track too.
    """
    if not hidden(viewer):
        return _projected(documents)
    rows = visible(Document.objects.filter(kind__in=OUTCOMES), viewer)
    kept = None if documents is None else set(documents)
    outcomes = [pk for pk in rows.values_list("pk", flat=True) if kept is None or pk in kept]
    meetings = core_meetings(viewer, outcomes)
    standing = main_tracks(viewer, meetings.values())
    main = {document: standing.get(row) for document, row in meetings.items()}
    found: dict[str, list[str]] = {}
    put, taken = _decided(viewer)
    for document in outcomes:
        track = main.get(document)
        if track is not None and track not in taken.get(document, ()):
            found[document] = [track]
    for document, tracks in put.items():
        if kept is None or document in kept:
            found[document] = list(dict.fromkeys((*found.get(document, ()), *tracks)))
    return found


def _projected(documents: Iterable[str] | None) -> dict[str, list[str]]:
    """The memberships as they stand, for somebody who sees everything they follow from."""
    kept = None if documents is None else set(documents)
    found: dict[str, list[str]] = defaultdict(list)
    rows = Membership.objects.filter(document__isnull=False).order_by("-sources", "decision")
    for document, track in rows.values_list("document", "track"):
        if kept is None or document in kept:
            found[document].append(track)
    return dict(found)


def _decided(viewer: Viewer) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Tracks that people put documents in, and took them out of."""
    from sulh.record.models import Decision

    put: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    seen = visible(Membership.objects.filter(document__isnull=False, decision__isnull=False), viewer, "document__audience")
    for document, track in seen.order_by("decision").values_list("document", "track"):
        put[document].append(track)
    out = Decision.objects.filter(kind="track", target__startswith="document:", superseded__isnull=True)
    for target, track in out.values_list("target", "other"):
        document = target.partition(":")[2]
        if track not in put.get(document, ()):
            taken[document].append(track)
    return put, taken
