"""The words around what a search found, with the found words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.record.searching import searchable
from sulh.text.folding import fold

__all__ = ["FOUND", "OVER", "excerpt", "has_words"]

FOUND, OVER = "\x02", "\x03"
# Letters and digits with the vowel signs and the lengthening stroke of Arabic, which the index leaves out.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u064b-\u065f\u0670\u0640])*")
_BEFORE, _LENGTH = 80, 240
_MARKS = str.maketrans("", "", FOUND + OVER)


def has_words(words: str, wanted: Sequence[str]) -> bool:
    """Whether all of `wanted` are among the words of a searchable text, the last of them as the beginning of one: as the index has it."""
    there = f" {words} "
    return all(f" {one} " in there for one in wanted[:-1]) and f" {wanted[-1]}" in there


def excerpt(text: str, wanted: Sequence[str]) -> str:
    """About 240 characters of `text` from a little before the first found word on, in one line, found words between marks."""
    folded = fold(text)
    spans = [(match.start(), match.end()) for match in _WORD.finditer(folded) if _is_found(match.group(), wanted)]
    begin = _word_start(folded, max(0, spans[0][0] - _BEFORE)) if spans and spans[0][0] > _BEFORE else 0
    end = _word_end(folded, begin + _LENGTH)
    pieces, at = ["\u2026" if begin else ""], begin
    for start, stop in spans:
        if begin <= start and stop <= end:
            pieces += [text[at:start].translate(_MARKS), FOUND, text[start:stop], OVER]
            at = stop
    pieces += [text[at:end].translate(_MARKS), "\u2026" if end < len(text) else ""]
    return " ".join("".join(pieces).split())


def _is_found(word: str, wanted: Sequence[str]) -> bool:
    own = word if word.isascii() else searchable(word)
    return own in wanted or own.startswith(wanted[-1])


def _word_start(text: str, at: int) -> int:
    """The beginning of the first whole word from `at` on."""
    while at < len(text) and at > 0 and text[at - 1].isalnum():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    """The end of the word that stands at `at`, or the end of the text."""
    if at >= len(text):
        return len(text)
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
