"""Carry entries into the projections: step by step while adding and deciding, or from the first entry on anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Model

from sulh.record.models import (
    ActorRow,
    ActRow,
    AgendaRow,
    AttendanceRow,
    Audience,
    CeasefireRow,
    Claim,
    Commitment,
    Decision,
    Document,
    Entry,
    Evidence,
    MeetingAudience,
    MeetingRow,
    Membership,
    Mention,
    ParticipationRow,
    ProjectionState,
    Proposal,
    ReleaseRow,
    SearchRow,
    TrackRow,
)
from sulh.record.projection.decided import project_decisions
from sulh.record.projection.facts import project_facts
from sulh.record.projection.meetings import project_meetings
from sulh.record.projection.proposals import project_proposals
from sulh.record.projection.rows import bodies, project_rows
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.tracks import project_tracks

__all__ = ["TABLES", "apply", "rebuild"]

# Every projected table, what hangs on others before what it hangs on.
TABLES: tuple[type[Model], ...] = (
    *(Evidence, Commitment, ActRow, CeasefireRow, ReleaseRow, Membership, MeetingAudience, ParticipationRow, AttendanceRow, AgendaRow),
    *(Proposal, Claim, Decision, Mention, MeetingRow, TrackRow, ActorRow, Document, Audience, SearchRow),
)
_CHUNK = 5000


def apply(entries: Iterable[Entry]) -> None:
    """Project entries that were just appended; call it in the transaction that appends them."""
    touched = Touched()
    taken = list(entries)
    _take(taken, touched)
    _settle(touched)
    if taken:
        _state(taken[-1].seq)


def rebuild() -> int:
    """Empty every projected table and derive it anew from the ledger, in one transaction; returns the number of the last entry."""
    with transaction.atomic():
        for table in TABLES:
            rows = table._default_manager.all()
            rows._raw_delete(rows.db)
        touched = Touched()
        last = 0
        for chunk in batches(_entries(), _CHUNK):
            _take(chunk, touched)
            last = chunk[-1].seq
        _settle(touched)
        _state(last)
        return last


def _entries() -> Iterator[Entry]:
    yield from Entry.objects.order_by("seq").iterator(chunk_size=_CHUNK)


def _take(entries: Iterable[Entry], touched: Touched) -> None:
    told = list(bodies(entries))
    project_rows(told, touched)
    project_decisions(told, touched)


def _settle(touched: Touched) -> None:
    """Work out anew what was touched; the result depends on the rows alone, not on what was touched first."""
    changed = project_meetings(touched.mentions)
    project_facts(touched.documents | changed)
    project_tracks(touched.tracks)
    project_proposals(touched.proposals, touched.mentions)


def _state(seq: int) -> None:
    ProjectionState.objects.update_or_create(pk=1, defaults={"seq": seq})
