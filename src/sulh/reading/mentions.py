"""What a text mentions beside actors and dates, the same in every language: tracks, named persons, the words that report a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sulh.model import Actor
from sulh.reading.parsing import ParsedToken
from sulh.text.folding import fold

__all__ = ["MeetingTrigger", "NamedPerson", "TrackMention", "name_key"]


@dataclass(frozen=True, slots=True)
class TrackMention:
    """A mention `[start, end)` of a track, with the name the text uses."""

    start: int
    end: int
    name: str


def name_key(name: str) -> str:
    """Fold a personal name for comparison: no case, no diacritics, no article, no "Jr."."""
    key = re.sub(r"\b(?:jr|sr)\b\.?", "", fold(name).lower())
    return re.sub(r"[^\w]+", " ", re.sub(r"\b(?:al|el)[-\s]", "", key)).strip()


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as a document names them; `mentions` are (passage index, start, end) in text order."""

    name: str
    actor: Actor | None
    office: str | None
    mentions: tuple[tuple[int, int, int], ...] = field(default=())
    office_span: tuple[int, int] | None = None
    leads: bool = False

    @property
    def surname(self) -> str:
        """The last word of the name, folded, which later mentions repeat."""
        return name_key(self.name).rsplit(" ", 1)[-1]


@dataclass(frozen=True, slots=True)
class MeetingTrigger:
    """The words that together report one meeting: its tokens (nouns, verbs, supporting verbs), and the span they cover."""

    tokens: tuple[ParsedToken, ...]
    nouns: tuple[ParsedToken, ...]
    verbs: tuple[ParsedToken, ...]
    together: bool = False

    @property
    def start(self) -> int:
        """Offset of its first word."""
        return min(t.start for t in self.tokens)

    @property
    def end(self) -> int:
        """Offset after its last word."""
        return max(t.end for t in self.tokens)

    @property
    def head(self) -> ParsedToken:
        """The word that names the meeting: the first noun, else the verb."""
        return self.nouns[0] if self.nouns else self.verbs[0]
