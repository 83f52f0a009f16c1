"""What stands in a text without being its own words: mail that is answered or passes a text on, links, notices, other languages."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from sulh.documents.language import languages_held, languages_of_lines
from sulh.documents.mail import Mails, mails
from sulh.documents.mail_head import mail_heads
from sulh.documents.mail_words import between, prefix_of, quotes_text

__all__ = ["Aside", "asides"]

Why = Literal["answered", "note", "links", "notice", "language", "routing"]

_QUOTED = re.compile(r"[ \t]*>")
# A text is taken for mail when lines of its head look like this; elsewhere ">" opens a quotation of the text's own.
_MAIL_LINE = re.compile(r"(?:from|to|cc|sent|date|subject|re|von|de|objet)\s?:\s?\S", re.IGNORECASE)
_HEAD_LINES, _MAIL_LINES = 8, 2
_WROTE = re.compile(r"[^\n]{5,100}:$")
# What follows a heading such as "Related" is a list of titles: lines that end no sentence, so many at the most.
_MOST_TITLES, _LONGEST_TITLE = 12, 160
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*$")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Aside:
    """Words [start, end) that are not the text's own, and why: `note` is one that came with a text; `language` that of words in another."""

    start: int
    end: int
    why: Why
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    why: Why
    takes: str
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    with (files("sulh.data") / "asides.csv").open(encoding="utf-8") as table:
        return tuple(
            _Rule(row["why"], row["takes"], re.compile(rf"\W{{0,4}}(?:{row['pattern']})\W{{0,4}}", re.IGNORECASE))  # type: ignore[arg-type]
            for row in csv.DictReader(table)
        )


def asides(text: str, *, among: Collection[str] = ()) -> tuple[Aside, ...]:
    """Return what is not the text's own words, in order and apart from one another.

    `among` are the languages that are read (none: all): lines in others are asides where a fifth of the text is in them. Method: lines
    against the patterns of `data/asides.csv`, whole; lines that begin with ">" in mail; the languages of lines by their commonest words.
    """
    lines = [match.span() for match in _LINE.finditer(text)]
    mail = mails(text)
    found = [*_foreign(text, among), *_answered(text, lines), *_by_rules(text, lines, mail is not None), *_of_mail(text, mail)]
    kept: list[Aside] = []
    for aside in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or aside.start >= kept[-1].end:
            kept.append(aside)
    return tuple(kept)


def _foreign(text: str, among: Collection[str]) -> Iterator[Aside]:
    """Yield runs of lines in languages that are not read; a line in no certain language goes with the one before it."""
    first = languages_of_lines(text) if among else []
    held = languages_held(text, first)
    if not set(held) - set(among):
        return
    current: str | None = None
    start = end = 0
    for low, high, language in languages_of_lines(text, held):
        now = language or current
        if now != current:
            if current is not None and current not in among:
                yield Aside(start, end, "language", current)
            current, start = now, low
        end = high
    if current is not None and current not in among:
        yield Aside(start, end, "language", current)


def _of_mail(text: str, mail: Mails | None) -> Iterator[Aside]:
    """Yield the notes that came with a mail, the mail that it answers, and the lines that say from whom to whom they went."""
    for head in mail_heads(text) if mail is not None else ():
        yield from (Aside(start, end, "routing") for start, end in head.routing)
    if mail is None:
        return
    yield from (Aside(start, end, "routing") for start, end in mail.lines)
    for note in mail.notes:
        has_words = text[note.body : note.end].strip()
        yield Aside(note.start, note.end, "note" if has_words else "routing")
    if mail.answered is not None:
        yield Aside(mail.answered, len(text), "answered")


def _answered(text: str, lines: list[tuple[int, int]]) -> Iterator[Aside]:
    """Yield the lines of mail that quote the mail it answers, with the line that says who wrote it.

    What a mail quotes as a text that was agreed ("The agreed text reads:") it says itself.
    """
    quoted = [_QUOTED.match(text, *line) is not None for line in lines]
    if not any(quoted) or not _is_mail(text, lines, quoted):
        return
    for number, line in enumerate(lines):
        if not quoted[number] and quotes_text(text, *line):
            for below in itertools.takewhile(lambda at: quoted[at], range(number + 1, len(lines))):
                quoted[below] = False
    for number, (low, high) in enumerate(lines):
        wrote = _WROTE.fullmatch(text, low, high) is not None and quoted[number + 1 : number + 2] == [True]
        if quoted[number] or wrote:
            yield Aside(low, high, "answered")


def _is_mail(text: str, lines: list[tuple[int, int]], quoted: list[bool]) -> bool:
    """Return whether a text with lines that begin with ">" is mail: by its head, by what its subject says was answered, by who wrote them.

    The head of a mail that was saved as a file is no part of its text; its subject is.
    """
    head = sum(_MAIL_LINE.match(text, low, high) is not None for low, high in lines[:_HEAD_LINES])
    return (
        head >= _MAIL_LINES
        or prefix_of(text[slice(*lines[0])])[0] != ""
        or any(after and between(text, *line, in_mail=False) == "wrote" for line, after in zip(lines, quoted[1:], strict=False))
    )


def _by_rules(text: str, lines: list[tuple[int, int]], is_mail: bool) -> Iterator[Aside]:
    at = 0
    while at < len(lines):
        low, high = lines[at]
        rule = next((one for one in _rules() if (is_mail or one.takes != "below") and one.pattern.fullmatch(text, low, high)), None)
        last = at
        if rule is not None:
            if rule.takes in ("following", "below"):
                last = at + _titles(text, lines[at + 1 : at + 1 + _MOST_TITLES])
            yield Aside(low, lines[last][1], rule.why)
        at = last + 1


def _titles(text: str, following: list[tuple[int, int]]) -> int:
    """Return how many of the lines that follow are titles of other pages, or lines of an address: short, and no sentences."""
    number = 0
    for low, high in following:
        if high - low > _LONGEST_TITLE or _ENDS_SENTENCE.search(text[low:high]):
            break
        number += 1
    return number
