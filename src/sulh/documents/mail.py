"""The mails of a text that came from a mail program: which of them the document is, and which it only passes on or answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sulh.documents.mail_head import MailHead, mail_heads
from sulh.documents.mail_words import Between, between, cover_words, prefix_of
from sulh.text.patterns import compiled_later

__all__ = ["Mails", "Message", "mails", "unquoted"]

_LINE = compiled_later(r"[^\n]+")
_LONGEST_MARK = 300
_QUOTE = compiled_later(r"[ \t]*>[ \t]?")
_QUOTED_LINE = compiled_later(r"^[ \t]*>", re.MULTILINE)
# A text that is passed on is quoted whole, or nearly; an answer stands between the lines that it quotes.
_QUOTED_WHOLE, _MOST_LEVELS = 0.8, 5
# A note that comes with a text is short, and shorter than it.
_LONGEST_NOTE = 150
_TOP = 4000


@dataclass(frozen=True, slots=True)
class Message:
    """One mail, [start, end) of a text; its own words begin at `body`, below the line that sets it off (`mark`) and its head."""

    start: int
    body: int
    end: int
    head: MailHead | None
    mark: Between | None


@dataclass(frozen=True, slots=True)
class Mails:
    """What the mails of a text are: `own` is the one whose words the document is, `notes` those that came with it as short notes.

    `answered` begins the mail that the document only answers; what stands there is not its own. `lines` set mails off from one another.
    """

    own: Message
    notes: tuple[Message, ...] = ()
    answered: int | None = None
    lines: tuple[tuple[int, int], ...] = ()


def mails(text: str) -> Mails | None:
    """Return the mails of a text; None where it is none. Method: the lines and prefixes of `data/mail.csv`, from the first mail on.

    A mail passes the next one on where the line between them says so, else where its subject does, else where it has no words, or a
    short note that says so. Otherwise, below a line that sets it off or below a text that was passed on, it answers it.
    """
    found = _messages(text)
    if len(found) == 1 and found[0].head is None:
        return None
    lines = tuple(_LINE.search(text, one.start).span() for one in found if one.mark)  # type: ignore[union-attr]
    own = 0
    notes: list[Message] = []
    for at in range(len(found) - 1):
        passed = _passes_on(text, found[at], found[at + 1])
        if passed is False:
            return Mails(found[own], tuple(notes), found[at + 1].start, lines)
        if passed and own == at and _is_note(text, found[at], found[at + 1]):
            notes.append(found[at])
            own = at + 1
        elif own == at > 0 and not _is_note(text, found[at], found[at + 1]):
            # What was passed on is one mail: what stands below it was sent before it, to those who wrote it.
            return Mails(found[own], tuple(notes), found[at + 1].start, lines)
    last = found[own] if own == len(found) - 1 else replace(found[own], end=len(text))
    return Mails(last, tuple(notes), None, lines)


def _messages(text: str) -> list[Message]:
    heads = {head.start: head for head in mail_heads(text)}
    first = min(heads, default=len(text))
    in_mail = (bool(heads) and not text[:first].strip()) or prefix_of(_first_line(text))[0] != ""
    found: list[Message] = []
    for low, high in (line.span() for line in _LINE.finditer(text)):
        head = heads.get(low)
        said = _mark(text, low, high, in_mail=in_mail) if head is None else None
        above = found[-1] if found else None
        if head is not None and above is not None and above.mark and above.head is None and not text[above.body : low].strip():
            found[-1] = replace(above, body=head.end, head=head)
        elif head is not None or said is not None:
            found.append(Message(low, head.end if head is not None else high, len(text), head, said))
    if not found or text[: found[0].start].strip():
        found.insert(0, Message(0, 0, len(text), None, None))
    return [*(replace(one, end=after.start) for one, after in pairwise(found)), found[-1]]


def _mark(text: str, low: int, high: int, *, in_mail: bool) -> Between | None:
    said = between(text, low, high, in_mail=in_mail) if high - low <= _LONGEST_MARK else None
    # Where the mail answered is quoted line by line, the answer may go on between its lines.
    return None if said in ("wrote", "original") and any(_QUOTE.match(text, at) for at in (low, high + 1, high + 2)) else said


def _passes_on(text: str, outer: Message, inner: Message) -> bool | None:
    """Return whether a mail passes the next one on (True) or answers it (False); None where nothing says which, as of two heads."""
    if inner.mark in ("forwarded", "answered"):
        return inner.mark == "forwarded"
    prefix = outer.head.prefix if outer.head else prefix_of(_first_line(text))[0] if outer.start == 0 else ""
    if prefix:
        return prefix == "forward"
    words = text[outer.body : outer.end]
    if inner.mark is not None and not words.strip():
        return True
    if inner.mark == "original" and _is_note(text, outer, inner) and cover_words().search(words):
        return True
    return False if inner.mark is not None else None


def _is_note(text: str, outer: Message, inner: Message) -> bool:
    """Return whether the words of a mail are a note that comes with the next one."""
    own = len(text[outer.body : outer.end].split())
    return own <= min(_LONGEST_NOTE, len(text[inner.body :].split()))


def _first_line(text: str) -> str:
    """The first line, which of a mail that was saved as a file is its subject; one letter before a colon is no prefix there."""
    match = _LINE.search(text, 0, _TOP)
    line = match[0] if match else ""
    return "" if line[1:2] == ":" else line


def unquoted(text: str) -> str:
    """Return a text with the quote marks taken from the lines of a mail that it passes on whole; any other text as it is."""
    if ">" not in text:
        return text
    for _ in range(_MOST_LEVELS):
        first = _QUOTED_LINE.search(text)
        if first is None or not _announces(text[: first.start()]):
            return text
        lines = text[first.start() :].split("\n")
        filled = [line for line in lines if line.strip()]
        if sum(_QUOTE.match(line) is not None for line in filled) < _QUOTED_WHOLE * len(filled):
            return text
        text = text[: first.start()] + "\n".join(_QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line for line in lines)
    return text


def _announces(above: str) -> bool:
    """Return whether the lines above quoted ones say that they are passed on."""
    if prefix_of(_first_line(above))[0] == "forward":
        return True
    heads = next(mail_heads(above), None)
    if heads is not None and heads.prefix:
        return heads.prefix == "forward"
    return any(_said(above))


def _said(above: str) -> Iterator[bool]:
    for line in _LINE.finditer(above):
        if len(line[0]) <= _LONGEST_MARK:
            yield between(line[0].strip(), 0, len(line[0].strip()), in_mail=False) == "forwarded"
