"""From a reading to claims: one assertion each, with an identifier made of what it asserts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sulh.documents.titles import opening
from sulh.model import Citation, Reading
from sulh.model.kinds import Kind, kinds
from sulh.model.serial import plain
from sulh.model.two_readings import Readers, TwoReadings
from sulh.record.canonical import canonical, quoted, sha256
from sulh.record.precision import NONE_OWN, Own, confidence_of, decisions_of, evidence_of, precision

__all__ = [
    "ClaimDraft",
    "claimed_part",
    "claims_of",
    "document_body",
    "is_by_hand",
    "is_document",
    "mention_id",
    "method",
    "person_method",
    "stated",
]

_BY_HAND = "person "


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim before it stands in the ledger. `name` is the property, `value` plain JSON.

    A document is cited by `spans`, [start, end) into its text, a list by `cell`, row and column; a person's own entry by neither.
    `again` counts claims of the same that whoever enters this one may not see: each has an identifier of its own.
    """

    source: str
    subject: str
    name: str
    value: Any
    spans: tuple[tuple[int, int], ...] = ()
    written: str = ""
    confidence: float | None = None
    decided_here: int = 0  # by how many decisions of this record the confidence is measured; 0 for one that was measured on blind documents
    cell: tuple[int, str] | None = None
    method: str = ""
    again: int = 0
    text: str = ""  # the value as canonical JSON, where it was made already
    beside: int | None = None  # for what two readers state differently: how many entries before this one the first of the claims stands

    @property
    def id(self) -> str:
        """The first 32 digits of the SHA-256 over source, subject, property and value."""
        name = f"{self.name} {self.again}" if self.again else self.name
        return claim_id(self.source, self.subject, name, self.text or canonical(self.value))

    def body(self) -> dict[str, Any]:
        """What the ledger keeps of the claim."""
        body = {
            "id": self.id,
            "document" if is_document(self.source) else "source": self.source,
            "subject": self.subject,
            "property": self.name,
            "value": self.value,
            "written": self.written,
            "spans": [list(span) for span in self.spans],
            "method": self.method or method(),
            "confidence": self.confidence,
        }
        body |= {} if self.beside is None else {"beside": self.beside}
        body |= {"decided_here": self.decided_here} if self.decided_here else {}
        return body if self.cell is None else body | {"cell": list(self.cell)}


def is_document(source: str) -> bool:
    """Whether an identifier is a document's."""
    return source.startswith("sha256:")


def claim_id(source: str, subject: str, name: str, value: str) -> str:
    """The identifier of a claim from what makes it that claim; `value` is canonical JSON already."""
    return sha256(f"[{quoted(source)},{quoted(subject)},{quoted(name)},{value}]")[:32]


@cache
def method() -> str:
    """The reader that made a claim, with its version."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"sulh.reading {version('sulh')}"
    except PackageNotFoundError:  # run from a source tree that is not installed
        return "sulh.reading"


def mention_id(source: str, kind: str, number: int) -> str:
    """The identifier of the number-th thing of its kind in a source: 0123456789ab-meeting1."""
    return f"{source.partition(':')[2][:12]}-{kind}{number}"


def person_method(person: str) -> str:
    """The method of claims that a person entered by hand."""
    return f"{_BY_HAND}{person}"[:80]


def is_by_hand(method: str) -> bool:
    """Whether a person entered the claim."""
    return method.startswith(_BY_HAND)


def document_body(reading: Reading, level: str, groups: Iterable[str]) -> dict[str, Any]:
    """What the ledger keeps of a document; its text is kept beside the ledger, by digest."""
    document = reading.document
    # Front matter may say that the words are a retelling, or not the whole text; whoever quotes or compares them has to know.
    about_text: dict[str, object] = {name: value for name, value in document.front_matter if name in ("retold_from", "complete", "excerpt")}
    if document.changed_by:
        about_text["changed_by"] = list(document.changed_by)
    return {
        **about_text,
        "id": document.id,
        "path": document.path,
        "title": document.title or opening(document.text),
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


def claims_of(reading: Reading, own: Own = NONE_OWN) -> list[ClaimDraft]:
    """The claims of a reading in its order; what is said twice of one thing is one claim with the spans of both.

    `own` is what was decided in the record they are for, by which their confidence is measured where it is enough.
    """
    merged: dict[tuple[str, str, str], ClaimDraft] = {}
    for draft in _of_two_readers(reading) if isinstance(reading, TwoReadings) else _claims(reading, own):
        key = (draft.subject, draft.name, draft.text)
        known = merged.get(key)
        merged[key] = draft if known is None else replace(known, spans=tuple(dict.fromkeys((*known.spans, *draft.spans))))
    return list(merged.values())


def _claims(reading: Reading, own: Own) -> Iterator[ClaimDraft]:
    source = reading.document.id
    for kind in kinds():
        for number, fact in enumerate(getattr(reading, kind.plural), 1):
            subject, evidence = mention_id(source, kind.name, number), evidence_of(kind.name, fact)
            for name, value, cites, written in stated(kind, fact):
                spans = tuple((cite.start, cite.end) for cite in cites)
                confidence, here = confidence_of(kind.name, name, evidence, own), decisions_of(kind.name, name, own)
                yield ClaimDraft(source, subject, name, value, spans, written, confidence, here, text=canonical(value))


def _of_two_readers(reading: TwoReadings) -> Iterator[ClaimDraft]:
    """What two readers state, each claim with the method of its reader, or of both where they agree."""
    source, own = reading.document.id, method()
    methods = {Readers.FIRST: own, Readers.FIRST_DIFFERS: own, Readers.BOTH: f"{own} + {reading.method}"}
    for one in reading.stated:
        yield ClaimDraft(
            source,
            mention_id(source, one.kind, one.number),
            one.name,
            one.value,
            tuple((cite.start, cite.end) for cite in one.cites),
            one.written,
            precision(one.kind, one.name, one.readers),
            method=methods.get(one.readers, reading.method),
            text=canonical(one.value),
            beside=one.beside,
        )


def stated(kind: Kind, fact: Any) -> Iterator[tuple[str, Any, Iterable[Citation], str]]:
    """What a fact states, as claims: property, value in plain JSON, citations, and the words as written where they differ."""
    cites = fact.cites if kind.cites_many else (fact.cite,)
    if kind.whole:
        yield kind.name, plain(kind, fact), cites, ""
        return
    values = plain(kind, fact)
    for one in kind.values:
        value = values[one.name]
        if value is not None and value is not False:
            yield one.claimed, value, cites, ""
    for one in kind.parts:
        assert one.part is not None
        for part, value in zip(getattr(fact, one.name), values[one.name], strict=True):
            own = part.cites if one.part.cites_many else (part.cite,)
            yield one.part.claim, claimed_part(one.part, value), own, str(value[one.part.written]) if one.part.written else ""


def claimed_part(part: Kind, value: Mapping[str, Any]) -> Any:
    """The value of a claim about a part from its properties: a bare code where the part is claimed so."""
    return value[part.bare] if part.bare else {one.claimed: value[one.name] for one in part.properties}
