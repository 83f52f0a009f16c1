"""The rows of what one document tells once: acts with the promises among them, ceasefires, releases, agreements in their tracks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.record.canonical import row_id
from sulh.record.inserting import put
from sulh.record.models import (
    ActRow,
    CeasefireRow,
    Claim,
    Commitment,
    Decision,
    Document,
    Evidence,
    MeetingRow,
    Membership,
    Mention,
    ReleaseRow,
    Text,
)
from sulh.record.projection.decided import in_force
from sulh.record.projection.promises import is_promise
from sulh.record.projection.touched import batches
from sulh.record.projection.values import first_day, last_day

__all__ = ["project_facts"]

# Documents of these kinds are themselves outcomes, and so belong to the track of the meeting they came out of.
_OUTCOMES = frozenset({"agreement", "joint_statement"})
_RETIRED = ("rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class _Told:
    """One claim in force about an act, a ceasefire or a release."""

    claim: str
    mention: str
    document: str
    property: str
    value: dict[str, Any]
    start: int
    end: int


def project_facts(documents: Iterable[str]) -> None:
    """Work out the acts, promises, ceasefires, releases and track memberships of these documents anew."""
    for some in batches(sorted(documents), 200):
        _project(some)


def _project(documents: Sequence[str]) -> None:
    _erase(documents)
    about = {row.pk: row for row in Document.objects.filter(pk__in=documents).defer("path")}
    told = _told(documents)
    cores = _cores(documents)
    acts = [one for one in told if one.property == "act"]
    put(_act(one, about[one.document], cores.get(one.document)) for one in acts)
    _commitments(acts, cores)
    put(_ceasefire(one) for one in told if one.property == "ceasefire")
    put(_release(one) for one in told if one.property == "release")
    _memberships(about, cores)


def _erase(documents: Sequence[str]) -> None:
    mentions = list(Mention.objects.filter(document_id__in=documents).exclude(kind="meeting").values_list("pk", flat=True))
    for some in batches(mentions):
        for rows in (
            Evidence.objects.filter(commitment_id__in=some),
            Commitment.objects.filter(pk__in=some),
            ActRow.objects.filter(pk__in=some),
            CeasefireRow.objects.filter(pk__in=some),
            ReleaseRow.objects.filter(pk__in=some),
        ):
            rows._raw_delete(rows.db)
    rows_of = Membership.objects.filter(document_id__in=documents)
    rows_of._raw_delete(rows_of.db)


def _told(documents: Sequence[str]) -> list[_Told]:
    claims = Claim.objects.filter(document_id__in=documents, property__in=("act", "ceasefire", "release")).exclude(status__in=_RETIRED)
    rows = claims.order_by("seq").values_list("pk", "mention_id", "document_id", "property", "value", "decided", "start", "end")
    return [
        _Told(claim, mention, document, name, json.loads(decided or value), start, end)
        for claim, mention, document, name, value, decided, start, end in rows
    ]


def _cores(documents: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Document -> the meeting it is about and that meeting's track, for documents with one core meeting."""
    claims = Claim.objects.filter(document_id__in=documents, property="core").exclude(status__in=_RETIRED)
    found: dict[str, set[str]] = defaultdict(set)
    for document, meeting in claims.values_list("document_id", "mention__meeting_id"):
        if meeting is not None:
            found[document].add(meeting)
    single = {document: next(iter(meetings)) for document, meetings in found.items() if len(meetings) == 1}
    tracks = dict(MeetingRow.objects.filter(pk__in=set(single.values())).values_list("pk", "track_id"))
    return {document: (meeting, tracks.get(meeting)) for document, meeting in single.items()}


def _act(one: _Told, document: Document, core: tuple[str, str | None] | None) -> ActRow:
    value = one.value
    return ActRow(
        mention_id=one.mention,
        meeting_id=core[0] if core else None,
        act=value["act"],
        actors=[actor["id"] for actor in value["actors"]],
        issues=value["issues"],
        date=value["date"],
        due=value["due"],
        day=first_day(value["date"]) or document.day,
        claim_id=one.claim,
    )


