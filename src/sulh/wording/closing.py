"""Read the day in the lines that close a statement or stand below its title: "Done at Orra, 12 March 2031", "Fait à Genève, le 3 juin"."""

from __future__ import annotations

import re

from sulh.text.patterns import compiled_later
from sulh.text.printed_days import printed_days

__all__ = ["closing_date", "is_closing_line", "opening_date"]

# How the close of a statement says that it was made there and then; in Arabic the day may stand without a verb ("في").
_DONE = compiled_later(
    r"\W*(?:done|issued|adopted|signed|made|given|agreed|executed|concluded|fait|signée?|adoptée?|hecho|dad[oa]|firmad[oa]|suscrit[oa]"
    r"|совершен\w|принят\w|подписан\w|издан\w|حرر|حُر[ّ]?ر|صدر|وقع|أبرم)(?!\w)",
    re.IGNORECASE,
)
# What may stand before the day of a line that holds only place and day, and after it.
_PLACE = compiled_later(r"\W*(?:(?:г\.|in|at|à|en|в|في|le|el|a)\s+)?(?:[^\W\d_][\w'’-]*[\s,.:]*){0,4}[(\s,:–—-]*")
_REST = compiled_later(r"\W*(?:г|года|م|р)?\W*")
_SENTENCE = compiled_later(r"[^.!?]{1,200}[.!?]?\s*$")
_LINES, _LONG = 6, 12
# So many lines may stand above the text: a letterhead, a title on several lines, place and day.
_TOP, _WIDEST = 6, 400


def closing_date(text: str) -> str | None:
    """Return the day of the closing lines: of one that says where the statement was made, or that holds a place and a day and little else.

    None when the last lines are only text, names and titles.
    """
    lines = [line.strip() for line in text.rstrip().split("\n") if line.strip()]
    for line in reversed((lines[1:] or lines)[-_LINES:]):
        if (found := _of_line(line)) is not None:
            return found
        if len(line.split()) > _LONG:
            # A line of sentences: the last of them may close the statement; what stands above it is text.
            last = _SENTENCE.search(line)
            return _of_line(last[0].strip(), close=True) if last else None
    return None


def opening_date(text: str) -> str | None:
    """Return the day of the first lines, of one that only says where and when; None when none of them does."""
    lines = [line.strip() for line in text[: _TOP * _WIDEST].split("\n") if line.strip()]
    return next((found for line in lines[:_TOP] if len(line.split()) <= _LONG and (found := _of_line(line)) is not None), None)


def is_closing_line(line: str) -> bool:
    """Return whether a line only says where and when a statement was made: "Done at Orra, 12 March 2031"."""
    return len(line.split()) <= _LONG and any(map(str.isdigit, line)) and _of_line(line) is not None


def _of_line(line: str, *, close: bool = False) -> str | None:
    days = printed_days(line)
    if not days:
        return None
    first = days[0]
    if _DONE.match(line):
        # "Adopted at the meeting on 5 May, the plan is confirmed by all" is a sentence about another day.
        return first.day if len(line[first.end :].split()) <= _LONG // 2 else None
    bare = _PLACE.fullmatch(line[: first.start]) and _REST.fullmatch(line[first.end :])
    return first.day if bare and not close else None
