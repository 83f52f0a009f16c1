"""Who changed what, and when: decisions about a claim, a thing or a document, what was entered there, what others did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from sulh.record.access import ALL, may, require
from sulh.record.blind import CODED, CODING, OPENED, hidden_entries
from sulh.record.claims import is_by_hand, person_method
from sulh.record.decisions import may_undo
from sulh.record.models import Entry
from sulh.record.projection.decided import CLAIM_STATUS
from sulh.record.projection.models import Decision
from sulh.record.projection.persons import PERSONS
from sulh.record.queries.claims import claim_views, claims_called
from sulh.record.queries.ledger import ABOUT_NOTHING, visible_decisions
from sulh.record.queries.plain import plain_rows
from sulh.record.queries.refs import document_refs
from sulh.record.queries.visible import batches, claims, meeting_rows, mentions, resolve
from sulh.record.shapes import ClaimView, DocumentRef, Viewer
from sulh.record.states import NEW

__all__ = ["Changed", "changes_since", "decided_things", "history", "history_of_document", "last_decision_of"]

_MOST = 300
ENTERED = "claim"  # the kind of entry that holds what somebody entered by hand


@dataclass(frozen=True, slots=True)
class Changed:
    """One decision with what it is about; `undone` when it was taken back, `can_undo` when the viewer may take it back now.

    What somebody entered by hand is one of the kind "claim". `first` is the decision that an undo took back, or the decision itself.
    """

    seq: int
    at: str
    author: str
    kind: str
    reason: str
    body: dict[str, Any]
    target: str
    other: str
    superseded: int | None
    undone: bool
    first: str
    claim: ClaimView | None
    document: DocumentRef | None
    can_undo: bool


def history(viewer: Viewer, target: str, *, limit: int = _MOST) -> tuple[Changed, ...]:
    """The decisions about a claim, a source, an actor, a track, a commitment or a meeting that the viewer may see, the latest first.

    Among them stand the claims that people entered by hand: of a meeting all that are about it, else the claim itself.
    """
    require(viewer, "read")
    about = {target, f"meeting:{target}", f"document:{target}"}
    own_claims = {target}
    if (key := resolve(viewer, target)) is not None:
        meeting = meeting_rows(viewer).filter(pk=key).values("meeting")
        own = list(mentions(viewer).filter(meeting__in=meeting).values_list("pk", flat=True))
        about |= {*own, *(f"meeting:{name}" for name in own)}
        for some in batches(own):
            own_claims |= set(claims(viewer).filter(mention__in=some).values_list("pk", flat=True))
    return _with_entered(viewer, _about(about | own_claims), own_claims, limit)


def history_of_document(viewer: Viewer, source: str, *, limit: int = _MOST) -> tuple[Changed, ...]:
    """The decisions about a document and about each of its claims, and the claims that people entered there, the latest first."""
    require(viewer, "read")
    own = set(claims(viewer).filter(source=source).values_list("pk", flat=True))
    return _with_entered(viewer, _about({source, f"document:{source}"} | own), own, limit)


def changes_since(viewer: Viewer, after: int, *, own: bool = False, limit: int = _MOST) -> tuple[Changed, ...]:
    """What others, or the viewer alone (`own`), decided after that entry, the latest first.

    Accounts, exports and the machine's own merges are no part of it.
    """
    require(viewer, "read")
    by = Q(author=viewer.name)
    found = Decision.objects.filter(by if own else ~by, pk__gt=after).exclude(kind__in=ABOUT_NOTHING).order_by("-seq")
    # A merge by the machine has a score; thousands of bodies are looked at, and not taken apart.
    rows = plain_rows(found.values_list("seq", "kind", "body")[: 8 * limit])
    seqs = [seq for seq, kind, body in rows if kind not in ("merge", "copy") or '"score":' not in body]
    return _changed(viewer, set(seqs), limit)


def last_decision_of(viewer: Viewer) -> int:
    """The viewer's own last decision about what the record says; 0 where there is none."""
    own = Decision.objects.filter(author=viewer.name).exclude(kind__in=ABOUT_NOTHING).order_by("-seq")
    return own.values_list("seq", flat=True).first() or 0


def decided_things(viewer: Viewer, seqs: Iterable[int]) -> tuple[Changed, ...]:
    """These decisions, as far as the viewer may see them; all of them, since somebody is about to decide about them."""
    require(viewer, "read")
    wanted = set(seqs)
    return _changed(viewer, wanted, len(wanted))


def entered_claims(viewer: Viewer, seqs: Iterable[int]) -> tuple[ClaimView, ...]:
    """The claims that people entered by hand with these entries, as far as the viewer may see them."""
    require(viewer, "read")
    found = [one for one in claim_views(viewer, claims(viewer).filter(seq__in=sorted(set(seqs)))) if is_by_hand(one.method)]
    return tuple(found)


