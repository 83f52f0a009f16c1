"""The lines of mail in the languages of mail programs (`data/mail.csv`): fields, prefixes of subjects, lines between mails."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal

from sulh.text.patterns import compiled_later

__all__ = ["FIELDS", "Between", "between", "cover_words", "field_of", "prefix_of", "quotes_text"]

FIELDS = ("from", "to", "copy", "sent", "subject", "answer_to")
Between = Literal["forwarded", "original", "answered", "wrote"]

# A line that says what follows is set off by dashes, or ends in a colon: "-------- Original message --------", "Begin forwarded message:".
_SET_OFF = r"(?:[-_=*—–]{{2,}}\s?(?:{0})(?:\s[^\n]{{1,80}}?)?\s?[-_=*—–]{{0,}}|(?:{0})\s?:)"
_RULES = "-_=*—–"
# Who wrote what follows, and when; the time of day or the address tell such a line from a sentence.
_CLOCK_OR_ADDRESS = compiled_later(r"\d{1,2}[:.]\d\d|@")
_STARS = r"\*{0,2}"


@cache
def _table() -> tuple[tuple[str, str, str], ...]:
    with (files("sulh.data") / "mail.csv").open(encoding="utf-8") as table:
        return tuple((row["language"], row["part"], row["pattern"]) for row in csv.DictReader(table))


@cache
def _any(part: str) -> str:
    return "|".join(f"(?:{pattern})" for _, own, pattern in _table() if own == part)


@cache
def _field() -> re.Pattern[str]:
    names = "|".join(f"(?P<{part}>{_any(part)})" for part in FIELDS)
    return re.compile(rf"{_STARS}(?:{names})\s?:{_STARS}[ \t]*(?P<value>[^\n]*)", re.IGNORECASE)


def field_of(text: str, start: int, end: int) -> tuple[str, str, bool] | None:
    """Return the field of a head that a line [start, end) is, its value and whether it is in English; None for any other line.

    A name that languages share ("De", "Data") goes to the first of `FIELDS` that has it.
    """
    match = _field().fullmatch(text, start, end)
    if match is None:
        return None
    part = next(one for one in FIELDS if match[one] is not None)
    english = re.compile("|".join(own for language, named, own in _table() if named == part and language == "en"), re.IGNORECASE)
    return part, match["value"].strip(" *"), english.fullmatch(match[part]) is not None


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?P<forward>{_any('forward')})|(?P<reply>{_any('reply')}))\s?(?:\[\d+\])?:\s*", re.IGNORECASE)


def prefix_of(subject: str) -> tuple[Literal["forward", "reply", ""], str]:
    """Return what the first prefix of a subject says that was done, and the subject without any."""
    first = match = _prefix().match(subject)
    while match is not None:
        subject = subject[match.end() :]
        match = _prefix().match(subject)
    return ("" if first is None else "forward" if first["forward"] else "reply"), subject.strip()


@cache
def _between() -> dict[Between, re.Pattern[str]]:
    patterns: dict[Between, str] = {part: _SET_OFF.format(_any(part)) for part in ("forwarded", "original", "answered")}
    patterns["wrote"] = rf"\W{{0,4}}(?:{_any('wrote')})\s?:"
    return {part: re.compile(pattern, re.IGNORECASE) for part, pattern in patterns.items()}


def between(text: str, start: int, end: int, *, in_mail: bool) -> Between | None:
    """Return what a line [start, end) between two mails says of the one below it; None for any other line."""
    if text[end - 1] != ":" and text[start] not in _RULES:
        return None
    for part, pattern in _between().items():
        if pattern.fullmatch(text, start, end) and (part != "wrote" or in_mail or _CLOCK_OR_ADDRESS.search(text, start, end)):
            return part
    return None


@cache
def cover_words() -> re.Pattern[str]:
    """Words of a note by which somebody passes a text on."""
    return re.compile(_any("cover"), re.IGNORECASE)


@cache
def _quotes_text() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('quotes_text')}):", re.IGNORECASE)


def quotes_text(text: str, start: int, end: int) -> bool:
    """Return whether a line [start, end) leads to a text that the mail itself quotes, such as one that was agreed, and not to a mail."""
    return _quotes_text().fullmatch(text, start, end) is not None and between(text, start, end, in_mail=True) is None
