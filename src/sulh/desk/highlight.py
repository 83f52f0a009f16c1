"""A document's text with its claims marked: cut where citations begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sulh.record.shapes import ClaimView
from sulh.render.segments import Segment, paragraphs

__all__ = ["MarkedPassage", "kind_of", "marked_lines", "repeated"]

_KINDS = {"participant": "participant", "person": "person", "agenda": "agenda"}


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A claim as the segmenter wants it: a key and spans."""

    key: str
    kind: str
    cites: tuple[_Span, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


def kind_of(claim: ClaimView) -> str:
    """The colour a claim is shown in: its own for participants, people and agenda, else its subject's."""
    return _KINDS.get(claim.property, claim.subject)


def marked_lines(text: str, claims: Iterable[ClaimView]) -> Iterator[tuple[Segment, ...]]:
    """The lines of the text that are not blank, cut into segments that the same claims cover."""
    passages = []
    for claim in claims:
        spans = claim.spans or ((claim.start, claim.end),)
        passages.append(MarkedPassage(claim.id, kind_of(claim), tuple(_Span(start, end) for start, end in spans)))
    yield from paragraphs(text, passages)  # type: ignore[arg-type]  # it reads only the key and the spans


def repeated(claims: Iterable[ClaimView]) -> dict[str, bool]:
    """Whether a claim in this order rests on the very words of the claim before it, which need not be shown again."""
    found: dict[str, bool] = {}
    before: tuple[str, int, int] | None = None
    for claim in claims:
        words = (claim.mention, claim.start, claim.end)
        found[claim.id], before = words == before, words
    return found
