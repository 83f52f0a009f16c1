"""A passage: one sentence of a document with the mentions found in it and its parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sulh.actors.places import PlaceMention
from sulh.model import Actor
from sulh.reading.lexicon import plain_words
from sulh.reading.mentions import TrackMention
from sulh.reading.parsing import ParsedToken
from sulh.text.dates import DateMention

__all__ = ["Passage", "Reference", "unbroken"]

# A hyphen that the end of a line left in a word: "viola- tions", "viola-tions".
_BROKEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010](?: (?=[a-z])(?!(?:and|or|to)\b)|(?=(?:[st]ions?|ing|ed|ties|ries|ments?)\b))")
# The first half of a word that a hyphen parts.
_HALF = re.compile(r"\w[\w-]*$")


# A hyphen in a word, which is that of a line end where the lexicon has the word without it: "casu-alty", "rec-orded".
_PARTED = re.compile(r"\b[A-Za-z]{2,}([-\u00ad\u2010] ?)[a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of one or more actors. `form` is that of the mention, or "description" for "the three guarantors", "the ministry".

    `agent` says whether the wording refers to the actor itself (a government, a delegation, a named body, an office-holder's
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
    tokens: list[ParsedToken] = field(default_factory=list)

    def between(self, start: int, end: int) -> str:
        """Return the text between two offsets of the document, limited to the passage."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]

    def word_at(self, offset: int) -> int:
        """Return where the word begins that holds a document offset, "co-" of "co-chairs" being a part of it."""
        at = offset - self.start
        half = _HALF.search(self.text[:at]) if "-" in self.text[max(at - 1, 0) : at + 1] else None
        return offset - len(half[0]) if half else offset

    def within(self, start: int, end: int) -> Iterator[Reference]:
        """Yield the references inside [start, end)."""
        return (r for r in self.references if start <= r.start and r.end <= end)

    def token_at(self, offset: int) -> ParsedToken | None:
        """Return the token that covers a document offset."""
        return next((t for t in self.tokens if t.start <= offset < t.end), None)

    def span(self, start: int, end: int) -> list[ParsedToken]:
        """Return the tokens inside [start, end)."""
        return [t for t in self.tokens if t.start < end and t.end > start]

    def subtree(self, root: ParsedToken) -> tuple[int, int]:
        """Return the document offsets of everything that depends on `root`, itself included."""
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

    def children(self, root: ParsedToken, *deps: str) -> list[ParsedToken]:
        """Return the direct dependents of `root`, only those with the given labels if any are given."""
        return [t for t in self.tokens if t.head == root.i and t.i != root.i and (not deps or t.dep in deps)]


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(match[1], "").lower()


def _without(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    """The text without these parts of it, given in order."""
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    return "".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def unbroken(passage: Passage) -> Passage:
    """The sentence without hyphens that a line end left within words ("viola- tions"); its mentions moved with the letters."""
    cuts = [match.span() for match in _BROKEN.finditer(passage.text)]
    cuts = sorted({*cuts, *(match.span(1) for match in _PARTED.finditer(passage.text) if _joined(match) in plain_words())})
    if not cuts:
        return passage

    def moved(offset: int) -> int:
        return offset - sum(min(max(0, offset - passage.start - start), end - start) for start, end in cuts)

    def all_moved(mentions: Sequence[Any]) -> list[Any]:
        return [replace(one, start=moved(one.start), end=moved(one.end)) for one in mentions]

    return replace(
        passage,
        text=_without(passage.text, cuts),
        references=all_moved(passage.references),
        places=all_moved(passage.places),
        dates=all_moved(passage.dates),
        tracks=[],
        tokens=[],
    )
