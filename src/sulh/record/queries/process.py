"""The whole process at a glance."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import require
from sulh.record.projection.models import Decision
from sulh.record.queries.commitments import due
from sulh.record.queries.lists import order, views
from sulh.record.queries.refs import document_refs
from sulh.record.queries.tracks import tracks
from sulh.record.queries.visible import claims, meeting_rows, sources
from sulh.record.shapes import CommitmentView, DocumentRef, MeetingView, ProcessView, Viewer

__all__ = ["counts", "disputed", "due_next", "new_documents", "process", "process_name"]

_NEW = 8
_DISPUTED = 30
_DUE = 12


def process(viewer: Viewer) -> ProcessView:
    """Numbers, the documents added last, the latest disputed meetings (without participants), and open promises due next or overdue."""
    require(viewer, "read")
    number, waiting = counts(viewer)
    return ProcessView(
        name=process_name(),
        meetings=meeting_rows(viewer).count(),
        documents=sources(viewer).count(),
        claims=number,
        waiting=waiting,
        new=new_documents(viewer),
        disputed=disputed(viewer),
        due=due_next(viewer),
        tracks=tuple(ref for ref, _ in tracks(viewer)),
    )


def counts(viewer: Viewer) -> tuple[int, int]:
    """The number of visible claims, and of those that await a decision."""
    waiting = Count("pk", filter=Q(status=ClaimStatus.PROPOSED, source__withdrawn=False))
    found = claims(viewer).aggregate(number=Count("pk"), waiting=waiting)
    return found["number"], found["waiting"]


def new_documents(viewer: Viewer) -> tuple[DocumentRef, ...]:
    """The sources added last, with their numbers of claims."""
    latest = list(sources(viewer).order_by("-seq").values_list("pk", flat=True)[:_NEW])
    refs = document_refs(viewer, latest, counted=True)
    return tuple(refs[pk] for pk in latest)


def disputed(viewer: Viewer) -> tuple[MeetingView, ...]:
    """The latest meetings that sources disagree about, without participants."""
    known = meeting_rows(viewer).exclude(disputed=[]).values_list("first_day", "name", "pk")
    latest = sorted(((*order(day, name), key) for day, name, key in known), reverse=True)[:_DISPUTED]
    made = views([key for *_, key in latest], participants=False)
    return tuple(made[key] for *_, key in latest)


def due_next(viewer: Viewer) -> tuple[CommitmentView, ...]:
    """Open promises: those due next, then the latest that are overdue."""
    return due(viewer, dt.date.today().isoformat(), _DUE)


def process_name() -> str:
    """The name that somebody gave the process, empty until then."""
    named = Decision.objects.filter(kind="process", superseded__isnull=True).order_by("-seq").first()
    return str(named.body.get("name", "")) if named is not None else ""
