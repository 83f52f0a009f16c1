"""The whole process at a glance."""

from __future__ import annotations

import datetime as dt

from sulh.record.access import require, visible
from sulh.record.models import Decision, Document
from sulh.record.queries.commitments import OPEN, commitments
from sulh.record.queries.lists import listed
from sulh.record.queries.refs import document_refs
from sulh.record.queries.sight import claims
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import CommitmentView, Filters, ProcessView, Viewer

__all__ = ["process", "process_name"]

_NEW = 8
_DUE = 12


def process(viewer: Viewer) -> ProcessView:
    """Numbers, the documents added last, every disputed meeting, and the open promises that are due next or overdue."""
    require(viewer, "read")
    rows = visible(Document.objects.all(), viewer)
    latest = list(rows.order_by("-seq").values_list("pk", flat=True)[:_NEW])
    refs = document_refs(viewer, latest, counted=True)
    found = listed(viewer, Filters()).rows
    seen = claims(viewer)
    return ProcessView(
        name=process_name(),
        meetings=len(found),
        documents=rows.count(),
        claims=seen.count(),
        waiting=seen.filter(status="proposed").count(),
        new=tuple(refs[pk] for pk in latest),
        disputed=tuple(view for view in found if view.disputed),
        due=_due(viewer),
        tracks=tuple(ref for ref, _ in tracks(viewer)),
    )


def process_name() -> str:
    """The name that somebody gave the process, empty until then."""
    named = Decision.objects.filter(kind="process", superseded__isnull=True).order_by("-seq").first()
    return str(named.body.get("name", "")) if named is not None else ""


def _due(viewer: Viewer) -> tuple[CommitmentView, ...]:
    """Open promises with a due day, those due from today on first, then the latest that are overdue."""
    today = dt.date.today().isoformat()
    found = [one for one in commitments(viewer).rows if one.due_day is not None and one.status in OPEN]
    coming = [one for one in found if str(one.due_day) >= today]
    late = [one for one in reversed(found) if str(one.due_day) < today]
    return tuple((coming + late)[:_DUE])
