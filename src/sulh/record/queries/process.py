"""The whole process at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from sulh.model.kinds import kinds
from sulh.record.access import require
from sulh.record.cache import is_empty
from sulh.record.prepared import prepared
from sulh.record.projection.models import Decision
from sulh.record.queries.commitments import due
from sulh.record.queries.lists import MEETINGS, order, placed, views
from sulh.record.queries.main_meetings import known_sources
from sulh.record.queries.refs import claim_counts, document_refs
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import CommitmentLine, DocumentRef, MeetingView, ProcessView, TrackRef, Viewer

__all__ = ["FACTS", "MEETINGS", "disputed", "latest", "overview", "process", "process_name"]

# The tables that facts with their meetings and tracks follow from.
FACTS = (*MEETINGS, "mention", "source", "sourcetrack", "main", *(kind.name for kind in kinds() if kind.whole))

_NEW = 8
_DISPUTED = 30
_DUE = 12


def process(viewer: Viewer) -> ProcessView:
    """Numbers, the documents added last, the latest disputed meetings (without participants), and open promises due next or overdue."""
    require(viewer, "read")
    return overview(lambda part, _: part(viewer))


def overview(ask: Callable[[Callable[[Viewer], Any], Sequence[str]], Any]) -> ProcessView:
    """The whole at a glance, put together from parts; `ask` gives a part, which follows from the tables named with it."""
    claimed: Mapping[str, tuple[int, int]] = ask(claim_counts, ("claim", "source"))
    added: tuple[DocumentRef, ...] = ask(_new, ("source",))
    new = (replace(ref, claims=number, proposed=waiting) for ref in added for number, waiting in [claimed.get(ref.id, (0, 0))])
    return ProcessView(
        name=ask(_name, ("process",)),
        meetings=ask(_meetings, MEETINGS),
        documents=ask(_documents, ("source",)),
        claims=sum(number for number, _ in claimed.values()),
        waiting=sum(waiting for _, waiting in claimed.values()),
        new=tuple(new),
        disputed=ask(disputed, MEETINGS),
        due=ask(_due, (*FACTS, "commitment", "evidence")),
        tracks=ask(_tracks, FACTS),
    )


def _name(viewer: Viewer) -> str:
    return "" if is_empty("process") else process_name()


def _tracks(viewer: Viewer) -> tuple[TrackRef, ...]:
    return tuple(ref for ref, _ in tracks(viewer))


def _meetings(viewer: Viewer) -> int:
    return len(placed(viewer))


def _documents(viewer: Viewer) -> int:
    return sum(not one.withdrawn for one in known_sources(viewer).values())


def latest(viewer: Viewer) -> list[str]:
    """The documents added last, the newest first."""
    return [key for key, one in known_sources(viewer).items() if not one.withdrawn][: -_NEW - 1 : -1]


def _new(viewer: Viewer) -> tuple[DocumentRef, ...]:
    added = latest(viewer)
    refs = document_refs(viewer, added)
    return tuple(refs[pk] for pk in added)


def disputed(viewer: Viewer) -> tuple[MeetingView, ...]:
    """The latest meetings that sources disagree about, without participants."""
    known = (one for one in placed(viewer).values() if one.disputed)
    shown = sorted(((*order(one.first_day, one.name), one.key) for one in known), reverse=True)[:_DISPUTED]
    made = views(viewer, [key for *_, key in shown], participants=False)
    return tuple(made[key] for *_, key in shown)


def _due(viewer: Viewer) -> tuple[CommitmentLine, ...]:
    """Open promises: those due next, then the latest that are overdue."""
    return due(viewer, dt.date.today().isoformat(), _DUE)


def process_name() -> str:
    """The name that somebody gave the process, empty until then."""
    return next((str(body.get("name", "")) for (body,) in _named("process")), "")


@prepared
def _named(kind: str) -> QuerySet[Any, Any]:
    return Decision.objects.filter(kind=kind, superseded__isnull=True).order_by("-seq").values_list("body")[:1]
