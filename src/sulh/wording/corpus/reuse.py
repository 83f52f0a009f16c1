"""The result of a corpus search: a passage of one document that occurs, the same or edited, in a later one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

__all__ = ["IN_ORDER", "Reuse", "ReuseKind"]


class ReuseKind(StrEnum):
    """How a passage recurs: letter for letter, with changes, or inside a sentence that says more."""

    EXACT = "exact"
    EDITED = "edited"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True, order=True)
class Reuse:
    """A passage of document `earlier` that occurs again in document `later`.

    Spans are half-open and count code points of the two texts as given. `score` (0..1) is the share of letters that agree, `words` the
    words of the later passage. Earlier and later follow the documents' dates, and their names where dates are equal or unknown.
    """

    earlier: str
    earlier_start: int
    earlier_end: int
    later: str
    later_start: int
    later_end: int
    kind: ReuseKind
    score: float
    words: int


# Sorts like the comparison of two, five times as fast: hundreds of thousands are sorted at once.
IN_ORDER = attrgetter("earlier", "earlier_start", "earlier_end", "later", "later_start", "later_end", "kind", "score", "words")
