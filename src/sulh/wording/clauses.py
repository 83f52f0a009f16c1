"""Divide a statement into its sentences, and long sentences of running text into their clauses; paragraphs and list items stay known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice

from sulh.model import ActKind, ClausePart, Issue
from sulh.text.dates import find_dates
from sulh.text.issues import find_issues
from sulh.text.phrases import rows
from sulh.text.printed_days import printed_days
from sulh.text.sentences import MAX_SENTENCE, split_sentences
from sulh.wording.closing import is_closing_line
from sulh.wording.origin import actors_in
from sulh.wording.paragraphs import Paragraph, follows, paragraphs
from sulh.wording.statement import Statement
from sulh.wording.types import Clause
from sulh.wording.verbs import Verb, find_verbs

__all__ = ["clauses_of"]

# In words. A sentence of two clauses is divided when it is very long, one of three or more when it is long.
_WHOLE_PARAGRAPH, _LONG_SENTENCE, _VERY_LONG_SENTENCE = 120, 25, 45
_SHORT = 5
# In characters. A longer sentence is text that lost its full stops, which takes time with the square of what is compared as one.
_LONGEST = 6_000
# A shorter line before a list only names who speaks: "The parties:".
_LEAD_WORDS = 8
# A date line has so many characters at most, and so many words for its place.
_DATE_LINE, _PLACE_WORDS = 60, 4
# A longer word before the day of a date line is no article or preposition.
_SMALL_WORD = 3
# Russian writes "year" after a year.
_YEAR_WORDS = ("года", "г", "р")
_ENDS_IN_YEAR = re.compile(rf"\d\d\d\d(?:\s*(?:{'|'.join(_YEAR_WORDS)}))?[ .]*$")
# The verb of a clause is looked for in this many characters from its start.
_HEAD = 80
# What joins a clause to the one before stands in so many characters before its verb.
_JOINED = 160
_OPENING = re.compile(r"(?:\W*\w+){0,3}\W*$")
_BARE = re.compile(r"\W*(?:(?:also|further|again|once|jointly|once again|\w+ly)\s+){0,3}\W*", re.IGNORECASE)
_COORDINATED = re.compile(r"(?:[,;\u060c\u061b]|[,;]?\s+(?:and|et|y|\u0438)|\s\u0648|^)\s*(?:\w+\s+){0,2}\u0648?$", re.IGNORECASE)
_SEMICOLON = re.compile(r"[;\u061b]\s+(?:(?:and|et|y|\u0438)\s+)?")
_WORD = re.compile(r"\w+")
_STOPPED = re.compile(r"[.?!\u2026\u061f\u06d4;\u061b\u3002\uff01\uff1f][^\w\s]*(?:\[\d{1,3}\])*\Z")
# What a bracket in the middle of a sentence opens with, after the full stop of an abbreviation: "COMM. (DCLXVII) adopted at".
_GOES_ON = re.compile(r"[(\[][^()\[\]]{1,40}[)\]]\s+[^\W\d_A-Z]")
# What parts the place and day that a text opens with from its first sentence.
_DASHED = re.compile(r"\s*[\u2013\u2014-]\s+(?=\w)")
_LETTER = re.compile(r"[^\W\d_]")
# How the verb of a paragraph ends that leads up to what is decided: "Recalling", "Rappelant", "Recordando"; Arabic begins with "as".
_LEADS_UP = re.compile(r"(?:ing|ant|ndo|\u044f|\u044f\u0441\u044c|\u0432)$", re.IGNORECASE)
_ARABIC_LEADS_UP = re.compile(r"\W*\u0648?[\u0625\u0627]\u0630\b")


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    number: str | None
    frame: bool
    paragraph: tuple[int, int]
    part: ClausePart


def clauses_of(statement: Statement) -> tuple[Clause, ...]:
    """Return the clauses of a statement in order, not overlapping, with printed number, verb, issuers, issues. State and links are not set.

    Every sentence is one, however short; a long one of running text may be several. Titles, headings and date lines are not clauses. Text
    that introduces the list or closes the statement is boilerplate.
    """
    text = statement.text
    found = (one for one in _pieces(statement) if _LETTER.search(text, one.start, one.end))
    pieces = [_without_date_line(text, one) for one in found if not _is_date_line(text[one.start : one.end])]
    return tuple(_clause(statement, index, piece) for index, piece in enumerate(pieces))


def _clause(statement: Statement, index: int, piece: _Piece) -> Clause:
    text = statement.text[piece.start : piece.end]
    verbs = tuple(replace(v, start=v.start + piece.start, end=v.end + piece.start) for v in find_verbs(text))
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
        paragraph=piece.paragraph,
        part=piece.part,
    )


def _is_date_line(sentence: str) -> bool:
    """Return whether a sentence says where and when and nothing else ("Astana, 24-25 January 2024.")."""
    if len(sentence) > _DATE_LINE or _ENDS_IN_YEAR.search(sentence) is None:
        return False
    rest = sentence
    for start, end in reversed(_days(sentence)):
        rest = rest[:start] + rest[end:]
    place = _WORD.findall(rest)
    if rest == sentence and any(word.casefold() in _months() for word in place):
        # A day in an order of its own: "Orra, mayo 5 de 2031".
        place = [word for word in place if word[0].isupper() or (len(word) > _SMALL_WORD and word.casefold() not in _months())]
        return len(place) <= _PLACE_WORDS and all(word[0].isupper() for word in place if not word.isdigit())
    place = [word for word in place if word not in _YEAR_WORDS]
    return rest != sentence and 0 < len(place) <= _PLACE_WORDS and all(word[0].isupper() for word in place)


def _days(text: str) -> list[tuple[int, int]]:
    """Return the spans of the days that a text names, in any of the languages."""
    return [(day.start, day.end) for day in find_dates(text)] or [(day.start, day.end) for day in printed_days(text)]


@cache
def _months() -> frozenset[str]:
    """The names of months in all languages."""
    return frozenset(form.casefold() for row in rows("months.csv") for form in row["forms"].split("|"))


def _without_date_line(text: str, piece: _Piece) -> _Piece:
    """The piece without the place and day that a dash parts from its first sentence: "Orra, 5 May 2031 - The parties met"."""
    if _DASHED.search(text, piece.start, piece.end) is None:
        return piece
    head = text[piece.start : min(piece.start + _DATE_LINE, piece.end)]
    for start, end in _days(head)[:1]:
        dash = _DASHED.match(text, piece.start + end, piece.end)
        place = [word for word in _WORD.findall(head[:start]) if word[0].isupper() or len(word) > _SMALL_WORD]
        if dash and 0 < len(place) <= _PLACE_WORDS and all(word[0].isupper() for word in place):
            return replace(piece, start=dash.end())
    return piece


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
    all_ = paragraphs(text)
    found = [
        one
        for above, one, below in zip([None, *all_], all_, [*all_[1:], None], strict=False)
        if not (_is_numbered_heading(text, above, one, below) if one.number else not one.bullet and _is_head(statement, one, headings))
    ]
    listed = [at for at, one in enumerate(found) if one.number or one.bullet]
    numbered = [at for at, one in enumerate(found) if one.number]
    operative = numbered[0] if len(numbered) > 1 else 0
    for at, one in enumerate(found):
        words = text[one.start : one.end]
        part = ClausePart.PREAMBLE if at < operative or (not one.number and _leads_up(words)) else ClausePart.OPERATIVE
        if one.number or one.bullet:
            frame, spans = False, _sentences(text, one)
        elif listed and (at < listed[0] or at > listed[-1]) and not _opens_with_verb(words):
            # Text around a list introduces it or closes the statement.
            frame = text[one.end - 1] in ":,\u060c" if at < listed[0] else not find_verbs(words)
            if frame and at < listed[0] and _count(text, one.start, one.end) < _LEAD_WORDS:
                continue
            spans = _prose(text, one, frame=frame)
        else:
            frame = _count(text, one.start, one.end) < 30 and text[one.end - 1] == ":"
            spans = _prose(text, one, frame=frame)
        for start, end in spans:
            yield _Piece(start, end, one.number, frame, (one.start, one.end), ClausePart.PREAMBLE if frame and at < operative else part)


def _leads_up(paragraph: str) -> bool:
    """Return whether a paragraph leads up to what is decided, by the form of the verb that it opens with."""
    if _ARABIC_LEADS_UP.match(paragraph):
        return True
    verbs = find_verbs(paragraph[:_HEAD])
    if not verbs or _BARE.fullmatch(paragraph, 0, verbs[0].start) is None:
        return False
    if _LEADS_UP.search(paragraph[verbs[0].start : verbs[0].end].split()[0]) is None:
        return False
    # "Recalling their meeting, the parties agreed to meet again." decides something itself.
    further = find_verbs(paragraph)[1:]
    decides = any(_LEADS_UP.search(paragraph[verb.start : verb.end].split()[0]) is None for verb in further)
    return not (decides and paragraph.rstrip().endswith("."))


def _is_head(statement: Statement, one: Paragraph, headings: set[tuple[int, int]]) -> bool:
    line = statement.text[one.start : one.end]
    title = (statement.title or "").casefold()
    if (one.start, one.end) in headings or (title and line.casefold() == title):
        return True
    if is_closing_line(line):
        return True
    letters = sum(map(str.isalpha, line))
    return letters < 3 or (len(_WORD.findall(line)) <= _SHORT + 2 and line[-1] not in ".;:" and not find_verbs(line))


def _is_numbered_heading(text: str, above: Paragraph | None, one: Paragraph, below: Paragraph | None) -> bool:
    """Return whether a numbered line is a heading: "II. Humanitarian access" above text of its own, but not "2. Prisoners" in a list."""
    line = text[one.start : one.end]
    if below is None or _is_listed(above, one) or _is_listed(one, below):
        return False
    short = not _has_words(text, one.start, one.end, _SHORT + 1)
    return short and line[0].isupper() and line[-1] not in ".;:,\u060c\u061b" and not find_verbs(line)


def _is_listed(one: Paragraph | None, other: Paragraph) -> bool:
    """Return whether two paragraphs are items of one list, of which the numbers go up, be it with a gap."""
    before, after = one.number if one else None, other.number
    if before is None or after is None:
        return False
    return follows(before, after) or (before.isdigit() and after.isdigit() and int(before) < int(after))


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _has_words(text: str, start: int, end: int, many: int) -> bool:
    """Return whether there are so many words, without counting all of a long text."""
    return next(islice(_WORD.finditer(text, start, end), many - 1, None), None) is not None


def _opens_with_verb(text: str, *, subject: bool = True) -> bool:
    """Return whether the verb is at the start, after at most three words; without `subject` only words such as "also strongly"."""
    verbs = find_verbs(text[:_HEAD])
    return bool(verbs) and (_OPENING if subject else _BARE).fullmatch(text, 0, verbs[0].start) is not None


def _sentences(text: str, one: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph."""
    # A line break inside a paragraph only marks the end of a column.
    line = text[one.start : one.end].replace("\n", " ")
    low: int | None = None
    found: list[tuple[int, int]] = []
    for sentence in split_sentences(line):
        low = sentence.start if low is None else low
        # What was only cut for its length is one sentence, if it is not so long that it only lacks its full stops.
        cut = sentence.end < len(line) and _STOPPED.search(line, low, sentence.end) is None
        inside = cut and line[sentence.end - 1 : sentence.end + 1].isalnum()
        if cut and sentence.end - low >= MAX_SENTENCE // 2 and (inside or sentence.end - low < _LONGEST):
            continue
        if found and _GOES_ON.match(line, low):
            low = found.pop()[0]
        found.append((low, sentence.end))
        low = None
    if low is not None:
        found.append((low, len(line)))
    for start, end in found:
        yield start + one.start, end + one.start


