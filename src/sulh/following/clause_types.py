"""The values of following clauses: clauses in force, segments of later reports, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.following.types import LinkReason
from sulh.model.vocabulary import Direction

__all__ = ["AgreedClause", "ReportSegment", "SegmentLink"]


@dataclass(frozen=True, slots=True)
class AgreedClause:
    """Words of an agreement or statement (`source`) that bind somebody from day `made` (YYYY-MM-DD) on.

    `number` is the article that they stand under ("2.1.10"), where they have one; `lead` is what introduces the list that they are an item
    of ("The following acts are prohibited:").
    """

    id: str
    source: str
    text: str
    made: str | None = None
    number: str | None = None
    language: str = "en"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class ReportSegment:
    """A sentence of a report, said on day `said`; `lead` is what introduces the list that it stands in ("... violated the following:")."""

    id: str
    source: str
    text: str
    said: str | None = None
    lead: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SegmentLink:
    """A segment that may speak of a clause: how surely (0 to 1), why, and what it says became of the clause. Never a decision."""

    clause: str
    segment: ReportSegment
    direction: Direction
    score: float
    reasons: tuple[LinkReason, ...]

    @property
    def day(self) -> str | None:
        """The day of the report."""
        return self.segment.said
