"""Join hard-wrapped lines, so that a sentence broken over several lines becomes one line again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sulh.text.patterns import compiled_later

__all__ = ["starts_item", "unwrap", "wrapped"]

_SHORTEST_WRAPPED = 40
_WIDEST_WRAP = 110
_UNEVEN = 0.88

# A number, letter or roman numeral with a bracket or stop; a bullet; the markup that opens a heading, quotation or table row; a label.
_ITEM = compiled_later(
    r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[\u0621-\u064a]|[\u0660-\u0669]{1,2}|[\u0430-\u044f])(?:[.)]|\.\))(?=\s)"
    r"|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)"
    r"|[-*+\u2013\u2014\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u00b7\uf0b7](?=\s)|#{1,6}\s|[>|]"
    r"|(?:Article|Section|Chapter|Annex|Paragraph|ARTICLE|SECTION|CHAPTER|ANNEX)\s+(?:\d+|[IVXLC]+)\b"
    r"|[A-Z][\w\u2019'-]*(?:\s(?:\([A-Z]+\)|[A-Z][\w\u2019'-]*|of|the|and|for|on)){0,5}:\s(?=[A-Z0-9\"\u201c(]))"
)
_STOPPED = compiled_later(r"[.?!:;\u061f\u06d4\u061b\u3002\uff01\uff1f\u2026|][\"'\u00bb\u201d\u2019)\]]*$")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DANGLING = compiled_later(
    r"(?:^|\s)(?:a|an|the|and|or|of|in|on|at|to|for|from|by|with|between|that|which|who|whose|as|is|are|was|were|has|have|had|be|been|its"
    r"|their|his|her|into|under|over|against|towards?|within|during|after|before|since|until|than|this|these|those|no|not|will|would"
    rf"|{_MONTHS})$"
)
# A month at a line's end and a whole date below it are two dates: "The envoy's travels, 3-5 March" and the day of publication.
_MONTH_ENDS = compiled_later(rf"\b(?:{_MONTHS})$")
_DAY_BEGINS = compiled_later(rf"\d{{1,2}}\s+(?:{_MONTHS})\b")
_HYPHENATED = compiled_later(r"(\w+)-$")
_LETTERS = compiled_later(r"[^\W\d_]+")
_WORDS = compiled_later(r"\w+(?:-\w+)*")
_TAIL = 40
# First parts of compounds that keep their hyphen at a line end.
_KEEPS_HYPHEN = frozenset(
    """all anti bi co counter cross cease de deputy east ex extra far five four half high inter intra large long low mid multi
    near non north one post pre pro pseudo quasi re second self semi seven short six small socio south sub third three tri
    twenty two ultra under vice well west year""".split()  # noqa: SIM905
)


def starts_item(line: str) -> bool:
    """Return whether a line starts a list item, numbered clause, heading or table row, and so a paragraph of its own."""
    return _ITEM.match(line) is not None


def unwrap(text: str) -> str:
    """Join lines that were wrapped at a column; text without wrapping is returned unchanged.

    A line continues the one before when that one does not end its sentence and the new one starts in lower case, or, at the column the
    document is wrapped at, when its first word would not have fitted on the line before.
    """
    lines = text.split("\n")
    joined = wrapped(lines)
    if not any(joined):
        return text
    words = _words(text) if any(line.endswith("-") for line in lines) else frozenset()
    pieces = [lines[0]]
    for before, line, joins in zip(lines, lines[1:], joined[1:], strict=False):
        link = _link(before[-_TAIL:], line, words) if joins else "\n"
        if link is None:
            pieces[-1] = pieces[-1][:-1]
        pieces += [link or "", line]
    return "".join(pieces)


def wrapped(lines: Sequence[str]) -> list[bool]:
    """Return for each line (blank ones included) whether it continues the one before, which was wrapped at a column."""
    found = [False] * len(lines)
    width = _wrap_width(lines)
    if width is None:
        return found
    length, tail = len(lines[0]), lines[0][-_TAIL:]
    for at, (before, line) in enumerate(pairwise(lines), 1):
        if _continues(length, tail, line) or _overflows(before, line, width):
            # Only the tail is checked again, so that the time is linear in the number of lines.
            found[at], length, tail = True, length + 1 + len(line), f"{tail} {line}"[-_TAIL:]
        else:
            length, tail = len(line), line[-_TAIL:]
    return found


def _continues(length: int, tail: str, line: str) -> bool:
    """Return whether `line` continues an open line of this `length` and `tail`, at any width; so unwrapping twice changes nothing."""
    if length < _SHORTEST_WRAPPED or not line or starts_item(line) or _STOPPED.search(tail):
        return False
    if _DAY_BEGINS.match(line) and _MONTH_ENDS.search(tail):
        return False
    return line[0].islower() or (line[0].isalnum() and _DANGLING.search(tail) is not None)


def _overflows(before: str, line: str, width: int) -> bool:
    """Return whether the first word of `line` would not have fitted on the line before."""
    if len(before) < _SHORTEST_WRAPPED or not line or starts_item(line):
        return False
    first = line.find(" ")
    filled = len(before) + 1 + (len(line) if first < 0 else first)
    if _STOPPED.search(before[-_TAIL:]):
        return len(before) <= width < filled
    # Proportional type has uneven lines; one that ends a sentence must be completely full, otherwise it ends its paragraph.
    return len(before) * _UNEVEN <= width and filled > _UNEVEN * width


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Return the length of the longest line that clearly breaks off in mid-sentence, or None when no line does."""
    broken = [
        len(before)
        for before, line in pairwise(lines)
        if len(before) >= _SHORTEST_WRAPPED and _continues(len(before), before[-_TAIL:], line)
    ]
    narrow = [length for length in broken if length <= _WIDEST_WRAP]
    if narrow:
        return max(narrow)
    return 0 if broken else _uncased_width(lines)


def _uncased_width(lines: Sequence[str]) -> int | None:
    """Return the wrap width for a script without case (Arabic, Hebrew, ...), if three open lines in a row are nearly the longest."""
    if not any(_is_uncased(line) for line in lines):
        return None
    widest = max(len(line) for line in lines)
    if not _SHORTEST_WRAPPED <= widest <= _WIDEST_WRAP:
        return None
    run = 0
    for line in lines:
        run = run + 1 if len(line) > 0.8 * widest and _is_uncased(line) and not _STOPPED.search(line) and not starts_item(line) else 0
        if run >= 3:
            return widest
    return None


def _is_uncased(line: str) -> bool:
    return bool(line) and line[0].isalpha() and not line[0].islower() and not line[0].isupper() and ord(line[0]) < 0x2E80


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(text))


def _link(tail: str, line: str, words: frozenset[str]) -> str | None:
    """Return what joins two lines: a space, nothing after a hyphen that is kept, None when the hyphen only divided a word."""
    broken = _HYPHENATED.search(tail)
    if broken is None or not line[0].isalpha():
        return " "
    head, rest = broken.group(1).lower(), _LETTERS.match(line)
    whole = head + (rest.group().lower() if rest else "")
    hyphenated = f"{head}-{whole[len(head) :]}"
    keeps = not line[0].islower() or hyphenated in words or (head in _KEEPS_HYPHEN and whole not in words)
    return "" if keeps else None
