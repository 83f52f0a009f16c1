"""The statements of a record, traced: joint statements, communiques and agreements that the viewer may see."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sulh.record.access import require, visible
from sulh.record.models import Document, Entry
from sulh.record.queries.cores import core_meetings, document_tracks
from sulh.record.queries.documents import documents
from sulh.record.queries.lists import by_rows
from sulh.record.queries.refs import texts, track_refs
from sulh.record.queries.sight import batches, stamp
from sulh.record.shapes import Filters, Viewer

if TYPE_CHECKING:
    from sulh.wording import Statement, Threads

__all__ = ["KINDS", "LATEST", "issuer_names", "statements", "traced"]

KINDS = ("joint_statement", "agreement", "communique")
# A communique often reports rather than states; it is traced when asked for.
STATED = KINDS[:2]
_ALL = Filters()
_KEPT = 12
# The time grows with the number of links: so many statements of twelve clauses take two seconds even where every formula stands in all.
LATEST = 80
_COLUMNS = ("seq", "id", "path", "title", "publisher", "published", "language", "media_type", "dateline_place", "body", "retold_from")

Made = TypeVar("Made")


class _Cache:
    """What was made of the newest states of the record, by what was seen: tracing hundreds of texts takes long."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[object, Any] = OrderedDict()

    def get(self, key: object, make: Callable[[], Made]) -> Made:
        """What was made under this key, else what `make` makes now; two readers at once may both make it, and get the same."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return cast(Made, self._held[key])
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return made


_CACHE = _Cache()


def statements(viewer: Viewer, filters: Filters = _ALL) -> tuple[Statement, ...]:
    """The statements that the viewer may see, in order of date; `filters` may name track, actor, issue, kind and days.

    Without a kind these are joint statements and agreements; `communique` means all three kinds.

    Ids are the first twelve digits of the document's, by which its page is found. A retold text says so (`retold`), and from what
    (`source`). The track is that of the meeting it came out of, else one the document was put in.
    """
    require(viewer, "read")
    return _CACHE.get(("statements", stamp(), viewer.audiences, filters), lambda: _statements(viewer, filters))


def _statements(viewer: Viewer, filters: Filters) -> tuple[Statement, ...]:
    from sulh.model import Document as Source
    from sulh.wording import Statement

    kinds = {None: STATED, "communique": KINDS}.get(filters.kind, (filters.kind,))
    rows = visible(Document.objects.filter(kind__in=[kind for kind in kinds if kind in KINDS]), viewer)
    wanted = set(rows.values_list("pk", flat=True))
    if replace(filters, kind=None) != _ALL:
        wanted &= {
            ref.id for ref in documents(viewer, Filters(filters.since, filters.until, filters.track, filters.actor, filters.issue)).rows
        }
    words, tracks, said = texts(wanted), _tracks(viewer, wanted), _said(wanted)
    found = []
    for batch in batches(sorted(wanted)):
        for row in Document.objects.filter(pk__in=batch).values(*_COLUMNS):
            told = row.pop("retold_from")
            source = Source(text=words.get(row["id"], ""), front_matter=said.get(row.pop("seq"), ()), **row)
            one = Statement.from_document(source, track=tracks.get(source.id), retold=told is not None)
            found.append(replace(one, source=told) if told else one)
    return tuple(sorted(found, key=lambda one: (one.date is None, one.date or "", one.id)))


def traced(viewer: Viewer, filters: Filters = _ALL, *, latest: int | None = LATEST) -> Threads:
    """The `latest` statements (None: all) with their threads, as far as these reach.

    Kept for the state of the ledger and what the viewer may see, so that it is made once.
    """
    from sulh.wording import trace

    def make() -> Threads:
        series = statements(viewer, filters)
        return trace(series if latest is None else series[-latest:])

    require(viewer, "read")
    return _CACHE.get(("threads", stamp(), viewer.audiences, filters, latest), make)


def issuer_names(ids: Iterable[str]) -> Mapping[str, str]:
    """The names of issuers; one that the authority file does not know is called as it was given."""
    from sulh.actors import Authority

    authority = Authority.default()
    return {one: actor.name if (actor := authority.get(one)) else one for one in set(ids)}


def _said(wanted: set[str]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """What the ledger's entry of each document, by its number, says of whether the text is whole."""
    found = {}
    for batch in batches(sorted(wanted)):
        seqs = list(Document.objects.filter(pk__in=batch).values_list("seq", flat=True))
        for seq, body in Entry.objects.filter(seq__in=seqs, body__isnull=False).values_list("seq", "body"):
            entry = json.loads(str(body))
            found[seq] = tuple((name, str(entry[name])) for name in ("complete", "excerpt") if name in entry)
    return found


def _tracks(viewer: Viewer, wanted: set[str]) -> Mapping[str, str]:
    """The name of each document's track."""
    refs = track_refs()
    found = {document: refs[tracks[0]].name for document, tracks in document_tracks(viewer, wanted).items() if tracks}
    meetings = core_meetings(viewer, wanted)
    views = by_rows(viewer, meetings.values(), participants=False)
    for document, row in meetings.items():
        view = views.get(row)
        if document not in found and view is not None and view.track is not None:
            found[document] = view.track.name
    return found
