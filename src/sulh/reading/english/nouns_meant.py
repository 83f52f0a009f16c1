"""Whom a noun means that the text brought in before: "the Co-Chairs" of a group, "the Ministers" of A and B, "the Council"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol

from sulh.model import Actor, ActorKind
from sulh.reading.groups import ActorGroups
from sulh.reading.lexicon import word_set
from sulh.reading.mentions import NamedPerson
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["NounsMeant", "noun_of"]

_MEETING = word_set("meeting_body")
_BODY = word_set("issuer_body") | _MEETING
_OFFICE = word_set("office_head")
# What stands between a noun and the name of whose it is: "Ministers of Foreign Affairs of", "Summit of the".
_WHOSE = re.compile(
    r"(?:,?\s+(?:[Oo]f|[Ff]or|[Tt]he|[Aa]nd|between|among|&|[A-Z][\w'\u2019.-]*|foreign|external|affairs|state|government)){1,12}\s+"
)
# Between a name and the noun: "IGAD Extraordinary", "Turkish, Russian and Iranian foreign".
_BEFORE = re.compile(r"\)?(?:['\u2019]s?)?\s+(?:[A-Z][\w-]*\s+|foreign\s+|prime\s+|defen[cs]e\s+){0,4}")
# So far from a noun may stand the name of whose it is.
_REACH = 70
_WORD = r"(?<![\w-]){}(?![\w-])"
_PAIR = 2
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_BARE = frozenset(("det", "nummod", "predet", "punct"))


class Introducing(Protocol):
    """What is known of a document that brings in its nouns."""

    passages: list[Passage]
    groups: ActorGroups

    def people_in(self, passage: Passage, start: int | None = None, end: int | None = None) -> list[tuple[NamedPerson, int, int]]:
        """The persons mentioned in a passage, or in a span of it."""


def noun_of(passage: Passage, head: ParsedToken) -> str:
    """Return a noun in lower case with what a hyphen joins to it: "co-chairs" of "the Co-Chairs"."""
    start = passage.word_at(head.start)
    return passage.between(start, head.end).lower()


class NounsMeant:
    """Where the nouns of a document for office-holders and bodies are brought in, each searched for once."""

    def __init__(self, context: Introducing) -> None:
        self._context = context
        self._found: dict[str, tuple[list[int], list[tuple[Actor, ...]]]] = {}

    def by(self, passage: Passage, head: ParsedToken) -> tuple[Actor, ...]:
        """Return whom a definite noun with no name beside it means, of those whom it was last said of before; () where it was not."""
        noun = noun_of(passage, head)
        several = head.tag in ("NNS", "NNPS") and noun in _OFFICE
        if not (several or noun in _BODY) or not self._stands_alone(passage, head, noun):
            return ()
        count = next((_NUMBERS[t.lower] for t in passage.children(head) if t.lower in _NUMBERS), None)
        return self.named(noun, passage.word_at(head.start), several=several, count=count)

    def named(self, noun: str, offset: int, *, several: bool = False, count: int | None = None) -> tuple[Actor, ...]:
        """Return whom a noun in lower case was last said of before an offset, of `count` actors where that is given."""
        starts, meant = self._found.get(noun) or self._found.setdefault(noun, self._brought_in(noun, several=several))
        at = bisect_left(starts, offset)
        return next((actors for actors in reversed(meant[:at]) if count is None or len(actors) == count), ())

    def _stands_alone(self, passage: Passage, head: ParsedToken, noun: str) -> bool:
        """Return whether a noun has an article or is written large, and nothing beside it that says whose it is."""
        joined = {t.i for t in passage.span(passage.word_at(head.start), head.end)}
        beside = [t for t in passage.children(head) if t.i not in joined]
        article = any(t.lower in ("the", "both", "all", *_NUMBERS) for t in beside)
        large = passage.between(passage.word_at(head.start), head.end)[:1].isupper() and noun.endswith("s")
        return (article or large) and all(t.dep in _BARE or t.dep.startswith(("cc", "conj", "advmod")) for t in beside)

    def _brought_in(self, noun: str, *, several: bool) -> tuple[list[int], list[tuple[Actor, ...]]]:
        passages = self._context.passages
        if several:
            listed = [one for passage in passages for one in self._named_beside(passage, noun)]
            # "the Ministers of A, B and C" names them better than the names and offices of three persons do
            told = {len(actors) for _, actors in listed if len(actors) >= _PAIR}
            found = [*listed, *(one for passage in passages for one in self._holders(passage, noun) if len(one[1]) not in told)]
        else:
            found = [one for passage in passages for one in self._bodies(passage, noun)]
        found.sort(key=lambda one: one[0])
        return [start for start, _ in found], [actors for _, actors in found]

    def _holders(self, passage: Passage, noun: str) -> Iterator[tuple[int, tuple[Actor, ...]]]:
        """Yield those whom the persons serve that hold the office of a noun for several: "the Minister of A, X, and that of B, Y"."""
        one = _singular(noun)
        held = [(start, actor) for start, actors in self._named_beside(passage, one) for actor in actors[:1]]
        held += [
            (start, person.actor)
            for person, start, _ in self._context.people_in(passage)
            if person.actor is not None and one in re.findall(r"[\w-]+", (person.office or "").lower())
        ]
        served = tuple(dict.fromkeys(actor for _, actor in sorted(held, key=lambda one: one[0])))
        if len(served) >= _PAIR:
            yield max(start for start, _ in held), served

    def _bodies(self, passage: Passage, noun: str) -> Iterator[tuple[int, tuple[Actor, ...]]]:
        """Yield whom a noun for a body or a sitting is said of: "the Security Council", "the IGAD Summit", "a meeting of A and B"."""
        for reference in passage.references:
            named = passage.between(reference.start, reference.end).lower().split()
            if noun in named and _is_organ(reference.actors):
                yield reference.start, reference.actors
        for one in _MEETING if noun in _MEETING else (noun,):
            for start, actors in self._named_beside(passage, one):
                if _is_organ(actors) or (one in _MEETING and len(actors) >= _PAIR):
                    yield start, actors

    def _named_beside(self, passage: Passage, noun: str) -> Iterator[tuple[int, tuple[Actor, ...]]]:
        """Yield where a noun begins with the name of whose it is behind or before it, and whose: of a list, all."""
        references = [r for r in passage.references if r.form != "place"]
        for match in re.compile(_WORD.format(re.escape(noun)), re.IGNORECASE).finditer(passage.text) if references else ():
            start, end = passage.start + match.start(), passage.start + match.end()
            behind = (r for r in references if 0 <= r.start - end <= _REACH)
            whose = next((r for r in behind if _WHOSE.fullmatch(passage.between(end, r.start))), None)
            if whose is None:
                before = (r for r in references if 0 <= start - r.end <= _REACH)
                whose = next((r for r in before if _BEFORE.fullmatch(passage.between(r.end, start))), None)
            if whose is not None:
                group = next((g for g in self._context.groups.of(passage.index) if g.start <= whose.start < g.end), None)
                yield start, group.actors if group is not None else whose.actors


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _is_organ(actors: Sequence[Actor]) -> bool:
    return len(actors) == 1 and actors[0].kind is not ActorKind.STATE
