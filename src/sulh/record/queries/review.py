"""What awaits a decision: claims, what two readers state differently first, then the most certain; and meetings that may be one."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Sum

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import require, visible
from sulh.record.blind import codings
from sulh.record.prepared import prepared
from sulh.record.projection.models import Claim, OpenInRun, OpenInSource, Source
from sulh.record.queries.claims import claim_views, claims_called
from sulh.record.queries.documents import named_document
from sulh.record.queries.merges import proposals
from sulh.record.queries.visible import claims, meeting_rows, resolve
from sulh.record.shapes import ClaimView, PageOf, Viewer

__all__ = ["listed_claims", "proposals", "queue", "waiting"]


def queue(viewer: Viewer, *, offset: int = 0, limit: int = 50, document: str | None = None) -> PageOf[ClaimView]:
    """Claims that no person has decided about, of one document if it is named.

    What two readers of a document state differently comes first, side by side; then the most certain, in the order of the ledger.
    """
    require(viewer, "read")
    rows = _open(viewer)
    if document is not None:
        rows = rows.filter(source=named_document(viewer, document))
    total = rows.count()
    ordered = rows.order_by("-differing", F("confidence").desc(nulls_last=True), "seq")
    first = list(ordered.values_list("pk", flat=True)[offset : offset + limit])
    views = {one.id: one for one in claims_called(viewer, first)}
    return PageOf(tuple(views[key] for key in first), total, offset)


def waiting(viewer: Viewer, most: int | None = None) -> int:
    """How many claims of documents that are not withdrawn await a decision; at most so many are counted."""
    require(viewer, "read")
    number: int = sum(total for _, total in _in_runs(viewer))
    if number and (without := _left_out()):
        number -= sum(count for (count,) in _in_sources(viewer, without))
    return number if most is None else min(number, most)


@prepared
def _in_runs(viewer: Viewer) -> QuerySet[Any, Any]:
    found = visible(OpenInRun.objects.all(), viewer).order_by().values("audience")
    return found.annotate(total=Sum("number")).values_list("audience", "total")


@prepared
def _in_sources(viewer: Viewer, sources: list[str]) -> QuerySet[Any, Any]:
    return visible(OpenInSource.objects.filter(source__in=sources), viewer).values_list("number")


def _open(viewer: Viewer) -> QuerySet[Claim]:
    rows = claims(viewer).filter(status=ClaimStatus.PROPOSED)
    without = _left_out()
    return rows.exclude(source__in=without) if without else rows


def _left_out() -> list[str]:
    """The documents whose open claims nobody decides about: those withdrawn, and those that are left to their coders."""
    # Few sources are withdrawn, and a join with all sources would cost as much as the rest of the page.
    return [key for (key,) in _withdrawn()] + [one.source for one in codings() if not one.is_open]


@prepared
def _withdrawn() -> QuerySet[Any, Any]:
    return Source.objects.filter(withdrawn=True).values_list("pk")


def listed_claims(
    viewer: Viewer,
    *,
    document: str | None = None,
    meeting: str | None = None,
    name: str | None = None,
    status: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> PageOf[ClaimView]:
    """A page of claims in the order of the ledger: of a document, about a meeting, of a property (`name`), with a status.

    What was withdrawn is listed where its status is asked for.
    Raises RecordError when the viewer may see no such document.
    """
    require(viewer, "read")
    rows = claims(viewer)
    if document is not None:
        rows = rows.filter(source=named_document(viewer, document))
    if meeting is not None:
        rows = rows.filter(mention__meeting__in=meeting_rows(viewer).filter(pk=resolve(viewer, meeting) or 0).values("meeting"))
    if name is not None:
        rows = rows.filter(property=name)
    rows = rows.exclude(status=ClaimStatus.WITHDRAWN) if status is None else rows.filter(status=status)
    total = rows.count()
    return PageOf(claim_views(viewer, rows.order_by("seq")[offset : offset + limit]), total, offset)
