"""Split text into tokens, each with the letter of its class that the date patterns use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.text.dates_words import WORDS
from sulh.text.edtf import days_in_month
from sulh.text.patterns import compiled_later

__all__ = ["Tokens", "tokenise"]

_TOKEN = compiled_later(
    r"(?P<full>(?<![\w/.-])(?:\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([./-])\d{1,2}\3\d{4})(?:T\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?(?!\w|[-/.]\d))"
    r"|(?P<joined>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[:.]\d+)+\w*)|(?P<digits>\d\w*)|(?P<word>\w+)|[^\w\s]"
)
_DIGITS = compiled_later(r"(\d{1,6})(st|nd|rd|th|s)?", re.IGNORECASE)
_PUNCTUATION = dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {mark: mark for mark in ",./()'&"} | {"\u2019": "'", ";": ";"}
_NUMBERED = compiled_later(
    r"(?:\b(?:nos?|resolutions?|articles?|arts?|paragraphs?|paras?|numbers?|chapters?|phases?|sections?|annex|decisions?|decrees?|laws?|"
    r"items?|points?|pages?|p|pp|version|chapter|units?|groups?|doc|document|flight|s/res)\b\.?\s*[-\u2013/]?|[$\u20ac\u00a3#\u2116\u00a7+])\s*$",
    re.IGNORECASE,
)
_LETTER_DASH = compiled_later(r"(?:^|\W)([^\W\d_]+)[-\u2010\u2011\u2013]$")
_DASH_LETTERS = compiled_later(r"[-\u2010\u2011\u2013]([^\W\d_]+)")
# A date does not continue past the end of a sentence or an empty line; "Sept." is followed by a number, not a capital.
_SENTENCE = compiled_later(r"\n[^\S\n]{0,200}\n\s*|(?<=[.!?])\s+(?=[A-Z])")
_WORD = compiled_later(r"\w+")
_DIGIT = compiled_later(r"\d")
# A text without one of these words or a digit has no date.
_CORE = frozenset(word for word, (kind, _) in WORDS.items() if kind in "MmjWRhducyKAzi")
_LONGEST = 50_000
_OTHER = ("x", 0)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one part of a text: `kinds` has one letter each; offsets count code points of the whole text."""

    text: str
    kinds: str
    starts: list[int]
    ends: list[int]
    values: list[int]

    def word(self, index: int) -> str:
        """Return the token at `index` in lower case, '' outside the part."""
        return self.text[self.starts[index] : self.ends[index]].lower() if 0 <= index < len(self.starts) else ""

    def full(self, index: int) -> tuple[int, int, int] | None:
        """Return year, month and day of a date in digits; None when it is not one, or when day and month are ambiguous."""
        return _full_date(self.text[self.starts[index] : self.ends[index]])


def tokenise(text: str) -> Iterator[Tokens]:
    """Yield the tokens of each sentence of `text` that could contain a date; a very long sentence is cut at a line break."""
    for start, end in _sentences(text):
        if not _DIGIT.search(text, start, end) and _CORE.isdisjoint(_WORD.findall(text, start, end)):
            continue
        kinds: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[int] = []
        for match in _TOKEN.finditer(text, start, end):
            group = match.lastgroup
            token = match.group()
            if group == "word":
                kind, value = WORDS.get(token, _OTHER)
            elif group is None:
                kind, value = _PUNCTUATION.get(token, "x"), 0
            else:
                kind, value = _number(group, token, text, match.start(), match.end())
            kinds.append(kind)
            values.append(value)
            starts.append(match.start())
            ends.append(match.end())
        yield Tokens(text, "".join(kinds), starts, ends, values)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for gap in _SENTENCE.finditer(text):
        yield from _pieces(text, position, gap.start())
        position = gap.end()
    yield from _pieces(text, position, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start, start + _LONGEST) for mark in ("\n", ". ", " ")) + 1
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _number(group: str, token: str, text: str, start: int, end: int) -> tuple[str, int]:
    if group == "full":
        return ("7", 0) if _full_date(token) is not None else _OTHER
    if group == "joined":
        return (":", 0) if ":" in token else ("#", _small(token.replace(",", "")))
    shape = _DIGITS.fullmatch(token)
    if shape is None:
        return _OTHER
    value, suffix = int(shape[1]), (shape[2] or "").lower()
    kind = _number_kind(value, len(shape[1]), suffix)
    if kind in "190" and _is_label(text, start, end, kind):
        return "#", value
    return kind, value


def _number_kind(value: int, digits: int, suffix: str) -> str:
    if suffix == "s":
        return "8" if digits == 4 and 1900 <= value <= 2090 and value % 10 == 0 else "x"
    if digits <= 2 and 1 <= value <= 31:
        return "0" if suffix else "1"
    if suffix:
        return "x"
    return "9" if digits == 4 and 1900 <= value <= 2099 else "#"


def _is_label(text: str, start: int, end: int, kind: str) -> bool:
    """Return whether a number is a label ("No. 2017", "COVID-19") or counts in a compound ("16-member")."""
    before = text[max(0, start - 16) : start]
    if _NUMBERED.search(before):
        return True
    attached = _LETTER_DASH.search(before)
    if attached is not None and attached[1] not in WORDS:
        return True
    following = _DASH_LETTERS.match(text, end)
    if kind != "1" or following is None:
        return text.startswith("%", end)
    return WORDS.get(following[1], _OTHER)[0] not in "MmjWwTeo"


def _small(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) <= 6 else 0


def _full_date(token: str) -> tuple[int, int, int] | None:
    parts = [int(part) for part in re.findall(r"\d+", token)[:3]]
    if parts[0] > 31:
        year, month, day = parts
    elif parts[1] > 12:
        month, day, year = parts
    else:
        day, month, year = parts
        if day <= 12 and day != month and "." not in token:
            # 05/06/2018 is June or May, depending on the country: only the year is certain.
            month, day = 0, 0
    if not 1900 <= year <= 2099:
        return None
    if month == 0 and day == 0 and parts[0] <= 31:
        return year, 0, 0
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= days_in_month(month, year) else None
