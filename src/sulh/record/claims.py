"""From a reading to claims: one assertion each, with an identifier made of what it asserts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sulh.model import Citation, Meeting, Reading
from sulh.record.canonical import canonical, sha256

__all__ = ["ClaimDraft", "claims_of", "document_body", "mention_id", "method"]


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim before it stands in the ledger. `name` is the property, `value` plain JSON; `spans` are [start, end) into the text."""

    document: str
    subject: str
    name: str
    value: Any
    spans: tuple[tuple[int, int], ...]
    written: str = ""
    confidence: float | None = None

    @property
    def id(self) -> str:
        """The first 32 digits of the SHA-256 over document, subject, property and value."""
        return claim_id(self.document, self.subject, self.name, canonical(self.value))

    def body(self) -> dict[str, Any]:
        """What the ledger keeps of the claim."""
        return {
            "id": self.id,
            "document": self.document,
            "subject": self.subject,
            "property": self.name,
            "value": self.value,
            "written": self.written,
            "spans": [list(span) for span in self.spans],
            "method": method(),
            "confidence": self.confidence,
        }


def claim_id(document: str, subject: str, name: str, value: str) -> str:
    """The identifier of a claim from what makes it that claim; `value` is canonical JSON already."""
    return sha256(f"{canonical([document, subject, name])[:-1]},{value}]")[:32]


@cache
def confidence_of(subject: str, name: str) -> float | None:
    """How often the reader's claims of a property are right: the share on annotated documents that the reader was not made with.

    Laplace's rule of succession keeps a share from few claims away from 0 and 1. None for what was never counted.
    """
    return _counted().get((subject, name))


@cache
def _counted() -> dict[tuple[str, str], float]:
    with (files("sulh.data") / "claim_precision.csv").open(encoding="utf-8") as table:
        return {
            (row["subject"], row["property"]): round((int(row["right"]) + 1) / (int(row["claims"]) + 2), 2) for row in csv.DictReader(table)
        }


@cache
def method() -> str:
    """The reader that made a claim, with its version."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"sulh.reading {version('sulh')}"
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "sulh.reading"


def mention_id(document: str, kind: str, number: int) -> str:
    """The identifier of the number-th thing of its kind in a document: 0123456789ab-meeting1."""
    return f"{document.removeprefix('sha256:')[:12]}-{kind}{number}"


def document_body(reading: Reading, level: str, groups: Iterable[str]) -> dict[str, Any]:
    """What the ledger keeps of a document; its text is kept beside the ledger, by digest."""
    document = reading.document
    # Front matter may say that the words are a retelling, or not the whole text; whoever quotes or compares them has to know.
    told = {name: value for name, value in document.front_matter if name in ("retold_from", "complete", "excerpt")}
    return {
        **told,
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "kind": reading.kind.value,
        "media_type": document.media_type,
        "length": len(document.text),
        "body": document.body,
        "dateline_place": document.dateline_place,
        "text_digest": sha256(document.text),
        "level": level,
        "groups": sorted(groups),
    }


def claims_of(reading: Reading) -> list[ClaimDraft]:
    """The claims of a reading in its order; what is said twice of one thing is one claim with the spans of both."""
    merged: dict[tuple[str, str, str], ClaimDraft] = {}
    for draft in _claims(reading):
        key = (draft.subject, draft.name, canonical(draft.value))
        known = merged.get(key)
        if known is not None:
            spans = tuple(dict.fromkeys((*known.spans, *draft.spans)))
            draft = ClaimDraft(known.document, known.subject, known.name, known.value, spans, known.written, known.confidence)
        merged[key] = draft
    return list(merged.values())


def _claims(reading: Reading) -> Iterator[ClaimDraft]:
    document = reading.document.id
    for number, meeting in enumerate(reading.meetings, 1):
        subject = mention_id(document, "meeting", number)
        for name, value, cites, written in _meeting(meeting):
            yield ClaimDraft(document, subject, name, value, _spans(cites), written, confidence_of("meeting", name))
    told = reading.to_dict()
    for kind in ("act", "track", "ceasefire", "release"):
        for number, value in enumerate(told[f"{kind}s"], 1):
            spans = value["cites"] if "cites" in value else [value["cite"]]
            asserted = {key: item for key, item in value.items() if key not in ("cite", "cites")}
            yield ClaimDraft(
                document,
                mention_id(document, kind, number),
                kind,
                asserted,
                tuple((start, end) for start, end in spans),
                confidence=confidence_of(kind, kind),
            )


def _spans(cites: Iterable[Citation]) -> tuple[tuple[int, int], ...]:
    return tuple((cite.start, cite.end) for cite in cites)


def _meeting(meeting: Meeting) -> Iterator[tuple[str, Any, Iterable[Citation], str]]:
    for name in ("kind", "status", "track", "ordinal", "start", "end", "city", "country"):
        value = getattr(meeting, name)
        if value is not None:
            yield name, value if isinstance(value, int) else str(value), meeting.cites, ""
    if meeting.core:
        yield "core", True, meeting.cites, ""
    for one in meeting.participants:
        actor = {"id": one.actor.id, "name": one.actor.name, "kind": one.actor.kind.value}
        yield "participant", {"actor": actor, "role": one.role.value}, one.cites, ""
    for person in meeting.people:
        actor_of = person.actor and {"id": person.actor.id, "name": person.actor.name, "kind": person.actor.kind.value}
        value = {"name": person.name, "office": person.office, "actor": actor_of, "head": person.head_of_delegation}
        yield "person", value, person.cites, person.name
    for item in meeting.agenda:
        yield "agenda", item.issue.value, (item.cite,), item.text
