"""What decisions do: which of them are in force, and what they make of claims, audiences and tracks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sulh.record.access import stricter
from sulh.record.authority import track_of
from sulh.record.canonical import canonical
from sulh.record.inserting import put
from sulh.record.models import Claim, Decision, Document, Entry, Evidence, Mention
from sulh.record.projection.rows import add_audience, bodies, split_subject
from sulh.record.projection.touched import Touched, batches

__all__ = ["CLAIM_STATUS", "in_force", "project_decisions", "undone"]

# A decision about a claim, and the status the claim has from then on.
CLAIM_STATUS = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "withdraw": "withdrawn"}
_NOT_DECISIONS = frozenset({"document", "claim", "propose"})
_ENVELOPE = ("target", "other", "reason")


def project_decisions(entries: Iterable[tuple[Entry, dict[str, Any]]], touched: Touched) -> None:
    """Rows of the decisions among `entries`, and everything that changes at once; what has to be worked out anew is noted."""
    taken = [(entry, body) for entry, body in entries if entry.kind not in _NOT_DECISIONS]
    if not taken:
        return
    put(_row(entry, body) for entry, body in taken)
    concerned = _concerned([(entry.kind, body) for entry, body in taken])
    _supersede(concerned)
    for kind, target, other in sorted(concerned):
        if kind in ("merge", "split", "apart"):
            touched.mentions.update(name for name in (target, other) if name)
    _claims({target for kind, target, _ in concerned if kind in CLAIM_STATUS}, touched)
    _shares({target for kind, target, _ in concerned if kind == "share"}, touched)
    _tracks({target for kind, target, _ in concerned if kind == "track"}, touched)
    commitments = {target for kind, target, _ in concerned if kind in ("status", "evidence")}
    touched.documents.update(Mention.objects.filter(pk__in=commitments).values_list("document_id", flat=True))


def _row(entry: Entry, body: dict[str, Any]) -> Decision:
    rest = {key: value for key, value in body.items() if key not in _ENVELOPE}
    return Decision(
        seq=entry.seq,
        at=entry.at,
        author=entry.author,
        kind=entry.kind,
        target=body["target"],
        other=body.get("other", ""),
        reason=body.get("reason", ""),
        body=rest,
    )


def _concerned(decisions: Iterable[tuple[str, dict[str, Any]]]) -> set[tuple[str, str, str]]:
    """Kind, target and other of the decisions, those that an undo reaches in the place of the undo."""
    concerned, undos = set(), []
    for kind, body in decisions:
        if kind == "undo":
            undos.append(int(body["target"]))
        else:
            concerned.add((kind, body["target"], body.get("other", "")))
    while undos:
        rows = list(Decision.objects.filter(pk__in=undos).values_list("kind", "target", "other"))
        concerned |= {row for row in rows if row[0] != "undo"}
        undos = [int(target) for kind, target, _ in rows if kind == "undo"]
    return concerned


def undone(seqs: Iterable[int]) -> dict[int, int]:
    """Those of the decisions that an undo in force took back, with the number of that undo; an undo can be undone too."""
    undos: dict[int, list[int]] = {}
    wanted = {str(seq) for seq in seqs}
    while wanted:
        found: set[str] = set()
        for some in batches(sorted(wanted)):
            for seq, target in Decision.objects.filter(kind="undo", target__in=some).values_list("seq", "target"):
                undos.setdefault(int(target), []).append(seq)
                found.add(str(seq))
        wanted = found

    def taken_back(seq: int) -> int | None:
        return next((undo for undo in sorted(undos.get(seq, ())) if taken_back(undo) is None), None)

    return {seq: by for seq in undos if (by := taken_back(seq)) is not None}


def _group(decision: Decision) -> tuple[str, ...] | None:
    """What decisions of one sort about one thing share: of these the last in force counts. None where each stands for itself."""
    if decision.kind in CLAIM_STATUS:
        return ("claim", decision.target)
    if decision.kind in ("share", "status"):
        return (decision.kind, decision.target)
    if decision.kind == "track":
        return ("track", decision.target, decision.other)
    return ("process",) if decision.kind == "process" else None


def _supersede(concerned: set[tuple[str, str, str]]) -> None:
    """Write into each decision by which later one it was superseded."""
    decisions: list[Decision] = []
    for some in batches(sorted({target for _, target, _ in concerned})):
        decisions += Decision.objects.filter(target__in=some).exclude(kind="undo").order_by("seq")
    taken_back = undone(decision.seq for decision in decisions)
    latest: dict[tuple[str, ...], int] = {}
    changed = []
    undos: dict[int, int | None] = {}
    for decision in sorted(decisions, key=lambda d: -d.seq):
        group = _group(decision)
        superseded = taken_back.get(decision.seq)
        if superseded is None and group is not None:
            superseded = latest.get(group)
            latest.setdefault(group, decision.seq)
        if superseded != decision.superseded:
            decision.superseded = superseded
            changed.append(decision)
    for undo in Decision.objects.filter(kind="undo", target__in=[str(d.seq) for d in decisions]):
        undos[undo.seq] = undo.superseded
    Decision.objects.bulk_update(changed, ["superseded"])
    _supersede_undos(set(undos))


def _supersede_undos(seqs: set[int]) -> None:
    if not seqs:
        return
    for undo, by in undone(seqs).items():
        if undo in seqs:
            Decision.objects.filter(pk=undo).update(superseded=by)
    _supersede_undos(set(Decision.objects.filter(kind="undo", target__in=[str(seq) for seq in seqs]).values_list("pk", flat=True)))


def in_force(kinds: Sequence[str], targets: Iterable[str]) -> list[Decision]:
    """The decisions of these kinds about these things that no later one superseded, in order."""
    found: list[Decision] = []
    for some in batches(sorted(targets)):
        found += Decision.objects.filter(kind__in=kinds, target__in=some, superseded__isnull=True)
    return sorted(found, key=lambda decision: decision.seq)


def _claims(ids: set[str], touched: Touched) -> None:
    """The status and the value that decisions give claims."""
    deciding = {decision.target: decision for decision in in_force(tuple(CLAIM_STATUS), ids)}
    changed = []
    for claim in Claim.objects.filter(pk__in=ids):
        decision = deciding.get(claim.pk)
        corrected = decision.body["value"] if decision is not None and decision.kind == "correct" else None
        claim.status = CLAIM_STATUS[decision.kind] if decision is not None else "proposed"
        claim.decision = decision.seq if decision is not None else None
        claim.decided = canonical(corrected) if corrected is not None else None
        changed.append(claim)
        kind, _ = split_subject(claim.mention_id)
        touched.documents.add(claim.document_id)
        if kind == "meeting":
            touched.mentions.add(claim.mention_id)
        if kind == "track":
            touched.tracks.add(track_of(json.loads(claim.value)["name"])[0])
            touched.tracks.add(track_of(json.loads(claim.decided or claim.value)["name"])[0])
    Claim.objects.bulk_update(changed, ["status", "decision", "decided"])


def _tracks(targets: set[str], touched: Touched) -> None:
    for target in targets:
        kind, _, name = target.partition(":")
        (touched.mentions if kind == "meeting" else touched.documents).add(name)


def _shares(targets: set[str], touched: Touched) -> None:
    """The audiences of documents and claims after somebody shared them otherwise; a claim may only be stricter than its document."""
    documents = {target for target in targets if target.startswith("sha256:")}
    documents |= set(Claim.objects.filter(pk__in=targets - documents).values_list("document_id", flat=True))
    for document in Document.objects.filter(pk__in=documents).order_by("seq"):
        _share(document)
        touched.documents.add(document.pk)
        touched.mentions.update(document.mentions.filter(kind="meeting").values_list("pk", flat=True))


def _share(document: Document) -> None:
    decided = in_force(("share",), [document.pk])
    told = decided[-1].body if decided else next(body for _, body in _entry_of(document))
    level = (told["level"], tuple(told["groups"]))
    key = add_audience(*level)
    Document.objects.filter(pk=document.pk).update(audience_id=key)
    Mention.objects.filter(document=document).update(audience_id=key)
    Evidence.objects.filter(document=document).update(audience_id=key)
    Claim.objects.filter(document=document).update(audience_id=key)
    own = Decision.objects.filter(kind="share", superseded__isnull=True, target__in=document.claims.values("pk"))
    for decision in own.order_by("seq"):
        narrower = stricter((decision.body["level"], tuple(decision.body["groups"])), level)
        Claim.objects.filter(pk=decision.target).update(audience_id=add_audience(*narrower))


def _entry_of(document: Document) -> Iterable[tuple[Entry, dict[str, Any]]]:
    return bodies(Entry.objects.filter(pk=document.seq))
