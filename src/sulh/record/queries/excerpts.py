"""The words around what a search found, with the found words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sulh.record.wanted import Wanted, joined, searchable
from sulh.text.folding import fold
from sulh.text.name_sounds import name_sounds

__all__ = ["FOUND", "OVER", "excerpt", "has_words"]

FOUND, OVER = "\x02", "\x03"
# Letters and digits with the vowel signs and the lengthening stroke of Arabic, which the index leaves out.
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u064b-\u065f\u0670\u0640])*")
_BEFORE, _LENGTH = 80, 240
_MARKS = str.maketrans("", "", FOUND + OVER)
_WEIGHED = 200  # found words among which the fullest excerpt is looked for

Span = tuple[int, int]


def has_words(text: str, asked: Wanted) -> bool:
    """Whether everything asked for is in a short text, the last word as the beginning of one: as the index has it."""
    words, heard = _indexed(text)
    return all(
        _has_terms(words, run.terms, run is asked.runs[-1])
        or not heard.isdisjoint(run.sounds)
        or any(f" {form} " in words for name in run.others for form in (joined(name) if " " not in name else (name,)))
        for run in asked.runs
    )


def _has_terms(words: str, terms: Sequence[str], is_last: bool) -> bool:
    whole = terms[:-1] if is_last else terms
    return all(any(f" {form} " in words for form in joined(one)) for one in whole) and (not is_last or f" {terms[-1]}" in words)


@lru_cache(maxsize=20_000)
def _indexed(text: str) -> tuple[str, frozenset[str]]:
    return f" {searchable(text)} ", frozenset(name_sounds([text]).split())


def excerpt(text: str, asked: Wanted) -> str:
    """About 240 characters of `text` where most of what was asked for stands together, in one line, found words between marks."""
    spans = sorted({*_words(text, asked), *_names(text, asked)})
    first = _fullest(text, spans)
    begin = _word_start(text, max(0, first - _BEFORE)) if first > _BEFORE else 0
    end = _word_end(text, begin + _LENGTH)
    pieces, at = ["\u2026" if begin else ""], begin
    for start, stop in spans:
        if at <= start and stop <= end:
            pieces += [text[at:start].translate(_MARKS), FOUND, text[start:stop], OVER]
            at = stop
    pieces += [text[at:end].translate(_MARKS), "\u2026" if end < len(text) else ""]
    return " ".join("".join(pieces).split())


def _words(text: str, asked: Wanted) -> Iterator[Span]:
    """Where the words asked for, and names that sound like them, stand."""
    known: dict[str, bool] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        if (is_found := known.get(word)) is None:
            is_found = known[word] = asked.marks(word)
        if is_found:
            yield match.span()


def _names(text: str, asked: Wanted) -> Iterator[Span]:
    """Where other names of several words stand."""
    wanted = [name for name in asked.names if len(name) > 1]
    if not wanted:
        return
    words = [(match.start(), match.end(), searchable(match.group())) for match in _WORD.finditer(text)]
    for at, (start, _, _) in enumerate(words):
        for name in wanted:
            part = words[at : at + len(name)]
            if tuple(own for _, _, own in part) == name:
                yield start, part[-1][1]


def _fullest(text: str, spans: Sequence[Span]) -> int:
    """Where the excerpt's first found word stands: from there on most different ones follow, and of equals the first."""
    best, most = 0, 0
    for at, (start, _) in enumerate(spans[:_WEIGHED]):
        within = {fold(text[one:stop]) for one, stop in spans[at:_WEIGHED] if stop <= start + _LENGTH - _BEFORE}
        if len(within) > most:
            best, most = start, len(within)
    return best


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
