"""What printing put into a text: running heads, page numbers, numbers of lines. Taken out before the text is normalised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sulh.text.patterns import compiled_later

__all__ = ["printed_pages", "without_furniture", "without_line_numbers"]

_REPEATED_ON = 3
_DIGITS = compiled_later(r"\d+")
_PAGE_NUMBER = compiled_later(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_NUMBERED = compiled_later(r"[ \t]{0,8}(\d{1,4})(?:[ \t]+(\S.*)|[ \t]*)$")
_ENDS = compiled_later(r"[.;:!?][\"'”’)\]]*\s*$")
# So many lines with the right number show that lines are numbered, when they are most of the lines and often break off in mid-sentence, as
# no list does; or, where each fifth line has its number, so many of those.
_LEAST, _MOST_OF, _BROKEN_OFF = 8, 0.8, 0.4
_STEP, _LEAST_STEPS = 5, 3


def printed_pages(text: str) -> str:
    """Return a plain text as one: pages parted by form feeds without what is printed on each, lines without their numbers."""
    pages = text.split("\f")
    return without_line_numbers("\n".join(without_furniture(pages)) if len(pages) > 1 else text)


def without_furniture(pages: Sequence[str]) -> list[str]:
    """Return the pages without page numbers and without first and last lines that recur on most pages."""
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    if len(pages) < 2:
        return list(pages)
    seen = Counter(_shape(line) for lines in split for line in {*lines[:2], *lines[-2:]})
    furniture = {shape for shape, count in seen.items() if count >= max(_REPEATED_ON, len(pages) // 3)}
    return ["\n".join(_trim(page.split("\n"), furniture)) for page in pages]


def without_line_numbers(text: str) -> str:
    """Return a text whose lines are numbered, all or each fifth of them, without the numbers; any other as it is.

    Lines are counted from 1 on, anew where the numbers begin anew. Items of lists, which end like sentences, are no numbered lines.
    """
    lines = text.split("\n")
    labelled = _labelled(lines)
    if len(labelled) < _LEAST_STEPS:
        return text
    filled = sum(1 for line in lines if line.strip())
    own = {at: match[2] or "" for at, match in labelled.items()}
    whole = [words for words in own.values() if words]
    each = len(labelled) >= _LEAST and len(labelled) >= _MOST_OF * filled
    each = each and sum(_ENDS.search(words) is None for words in whole) >= _BROKEN_OFF * len(whole)
    steps = all(int(match[1]) % _STEP == 0 for match in labelled.values()) and len(labelled) >= filled // _STEP - 1
    return "\n".join(own.get(at, line) for at, line in enumerate(lines)) if each or steps else text


def _labelled(lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """Return by its place each line that begins with its own number."""
    found: dict[int, re.Match[str]] = {}
    count = 0
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        count += 1
        match = _NUMBERED.match(line)
        if match is not None and int(match[1]) == 1:
            count = 1
        if match is not None and int(match[1]) == count:
            found[at] = match
    return found


def _trim(lines: list[str], furniture: set[str]) -> list[str]:
    """Return the lines of a page without the first and last two filled ones where they are furniture."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    dropped: set[int] = set()
    for edge in (filled[:2], filled[: -3 if len(filled) > 2 else None : -1]):
        for at in edge:
            if not _is_furniture(lines[at], furniture):
                break
            dropped.add(at)
    return [line for at, line in enumerate(lines) if at not in dropped]


def _is_furniture(line: str, furniture: set[str]) -> bool:
    return _shape(line) in furniture or _PAGE_NUMBER.match(line) is not None


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))
