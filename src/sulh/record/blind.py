"""Double coding: which documents people judge without seeing each other, and what of the ledger is hidden from whom meanwhile.

A coding names a document and its coders. Until every one of them is done, or a third person opens it, each coder's judgements are
for that coder alone, whatever the role or scope of whoever else looks; and nobody decides about the document's claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sulh.model import AccessError, RecordError
from sulh.model.vocabulary import ClaimStatus
from sulh.record.cache import each
from sulh.record.canonical import canonical
from sulh.record.prepared import prepared
from sulh.record.projection.models import Claim, Decision
from sulh.record.shapes import Viewer

__all__ = [
    "CODE",
    "CODED",
    "CODING",
    "KINDS",
    "OPENED",
    "Coding",
    "coding_of",
    "codings",
    "decided_otherwise",
    "hidden_entries",
    "judged",
    "refuse_undo",
    "require_no_coding",
    "require_open",
    "verdict_of",
]

CODING, CODE, CODED, OPENED = "coding", "code", "coded", "opened"
_DECIDED = (ClaimStatus.ACCEPTED, ClaimStatus.CORRECTED, ClaimStatus.REJECTED)
KINDS = (CODING, CODE, CODED, OPENED)


@dataclass(frozen=True, slots=True)
class Coding:
    """One document (`source`) coded by several people. `done` names those who said that they are through.

    `is_open` once all may see everything; `in_force` until it is undone.
    """

    seq: int
    source: str
    coders: tuple[str, ...]
    author: str
    at: str
    done: frozenset[str]
    opened_by: str | None
    in_force: bool

    @property
    def is_open(self) -> bool:
        """Whether the coders and everybody else see all judgements."""
        return self.opened_by is not None or set(self.coders) <= self.done


def codings(sources: Iterable[str] | None = None, *, in_force: bool = True) -> list[Coding]:
    """The codings of these documents, or all, the earliest first; `in_force` leaves out those undone or begun anew."""
    wanted = None if sources is None else set(sources)
    found = each(lambda _: {"all": _codings()}, ["all"], "codings")["all"]
    return [one for one in found if (one.in_force or not in_force) and (wanted is None or one.source in wanted)]


class _Asked(NamedTuple):
    """The decision that began a coding."""

    seq: int
    target: str
    body: dict[str, Any]
    author: str
    at: str
    superseded: int | None


@prepared
def _asked(kind: str) -> QuerySet[Any, Any]:
    return Decision.objects.filter(kind=kind).order_by("seq").values_list(*_Asked._fields)


def _codings() -> list[Coding]:
    rows = [_Asked(*row) for row in _asked(CODING)]
    if not rows:
        return []
    done: dict[int, set[str]] = {}
    opened: dict[int, str] = {}
    said = Decision.objects.filter(kind__in=(CODED, OPENED), superseded__isnull=True, target__in={row.target for row in rows})
    for one in said:
        if one.kind == CODED:
            done.setdefault(int(one.other), set()).add(one.author)
        else:
            opened[int(one.other)] = one.author
    return [
        Coding(
            row.seq, row.target, tuple(row.body["coders"]), row.author, row.at,
            frozenset(done.get(row.seq, ())), opened.get(row.seq), row.superseded is None,
        )
        for row in rows
    ]  # fmt: skip


def coding_of(source: str) -> Coding | None:
    """The coding of a document that is in force."""
    return next(iter(codings([source])), None)


def judged(coding: Coding, coder: str | None = None) -> list[Decision]:
    """The judgements in force of a coding, of one coder if named, in the order of the ledger."""
    found = Decision.objects.filter(kind=CODE, other=coding.source, superseded__isnull=True)
    found = found.filter(author=coder) if coder is not None else found
    return [one for one in found.order_by("seq") if one.body["coding"] == coding.seq]


def hidden_entries(viewer: Viewer) -> frozenset[int]:
    """The entries that hold judgements which the viewer may not see yet: those of other coders, and what took them back."""
    closed = {one.seq for one in codings(in_force=False) if not one.is_open}
    if not closed:
        return frozenset()
    rows = Decision.objects.filter(kind=CODE).exclude(author=viewer.name).values_list("seq", "body")
    hidden = {seq for seq, body in rows if body["coding"] in closed}
    reached = set(hidden)
    while reached:
        undos = Decision.objects.filter(kind="undo", target__in=[str(seq) for seq in reached]).values_list("seq", flat=True)
        reached = set(undos) - hidden
        hidden |= reached
    return frozenset(hidden)


def require_open(viewer: Viewer, claims: Sequence[str]) -> None:
    """Raise RecordError for claims of a document that is being coded, and AccessError for one on which its coders, of whom the viewer is
    one, differ from each other or from the record.
    """
    if not Decision.objects.filter(kind=CODING).exists():
        return
    sources = dict(Claim.objects.filter(pk__in=claims).values_list("pk", "source_id"))
    for coding in codings(set(sources.values())):
        names = " and ".join(coding.coders)
        if not coding.is_open:
            raise RecordError(f"this document is coded by {names} without seeing each other: decide about it when both are done")
        if viewer.name in coding.coders:
            own = [claim for claim, source in sources.items() if source == coding.source]
            if differing := _differing(coding, own):
                raise AccessError(f"{names} differ on claim {differing[0]}: a third person decides it")
            if otherwise := [claim for claim in decided_otherwise(coding) if claim in own]:
                raise AccessError(f"{names} say otherwise of claim {otherwise[0]} than was decided before: a third person decides it")


def require_no_coding(source: str) -> None:
    """Raise RecordError where a document is being coded: what one coder added to it the other would see."""
    coding = coding_of(source)
    if coding is not None and not coding.is_open:
        names = " and ".join(coding.coders)
        raise RecordError(f"this document is coded by {names} without seeing each other: add to it when both are done")


def refuse_undo(viewer: Viewer, first: Decision) -> None:
    """Raise when a decision about a coding, or about a claim that is being coded, may not be taken back."""
    if first.kind in (CODE, CODED):
        if first.author != viewer.name:
            raise AccessError(f"entry {first.seq} is the judgement of a coder, which only that coder takes back")
        source, seq = (first.other, first.body["coding"]) if first.kind == CODE else (first.target, int(first.other))
        coding = next((one for one in codings([source]) if one.seq == seq), None)
        if coding is None or coding.is_open:
            raise RecordError("all coders are done and have seen each other's judgements: these stay as they are")
        if first.kind == CODE and viewer.name in coding.done:
            raise RecordError("you said that you are done: take that back first")
    elif first.kind == CODING:
        coding = next((one for one in codings([first.target]) if one.seq == first.seq), None)
        if viewer.name in first.body["coders"] and coding is not None and judged(coding):
            raise AccessError("a coder does not end the coding once something is judged: somebody else does")
    elif first.kind in ("accept", "reject", "correct", "withdraw"):
        require_open(viewer, [first.target])


def _differing(coding: Coding, claims: Sequence[str]) -> list[str]:
    said: dict[str, set[str]] = {}
    for one in judged(coding):
        if one.target in claims:
            said.setdefault(one.target, set()).add(verdict_of(one.body))
    return [claim for claim, values in said.items() if len(values) > 1]


def decided_otherwise(coding: Coding) -> list[str]:
    """The claims that all coders judge alike, and of which somebody had decided otherwise before, in the order of the ledger.

    While a coding is closed nobody decides about its claims, so what was decided since it is open was decided knowing what coders say.
    """
    said: dict[str, list[str]] = {}
    for one in judged(coding):
        said.setdefault(one.target, []).append(verdict_of(one.body))
    alike = {claim: own[0] for claim, own in said.items() if len(own) == len(coding.coders) and len(set(own)) == 1}
    before = Claim.objects.filter(source=coding.source, status__in=_DECIDED, decision__lt=coding.seq).order_by("seq")
    rows = before.values_list("pk", "status", "value", "decided")
    return [pk for pk, status, value, decided in rows if pk in alike and alike[pk] != _in_force(status, value, decided)]


def _in_force(status: str, value: str, decided: str | None) -> str:
    """What was decided of a claim, as `verdict_of` says what a coder judges."""
    if status == ClaimStatus.REJECTED:
        return "reject"
    return "accept" if decided is None or decided == value else decided


def verdict_of(body: dict[str, Any]) -> str:
    """What a judgement says, so that two of one claim can be compared."""
    return canonical(body["value"]) if body["verdict"] == "correct" else str(body["verdict"])
