"""What people decide about a record: each decision is checked, written into the ledger and projected in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sulh.model import AccessError, RecordError
from sulh.record.access import LEVELS, audience_id, require
from sulh.record.authority import track_of
from sulh.record.checking import checked_value
from sulh.record.ledger import Draft, append, writing
from sulh.record.models import Claim, Commitment, Decision, Document, Mention, Proposal, Text
from sulh.record.projection.apply import apply
from sulh.record.projection.decided import CLAIM_STATUS
from sulh.record.shapes import Viewer

__all__ = [
    "STATUSES",
    "accept",
    "accept_many",
    "add_evidence",
    "apart",
    "correct",
    "merge",
    "name_process",
    "put_in_track",
    "record_export",
    "reject",
    "set_status",
    "share",
    "split",
    "take_from_track",
    "undo",
    "withdraw",
]

# Implementation of a commitment: not initiated, minimal, intermediate, full (Peace Accords Matrix), and two ends beside the scale.
STATUSES = ("0", "1", "2", "3", "broken", "superseded")

# What undoing a decision of a kind asks for; what is not here cannot be undone.
_UNDOING = dict.fromkeys(CLAIM_STATUS, "review") | dict.fromkeys(("merge", "split", "apart"), "merge")
_UNDOING |= dict.fromkeys(("track", "share", "status", "evidence", "process"), "edit")


def accept(viewer: Viewer, claim_id: str, *, reason: str = "") -> int:
    """The claim is right. Like every function here: returns the number of the ledger's entry; raises AccessError or RecordError."""
    return accept_many(viewer, [claim_id], reason=reason)


def accept_many(viewer: Viewer, claim_ids: Sequence[str], *, reason: str = "") -> int:
    """All these claims are right; one entry each, all or none. Returns the number of the last entry."""
    return _decide_claims(viewer, "accept", [(claim, {}) for claim in claim_ids], reason)


def reject(viewer: Viewer, claim_id: str, *, reason: str = "") -> int:
    """The document does not say this."""
    return _decide_claims(viewer, "reject", [(claim_id, {})], reason)


def withdraw(viewer: Viewer, claim_id: str, *, reason: str = "") -> int:
    """Take a claim out of the record, right or wrong, for instance because its source asked for it."""
    return _decide_claims(viewer, "withdraw", [(claim_id, {})], reason)


def correct(viewer: Viewer, claim_id: str, value: Any, *, reason: str = "") -> int:
    """The claim ought to read `value`: JSON of the shape that claims of its property have."""
    require(viewer, "review")
    claim = _claim(viewer, claim_id)
    checked = checked_value(claim.property, claim.mention.kind, value)
    return _decide_claims(viewer, "correct", [(claim_id, {"property": claim.property, "value": checked})], reason)


def merge(viewer: Viewer, left_meeting: str, right_meeting: str, *, reason: str = "") -> int:
    """Two meetings are one."""
    require(viewer, "merge")
    with writing():
        if _meeting(viewer, left_meeting) == _meeting(viewer, right_meeting):
            raise RecordError(f"{left_meeting} and {right_meeting} are one meeting already")
        left, right = sorted((left_meeting, right_meeting), key=_first)
        return _write(viewer, "merge", {"target": left, "other": right, "reason": reason})


def split(viewer: Viewer, mention_id: str, *, reason: str = "") -> int:
    """A document does not tell of the meeting that it was merged into: its mention stands alone again."""
    require(viewer, "merge")
    with writing():
        mention = Mention.objects.filter(pk=mention_id, kind="meeting", audience__in=viewer.audiences).first()
        if mention is None:
            raise RecordError(f"no mention {mention_id} of a meeting here")
        if Mention.objects.filter(meeting=mention.meeting_id).count() < 2:
            raise RecordError(f"{mention_id} stands alone already")
        return _write(viewer, "split", {"target": mention_id, "reason": reason})


