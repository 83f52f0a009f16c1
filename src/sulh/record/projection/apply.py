"""Carry entries into the projections: step by step while adding and deciding, or from the first entry on anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import DatabaseError, transaction
from django.db.models import Model

from sulh.model import RecordError
from sulh.record.access import SCOPES
from sulh.record.chain import LINK, Link
from sulh.record.collecting import collecting_seldom
from sulh.record.models import Entry, Written
from sulh.record.projection.decided import project_decisions
from sulh.record.projection.facts import project_facts
from sulh.record.projection.meetings import project_meetings
from sulh.record.projection.models import Mention, ProjectionState, Scope, rows
from sulh.record.projection.open_claims import project_open_claims
from sulh.record.projection.proposals import project_proposals
from sulh.record.projection.rows import bodies, project_rows
from sulh.record.projection.schema import can_make, fingerprint, indexing_at_once, made_from, make, making, tables
from sulh.record.projection.subtrees import project_subtrees
from sulh.record.projection.touched import MAIN, PROCESS, REBUILT, Touched, batches

__all__ = ["add_scope", "apply", "derived", "ensure", "make_anew", "rebuild"]

_CHUNK = 5000


def apply(entries: Iterable[Written]) -> None:
    """Project entries that were just appended; call it in the transaction that appends them."""
    touched = Touched()
    taken = list(entries)
    _take(taken, touched)
    _settle(touched)
    if taken:
        _remember(taken[-1], touched.changed)


def derived() -> tuple[type[Model], ...]:
    """The tables that follow from the ledger alone: all but how far they followed it, and for whom meetings are projected."""
    return tuple(table for table in tables() if table not in (ProjectionState, Scope))


@collecting_seldom()
def rebuild() -> int:
    """Empty every projected table and derive it anew from the ledger, in one transaction; returns the number of the last entry."""
    with transaction.atomic(), indexing_at_once():
        for table in derived():
            gone = rows(table)
            gone._raw_delete(gone.db)
        Scope.objects.bulk_create([Scope(id=scope) for scope in SCOPES], ignore_conflicts=True)
        touched = Touched()
        last: Link | None = None
        for chunk in batches(_entries(), _CHUNK):
            _take(chunk, touched)
            last = chunk[-1]
        # Meetings and facts are written only now, and those of each mention and source once.
        touched.from_empty = True
        _settle(touched)
        empty = {table._meta.db_table for table in derived() if not rows(table).exists()}
        _remember(last, {MAIN, PROCESS, REBUILT, *(table._meta.db_table for table in derived())} - empty, empty)
        return last.seq if last else 0


def ensure() -> None:
    """Make the tables when they are missing or were made from other declarations, and fill them from the ledger.

    An entry that was written while there were none, as when accounts of an earlier version are taken up, is carried in.
    """
    if made_from() != fingerprint():
        make_anew()
    elif ProjectionState.objects.filter(seq__lt=Entry.objects.order_by("-seq").values("seq")[:1]).exists():
        rebuild()


def make_anew() -> int:
    """Make the tables and the search index anew, whatever became of those that are there, and fill them; returns the last entry.

    All of it is one transaction: where it fails, as on a full disk, those that were there stay. A role that may not make tables fills
    those that are there. Raises RecordError when they were made from other declarations: then their owner opens the record first.
    """
    if not can_make():
        if made_from() != fingerprint():
            raise RecordError(
                "the tables that pages read are of another version of Sulh: the owner of the database's tables opens it first"
            )
        return rebuild()
    scopes = _scopes()
    with making():
        make()
        Scope.objects.bulk_create([Scope(id=scope) for scope in scopes])
        return rebuild()


def _scopes() -> list[str]:
    """For whom meetings are worked out beside those that every record has."""
    try:
        with transaction.atomic():
            return [one for one in Scope.objects.values_list("pk", flat=True) if one not in SCOPES and one.startswith("team|")]
    except DatabaseError:
        return []


def add_scope(scope: str) -> None:
    """Project the meetings for one more scope; nothing else changes."""
    Scope.objects.get_or_create(pk=scope)
    touched = Touched()
    project_meetings(Mention.objects.filter(kind="meeting").values_list("pk", flat=True), touched)


def _entries() -> Iterator[Link]:
    """Every entry, by its columns alone: instances of the model take ten times as long to make."""
    for row in Entry.objects.order_by("seq").values_list(*LINK).iterator(chunk_size=_CHUNK):
        yield Link(*row)


def _take(entries: Sequence[Written], touched: Touched) -> None:
    parsed = list(bodies(entries))
    project_rows(parsed, touched)
    project_decisions(parsed, touched)
    project_subtrees(entries, touched)


def _settle(touched: Touched) -> None:
    """Work out anew what was touched; the result depends on the rows alone, not on what was touched first."""
    project_meetings(touched.mentions, touched)
    project_facts(touched.sources, touched)
    project_open_claims(touched.sources, touched)
    project_proposals(touched.proposals, touched.mentions, touched)


def _remember(last: Written | None, changed: Iterable[str], empty: Iterable[str] = ()) -> None:
    """How far the projections went, and for every table the hash of the entry that last changed a row of it.

    That of a table that was found `empty` is empty too, so that readers spare themselves asking it.
    """
    state = ProjectionState.objects.filter(pk=1).first() or ProjectionState(pk=1)
    state.seq = last.seq if last else 0
    state.fingerprint = fingerprint()
    state.versions = state.versions | dict.fromkeys(sorted(changed), last.hash[:16] if last else "") | dict.fromkeys(sorted(empty), "")
    state.save()