def _commitments(acts: Sequence[_Told], cores: Mapping[str, tuple[str, str | None]]) -> None:
    candidates = [one for one in acts if one.value["act"] in ("agree", "decide")]
    open_ones = {one.document for one in candidates if one.value["due"] is None}
    texts = dict(Text.objects.filter(pk__in=open_ones).values_list("document", "text")) if open_ones else {}
    promises = [one for one in candidates if one.value["due"] or is_promise(texts.get(one.document, "")[one.start : one.end])]
    if not promises:
        return
    status = {decision.target: decision for decision in in_force(("status",), [one.mention for one in promises])}
    put(_commitment(one, cores.get(one.document), status.get(one.mention)) for one in promises)
    cited = _cited(promises)
    audiences = dict(Document.objects.filter(pk__in={one.body["document"] for one in cited}).values_list("pk", "audience_id"))
    cited = [decision for decision in cited if decision.body["document"] in audiences]
    put(_evidence(decision, audiences[decision.body["document"]]) for decision in cited)


def _commitment(one: _Told, core: tuple[str, str | None] | None, decision: Decision | None) -> Commitment:
    return Commitment(
        act_id=one.mention,
        track_id=core[1] if core else None,
        status=decision.body["status"] if decision else "0",
        due_day=last_day(one.value["due"]),
        decision=decision.seq if decision else None,
    )


def _cited(promises: Sequence[_Told]) -> list[Decision]:
    """Every decision that cites words for a promise and was not undone; a later status leaves the words of the earlier one."""
    decisions = Decision.objects.filter(kind__in=("status", "evidence"), target__in=[one.mention for one in promises]).order_by("seq")
    undos = set(Decision.objects.filter(kind="undo").values_list("pk", flat=True)) if decisions else set()
    return [decision for decision in decisions if decision.superseded not in undos]


def _evidence(decision: Decision, audience: int) -> Evidence:
    return Evidence(
        id=row_id("evidence", decision.seq),
        commitment_id=decision.target,
        document_id=decision.body["document"],
        start=decision.body["start"],
        end=decision.body["end"],
        status=decision.body.get("status"),
        note=decision.body.get("note", "") or decision.reason,
        author=decision.author,
        seq=decision.seq,
        audience_id=audience,
    )


def _ceasefire(one: _Told) -> CeasefireRow:
    value = one.value
    return CeasefireRow(
        mention_id=one.mention,
        event=value["event"],
        start=value["start"],
        end=value["end"],
        first_day=first_day(value["start"]) or first_day(value["end"]),
        last_day=last_day(value["end"]),
        parties=[actor["id"] for actor in value["parties"]],
        area=value["area"],
        claim_id=one.claim,
    )


def _release(one: _Told) -> ReleaseRow:
    value = one.value
    return ReleaseRow(
        mention_id=one.mention,
        what=value["what"],
        by_id=value["by"]["id"] if value["by"] else None,
        to_id=value["to"]["id"] if value["to"] else None,
        count=value["count"],
        date=value["date"],
        day=first_day(value["date"]),
        claim_id=one.claim,
    )


def _memberships(about: Mapping[str, Document], cores: Mapping[str, tuple[str, str | None]]) -> None:
    decided: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in in_force(("track",), [f"document:{document}" for document in about]):
        decided[decision.target.partition(":")[2]][decision.other] = decision
    rows = []
    for document, row in about.items():
        told = cores.get(document, ("", None))[1] if row.kind in _OUTCOMES else None
        for track in dict.fromkeys([*([told] if told else []), *decided[document]]):
            ruling = decided[document].get(track)
            if ruling is None or ruling.body["put"]:
                member = Membership(id=row_id("track", document, track), track_id=track, document_id=document)
                member.sources = int(track == told)
                member.decision = ruling.seq if ruling else None
                rows.append(member)
    put(rows)
