"""What awaits a decision, by document: the newest first, filtered, with how many there are of each property, track, actor and so on.

What is open is counted by document, and by property, certainty and actors, from what is kept of all claims where all are asked for;
everything else that can be chosen follows from documents and is added up from those counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import require, visible
from sulh.record.blind import codings
from sulh.record.cache import shared
from sulh.record.canonical import quoted
from sulh.record.prepared import prepared
from sulh.record.projection.decided import CLAIM_STATUS
from sulh.record.projection.models import Claim, Decision, OpenInRun, OpenInSource
from sulh.record.projection.names import known_names
from sulh.record.queries.claims import claims_called
from sulh.record.queries.documents import named_document
from sulh.record.queries.lists import MEETINGS, placed
from sulh.record.queries.main_meetings import document_tracks, known_sources
from sulh.record.queries.plain import plain_rows
from sulh.record.queries.visible import claims, mentions
from sulh.record.shapes import ClaimView, PageOf, Viewer

__all__ = ["CERTAIN", "LIKELY", "Asked", "QueueFacet", "Waiting", "left_out", "mine", "open_alike", "open_claims", "waiting"]

# Of 100 claims of a sort so many were right, or more: such claims count as certain, as likely. What readers state differently is doubtful.
CERTAIN, LIKELY = 75, 50
# One actor of those that a claim names (`Claim.actors`).
_ACTOR = re.compile(r'"(?:[^"\\]|\\.)*"')
_BANDS = ("certain", "likely", "doubtful")
_ON = ("claim", "source", "decision")
_ALIKE = ("property", "confidence", "differing", "actors")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which open claims are meant; None means all. `since` and `until` bound the day of the document; `mine` see `mine`."""

    document: str | None = None
    track: str | None = None
    property: str | None = None
    certainty: str | None = None  # certain, likely, doubtful
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    mine: bool = False


_EVERYTHING = Asked()
# What of `Asked` gives way when something else of a facet is chosen.
_CHOOSING: Mapping[str, dict[str, Any]] = {
    **{name: {name: None} for name in ("document", "track", "property", "certainty", "actor")}, "year": {"since": None, "until": None}
}  # fmt: skip


