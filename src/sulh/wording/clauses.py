"""Divide a statement into operative clauses: items of lists, operative paragraphs, and the clauses inside long sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sulh.model import ActKind, Issue
from sulh.text.issues import find_issues
from sulh.text.sentences import split_sentences
from sulh.wording.origin import actors_in
from sulh.wording.paragraphs import Paragraph, paragraphs
from sulh.wording.types import Clause, Statement
from sulh.wording.verbs import Verb, find_verbs

__all__ = ["clauses_of"]

# In words. A sentence of two clauses is divided when it is very long, one of three or more when it is long.
_WHOLE_PARAGRAPH, _LONG_SENTENCE, _VERY_LONG_SENTENCE = 120, 25, 45
_SHORT, _FEW = 5, 3
_LEAD_WORDS = 8
# The verb of a clause is looked for in this many characters from its start.
_HEAD = 80
_OPENING = re.compile(r"(?:\W*\w+){0,3}\W*$")
_BARE = re.compile(r"\W*(?:(?:also|further|again|once|jointly|once again|\w+ly)\s+){0,3}\W*", re.IGNORECASE)
_COORDINATED = re.compile(r"(?:[,;\u060c\u061b]|[,;]?\s+(?:and|et|y|\u0438)|\s\u0648|^)\s*(?:\w+\s+){0,2}\u0648?$", re.IGNORECASE)
# A sentence that only continues the one before, if it has no performative verb of its own.
_GOES_ON = re.compile(
    r"\W*(?:this|these|such|it|its|their|to this end|in this|in that|cela|ces?|\u044d\u0442\u043e|\u044d\u0442\u0438)\b", re.IGNORECASE
)
_SEMICOLON = re.compile(r"[;\u061b]\s+(?:(?:and|et|y|\u0438)\s+)?")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    number: str | None
    frame: bool


def clauses_of(statement: Statement) -> tuple[Clause, ...]:
    """Return the clauses of a statement in order, not overlapping, with printed number, verb, issuers, issues. State and links are not set.

    Titles, headings and date lines are not clauses. Text that introduces the list or closes the statement is boilerplate.
    """
    pieces = [piece for piece in _pieces(statement) if _WORD.search(statement.text, piece.start, piece.end)]
    return tuple(_clause(statement, index, piece) for index, piece in enumerate(pieces))


def _clause(statement: Statement, index: int, piece: _Piece) -> Clause:
    text = statement.text[piece.start : piece.end]
    verbs = tuple(Verb(v.lemma, v.act, v.strength, v.start + piece.start, v.end + piece.start) for v in find_verbs(text))
    verb = verbs[0] if verbs else None
    issues = _issues(text)
    named = actors_in(text[: verb.start - piece.start]) if verb and verb.start - piece.start > 3 else ()
    return Clause(
        id=f"{statement.id}#{index + 1}",
        statement=statement.id,
        number=piece.number,
        index=index,
        start=piece.start,
        end=piece.end,
        text=text,
        verb=verb,
        strength=verb.strength if verb else None,
        issuers=named or statement.issuers,
        issues=issues,
        boilerplate=piece.frame or _is_boilerplate(verb, issues),
        verbs=verbs,
    )


@lru_cache(maxsize=4096)
def _issues(text: str) -> tuple[Issue, ...]:
    """Return the issues of a clause; cached, since clauses recur word for word and the lexicon search is the slowest step here."""
    return tuple(dict.fromkeys(mention.issue for mention in find_issues(text)))


def _is_boilerplate(verb: Verb | None, issues: tuple[Issue, ...]) -> bool:
    """Return whether a clause is boilerplate: thanks, or the date of the next meeting."""
    return (verb is not None and verb.act is ActKind.THANK) or (
        verb is not None and verb.act in (ActKind.AGREE, ActKind.DECIDE) and issues == (Issue.NEXT_MEETING,)
    )


def _pieces(statement: Statement) -> Iterator[_Piece]:
    text = statement.text
    headings = {(sentence.start, sentence.end) for sentence in split_sentences(text) if sentence.heading}
    found = [one for one in paragraphs(text) if one.number or one.bullet or not _is_head(statement, one, headings)]
    listed = [at for at, one in enumerate(found) if one.number or one.bullet]
    for at, one in enumerate(found):
        words = _count(text, one.start, one.end)
        if one.number or one.bullet:
            yield _Piece(one.start, one.end, one.number, False)
        elif listed and (at < listed[0] or at > listed[-1]) and not _opens_with_verb(text[one.start : one.end]):
            # Text around a list introduces it or closes the statement; short lines of it are left out.
            if words >= _LEAD_WORDS:
                ends_open = text[one.end - 1] in ":,\u060c"
                yield from _prose(text, one, frame=ends_open if at < listed[0] else not find_verbs(text[one.start : one.end]))
        elif words >= _SHORT or find_verbs(text[one.start : one.end]):
            yield from _prose(text, one, frame=words < 30 and text[one.end - 1] == ":")


def _is_head(statement: Statement, one: Paragraph, headings: set[tuple[int, int]]) -> bool:
    line = statement.text[one.start : one.end]
    title = (statement.title or "").casefold()
    if (one.start, one.end) in headings or (title and line.casefold() == title):
        return True
    letters = sum(character.isalpha() for character in line)
    return letters < 3 or (len(_WORD.findall(line)) <= _SHORT + 2 and line[-1] not in ".;:" and not find_verbs(line))


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _opens_with_verb(text: str, *, subject: bool = True) -> bool:
    """Return whether the verb is at the start, after at most three words; without `subject` only words such as "also strongly"."""
    verbs = find_verbs(text[:_HEAD])
    return bool(verbs) and (_OPENING if subject else _BARE).fullmatch(text, 0, verbs[0].start) is not None


def _prose(text: str, one: Paragraph, *, frame: bool) -> Iterator[_Piece]:
    """Divide a paragraph without a number, unless it is short or starts with its verb: by sentences, and long sentences by clauses."""
    for divide in (_semicolons, _capitals):
        if not frame and len(parts := list(divide(text, one.start, one.end))) > 1:
            for low, high in parts:
                yield from _prose(text, Paragraph(low, high, None, False), frame=False)
            return
    if frame or (_opens_with_verb(text[one.start : one.end], subject=False) and _count(text, one.start, one.end) <= _WHOLE_PARAGRAPH):
        yield _Piece(one.start, one.end, None, frame)
        return
    # A line break inside a paragraph only marks the end of a column.
    line = text[one.start : one.end].replace("\n", " ")
    spans = [(s.start + one.start, s.end + one.start) for s in split_sentences(line)]
    grouped: list[tuple[int, int]] = []
    for start, end in spans:
        if grouped and _GOES_ON.match(text, start) and not find_verbs(text[start:end]):
            grouped[-1] = grouped[-1][0], end
        else:
            grouped.append((start, end))
    for start, end in grouped:
        if _count(text, start, end) < _FEW and not find_verbs(text[start:end]):
            continue
        for low, high in _coordinated(text, start, end):
            yield _Piece(low, high, None, frame)


def _semicolons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a paragraph separated by semicolons, if each starts with a capitalised performative verb."""
    low = start
    for mark in _SEMICOLON.finditer(text, start, end):
        if mark.end() < end and text[mark.end()].isupper() and _opens_with_verb(text[mark.end() : end]):
            yield low, mark.start() + 1
            low = mark.end()
    yield low, end


def _capitals(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a paragraph that lost its punctuation: a capitalised performative verb inside a sentence starts a clause."""
    low = start
    for verb in find_verbs(text[start:end]):
        at = start + verb.start
        if at - low > 1 and text[at].isupper() and text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] in ",)"):
            yield low, _trimmed(text, low, at)
            low = at
    yield low, end


def _coordinated(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a long sentence with several performative verbs in a row: "reaffirmed X, welcomed Y and called upon Z"."""
    verbs = find_verbs(text[start:end])
    if _count(text, start, end) <= (_LONG_SENTENCE if len(verbs) > 2 else _VERY_LONG_SENTENCE):
        yield start, end
        return
    low, seen = start, False
    for verb in verbs:
        at = start + verb.start
        join = _COORDINATED.search(text, low, at)
        if seen and join is not None and join.start() > low and _count(text, low, at) >= _SHORT and _count(text, at, end) >= _SHORT:
            cut = join.start() + len(text[join.start() : at]) - len(text[join.start() : at].lstrip(" ,;\u060c\u061b"))
            yield low, _trimmed(text, low, cut)
            low = cut
        seen = True
    yield low, end


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return end
