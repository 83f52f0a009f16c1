"""The whole process at a glance."""

from __future__ import annotations

import datetime as dt

from sulh.record.access import require, visible
from sulh.record.models import Decision, Document
from sulh.record.queries.commitments import due
from sulh.record.queries.computed import computed_meetings
from sulh.record.queries.lists import by_rows
from sulh.record.queries.refs import document_refs
from sulh.record.queries.rows import order
from sulh.record.queries.sight import claims, hidden, unmixed
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import MeetingView, ProcessView, Viewer

__all__ = ["process", "process_name"]

_NEW = 8
_DISPUTED = 30
_DUE = 12


def process(viewer: Viewer) -> ProcessView:
    """Numbers, the documents added last, the latest disputed meetings (without participants), and open promises due next or overdue."""
    require(viewer, "read")
    rows = visible(Document.objects.all(), viewer)
    latest = list(rows.order_by("-seq").values_list("pk", flat=True)[:_NEW])
    refs = document_refs(viewer, latest, counted=True)
    number, disputed = _disputed(viewer)
    seen = claims(viewer)
    return ProcessView(
        name=process_name(),
        meetings=number,
        documents=rows.count(),
        claims=seen.count(),
        waiting=seen.filter(status="proposed").count(),
        new=tuple(refs[pk] for pk in latest),
        disputed=disputed,
        due=due(viewer, dt.date.today().isoformat(), _DUE),
        tracks=tuple(ref for ref, _ in tracks(viewer)),
    )


def _disputed(viewer: Viewer) -> tuple[int, tuple[MeetingView, ...]]:
    """The number of meetings, and the latest that sources disagree about."""
    away = hidden(viewer)
    computed = [(order(view.first_day, view.id), row, view) for row, (view, _) in computed_meetings(viewer, away).items()]
    whole = unmixed(away)
    known = [(key, row) for key, row, view in computed if view.disputed]
    known += [(order(day, row), row) for row, day in whole.exclude(disputed=[]).values_list("pk", "first_day")]
    latest = sorted(known)[-_DISPUTED:]
    views = by_rows(viewer, [row for _, row in latest], participants=False)
    return len(computed) + whole.count(), tuple(views[row] for _, row in reversed(latest))


def process_name() -> str:
    """The name that somebody gave the process, empty until then."""
    named = Decision.objects.filter(kind="process", superseded__isnull=True).order_by("-seq").first()
    return str(named.body.get("name", "")) if named is not None else ""
