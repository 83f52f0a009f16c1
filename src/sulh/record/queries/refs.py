"""Documents, actors, tracks and texts by identifier, many in one statement, as the references that other answers hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from sulh.model.vocabulary import ClaimStatus
from sulh.record.cache import each
from sulh.record.models import Text
from sulh.record.projection.models import ActorRow, TrackRow
from sulh.record.queries.visible import batches, claims, sources
from sulh.record.shapes import ActorRef, DocumentRef, QuoteView, TrackRef, Viewer

__all__ = ["Quotes", "actor_refs", "document_refs", "texts", "track_refs"]

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
        rows = sources(viewer, withdrawn=True)
        rows = rows if batch is None else rows.filter(pk__in=batch)
        counts = _counts(viewer, batch) if counted else {}
        for pk, title, publisher, published, kind, language, level, groups, *more in rows.values_list(*_COLUMNS):
            number, proposed = counts.get(pk, (0, 0))
            shared = tuple(groups.split("|")) if groups else ()
            found[pk] = DocumentRef(pk, title, publisher, published, kind, language, level, shared, number, proposed, *more)
    return found


def _counts(viewer: Viewer, batch: Iterable[str] | None) -> dict[str, tuple[int, int]]:
    rows = claims(viewer)
    rows = rows if batch is None else rows.filter(source__in=batch)
    waiting = Count("pk", filter=Q(status=ClaimStatus.PROPOSED))
    counted = rows.order_by().values("source").annotate(number=Count("pk"), waiting=waiting)
    return {pk: (number, proposed) for pk, number, proposed in counted.values_list("source", "number", "waiting")}


def texts(ids: Iterable[str]) -> dict[str, str]:
    """The texts of documents; for identifiers that were cut to what a viewer may see."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(ids))):
        found.update(Text.objects.filter(pk__in=batch).values_list("document", "text"))
    return found


def track_refs() -> dict[str, TrackRef]:
    """Every track by identifier, those joined with another as that one; there are few, and only those of visible things are looked up."""
    return each(lambda _: {"all": _track_refs()}, ["all"], "tracks")["all"]


def _track_refs() -> dict[str, TrackRef]:
    found = list(TrackRow.objects.values_list("id", "name", "same_as"))
    named = {pk: name for pk, name, _ in found}
    return {pk: TrackRef(same, named.get(same, name)) for pk, name, same in found}


def actor_refs(ids: Iterable[str]) -> dict[str, ActorRef]:
    """The actors of those identifiers."""
    return each(_actor_refs, ids, "actors")


def _actor_refs(ids: Iterable[str]) -> dict[str, ActorRef]:
    found: dict[str, ActorRef] = {}
    for batch in batches(sorted(set(ids))):
        rows = ActorRow.objects.filter(pk__in=batch).values_list("id", "name", "kind")
        found.update({pk: ActorRef(pk, name, kind) for pk, name, kind in rows})
    return found


class Quotes:
    """Cuts quotes out of the sources named at the start, which must be visible to the viewer; others give none."""

    def __init__(self, viewer: Viewer, documents: Iterable[str]) -> None:
        self.refs = document_refs(viewer, documents)
        self._texts = texts(self.refs)

    def words(self, document: str, start: int, end: int) -> str:
        """The words that stand there."""
        return self._texts.get(document, "")[start:end]

    def quote(self, document: str, claim: str, start: int | None, end: int | None, *cell: Any) -> QuoteView:
        """The quote of a claim; `cell` has the words, row and column of a claim that cites no span."""
        if start is None or end is None:
            written, row, column = cell or ("", None, "")
            return QuoteView(self.refs[document], claim, 0, 0, written, row, column)
        return QuoteView(self.refs[document], claim, start, end, self.words(document, start, end))
