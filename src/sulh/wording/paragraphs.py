"""Split a statement into paragraphs: wrapped lines are joined, printed numbers and bullets are separated from the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.text.patterns import compiled_later
from sulh.text.unwrap import wrapped

__all__ = ["Paragraph", "follows", "paragraphs"]

# "1.", "1)", "(1)", "1.2", "(a)", "b)", "iv.", "٣.", "Article 4."; a full stop may be joined to the word after it.
_NUMBER = compiled_later(
    r"[\s\"\u00ab\u00bb\u201c\u201d\u2018]*(?:(?:article|section|para(?:graph)?|point|статья|пункт)\s+)?"
    r"(?P<number>\(?(?:\d{1,3}|[a-z\u0430-\u044f\u0621-\u064a]|[ivx]{1,5})\)|\d{1,3}(?:\.\d{1,2}){1,3}\.?(?=\s)|\d{1,3}[.\u2013-](?=\s|[^\W\d])"
    r"|(?:[ivxIVX]{1,5}|[a-z\u0430-\u044f])\.(?=\s)|[\u0621-\u064a][.-](?=\s))\s*",
    re.IGNORECASE,
)
_BULLET = compiled_later(r"\s*[-*+\u2013\u2014\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u00b7]\s+")
_INLINE = compiled_later(
    r"(?:(?:(?<=[;:.,])|(?<=[;,] and)|(?<=[;,] or))\s+|(?<=[;:]))(?P<number>\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)|\d{1,2}\.(?=\s+[^\W\d]))\s*"
)
# What every mark inside a paragraph has.
_MARK = re.compile(r"[)\d]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words `[start, end)` of a text after the printed number or bullet; `number` is as printed, without brackets and stops."""

    start: int
    end: int
    number: str | None
    bullet: bool


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text in order; list items in one line are paragraphs of their own."""
    return [item for start, end in _joined(text) for item in _items(text, start, end)]


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines; a line wrapped at a column is joined to the one before it."""
    spans = [_stripped(text, low, high) for low, high in _lines(text)]
    current: tuple[int, int] | None = None
    for (start, end), goes_on in zip(spans, wrapped([text[start:end] for start, end in spans]), strict=True):
        if current is not None and start < end and goes_on and not _NUMBER.match(text, start, end):
            current = current[0], end
            continue
        if current is not None:
            yield current
        current = (start, end) if start < end else None
    if current is not None:
        yield current


def _lines(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    while (high := text.find("\n", low)) >= 0:
        yield low, high
        low = high + 1
    yield low, len(text)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _items(text: str, start: int, end: int) -> Iterator[Paragraph]:
    number, bullet = _NUMBER.match(text, start, end), _BULLET.match(text, start, end)
    printed = _bare(number["number"]) if number else None
    low = number.end() if number else bullet.end() if bullet else start
    for cut in _series(text, low, end, printed):
        yield from _part(text, low, cut.start(), printed, bullet is not None)
        printed, low, bullet = _bare(cut["number"]), cut.end(), None
    yield from _part(text, low, end, printed, bullet is not None)


def _part(text: str, start: int, end: int, number: str | None, bullet: bool) -> Iterator[Paragraph]:
    start, end = _stripped(text, start, end)
    if start < end:
        yield Paragraph(start, end, number, bullet)


def _series(text: str, start: int, end: int, printed: str | None) -> list[re.Match[str]]:
    """Return the marks of a list inside a paragraph: two or more that count up from the first, or from the printed number."""
    if _MARK.search(text, start, end) is None:
        return []
    found = list(_INLINE.finditer(text, start, end))
    if printed is None:
        opening = re.match(r"[\s\"\u00ab\u201c]*\(?(\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s", text[start : start + 8])
        previous = opening[1] if opening else None
    else:
        previous = printed
    kept: list[re.Match[str]] = []
    for mark in found:
        number = _bare(mark["number"])
        if (previous is not None and follows(previous, number)) or (not kept and number in ("1", "a", "i")):
            kept.append(mark)
            previous = number
    on = printed is not None and bool(kept) and _bare(kept[0]["number"]) not in ("1", "a", "i")
    return kept if len(kept) >= 2 or on else []


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def follows(before: str, number: str) -> bool:
    """Return whether a printed number, letter or Roman numeral is the next after another."""
    if before.isdigit() and number.isdigit():
        return int(number) == int(before) + 1
    before, number = before.casefold(), number.casefold()
    if before in _ROMAN and number in _ROMAN and _ROMAN.index(number) == _ROMAN.index(before) + 1:
        return True
    return len(before) == len(number) == 1 and ord(number) == ord(before) + 1


def _bare(number: str) -> str:
    return number.strip("().\u2013- ")
