"""Documents, actors, tracks and texts by identifier, many in one statement, as the references that other answers hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from sulh.model.vocabulary import ClaimStatus
from sulh.record.cache import each
from sulh.record.models import Text
from sulh.record.prepared import prepared
from sulh.record.projection.models import ActorRow, Claim, TrackRow
from sulh.record.queries.visible import batches, claims, sources
from sulh.record.shapes import ActorRef, DocumentRef, QuoteView, TrackRef, Viewer

__all__ = ["Quotes", "actor_refs", "claim_counts", "document_refs", "texts", "track_refs"]

_COLUMNS = (
    "id",
    "title",
    "publisher",
    "published",
    "kind",
    "language",
    "audience__level",
    "audience__groups",
    "retold_from",
    "sort",
    "withdrawn",
)


def document_refs(viewer: Viewer, ids: Iterable[str] | None, *, counted: bool = False) -> dict[str, DocumentRef]:
    """The documents of those identifiers (None: all) that the viewer may see; `counted` fills in their numbers of visible claims."""
    if ids is None or counted:
        return _document_refs(viewer, ids, counted)
    return each(lambda keys: _document_refs(viewer, keys, False), ids, "documents", viewer.audiences)


def _document_refs(viewer: Viewer, ids: Iterable[str] | None, counted: bool) -> dict[str, DocumentRef]:
    found: dict[str, DocumentRef] = {}
    for batch in [None] if ids is None else batches(sorted(set(ids))):
        counts = claim_counts(viewer, batch) if counted else {}
        rows = _all_documents(viewer) if batch is None else _documents(viewer, batch)
        for pk, title, publisher, published, kind, language, level, groups, *more in rows:
            number, proposed = counts.get(pk, (0, 0))
            shared = tuple(groups.split("|")) if groups else ()
            found[pk] = DocumentRef(pk, title, publisher, published, kind, language, level, shared, number, proposed, *more)
    return found


@prepared
def _all_documents(viewer: Viewer) -> QuerySet[Any, Any]:
    return sources(viewer, withdrawn=True).values_list(*_COLUMNS)


@prepared
def _documents(viewer: Viewer, ids: list[str]) -> QuerySet[Any, Any]:
    return sources(viewer, withdrawn=True).filter(pk__in=ids).values_list(*_COLUMNS)


def claim_counts(viewer: Viewer, batch: Iterable[str] | None = None) -> dict[str, tuple[int, int]]:
    """For every source, or those named, the number of its visible claims but for those withdrawn, and of those that await a decision."""
    counted = _all_counts(viewer) if batch is None else _counts(viewer, batch)
    return {pk: (number, proposed) for pk, number, proposed in counted}


@prepared
def _all_counts(viewer: Viewer) -> QuerySet[Any, Any]:
    return _counted(claims(viewer))


@prepared
def _counts(viewer: Viewer, sources: list[str]) -> QuerySet[Any, Any]:
    return _counted(claims(viewer).filter(source__in=sources))


def _counted(rows: QuerySet[Claim]) -> QuerySet[Any, Any]:
    stated = Count("status", filter=~Q(status=ClaimStatus.WITHDRAWN.value))  # what was taken back counts nowhere
    waiting = Count("status", filter=Q(status=ClaimStatus.PROPOSED.value))
    return rows.order_by().values("source").annotate(number=stated, waiting=waiting).values_list("source", "number", "waiting")


def texts(ids: Iterable[str]) -> dict[str, str]:
    """The texts of documents; for identifiers that were cut to what a viewer may see."""
    return each(_texts_of, ids, "texts")


def _texts_of(ids: Iterable[str]) -> dict[str, str]:
    return {document: text for batch in batches(sorted(set(ids))) for document, text in _texts(batch)}


@prepared
def _texts(ids: list[str]) -> QuerySet[Any, Any]:
    return Text.objects.filter(pk__in=ids).values_list("document", "text")


def track_refs() -> dict[str, TrackRef]:
    """Every track by identifier, those joined with another as that one; there are few, and only those of visible things are looked up."""
    return each(lambda _: {"all": _track_refs()}, ["all"], "tracks")["all"]


def _track_refs() -> dict[str, TrackRef]:
    found: list[Any] = _tracks()
    named = {pk: name for pk, name, _ in found}
    return {pk: TrackRef(same, named.get(same, name)) for pk, name, same in found}


@prepared
def _tracks() -> QuerySet[Any, Any]:
    return TrackRow.objects.values_list("id", "name", "same_as")


def actor_refs(ids: Iterable[str]) -> dict[str, ActorRef]:
    """The actors of those identifiers."""
    return each(_actor_refs, ids, "actors")


def _actor_refs(ids: Iterable[str]) -> dict[str, ActorRef]:
    found: dict[str, ActorRef] = {}
    for batch in batches(sorted(set(ids))):
        found.update({pk: ActorRef(pk, name, kind) for pk, name, kind in _actors(batch)})
    return found


@prepared
def _actors(ids: list[str]) -> QuerySet[Any, Any]:
    return ActorRow.objects.filter(pk__in=ids).values_list("id", "name", "kind")


class Quotes:
    """Cuts quotes out of the sources named at the start, which must be visible to the viewer; others give none."""

    def __init__(self, viewer: Viewer, documents: Iterable[str]) -> None:
        self.refs = document_refs(viewer, documents)
        self._texts = texts(self.refs)

    def text(self, document: str) -> str:
        """The whole text of a document."""
        return self._texts.get(document, "")

    def words(self, document: str, start: int, end: int) -> str:
        """The words that stand there."""
        return self._texts.get(document, "")[start:end]

    def quote(self, document: str, claim: str, start: int | None, end: int | None, *cell: Any) -> QuoteView:
        """The quote of a claim; `cell` has the words, row and column of a claim that cites no span."""
        if start is None or end is None:
            written, row, column = cell or ("", None, "")
            return QuoteView(self.refs[document], claim, 0, 0, written, row, column)
        return QuoteView(self.refs[document], claim, start, end, self.words(document, start, end))
