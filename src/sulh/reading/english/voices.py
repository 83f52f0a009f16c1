"""Who speaks in a report: the subject of the last verb of saying, whom "he said" and "it added" go on with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sulh.model import Actor
from sulh.reading.english.nouns_meant import NounsMeant
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.mentions import NamedPerson
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.folding import fold

__all__ = ["Voice", "Voices", "is_private_noun", "is_quoted"]

_SAYING = word_set("saying_verb")
_PRIVATE = word_set("private_person")
_OFFICE = word_set("office_head")
_SPOKESMAN = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_BODY = (word_set("issuer_body") | word_set("meeting_body")) - word_set("governing_subject")
_HUMAN = frozenset(("he", "she"))
_FIRST = frozenset(("we", "i"))
_THING = frozenset(("it",))
_OUTLET = r"\b(?:<news_outlet>)['\u2019]s?\s+"
_NAMES = re.compile(r"(?:[\w.'\u2019-]+\s+){0,5}")
# So many sentences back a pronoun goes on with who spoke.
_BACK = 4
# A name stands so many characters behind an office.
_APPOSED = 2
# A sentence that nobody parsed is about the person with whom it begins.
_OPENING = 4


class Spoken(Protocol):
    """What is known of a document whose speakers are sought."""

    passages: list[Passage]
    nouns: NounsMeant

    def actors_of(self, passage: Passage, head: ParsedToken, verb: ParsedToken | None = None) -> tuple[Actor, ...]:
        """The actors that a noun or pronoun refers to."""

    def subject_token(self, passage: Passage, verb: ParsedToken) -> ParsedToken | None:
        """The head word of a verb's subject."""

    def people_in(self, passage: Passage, start: int | None = None, end: int | None = None) -> list[tuple[NamedPerson, int, int]]:
        """The persons mentioned in a passage, or in a span of it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says something, or whom a sentence is about, at an offset.

    `actors` are those for whom they speak, none where the text does not say it; `private` speakers act for nobody. A `person` is meant by
    "he" and "she", anybody else by "it".
    """

    start: int
    actors: tuple[Actor, ...]
    person: bool
    private: bool = False


