"""The head of a mail within a text, pasted or forwarded: lines that say from whom, to whom, when, about what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sulh.documents.mail_words import field_of, prefix_of
from sulh.documents.printed_date import find_date
from sulh.text.patterns import compiled_later
from sulh.text.printed_days import printed_days

__all__ = ["MailHead", "mail_heads", "sender_in"]

_LINE = compiled_later(r"[^\n]+")
_NAMED_SENDER = compiled_later(r"([^<>]+)<[^<>]*>")
_LEAST, _LONGEST_LINE = 3, 2000
_NUMERIC = compiled_later(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class MailHead:
    """The lines [start, end) of a head: subject without "Re:", name of the sender, EDTF day; `routing` are its lines but the subject.

    `prefix` is what the subject says was done with the mail below: it was passed on (`forward`) or answered (`reply`).
    """

    start: int
    end: int
    subject: str | None
    sender: str | None
    sent: str | None
    routing: tuple[tuple[int, int], ...]
    prefix: Literal["forward", "reply", ""] = ""


@dataclass(frozen=True, slots=True)
class _Field:
    start: int
    end: int
    part: str
    value: str
    is_english: bool


def mail_heads(text: str) -> Iterator[MailHead]:
    """Yield the heads of mails in a text: at least three such lines on end, one of which says from whom."""
    run: list[_Field] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        found = field_of(text, start, end) if ":" in line[0] and end - start <= _LONGEST_LINE else None
        if found is not None:
            # Below an empty line a field that the head has already begins the head of the next mail.
            if text.endswith("\n\n", 0, start) and any(field.part == found[0] for field in run):
                yield from _head(run)
                run = []
            run.append(_Field(start, end, *found))
            continue
        # A long list of addresses goes on in the next line.
        if run and run[-1].part in ("to", "copy") and run[-1].value.endswith((";", ",")):
            run[-1] = _Field(run[-1].start, end, run[-1].part, f"{run[-1].value} {line[0].strip()}", run[-1].is_english)
            continue
        yield from _head(run)
        run = []
    yield from _head(run)


def _head(run: list[_Field]) -> Iterator[MailHead]:
    values = {field.part: field.value for field in reversed(run)}
    if len(run) < _LEAST or "from" not in values or not {"to", "sent"} & values.keys():
        return
    prefix, subject = prefix_of(values.get("subject", ""))
    sender = sender_in(values["from"]) if "<" in values["from"] else values["from"]
    is_english = next(field.is_english for field in run if field.part == "from")
    routing = tuple((field.start, field.end) for field in run if field.part != "subject")
    sent = _day(values.get("sent", ""), is_english)
    yield MailHead(run[0].start, run[-1].end, subject or None, sender or None, sent, routing, prefix)


def sender_in(value: str) -> str | None:
    """The name of one sender in a line of a mail's head, whole though it has a comma without quotes round it; else the address."""
    if (named := _NAMED_SENDER.fullmatch(value.strip())) and (told := named[1].strip().strip("\"'")):
        return told
    from email.utils import parseaddr

    name, address = parseaddr(value)
    return name or address or None


def _day(value: str, is_english: bool) -> str | None:
    """Return the day of a date in the words of some mail program; only English ones put the month first in numbers."""
    if (printed := printed_days(value)) and not is_english:
        return printed[0].day
    return find_date(value if is_english else _NUMERIC.sub(r"\1.\2.\3", value))
