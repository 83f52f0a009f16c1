"""Documents, actors, tracks and texts by identifier, many in one statement, as the references that other answers hold."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from sulh.record.access import visible
from sulh.record.models import ActorRow, Document, Text, TrackRow
from sulh.record.queries.sight import batches, claims
from sulh.record.shapes import ActorRef, DocumentRef, QuoteView, TrackRef, Viewer

__all__ = ["Quotes", "actor_refs", "document_refs", "texts", "track_refs"]

_COLUMNS = ("id", "title", "publisher", "published", "kind", "language", "audience__level", "audience__groups", "retold_from")


def document_refs(viewer: Viewer, ids: Iterable[str] | None, *, counted: bool = False) -> dict[str, DocumentRef]:
    """The documents of those identifiers (None: all) that the viewer may see; `counted` fills in their numbers of visible claims."""
    found: dict[str, DocumentRef] = {}
    for batch in [None] if ids is None else batches(sorted(set(ids))):
        rows = visible(Document.objects.all(), viewer)
        rows = rows if batch is None else rows.filter(pk__in=batch)
        counts = _counts(viewer, batch) if counted else {}
        for pk, title, publisher, published, kind, language, level, groups, retold in rows.values_list(*_COLUMNS):
            number, proposed = counts.get(pk, (0, 0))
            shared = tuple(groups.split("|")) if groups else ()
            found[pk] = DocumentRef(pk, title, publisher, published, kind, language, level, shared, number, proposed, retold)
    return found


def _counts(viewer: Viewer, batch: Iterable[str] | None) -> dict[str, tuple[int, int]]:
    rows = claims(viewer)
    rows = rows if batch is None else rows.filter(document__in=batch)
    waiting = Count("pk", filter=Q(status="proposed"))
    counted = rows.order_by().values("document").annotate(number=Count("pk"), waiting=waiting)
    return {pk: (number, proposed) for pk, number, proposed in counted.values_list("document", "number", "waiting")}


def texts(ids: Iterable[str]) -> dict[str, str]:
    """The texts of documents; for identifiers that were cut to what a viewer may see."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(ids))):
        found.update(Text.objects.filter(pk__in=batch).values_list("document", "text"))
    return found


def track_refs() -> dict[str, TrackRef]:
    """Every track by identifier; there are few, and only those of visible things are looked up."""
    return {pk: TrackRef(pk, name) for pk, name in TrackRow.objects.values_list("id", "name")}


def actor_refs(ids: Iterable[str]) -> dict[str, ActorRef]:
    """The actors of those identifiers."""
    found: dict[str, ActorRef] = {}
    for batch in batches(sorted(set(ids))):
        rows = ActorRow.objects.filter(pk__in=batch).values_list("id", "name", "kind")
        found.update({pk: ActorRef(pk, name, kind) for pk, name, kind in rows})
    return found


class Quotes:
    """Cuts quotes out of the documents named at the start, which must be visible to the viewer; others give none."""

    def __init__(self, viewer: Viewer, documents: Iterable[str]) -> None:
        self.refs = document_refs(viewer, documents)
        self._texts = texts(self.refs)

    def words(self, document: str, start: int, end: int) -> str:
        """The words that stand there."""
        return self._texts.get(document, "")[start:end]

    def quote(self, document: str, claim: str, start: int, end: int) -> QuoteView:
        """The quote of a claim."""
        return QuoteView(self.refs[document], claim, start, end, self.words(document, start, end))