def apart(viewer: Viewer, proposal_id: str, *, reason: str = "") -> int:
    """The two meetings of a proposal are two."""
    require(viewer, "merge")
    with writing():
        proposal = Proposal.objects.filter(pk=proposal_id).select_related("left", "right").first()
        if proposal is None or not {proposal.left.audience_id, proposal.right.audience_id} <= viewer.audiences:
            raise RecordError(f"no proposal {proposal_id} here")
        return _write(viewer, "apart", {"target": proposal.left_id, "other": proposal.right_id, "reason": reason})


def undo(viewer: Viewer, decision_seq: int, *, reason: str = "") -> int:
    """Take a decision back, one of the machine or an earlier undo too; what it had superseded is in force again."""
    with writing():
        decision = Decision.objects.filter(pk=decision_seq).first()
        if decision is None:
            raise RecordError(f"entry {decision_seq} is no decision")
        if decision.superseded is not None and Decision.objects.filter(pk=decision.superseded, kind="undo").exists():
            raise RecordError(f"decision {decision_seq} was undone already, by entry {decision.superseded}")
        require(viewer, _action_of(decision))
        _see(viewer, decision)
        return _write(viewer, "undo", {"target": str(decision_seq), "reason": reason})


def put_in_track(viewer: Viewer, kind: str, id: str, track_name: str, *, reason: str = "") -> int:
    """A meeting or a document (`kind`) belongs to a track, also when it belongs to others."""
    return _track(viewer, kind, id, track_name, True, reason)


def take_from_track(viewer: Viewer, kind: str, id: str, track_name: str, *, reason: str = "") -> int:
    """A meeting or a document does not belong to a track, whatever its sources say."""
    return _track(viewer, kind, id, track_name, False, reason)


def share(viewer: Viewer, target: str, level: str, groups: Iterable[str] = (), *, reason: str = "") -> int:
    """Who may see a document, or one claim of it; a claim cannot be shared more widely than its document."""
    require(viewer, "edit")
    names = sorted(set(groups))
    audience_id(level, names)
    with writing():
        if target.startswith("sha256:"):
            _document(viewer, target)
        elif LEVELS.index(level) < LEVELS.index(_claim(viewer, target).document.audience.level):
            raise RecordError("a claim cannot be shared more widely than its document: share the document")
        return _write(viewer, "share", {"target": target, "level": level, "groups": names, "reason": reason})


def set_status(viewer: Viewer, commitment_id: str, status: str, document_id: str, start: int, end: int, *, reason: str = "") -> int:
    """How far a commitment is carried out, shown by the words [start, end) of a document."""
    if status not in STATUSES:
        raise RecordError(f"there is no status {status!r}: {', '.join(STATUSES)}")
    return _cite(viewer, "status", commitment_id, document_id, (start, end), {"status": status, "reason": reason})


def add_evidence(viewer: Viewer, commitment_id: str, document_id: str, start: int, end: int, *, note: str = "") -> int:
    """Words of a document that bear on a commitment, without a judgement yet."""
    return _cite(viewer, "evidence", commitment_id, document_id, (start, end), {"note": note})


def name_process(viewer: Viewer, name: str) -> int:
    """What the process of this record is called."""
    require(viewer, "edit")
    if not name.strip():
        raise RecordError("a process needs a name")
    with writing():
        return _write(viewer, "process", {"target": "process", "name": name.strip()})


def record_export(viewer: Viewer, what: str, count: int) -> int:
    """Somebody took `count` rows of `what` out of the record."""
    require(viewer, "export")
    with writing():
        return _write(viewer, "export", {"target": what[:80], "count": count})


def _write(viewer: Viewer, kind: str, body: dict[str, Any]) -> int:
    entries = append([Draft(viewer.name, kind, body)])
    apply(entries)
    return entries[-1].seq


