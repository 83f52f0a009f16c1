"""Documents in lists, and one with its text and claims."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sulh.model import RecordError
from sulh.record.access import require, visible
from sulh.record.models import ActRow, Document
from sulh.record.queries.claims import claim_views
from sulh.record.queries.cores import document_tracks
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import rows_of
from sulh.record.queries.refs import document_refs, texts
from sulh.record.queries.sight import DEAD, batches, claims, hidden, mentions, standing
from sulh.record.shapes import ClaimView, DocumentRef, DocumentView, Filters, PageOf, Viewer

__all__ = ["claim", "document", "documents", "named_document", "standing_acts"]

_ALL = Filters()
_SHORTEST = 6


def documents(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[DocumentRef]:
    """A page of documents, the latest first, those without a date last; with their numbers of claims.

    A document is about a track, actor or issue when a meeting or an act in it is. `kind` is a kind of document, `status`
    "proposed" means documents with claims that await a decision; `text` is looked for in title and publisher.
    """
    require(viewer, "read")
    rows = visible(Document.objects.all(), viewer)
    if filters.since:
        rows = rows.filter(day__gte=filters.since)
    if filters.until:
        rows = rows.filter(day__lte=filters.until)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.status:
        rows = rows.filter(pk__in=claims(viewer).filter(status=filters.status).values("document"))
    for word in (filters.text or "").split():
        rows = rows.filter(Q(title__icontains=word) | Q(publisher__icontains=word))
    found = [(day or "", pk) for pk, day in rows.order_by().values_list("pk", "day")]
    if filters.track or filters.actor or filters.issue:
        about = _about(viewer, filters)
        found = [one for one in found if one[1] in about]
    found.sort(key=lambda one: one[1])
    found.sort(key=lambda one: one[0], reverse=True)
    shown = [pk for _, pk in found[offset : None if limit is None else offset + limit]]
    refs = document_refs(viewer, shown, counted=True)
    return PageOf(tuple(refs[pk] for pk in shown), len(found), offset)


def _about(viewer: Viewer, filters: Filters) -> set[str]:
    """The documents in which a visible meeting or act is about the track, actor and issue."""
    found: set[str] = set()
    meant = rows_of(viewer, Filters(track=filters.track, actor=filters.actor, issue=filters.issue))
    for batch in batches(meant):
        found.update(mentions(viewer).filter(meeting__in=batch).values_list("document", flat=True))
    found -= _silent(viewer, found)
    if filters.track and not (filters.actor or filters.issue):
        found.update(document for document, standing in document_tracks(viewer).items() if filters.track in standing)
    if not filters.track:
        found.update(standing_acts(viewer, filters).order_by().values_list("mention__document", flat=True).distinct())
    return found


def _silent(viewer: Viewer, documents: set[str]) -> set[str]:
    """Those of the documents of which the viewer sees no claim about any meeting that stands."""
    if not hidden(viewer):
        return set()
    told: set[str] = set()
    for batch in batches(sorted(documents)):
        rows = claims(viewer).filter(document__in=batch, mention__meeting__isnull=False).exclude(status__in=DEAD)
        told.update(rows.order_by().values_list("document", flat=True).distinct())
    return documents - told


def standing_acts(viewer: Viewer, filters: Filters) -> QuerySet[ActRow]:
    """The visible acts in force, of the actor and about the issue of `filters`."""
    rows = standing(ActRow.objects.all(), viewer)
    if filters.actor:
        rows = holding(rows, "actors", filters.actor)
    return holding(rows, "issues", filters.issue) if filters.issue else rows


def document(viewer: Viewer, name: str) -> DocumentView:
    """One document with its text and all its visible claims, those rejected too; `name` as for `named_document`."""
    require(viewer, "read")
    key = named_document(viewer, name)
    seen = claims(viewer).filter(document=key).order_by("start", "end", "seq")
    views = claim_views(viewer, seen)
    meetings = {one.mention: one.meeting for one in views if one.meeting}
    body = Document.objects.values_list("body", flat=True).get(pk=key)
    ref = document_refs(viewer, [key], counted=True)[key]
    return DocumentView(ref, texts([key]).get(key, ""), body, views, tuple(sorted(meetings.items())))


def named_document(viewer: Viewer, name: str) -> str:
    """The identifier of the visible document whose digest is or begins with `name` (from six digits).

    Raises RecordError when none or several visible ones do.
    """
    key = name.removeprefix("sha256:")
    if len(key) < _SHORTEST:
        raise RecordError(f"{name!r} is too short for a document: give at least {_SHORTEST} digits of its digest")
    found = list(visible(Document.objects.all(), viewer).filter(pk__startswith=f"sha256:{key}").values_list("pk", flat=True)[:2])
    if not found:
        raise RecordError(f"there is no document {name}")
    if len(found) > 1:
        raise RecordError(f"several documents begin with {name}: give more digits")
    return found[0]


def claim(viewer: Viewer, name: str) -> ClaimView:
    """One claim; raises RecordError when there is none that the viewer may see."""
    require(viewer, "read")
    views = claim_views(viewer, claims(viewer).filter(pk=name))
    if not views:
        raise RecordError(f"there is no claim {name}")
    return views[0]
