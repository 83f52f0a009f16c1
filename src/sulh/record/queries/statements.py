"""The statements of a record, traced: joint statements, communiques and agreements that the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from sulh.model.vocabulary import DocumentKind
from sulh.record.access import require
from sulh.record.cache import Cache
from sulh.record.projection.models import Source
from sulh.record.queries.documents import documents
from sulh.record.queries.lists import main_tracks
from sulh.record.queries.main_meetings import document_tracks, main_meetings
from sulh.record.queries.refs import texts, track_refs
from sulh.record.queries.visible import batches, sources
from sulh.record.shapes import Filters, Viewer

if TYPE_CHECKING:
    from sulh.wording import Statement, Threads
    from sulh.wording.gathering import Gathering

__all__ = ["KINDS", "LATEST", "gathered", "issuer_names", "left_out", "statements", "traced"]

KINDS = (DocumentKind.JOINT_STATEMENT, DocumentKind.AGREEMENT, DocumentKind.COMMUNIQUE)
# A communique often reports rather than states; it is traced when asked for.
STATED = KINDS[:2]
_ALL = Filters()
# The time grows with the number of links: so many statements of twelve clauses take two seconds even where every formula stands in all.
LATEST = 80
_COLUMNS = (
    "id",
    "path",
    "title",
    "publisher",
    "published",
    "language",
    "media_type",
    "dateline_place",
    "body",
    "retold_from",
    "about_text",
)

_CACHE = Cache(12)
# What the statements of a record follow from.
_FROM = ("source", "meetingrow", "shown", "membership", "sourcetrack", "trackrow", "main", "act")


def statements(viewer: Viewer, filters: Filters = _ALL) -> tuple[Statement, ...]:
    """The statements that the viewer may see, in order of date; `filters` may name track, actor, issue, kind and days.

    Without a kind these are joint statements and agreements; `communique` means all three kinds.

    Ids are the first twelve digits of the document's, by which its page is found. A retold text says so (`retold`), and from what
    (`source`). The track is that of the meeting it came out of, else one the document was put in.
    """
    require(viewer, "read")
    return _CACHE.get(viewer, lambda: _statements(viewer, filters), "statements", filters, on=_FROM)


def left_out(viewer: Viewer, filters: Filters = _ALL) -> int:
    """How many communiques are not among the statements, which would be with the kind `communique`."""
    return 0 if filters.kind else len(statements(viewer, replace(filters, kind="communique"))) - len(statements(viewer, filters))


def _statements(viewer: Viewer, filters: Filters) -> tuple[Statement, ...]:
    from sulh.model import Document
    from sulh.wording import Statement

    kinds = {None: STATED, "communique": KINDS}.get(filters.kind, (filters.kind,))
    wanted = _once(sources(viewer).filter(kind__in=[kind for kind in kinds if kind in KINDS]).order_by("seq"))
    if replace(filters, kind=None) != _ALL:
        asked = Filters(filters.since, filters.until, filters.track, filters.actor, filters.issue)
        wanted &= {ref.id for ref in documents(viewer, asked).rows}
    words, tracks = texts(wanted), _tracks(viewer, wanted)
    found = []
    for batch in batches(sorted(wanted)):
        for row in Source.objects.filter(pk__in=batch).values(*_COLUMNS):
            retold, about = row.pop("retold_from"), row.pop("about_text")
            changed_by = tuple(about.pop("changed_by", ()))
            front_matter = tuple(sorted(about.items()))
            document = Document(text=words.get(row["id"], ""), front_matter=front_matter, changed_by=changed_by, **row)
            one = Statement.from_document(document, track=tracks.get(document.id), retold=retold is not None)
            found.append(replace(one, source=retold) if retold else one)
    return tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.id)))


def _once(rows: QuerySet[Source]) -> set[str]:
    """The documents, of copies of one text the first."""
    first: dict[str, str] = {}
    for key, original in rows.values_list("pk", "original"):
        first.setdefault(original, key)
    return set(first.values())


def gathered(viewer: Viewer, filters: Filters = _ALL, *, latest: int | None = LATEST) -> Gathering:
    """The `latest` statements (None: all) as the series they belong to, that of the latest statement first, with what was noticed."""
    from sulh.wording.gathering import gather

    def make() -> Gathering:
        series = statements(viewer, filters)
        return gather(series if latest is None else series[-latest:])

    require(viewer, "read")
    return _CACHE.get(viewer, make, "gathered", filters, latest, on=_FROM)


def traced(viewer: Viewer, filters: Filters = _ALL, *, latest: int | None = LATEST, series: str = "") -> Threads:
    """The statements of one series with their threads, as far as the `latest` statements (None: all) reach.

    `series` is the label of a series of `gathered`; the one with the latest statement where there is none of this name. Kept for the
    state of the ledger and what the viewer may see, so that it is made once.
    """
    from sulh.wording import trace

    def make() -> Threads:
        found = gathered(viewer, filters, latest=latest).series
        chosen = next((one for one in found if one.label == series), found[0] if found else None)
        return trace(chosen.statements if chosen is not None else ())

    require(viewer, "read")
    return _CACHE.get(viewer, make, "threads", filters, latest, series, on=_FROM)


def issuer_names(ids: Iterable[str]) -> Mapping[str, str]:
    """The names of issuers; one that the authority file does not know is called as it was given."""
    from sulh.actors import Authority

    authority = Authority.default()
    return {one: actor.name if (actor := authority.get(one)) else one for one in set(ids)}


def _tracks(viewer: Viewer, wanted: set[str]) -> Mapping[str, str]:
    """The name of each document's track."""
    refs = track_refs()
    meetings = main_meetings(viewer, wanted)
    main = main_tracks(viewer, meetings.values())
    found = {document: track for document, meeting in meetings.items() if (track := main.get(meeting))}
    found |= {document: tracks[0] for document, tracks in document_tracks(viewer, wanted).items()}
    return {document: refs[track].name for document, track in found.items()}