class QueueFacet(NamedTuple):
    """One thing that can be chosen, and how many open claims it leaves."""

    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of open claims, documents newest first, each in the order of its text, and the facets of all that was asked for."""

    page: PageOf[ClaimView]
    facets: Mapping[str, tuple[QueueFacet, ...]]
    documents: int


class _Count:
    """How many claims are open: in each document, of each property and certainty, and about whom."""

    def __init__(self) -> None:
        self.by_document: Counter[str] = Counter()
        self.by_property: Counter[str] = Counter()
        self.by_band: Counter[str] = Counter()
        self.by_actor: Counter[str] = Counter()
        self._names = known_names()

    def of(self, rows: QuerySet[Claim], sign: int = 1) -> None:
        """Add the claims of these rows, or take them away."""
        number = Count("*")
        grouped = rows.order_by().values("source_id").annotate(number=number)
        self._documents(grouped.values_list("source_id", "number"), sign)
        alike = rows.order_by().values(*_ALIKE).annotate(number=number).values_list(*_ALIKE, "number")
        self._alike(((name, confidence, differing > 0, actors, count) for name, confidence, differing, actors, count in alike), sign)

    def of_all(self, viewer: Viewer) -> None:
        """Add every claim that the viewer sees, from what is kept of them."""
        self._documents(_in_sources(viewer), 1)
        self._alike(open_alike(viewer), 1)

    def _documents(self, rows: Iterable[tuple[str, int]], sign: int) -> None:
        for source, number in rows:
            self.by_document[source] += sign * number
        self.by_document = +self.by_document

    def _alike(self, rows: Iterable[tuple[str, float | None, bool, str, int]], sign: int) -> None:
        for name, confidence, differs, actors, number in rows:
            count = sign * number
            self.by_property[name] += count
            self.by_band[_band(confidence, differs=differs)] += count
            for actor in {self._names.actor(json.loads(one)) for one in _ACTOR.findall(actors)}:
                self.by_actor[actor] += count


@prepared
def _in_sources(viewer: Viewer) -> QuerySet[Any, Any]:
    return visible(OpenInSource.objects.all(), viewer).values_list("source_id", "number")


@prepared
def open_alike(viewer: Viewer) -> QuerySet[Any, Any]:
    """Every open claim that the viewer sees, from what is kept of them: property, confidence, whether readers differ, actors, number."""
    alike = ("property", "confidence", "differs", "actors")
    found = visible(OpenInRun.objects.all(), viewer).order_by().values(*alike)
    totals: QuerySet[Any, Any] = found.annotate(total=Sum("number")).values_list(*alike, "total")
    return totals


def _band(confidence: float | None, *, differs: bool) -> str:
    """How certain a claim is, as `_certain` says it of rows."""
    if differs or confidence is None or confidence < LIKELY / 100:
        return "doubtful"
    return "certain" if confidence >= CERTAIN / 100 else "likely"


def waiting(viewer: Viewer, asked: Asked, *, offset: int = 0, limit: int = 50) -> Waiting:
    """What awaits a decision. Raises RecordError when `asked` names a document that the viewer may not see."""
    require(viewer, "read")
    whose = viewer.name if asked.mine else ""
    count = shared(viewer, lambda: _counted(viewer, asked), "open claims", asked, whose, on=(*_ON, "actorrow", "actoralias"))
    order = _newest_first(viewer, count)
    total = count.by_document.total()
    facets = _facets(viewer, count, order)
    for name, gone in _CHOOSING.items():
        # What is chosen gives way to what is chosen next, so it is counted as if nothing of its sort were chosen.
        if (rest := replace(asked, **gone)) != asked:
            other = shared(viewer, partial(_counted, viewer, rest), "open claims", rest, whose, on=(*_ON, "actorrow", "actoralias"))
            facets[name] = _facets(viewer, other, _newest_first(viewer, other))[name]
    return Waiting(PageOf(_page(viewer, asked, count, order, offset, limit), total, offset), facets, len(order))


def _newest_first(viewer: Viewer, count: _Count) -> list[str]:
    known = known_sources(viewer)
    return sorted(count.by_document, key=lambda key: (known[key].day or "", key), reverse=True)


def _counted(viewer: Viewer, asked: Asked) -> _Count:
    made = _Count()
    if asked != _EVERYTHING:
        made.of(open_claims(viewer, asked))
        return made
    made.of_all(viewer)
    if without := left_out(viewer) & made.by_document.keys():
        made.of(claims(viewer).filter(status=ClaimStatus.PROPOSED, source__in=sorted(without)), -1)
    return made


def left_out(viewer: Viewer) -> set[str]:
    """The documents whose open claims nobody decides about: those withdrawn, and those that are left to their coders."""
    gone = {key for key, one in known_sources(viewer).items() if one.withdrawn}
    return gone | {one.source for one in codings() if not one.is_open}


def open_claims(viewer: Viewer, asked: Asked) -> QuerySet[Claim]:
    """The open claims that are asked for, in no order; those of documents that are being coded are left to their coders."""
    rows = claims(viewer).filter(_meant(asked), status=ClaimStatus.PROPOSED)
    gone = left_out(viewer)
    within = _documents(viewer, asked)
    if within is not None:
        return rows.filter(source__in=sorted(within - gone))
    return rows.exclude(source__in=sorted(gone)) if gone else rows


def _meant(asked: Asked) -> Q:
    """What is asked of a claim itself, whatever its status and document."""
    meant = Q()
    if asked.property:
        meant &= Q(property=asked.property)
    if asked.certainty:
        meant &= _certain(asked.certainty)
    if asked.actor:
        joined = [key for key, same in known_names().actors.items() if same == asked.actor]
        meant &= reduce(or_, (Q(actors__contains=quoted(key)) for key in (asked.actor, *joined)))
    return meant


def mine(viewer: Viewer) -> set[str]:
    """The documents that are the viewer's to review: those on which the viewer has decided something."""
    own = Decision.objects.filter(author=viewer.name, kind__in=tuple(CLAIM_STATUS)).values("target")
    return set(claims(viewer).filter(pk__in=own).order_by().values_list("source_id", flat=True).distinct())


