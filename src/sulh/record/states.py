"""The state that a decision is made against: which decisions about a thing are in force when somebody looks at it."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from django.db.models import Q, QuerySet

from sulh.model import ConflictError
from sulh.record.projection.models import Decision

__all__ = ["NEW", "check", "claim_state", "compare", "state_of"]

NEW = "0"
_CHANGES_NOTHING = ("undo", "evidence", "export", "user", "account")


def state_of(names: Iterable[str]) -> str:
    """A name for the state of the thing that has these names in decisions: 0 while nobody decided about it."""
    seqs = sorted(_in_force(names).values_list("seq", flat=True))
    return str(seqs[0]) if len(seqs) == 1 else f"{seqs[-1]}-{crc32(str(seqs).encode()):08x}" if seqs else NEW


def claim_state(seq: int, decision: int | None) -> str:
    """The state of a claim from its own entry and that of the decision in force: 0 while nobody decided about it."""
    return NEW if decision in (None, seq) else str(decision)


def check(names: Iterable[str], against: str | None) -> str:
    """The state now; raises ConflictError, which says who decided what, when it is not the one that was looked at."""
    known = list(names)
    return compare(known, state_of(known), against)


def compare(known: list[str], now: str, against: str | None) -> str:
    """The state `now` of the thing with these names; raises ConflictError when it was looked at in another one."""
    if against is not None and str(against) != now:
        last = Decision.objects.filter(Q(target__in=known) | Q(other__in=known) | Q(kind="undo")).order_by("-seq").first()
        who = f"{last.author} ({last.kind}, entry {last.seq}, {last.at[:16].replace('T', ' ')} UTC)" if last else "somebody"
        raise ConflictError(f"this was changed since you opened it, by {who}: look at it again, then decide")
    return now


def _in_force(names: Iterable[str]) -> QuerySet[Decision]:
    known = list(names)
    about = Q(target__in=known) | Q(other__in=known)
    return Decision.objects.filter(about, superseded__isnull=True).exclude(kind__in=_CHANGES_NOTHING)