def _about(names: Iterable[str]) -> set[int]:
    """The decisions that name any of these, and what took them back, and what took that back."""
    found: set[int] = set()
    for some in batches(sorted(names), 400):
        found.update(Decision.objects.filter(Q(target__in=some) | Q(other__in=some)).values_list("seq", flat=True))
    reached = set(found)
    while reached:
        undos: set[int] = set()
        for some in batches([str(seq) for seq in sorted(reached)], 400):
            undos.update(Decision.objects.filter(kind="undo", target__in=some).values_list("seq", flat=True))
        reached = undos - found
        found |= undos
    return found


def _changed(viewer: Viewer, seqs: set[int], limit: int) -> tuple[Changed, ...]:
    wanted = sorted(seqs - hidden_entries(viewer), reverse=True)
    if viewer.scope != ALL:
        rows = [row for some in batches(wanted) for row in _rows(some).values_list("seq", "kind", "target", "other")]
        wanted = sorted(visible_decisions(viewer, rows), reverse=True)
    elif not may(viewer, "admin"):
        wanted = [seq for some in batches(wanted) for seq in _rows(some).exclude(kind__in=ABOUT_NOTHING).values_list("seq", flat=True)]
    return _lines(viewer, list(_rows(wanted[:limit]).order_by("-seq")))


def _with_entered(viewer: Viewer, seqs: set[int], own: Iterable[str], limit: int) -> tuple[Changed, ...]:
    """The decisions with these numbers, and those of the claims that people entered by hand."""
    hidden = hidden_entries(viewer)
    by_hand = claims(viewer).filter(method__startswith=person_method(""))
    found = [one for some in batches(sorted(own)) for one in by_hand.filter(pk__in=some).values_list("pk", "seq")]
    shown = dict(sorted(((pk, seq) for pk, seq in found if seq not in hidden), key=lambda one: -one[1])[:limit])
    entries = {seq: (at, author) for seq, at, author in Entry.objects.filter(pk__in=shown.values()).values_list("seq", "at", "author")}
    may_enter = may(viewer, "edit")
    made = []
    for view in claims_called(viewer, set(shown)):
        seq = shown[view.id]
        at, author = entries[seq]
        is_gone = view.status == CLAIM_STATUS["withdraw"]
        can_undo = may_enter and view.state == NEW
        as_entered = replace(view, decided=None)
        made.append(
            Changed(seq, at, author, ENTERED, "", {}, view.id, "", None, is_gone, ENTERED, as_entered, view.document, can_undo)
        )
    every = (*_changed(viewer, seqs, limit), *made)
    return tuple(sorted(every, key=lambda one: -one.seq)[:limit])


def _rows(seqs: Sequence[int]) -> QuerySet[Decision]:
    return Decision.objects.filter(pk__in=seqs)


def _lines(viewer: Viewer, rows: Sequence[Decision]) -> tuple[Changed, ...]:
    first = {row.seq: _first(row) for row in rows}
    about = {one.target for one in first.values() if one.kind in CLAIM_STATUS or one.kind in ("code", "share", *PERSONS)}
    views = {one.id: one for one in claims_called(viewer, about)}
    named = {name.removeprefix("document:") for one in first.values() for name in (one.target, one.other)}
    refs = document_refs(viewer, {name for name in named if ":" in name})
    undos = set(_rows([row.superseded for row in rows if row.superseded]).filter(kind="undo").values_list("seq", flat=True))
    corrections = _corrections(views)
    made = []
    for row in rows:
        meant = first[row.seq]
        view = views.get(meant.target)
        if view is not None:
            # As the claim read then: a later correction is no part of what was decided before it.
            view = replace(view, decided=next((value for seq, value in corrections.get(view.id, ()) if seq <= meant.seq), None))
        document = view.document if view else refs.get(meant.target.removeprefix("document:")) or refs.get(meant.other)
        undone = row.superseded in undos
        can = not undone and row.kind not in (OPENED, CODED, CODING) and may_undo(viewer, meant)
        made.append(
            Changed(
                row.seq, row.at, row.author, row.kind, row.reason, row.body, row.target, row.other, row.superseded,
                undone, meant.kind, view, document, can,
            )
        )  # fmt: skip
    return tuple(made)


def _corrections(claim_ids: Iterable[str]) -> dict[str, list[tuple[int, Any]]]:
    """The corrections of each claim, the latest first, those undone too."""
    found: dict[str, list[tuple[int, Any]]] = {}
    for some in batches(sorted(claim_ids)):
        rows = Decision.objects.filter(kind="correct", target__in=some).order_by("-seq").values_list("target", "seq", "body")
        for target, seq, body in rows:
            found.setdefault(target, []).append((seq, body["value"]))
    return found


def _first(row: Decision) -> Decision:
    while row.kind == "undo":
        found = Decision.objects.filter(pk=int(row.target)).first()
        if found is None:
            return row
        row = found
    return row
