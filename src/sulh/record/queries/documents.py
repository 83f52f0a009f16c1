"""Documents in lists, and one with its text and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet

from sulh.model import RecordError
from sulh.model.vocabulary import RETIRED
from sulh.record.access import require
from sulh.record.decisions import source_names
from sulh.record.prepared import prepared
from sulh.record.projection.models import Source
from sulh.record.queries.claims import CLAIM_COLUMNS, claim_views, claims_called
from sulh.record.queries.facets import facet
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import where
from sulh.record.queries.main_meetings import document_tracks
from sulh.record.queries.refs import claim_counts, document_refs, texts
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import claims, facts, meeting_rows, sources
from sulh.record.shapes import ClaimView, DocumentRef, DocumentView, Filters, PageOf, Sort, Viewer
from sulh.record.states import state_of

__all__ = ["DOCUMENT_FACETS", "DOCUMENT_SORTS", "acts_of", "claim", "document", "documents", "named_document"]

_ALL, _UNSORTED = Filters(), Sort()
_SHORTEST, _WHOLE = 6, len("sha256:") + 64
# What a list of documents counts, with the column that holds it; and what it can be ordered by.
_HELD = {"kind": "kind", "publisher": "publisher", "language": "language", "sharing": "audience__level", "year": "day", "title": "title"}
DOCUMENT_FACETS = ("kind", "publisher", "year", "language", "sharing")
_SORTED_BY = {"date": "year", "title": "title", "kind": "kind", "sharing": "sharing"}
# What a filter asks of the document itself.
_CONDITIONS = {"since": "day__gte", "until": "day__lte", "year": "day__startswith", "sharing": "audience__level"}
_CONDITIONS |= {name: name for name in ("kind", "publisher", "language")}
DOCUMENT_SORTS = (*_SORTED_BY, "claims", "waiting")

# Of what a title is asked for; SQLite takes no condition that is a thousand deep.
_WORDS = 40


def documents(
    viewer: Viewer,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    sort: Sort = _UNSORTED,
    facets: Sequence[str] = (),
    says: Says = as_it_is,
) -> PageOf[DocumentRef]:
    """A page of documents, the latest first, those without a date last; with their numbers of claims.

    A document is about a track, actor, issue, person or place when a meeting or an act in it is. `kind` is a kind of document,
    `status` "proposed" means documents with claims that await a decision; `text` is looked for in title and publisher. `sort` names a
    column of `DOCUMENT_SORTS`, `facets` some of `DOCUMENT_FACETS`.
    """
    require(viewer, "read")
    meant = [*facets, *([_SORTED_BY[sort.column]] if sort.column in _SORTED_BY else [])]
    columns = ("pk", "day", *dict.fromkeys(_HELD[one] for one in meant))
    found = list(_meant(viewer, filters).order_by().values_list(*columns))
    if any((filters.track, filters.actor, filters.issue, filters.person, filters.place, filters.role)):
        about = _about(viewer, filters)
        found = [row for row in found if row[0] in about]
    found.sort(key=itemgetter(0))
    found.sort(key=lambda row: row[1] or "", reverse=True)
    keys = _ordered(viewer, found, columns, sort, says)
    shown = keys[offset : None if limit is None else offset + limit]
    refs = document_refs(viewer, shown, counted=True)
    counted = tuple(facet(name, _values(name, found, columns)) for name in facets)
    return PageOf(tuple(refs[pk] for pk in shown), len(found), offset, counted)


def _meant(viewer: Viewer, filters: Filters) -> QuerySet[Source]:
    """The documents that the filters mean, but for what their meetings and acts are about."""
    rows = sources(viewer)
    given = {condition: getattr(filters, name) for name, condition in _CONDITIONS.items() if getattr(filters, name)}
    rows = rows.filter(**given) if given else rows
    if filters.status:
        rows = rows.filter(pk__in=claims(viewer).filter(status=filters.status).values("source"))
    for word in (filters.text or "").split()[:_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(publisher__icontains=word))
    return rows


def _values(name: str, rows: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> Iterator[str | None]:
    at = columns.index(_HELD[name])
    return ((row[at] or "")[:4] if name == "year" else row[at] for row in rows)


def _ordered(viewer: Viewer, rows: Sequence[tuple[Any, ...]], columns: Sequence[str], sort: Sort, says: Says) -> list[str]:
    """The identifiers in the order of a column; the rows come in the list's own."""
    if sort.column in ("claims", "waiting"):
        counts = claim_counts(viewer)
        which = int(sort.column == "waiting")
        return in_order(((row[0], counts.get(row[0], (0, 0))[which]) for row in rows), sort.descending)
    if sort.column not in _SORTED_BY:
        return [row[0] for row in rows]
    name = _SORTED_BY[sort.column]
    at = columns.index(_HELD[name])
    if name in ("kind", "sharing", "language"):
        return in_order(((row[0], says(name, row[at]) if row[at] else None) for row in rows), sort.descending)
    return in_order(((row[0], row[at]) for row in rows), sort.descending)