class Voices:
    """The voices of a document in text order, found when they are first asked for; what is not parsed by then says little."""

    def __init__(self, context: Spoken) -> None:
        self._context = context
        self._found: list[Voice] = []
        self._starts: list[int] = []
        self._read = 0
        self._private: set[str] = set()
        self._known: dict[str, tuple[Actor, ...]] = {}

    def meant_by(self, passage: Passage, pronoun: ParsedToken) -> Voice | None:
        """Return whom "he", "she" or "it" goes on with, and "we" of a quotation; None where nobody spoke nearby, or for other words."""
        if pronoun.lower in _FIRST:
            return self._quoted(passage, pronoun)
        if pronoun.lower not in _HUMAN | _THING or pronoun.tag != "PRP":
            return None
        self._read_to(passage)
        return self._last(passage, pronoun.start, person=pronoun.lower in _HUMAN)

    def of(self, passage: Passage, subject: ParsedToken) -> Voice | None:
        """Return the voice that a subject names or goes on with."""
        self._read_to(passage)
        at = bisect_left(self._starts, subject.start)
        if at < len(self._found) and self._found[at].start == subject.start:
            return self._found[at]
        return self.meant_by(passage, subject)

    def _quoted(self, passage: Passage, pronoun: ParsedToken) -> Voice | None:
        """Return who says "we" or "I" in a quotation: the one of its sentence, after it or before, else the last person who spoke."""
        before = passage.text[: pronoun.start - passage.start]
        if not is_quoted(before):
            return None
        self._read_to(passage)
        there = [v for v in self._found[bisect_left(self._starts, passage.start) :] if v.start < passage.end]
        if there:
            return next((v for v in there if v.start > pronoun.start), there[-1])
        return self._last(passage, pronoun.start, person=True)

    def _last(self, passage: Passage, offset: int, *, person: bool) -> Voice | None:
        low = self._context.passages[max(0, passage.index - _BACK)].start
        at = bisect_left(self._starts, offset)
        return next((v for v in reversed(self._found[:at][-2 * _BACK :]) if v.start >= low and v.person is person), None)

    def _read_to(self, passage: Passage) -> None:
        while self._read <= passage.index:
            here = self._context.passages[self._read]
            self._read += 1
            for voice in sorted(self._in(here), key=lambda v: v.start):
                if not self._starts or voice.start > self._starts[-1]:
                    self._found.append(voice)
                    self._starts.append(voice.start)

    def _in(self, passage: Passage) -> Iterator[Voice]:
        if not passage.tokens:
            yield from self._opening(passage)
            return
        for verb in passage.tokens:
            says = verb.lower in _SAYING and verb.tag.startswith("VB")
            if not says and not (verb.tag.startswith("VB") and (verb.dep == "ROOT" or self._is_told_of_another(passage, verb))):
                continue
            subject = self._context.subject_token(passage, verb)
            if subject is None:
                continue
            if subject.tag == "PRP":
                voice = self._last(passage, subject.start, person=subject.lower in _HUMAN) if subject.lower in _HUMAN | _THING else None
                if voice is not None and says:
                    yield Voice(subject.start, voice.actors, voice.person, voice.private)
            elif says or self._names_person(passage, subject) or (verb.dep == "ROOT" and subject.lower in _BODY):
                voice = self._named(passage, subject)
                if voice.person or voice.actors:
                    yield voice

    def _is_told_of_another(self, passage: Passage, verb: ParsedToken) -> bool:
        """Return whether a verb is what a spokesman or a statement says of somebody: "the spokesman noted that the envoy expressed"."""
        if verb.dep != "ccomp":
            return False
        head = passage.tokens[verb.head]
        teller = self._context.subject_token(passage, head) if head.lower in _SAYING else None
        if teller is None or teller.tag == "PRP" or self._names_person(passage, teller):
            return False
        return teller.lower in _SPOKESMAN or teller.lower not in _OFFICE

    def _opening(self, passage: Passage) -> Iterator[Voice]:
        """Yield the person with whom an unparsed sentence begins."""
        for person, start, _ in self._context.people_in(passage):
            if start - passage.start <= _OPENING:
                yield Voice(start, (person.actor,) if person.actor is not None else (), True)

    def _names_person(self, passage: Passage, subject: ParsedToken) -> bool:
        """Return whether a subject is the name of a person, or an office with the name behind it: "the foreign minister, X, met"."""
        near = subject.end + _APPOSED if subject.lower in _OFFICE else subject.start
        return any(start <= subject.start < end or subject.end < start <= near for _, start, end in self._context.people_in(passage))

    def _named(self, passage: Passage, subject: ParsedToken) -> Voice:
        person = self._names_person(passage, subject) or subject.lower in _OFFICE or _is_name(passage, subject)
        name = fold(subject.text).lower()
        private = is_private_noun(passage, subject)
        if private and subject.tag.startswith("NNP"):
            self._private.add(name)
        known = private or name in self._private
        actors = () if known else self._context.actors_of(passage, subject) or self._context.nouns.by(passage, subject)
        if (above := self._speaks_on(passage, subject)) is not None:
            actors = above.actors
        if subject.tag == "NNP" and person and not known:
            # "The Front's negotiator, X", then "negotiator X"
            actors = actors or self._known.get(name, ())
            self._known.setdefault(name, actors)
        return Voice(subject.start, actors, person or known, known)


    def _speaks_on(self, passage: Passage, subject: ParsedToken) -> Voice | None:
        """Return for whom a spokesman speaks of whom no more is said: for those who spoke in the sentence before."""
        start, end = passage.subtree(subject)
        named = any(start <= r.start and r.end <= end for r in passage.references)
        office = any(t.lower in _SPOKESMAN for t in passage.span(start, end) if t.i == subject.i or t.head == subject.i)
        if named or not office:
            return None
        above = self._last(passage, subject.start, person=False)
        near = above is not None and above.start >= self._context.passages[max(0, passage.index - 2)].start
        return above if near and above is not None and above.actors else None


def _is_name(passage: Passage, subject: ParsedToken) -> bool:
    """Return whether a subject is a name that no list has: of a person, most likely, when somebody speaks by it."""
    article = any(t.dep == "det" for t in passage.children(subject))
    return subject.tag == "NNP" and not article and not any(r.start <= subject.start < r.end for r in passage.references)


def is_quoted(before: str) -> bool:
    """Return whether a quotation is open after the words of a sentence that stand before."""
    straight = before.count('"') % 2 == 1
    return straight or before.count("\u201c") > before.count("\u201d")


def is_private_noun(passage: Passage, subject: ParsedToken) -> bool:
    """Return whether the words for a speaker say that they act for nobody: a professor, an analyst, a resident."""
    named: Sequence[ParsedToken] = passage.span(*passage.subtree(subject))
    beside = [t for t in named if t.head == subject.i and t.dep in ("appos", "compound", "amod")]
    beside += [t for above in beside for t in passage.children(above, "conj")]
    whose = {t.i for t in passage.children(subject, "poss")}
    before = passage.text[: subject.start - passage.start]
    if whose and subject.tag == "NNP" and (outlet := pattern(_OUTLET).search(before)) and _NAMES.fullmatch(before, outlet.end()):
        # "the BBC's X": who reports
        return True
    return any(t.lower in _PRIVATE for t in (subject, *beside))