def _documents(viewer: Viewer, asked: Asked) -> set[str] | None:
    """The documents that are asked for; None where no filter is about documents."""
    found: list[set[str]] = []
    if asked.document:
        found.append({named_document(viewer, asked.document)})
    if asked.track:
        found.append({key for key, tracks in _tracks(viewer).items() if asked.track in tracks})
    if asked.mine:
        found.append(mine(viewer))
    if asked.since or asked.until:
        since, until = asked.since or "", asked.until or "9999"
        found.append({key for key, one in known_sources(viewer).items() if one.day and since <= one.day <= until})
    return set.intersection(*found) if found else None


def _tracks(viewer: Viewer) -> Mapping[str, set[str]]:
    """The tracks of each document: those of the meetings it tells of, and those it stands in itself."""

    def made() -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        track = {meeting: one.track for meeting, one in placed(viewer).items() if one.track}
        told = mentions(viewer).filter(kind="meeting", meeting__isnull=False).values_list("source_id", "meeting")
        for source, meeting in plain_rows(told):
            if meeting in track:
                found[source].add(track[meeting])
        for source, names in document_tracks(viewer).items():
            found[source].update(names)
        return dict(found)

    return shared(viewer, made, "tracks that documents tell of", on=(*MEETINGS, "main", "mention", "source", "sourcetrack"))


def _certain(band: str) -> Q:
    if band == "certain":
        return Q(confidence__gte=CERTAIN / 100, differing=0)
    if band == "likely":
        return Q(confidence__gte=LIKELY / 100, confidence__lt=CERTAIN / 100, differing=0)
    return Q(confidence__lt=LIKELY / 100) | Q(confidence__isnull=True) | Q(differing__gt=0)


def _page(viewer: Viewer, asked: Asked, count: _Count, order: list[str], offset: int, limit: int) -> tuple[ClaimView, ...]:
    """The claims from `offset` on: the documents that hold them are known from the counts, and only theirs are read."""
    documents: list[str] = []
    before = first = 0
    for document in order:
        number = count.by_document[document]
        if before + number > offset:
            first = first if documents else offset - before
            documents.append(document)
        before += number
        if before >= offset + limit:
            break
    # By document, and the status last: a plan that begins with the status reads everything that is open.
    rows = claims(viewer).filter(_meant(asked), source__in=documents).values_list("pk", "source_id", "status", "start", "end", "seq")
    place = {document: at for at, document in enumerate(documents)}
    found = sorted((place[row[1]], row[3] or 0, row[4] or 0, row[5], row[0]) for row in rows if row[2] == ClaimStatus.PROPOSED)
    keys = [row[-1] for row in found[first : first + limit]]
    views = {one.id: one for one in claims_called(viewer, keys)}
    return tuple(views[key] for key in keys)


def _facets(viewer: Viewer, count: _Count, order: list[str]) -> dict[str, tuple[QueueFacet, ...]]:
    tracks: Counter[str] = Counter()
    years: Counter[str] = Counter()
    told, known = _tracks(viewer), known_sources(viewer)
    for document, number in count.by_document.items():
        tracks.update(dict.fromkeys(told.get(document, ()), number))
        years[(known[document].day or "")[:4]] += number
    own = Counter({"1": sum(count.by_document[key] for key in mine(viewer) if key in count.by_document)})
    return {
        "mine": _most(own),
        "document": tuple(QueueFacet(key, count.by_document[key]) for key in order),
        "property": _most(count.by_property),
        "certainty": tuple(QueueFacet(band, count.by_band[band]) for band in _BANDS if count.by_band[band]),
        "track": _most(tracks),
        "actor": _most(count.by_actor),
        "year": tuple(QueueFacet(year, years[year]) for year in sorted(years, reverse=True) if year),
    }


def _most(counted: Counter[str]) -> tuple[QueueFacet, ...]:
    return tuple(QueueFacet(key, number) for key, number in sorted(counted.items(), key=lambda one: (-one[1], one[0])) if number)