def _prose(text: str, one: Paragraph, *, frame: bool) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph without a number, and the clauses of long ones unless it starts with its verb."""
    for divide in (_semicolons, _capitals):
        if not frame and len(parts := list(divide(text, one.start, one.end))) > 1:
            for low, high in parts:
                yield from _prose(text, Paragraph(low, high, None, False), frame=False)
            return
    if frame:
        yield one.start, one.end
        return
    whole = _opens_with_verb(text[one.start : one.end], subject=False) and _count(text, one.start, one.end) <= _WHOLE_PARAGRAPH
    for start, end in _sentences(text, one):
        yield from [(start, end)] if whole else _coordinated(text, start, end)


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
    if not _has_words(text, start, end, (_LONG_SENTENCE if len(verbs) > 2 else _VERY_LONG_SENTENCE) + 1):
        yield start, end
        return
    low, seen = start, False
    for verb in verbs:
        at = start + verb.start
        join = _COORDINATED.search(text, max(low, at - _JOINED), at) if seen else None
        if join is not None and join.start() > low and _has_words(text, low, at, _SHORT) and _has_words(text, at, end, _SHORT):
            cut = join.start() + len(text[join.start() : at]) - len(text[join.start() : at].lstrip(" ,;\u060c\u061b"))
            yield low, _trimmed(text, low, cut)
            low = cut
        seen = True
    yield low, end


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return end