def _decide_claims(viewer: Viewer, kind: str, decisions: Sequence[tuple[str, dict[str, Any]]], reason: str) -> int:
    require(viewer, "review")
    if not decisions:
        raise RecordError("no claim is named")
    with writing():
        ids = [claim for claim, _ in decisions]
        known = set(Claim.objects.filter(pk__in=ids, audience__in=viewer.audiences).values_list("pk", flat=True))
        for claim in ids:
            if claim not in known:
                raise RecordError(f"no claim {claim} here")
        entries = append([Draft(viewer.name, kind, {"target": claim, "reason": reason, **more}) for claim, more in decisions])
        apply(entries)
        return entries[-1].seq


def _claim(viewer: Viewer, claim_id: str) -> Claim:
    claims = Claim.objects.select_related("mention", "document__audience")
    found = claims.filter(pk=claim_id, audience__in=viewer.audiences).first()
    if found is None:
        raise RecordError(f"no claim {claim_id} here")
    return found


def _document(viewer: Viewer, document_id: str) -> Document:
    found = Document.objects.filter(pk=document_id, audience__in=viewer.audiences).first()
    if found is None:
        raise RecordError(f"no document {document_id} here")
    return found


def _meeting(viewer: Viewer, name: str) -> str:
    """The row of the meeting that the viewer calls so: by its identifier, or by that of a mention of it that the viewer may see."""
    from sulh.record.queries.sight import resolve

    found = resolve(viewer, name)
    if found is None:
        raise RecordError(f"no meeting {name} here")
    return found


def _first(mention: str) -> int:
    return Mention.objects.get(pk=mention).seq


def _track(viewer: Viewer, kind: str, target: str, name: str, put: bool, reason: str) -> int:
    require(viewer, "edit")
    if kind not in ("meeting", "document"):
        raise RecordError(f"a {kind} is in no track: only meetings and documents are")
    if not name.strip():
        raise RecordError("a track needs a name")
    with writing():
        (_meeting if kind == "meeting" else _document)(viewer, target)
        track, authority_name = track_of(name.strip())
        body = {"target": f"{kind}:{target}", "other": track[:80], "name": authority_name, "put": put, "reason": reason}
        return _write(viewer, "track", body)


def _cite(viewer: Viewer, kind: str, commitment_id: str, document_id: str, span: tuple[int, int], more: dict[str, Any]) -> int:
    require(viewer, "edit")
    with writing():
        commitments = Commitment.objects.filter(pk=commitment_id, act__claim__audience__in=viewer.audiences)
        if not commitments.exists():
            raise RecordError(f"no commitment {commitment_id} here")
        _document(viewer, document_id)
        text = Text.objects.filter(pk=document_id).values_list("text", flat=True).first() or ""
        start, end = span
        if not 0 <= start < end <= len(text):
            raise RecordError(f"[{start}, {end}) is no span of a text of {len(text)} characters")
        return _write(viewer, kind, {"target": commitment_id, "document": document_id, "start": start, "end": end, **more})


def _action_of(decision: Decision) -> str:
    """What undoing the decision asks for; an undo of an undo asks for what the first decision did."""
    while decision.kind == "undo":
        decision = Decision.objects.get(pk=int(decision.target))
    if decision.kind not in _UNDOING:
        raise RecordError(f"entry {decision.seq} ({decision.kind}) says what happened, and cannot be undone")
    return _UNDOING[decision.kind]


def _see(viewer: Viewer, decision: Decision) -> None:
    """Raise AccessError when the decision is about something that the viewer may not see."""
    while decision.kind == "undo":
        decision = Decision.objects.get(pk=int(decision.target))
    names = {part for part in (decision.target.removeprefix("meeting:").removeprefix("document:"), decision.other) if part}
    hidden = (
        Claim.objects.filter(pk__in=names).exclude(audience__in=viewer.audiences).exists()
        or Mention.objects.filter(pk__in=names).exclude(audience__in=viewer.audiences).exists()
        or Document.objects.filter(pk__in=names).exclude(audience__in=viewer.audiences).exists()
    )
    if hidden:
        raise AccessError(f"decision {decision.seq} is about something that {viewer.name} may not see")
