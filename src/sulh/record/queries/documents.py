"""Documents in lists, and one with its text and claims."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from sulh.model import RecordError
from sulh.model.vocabulary import RETIRED
from sulh.record.access import require
from sulh.record.decisions import source_names
from sulh.record.projection.models import Source
from sulh.record.queries.claims import claim_views
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import where
from sulh.record.queries.main_meetings import document_tracks
from sulh.record.queries.refs import document_refs, texts
from sulh.record.queries.visible import claims, facts, meeting_rows, sources
from sulh.record.shapes import ClaimView, DocumentRef, DocumentView, Filters, PageOf, Viewer
from sulh.record.states import state_of

__all__ = ["acts_of", "claim", "document", "documents", "named_document"]

_ALL = Filters()
_SHORTEST = 6


def documents(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[DocumentRef]:
    """A page of documents, the latest first, those without a date last; with their numbers of claims.

    A document is about a track, actor or issue when a meeting or an act in it is. `kind` is a kind of document, `status`
    "proposed" means documents with claims that await a decision; `text` is looked for in title and publisher.
    """
    require(viewer, "read")
    rows = sources(viewer)
    if filters.since:
        rows = rows.filter(day__gte=filters.since)
    if filters.until:
        rows = rows.filter(day__lte=filters.until)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.status:
        rows = rows.filter(pk__in=claims(viewer).filter(status=filters.status).values("source"))
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
    meant = where(Filters(track=filters.track, actor=filters.actor, issue=filters.issue))
    meetings = meeting_rows(viewer).filter(meant).values("meeting")
    said = claims(viewer).filter(mention__meeting__in=meetings).exclude(status__in=RETIRED)
    found = set(said.order_by().values_list("source_id", flat=True).distinct())
    if filters.track and not (filters.actor or filters.issue):
        found.update(document for document, own in document_tracks(viewer).items() if filters.track in own)
    if not filters.track:
        found.update(acts_of(viewer, filters).order_by().values_list("source_id", flat=True).distinct())
    return found


def acts_of(viewer: Viewer, filters: Filters) -> QuerySet[Any]:
    """The visible acts in force, of the actor and about the issue of `filters`."""
    rows = facts(viewer, "act")
    if filters.actor:
        rows = holding(rows, "actors", filters.actor)
    return holding(rows, "issues", filters.issue) if filters.issue else rows


def document(viewer: Viewer, name: str) -> DocumentView:
    """One document with its text and all its visible claims, those rejected too; `name` as for `named_document`."""
    require(viewer, "read")
    key = named_document(viewer, name)
    seen = claims(viewer).filter(source=key).order_by("start", "end", "seq")
    views = claim_views(viewer, seen)
    meetings = {one.mention: one.meeting for one in views if one.meeting}
    body, original = Source.objects.values_list("body", "original").get(pk=key)
    copies = list(sources(viewer).filter(original=original).exclude(pk=key).values_list("pk", flat=True))
    refs = document_refs(viewer, [key, *copies], counted=True)
    return DocumentView(
        refs[key],
        texts([key]).get(key, ""),
        body,
        views,
        tuple(sorted(meetings.items())),
        tuple(refs[one] for one in sorted(copies)),
        state_of(source_names(key)),
    )


def named_document(viewer: Viewer, name: str) -> str:
    """The identifier of the visible document whose digest is or begins with `name` (from six digits).

    Raises RecordError when none or several visible ones do.
    """
    key = name.removeprefix("sha256:")
    if len(key) < _SHORTEST:
        raise RecordError(f"{name!r} is too short for a document: give at least {_SHORTEST} digits of its digest")
    begins = key if ":" in key else f"sha256:{key}"
    found = list(sources(viewer, withdrawn=True).filter(pk__startswith=begins).values_list("pk", flat=True)[:2])
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