def _about(viewer: Viewer, filters: Filters) -> set[str]:
    """The documents in which a visible meeting or act is about the track, actor and issue."""
    about = {name: getattr(filters, name) for name in ("track", "actor", "issue", "role", "person", "place")}
    meant = where(Filters(**about))
    meetings = meeting_rows(viewer).filter(meant).values("meeting")
    said = claims(viewer).filter(mention__meeting__in=meetings).exclude(status__in=RETIRED)
    found = set(said.order_by().values_list("source_id", flat=True).distinct())
    if filters.track and len([one for one in about.values() if one]) == 1:
        found.update(document for document, own in document_tracks(viewer).items() if filters.track in own)
    if not any((filters.track, filters.role, filters.person, filters.place)):
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
    views = claim_views(viewer, _claims_of(viewer, key))
    meetings = {one.mention: one.meeting for one in views if one.meeting}
    ((body, original, about_text),) = _about_source(key)
    copies = [copy for (copy,) in _copies(viewer, original) if copy != key]
    refs = document_refs(viewer, [key, *copies], counted=True)
    return DocumentView(
        refs[key],
        texts([key]).get(key, ""),
        body,
        views,
        tuple(sorted(meetings.items())),
        tuple(refs[one] for one in sorted(copies)),
        state_of(source_names(key), viewer),
        tuple(about_text.get("changed_by", ())),
    )


@prepared
def _claims_of(viewer: Viewer, source: str) -> QuerySet[Any, Any]:
    return claims(viewer).filter(source=source).order_by("start", "end", "seq").values_list(*CLAIM_COLUMNS)


@prepared
def _about_source(source: str) -> QuerySet[Any, Any]:
    return Source.objects.filter(pk=source).values_list("body", "original", "about_text")


@prepared
def _copies(viewer: Viewer, original: str) -> QuerySet[Any, Any]:
    return sources(viewer).filter(original=original).values_list("pk")


def named_document(viewer: Viewer, name: str) -> str:
    """The identifier of the visible document whose digest is or begins with `name` (from six digits).

    Raises RecordError when none or several visible ones do.
    """
    key = name.removeprefix("sha256:")
    if len(key) < _SHORTEST:
        raise RecordError(f"{name!r} is too short for a document: give at least {_SHORTEST} digits of its digest")
    begins = key if ":" in key else f"sha256:{key}"
    found: list[str] = [one for (one,) in _called(viewer, begins)] if len(begins) == _WHOLE else []
    found = found or list(sources(viewer, withdrawn=True).filter(pk__startswith=begins).values_list("pk", flat=True)[:2])
    if not found:
        raise RecordError(f"there is no document {name}")
    if len(found) > 1:
        raise RecordError(f"several documents begin with {name}: give more digits")
    return found[0]


@prepared
def _called(viewer: Viewer, key: str) -> QuerySet[Any, Any]:
    return sources(viewer, withdrawn=True).filter(pk=key).values_list("pk")


def claim(viewer: Viewer, name: str) -> ClaimView:
    """One claim; raises RecordError when there is none that the viewer may see."""
    require(viewer, "read")
    views = claims_called(viewer, [name])
    if not views:
        raise RecordError(f"there is no claim {name}")
    return views[0]
