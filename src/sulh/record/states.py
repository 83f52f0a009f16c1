"""The state that a decision is made against: which decisions about a thing are in force when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from django.db.models import Q, QuerySet

from sulh.model import ConflictError
from sulh.record.blind import KINDS
from sulh.record.prepared import prepared
from sulh.record.projection.models import Decision
from sulh.record.queries.ledger import naming_hidden
from sulh.record.shapes import Viewer

__all__ = ["ASKING", "NEW", "check", "claim_state", "compare", "state_of"]

NEW = "0"
# What coders judge changes nothing until a third person decides, and must not show in what others see.
ASKING = ("assign", "done")
_CHANGES_NOTHING = ("undo", "evidence", "export", "user", "account", "comment", *ASKING, *KINDS)


def state_of(names: Iterable[str], viewer: Viewer | None = None, *, kinds: Sequence[str] = ()) -> str:
    """A name for the state of the thing that has these names in decisions: 0 while nobody decided about it.

    It is made of the decisions of these `kinds`, by default of all that change what the record says. With a `viewer` it is made of
    those alone that name nothing hidden from them: a number would tell of the others.
    """
    known = list(names)
    seqs = sorted(_seen(_in_force(known, kinds=tuple(kinds)), viewer))
    return str(seqs[0]) if len(seqs) == 1 else f"{seqs[-1]}-{crc32(str(seqs).encode()):08x}" if seqs else NEW


@prepared
def _in_force(names: list[str], *, kinds: tuple[str, ...]) -> QuerySet[Any, Any]:
    found = _deciding(kinds).filter(Q(target__in=names) | Q(other__in=names), superseded__isnull=True)
    return found.values_list("seq", "kind", "target", "other")


def claim_state(seq: int, decision: int | None) -> str:
    """The state of a claim from its own entry and that of the decision in force: 0 while nobody decided about it."""
    return NEW if decision in (None, seq) else str(decision)


def check(names: Iterable[str], against: str | None, viewer: Viewer | None = None, *, kinds: Sequence[str] = ()) -> str:
    """The state now; raises ConflictError, which says who decided what, when it is not the one that was looked at."""
    known = list(names)
    return compare(known, state_of(known, viewer, kinds=kinds), against, viewer, kinds=kinds)


def compare(known: list[str], now: str, against: str | None, viewer: Viewer | None = None, *, kinds: Sequence[str] = ()) -> str:
    """The state `now` of the thing with these names; raises ConflictError when it was looked at in another one."""
    if against is not None and str(against) != now:
        last = _last_about(known, viewer, kinds)
        who = f"{last.author} ({last.kind}, entry {last.seq}, {last.at[:16].replace('T', ' ')} UTC)" if last else "somebody"
        raise ConflictError(f"this was changed since you opened it, by {who}: look at it again, then decide")
    return now


def _deciding(kinds: Sequence[str]) -> QuerySet[Decision]:
    return Decision.objects.filter(kind__in=kinds) if kinds else Decision.objects.exclude(kind__in=_CHANGES_NOTHING)


def _last_about(known: list[str], viewer: Viewer | None, kinds: Sequence[str]) -> Decision | None:
    """The last decision about the thing that has these names, or the undo that took one of them back; nothing else that happened since."""
    named = _deciding(kinds).filter(Q(target__in=known) | Q(other__in=known)).values_list("seq", "kind", "target", "other")
    reached = about = set(_seen(list(named), viewer))
    while reached:
        undos = Decision.objects.filter(kind="undo", target__in=[str(seq) for seq in reached])
        reached = set(undos.values_list("seq", flat=True)) - about
        about |= reached
    return Decision.objects.filter(pk=max(about)).first() if about else None


def _seen(rows: Sequence[tuple[int, str, str, str]], viewer: Viewer | None) -> list[int]:
    """The numbers of those decisions that name nothing hidden from the viewer; of all, where no viewer is meant."""
    hidden = naming_hidden(viewer, rows) if viewer is not None and rows else set()
    return [seq for seq, *_ in rows if seq not in hidden]
