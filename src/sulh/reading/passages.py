"""A passage: one sentence of a document with everything that was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sulh.actors.places import PlaceMention
from sulh.model import Actor
from sulh.reading.parsing import Token
from sulh.reading.track_names import TrackMention
from sulh.text.dates import DateMention

__all__ = ["Passage", "Reference"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of one or more actors. `form` is the finder's form, or "description" for "the three guarantors", "the ministry".

    `agent` says whether the wording stands for the actor itself (a government, a delegation, a named body, an office-holder's
    state) rather than for a place ("in Syria") or a topic ("the Syrian crisis").
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    form: str
    agent: bool = True


@dataclass(slots=True)
class Passage:
    """A sentence; offsets count code points of the document's text. `tokens` is empty until the sentence is parsed."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int
    heading: bool = False
    item: bool = False
    references: list[Reference] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    tracks: list[TrackMention] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    def between(self, start: int, end: int) -> str:
        """The text between two offsets of the document, as far as it lies in the passage."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]

    def within(self, start: int, end: int) -> Iterator[Reference]:
        """The references inside [start, end)."""
        return (r for r in self.references if start <= r.start and r.end <= end)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a document offset."""
        return next((t for t in self.tokens if t.start <= offset < t.end), None)

    def span(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in [start, end)."""
        return [t for t in self.tokens if t.start < end and t.end > start]

    def subtree(self, root: Token) -> tuple[int, int]:
        """Document offsets of everything that depends on `root`, itself included."""
        below = {root.i}
        grown = True
        while grown:
            grown = False
            for t in self.tokens:
                if t.i not in below and t.head in below:
                    below.add(t.i)
                    grown = True
        members = [t for t in self.tokens if t.i in below]
        return min(t.start for t in members), max(t.end for t in members)

    def children(self, root: Token, *deps: str) -> list[Token]:
        """The direct dependents of `root`, of the given labels if any are given."""
        return [t for t in self.tokens if t.head == root.i and t.i != root.i and (not deps or t.dep in deps)]
