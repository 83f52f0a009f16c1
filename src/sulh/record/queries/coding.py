"""Codings as somebody may see them: own judgements while others are at work, everybody's afterwards, and how far coders agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sulh.coding import MACHINE, REJECTED, Judgement, PairAgreement, PropertyAgreement, agreement, agreement_of_pairs, differing
from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import require
from sulh.record.blind import Coding, codings, decided_otherwise, judged
from sulh.record.canonical import canonical
from sulh.record.queries.claims import claim_views
from sulh.record.queries.refs import document_refs
from sulh.record.queries.visible import claims, sources
from sulh.record.shapes import ClaimView, DocumentRef, Viewer
from sulh.record.states import NEW

__all__ = ["CodedUnit", "CodingLine", "CodingView", "Reliability", "as_coder", "coding_view", "coding_views", "reliability", "waiting_for"]


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """One claim with what each coder says it reads (`MACHINE` for the reader): None where a coder finds it is not stated."""

    claim: ClaimView
    said: Mapping[str, Any]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodingLine:
    """A coding in a list: how many claims each coder judged of how many, those of others only as numbers."""

    document: DocumentRef
    coding: Coding
    claims: int
    judged: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CodingView:
    """One document's coding, cut to what the viewer may see; `differing` are the units on which coders differ, once it is open.

    `otherwise` are those on which they agree, and of which somebody had decided otherwise before.
    """

    document: DocumentRef
    coding: Coding
    units: tuple[CodedUnit, ...]
    differing: tuple[CodedUnit, ...]
    otherwise: tuple[CodedUnit, ...]
    agreed: int
    properties: tuple[PropertyAgreement, ...]
    pairs: tuple[PairAgreement, ...]

    @property
    def is_open(self) -> bool:
        """Whether everybody sees all judgements."""
        return self.coding.is_open


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far coders agree on all documents that are open to the viewer: by property, and by pairs of coders."""

    documents: int
    properties: tuple[PropertyAgreement, ...]
    pairs: tuple[PairAgreement, ...]


def coding_view(viewer: Viewer, source: str) -> CodingView | None:
    """The coding of a document in force; None where there is none. The document must be one that the viewer may see."""
    require(viewer, "read")
    found = next(iter(codings([source])), None)
    if found is None or source not in document_refs(viewer, [source]):
        return None
    units = list(_units(viewer, found))
    stated = list(_judgements(units))
    apart = set(differing(stated)) if found.is_open else set()
    otherwise = set(decided_otherwise(found)) if found.is_open else set()
    alike = [one for one in units if one.claim.status == ClaimStatus.PROPOSED and _alike(one, found)]
    return CodingView(
        document_refs(viewer, [source])[source],
        found,
        tuple(units),
        tuple(one for one in units if one.claim.id in apart),
        tuple(one for one in units if one.claim.id in otherwise),
        len(alike) if found.is_open else 0,
        agreement(stated) if found.is_open else (),
        agreement_of_pairs(stated) if found.is_open else (),
    )


def waiting_for(viewer: Viewer) -> tuple[CodingLine, ...]:
    """The codings that wait for the viewer: those of a coder who has not said to be done, while they are not open."""
    mine = (one for one in coding_views(viewer) if viewer.name in one.coding.coders)
    return tuple(one for one in mine if not one.coding.is_open and viewer.name not in one.coding.done)


def coding_views(viewer: Viewer) -> tuple[CodingLine, ...]:
    """The codings in force of documents that the viewer may see, the latest first."""
    require(viewer, "read")
    found = codings()
    if not found:
        return ()
    there = set(sources(viewer).filter(pk__in=[one.source for one in found]).values_list("pk", flat=True))
    shown = [one for one in reversed(found) if one.source in there]
    refs = document_refs(viewer, [one.source for one in shown])
    return tuple(_line(viewer, one, refs[one.source]) for one in shown)


def reliability(viewer: Viewer) -> Reliability:
    """Agreement on all documents whose coding is open and that the viewer may see."""
    require(viewer, "read")
    found = [one for one in codings() if one.is_open]
    there = set(sources(viewer).filter(pk__in=[one.source for one in found]).values_list("pk", flat=True)) if found else set()
    shown = [one for one in found if one.source in there]
    stated = [made for one in shown for made in _judgements(_units(viewer, one))]
    return Reliability(len(shown), agreement(stated), agreement_of_pairs(stated))


def as_coder(viewer: Viewer, source: str, views: tuple[ClaimView, ...]) -> tuple[ClaimView, ...]:
    """A document's claims as one of its coders sees them while the coding is closed: own judgements, and nobody's decisions."""
    found = next(iter(codings([source])), None)
    if found is None or found.is_open or viewer.name not in found.coders:
        return views
    own = {one.target: one for one in judged(found, viewer.name)}
    return tuple(_own(view, own.get(view.id)) for view in views)


def _own(view: ClaimView, judgement: Any) -> ClaimView:
    blank = replace(view, status=ClaimStatus.PROPOSED, decided=None, decided_by=None, decided_at=None, reason=None, state=NEW)
    if judgement is None:
        return blank
    body = judgement.body
    status = {"accept": ClaimStatus.ACCEPTED, "reject": ClaimStatus.REJECTED, "correct": ClaimStatus.CORRECTED}[body["verdict"]]
    said = {"decided_by": judgement.author, "decided_at": judgement.at, "reason": judgement.reason or None}
    return replace(blank, status=status, decided=body.get("value"), state=str(judgement.seq), **said)


def _line(viewer: Viewer, coding: Coding, document: DocumentRef) -> CodingLine:
    own = set(claims(viewer).filter(source=coding.source).exclude(status=ClaimStatus.WITHDRAWN).values_list("pk", flat=True))
    count = dict.fromkeys(coding.coders, 0)
    for one in judged(coding):
        if one.target in own and one.author in count:
            count[one.author] += 1
    return CodingLine(document, coding, len(own), count)


def _units(viewer: Viewer, coding: Coding) -> Iterator[CodedUnit]:
    """The claims of the document in the order of its text, with the judgements that the viewer may see."""
    rows = claims(viewer).filter(source=coding.source).exclude(status=ClaimStatus.WITHDRAWN).order_by("start", "end", "seq")
    said: dict[str, list[Any]] = {}
    for one in judged(coding, None if coding.is_open else viewer.name):
        said.setdefault(one.target, []).append(one)
    for view in claim_views(viewer, rows):
        own = said.get(view.id, ())
        values = {one.author: _value(view, one.body) for one in own}
        yield CodedUnit(view, {MACHINE: view.value} | values, {one.author: one.reason for one in own if one.reason})


def _value(view: ClaimView, body: Mapping[str, Any]) -> Any:
    return {"accept": view.value, "reject": None}.get(body["verdict"], body.get("value"))


def _judgements(units: Any) -> Iterator[Judgement]:
    for unit in units:
        for coder, value in unit.said.items():
            yield Judgement(unit.claim.id, unit.claim.property, coder, REJECTED if value is None else canonical(value))


def _alike(unit: CodedUnit, coding: Coding) -> bool:
    """Whether every coder judged the claim, and all alike."""
    said = [unit.said[coder] for coder in coding.coders if coder in unit.said]
    return len(said) == len(coding.coders) and len({json.dumps(one, sort_keys=True) for one in said}) == 1
