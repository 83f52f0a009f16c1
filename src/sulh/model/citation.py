"""A citation: the words of a document that a fact rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.model.errors import CitationError

__all__ = ["Citation"]


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A half-open span `[start, end)` of code points into a document's normalised text, with the words that stand there."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise CitationError(f"a quote of {len(self.quote)} characters does not fill [{self.start}, {self.end})")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Citation:
        """The citation of `text[start:end]`; raises CitationError when the span is empty or leaves the text."""
        if not 0 <= start < end <= len(text):
            raise CitationError(f"[{start}, {end}) is no span of a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def check(self, text: str) -> None:
        """Raise CitationError unless the quote stands in `text` at the offsets given."""
        if text[self.start : self.end] != self.quote:
            raise CitationError(f"the text at [{self.start}, {self.end}) is not the quote {self.quote!r}")
