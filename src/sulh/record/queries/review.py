"""What awaits a decision: claims, what two readers state differently first, then the most certain; and meetings that may be one."""

from __future__ import annotations

from django.db.models import F

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import require
from sulh.record.projection.models import Source
from sulh.record.queries.claims import claim_views
from sulh.record.queries.documents import named_document
from sulh.record.queries.merges import proposals
from sulh.record.queries.visible import claims, meeting_rows, resolve
from sulh.record.shapes import ClaimView, PageOf, Viewer

__all__ = ["listed_claims", "proposals", "queue"]


def queue(viewer: Viewer, *, offset: int = 0, limit: int = 50, document: str | None = None) -> PageOf[ClaimView]:
    """Claims that no person has decided about, of one document if it is named.

    What two readers of a document state differently comes first, side by side; then the most certain, in the order of the ledger.
    """
    require(viewer, "read")
    rows = claims(viewer).filter(status=ClaimStatus.PROPOSED)
    # Few sources are withdrawn, and a join with all sources would cost as much as the rest of the page.
    if gone := list(Source.objects.filter(withdrawn=True).values_list("pk", flat=True)):
        rows = rows.exclude(source__in=gone)
    if document is not None:
        rows = rows.filter(source=named_document(viewer, document))
    total = rows.count()
    ordered = rows.order_by("-differing", F("confidence").desc(nulls_last=True), "seq")
    first = list(ordered.values_list("pk", flat=True)[offset : offset + limit])
    views = {one.id: one for one in claim_views(viewer, claims(viewer).filter(pk__in=first))}
    return PageOf(tuple(views[key] for key in first), total, offset)


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
    if status is not None:
        rows = rows.filter(status=status)
    total = rows.count()
    first = list(rows.order_by("seq").values_list("pk", flat=True)[offset : offset + limit])
    return PageOf(claim_views(viewer, claims(viewer).filter(pk__in=first).order_by("seq")), total, offset)
