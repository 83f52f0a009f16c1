"""The words that a fact rests on, short enough to stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sulh.model import Citation

__all__ = ["merged", "one_line", "passage", "shorten"]

# Spans this near each other read as one run of words ("Russia, Iran and Turkey").
_NEAR = 24
_ELLIPSIS = "\u2026"
# Control characters would move the cursor of a terminal; direction overrides would show a quote in another order than it has.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def one_line(text: str) -> str:
    """`text` on one line, without characters that steer a terminal."""
    return _SPACES.sub(" ", _UNSAFE.sub(" ", text)).strip()


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, its middle left out at word boundaries; beginning and end are what one searches for."""
    if len(text) <= limit:
        return text
    room = max(limit - 3, 2)
    head, tail = text[: room * 2 // 3], text[len(text) - room // 3 :]
    head = head[: head.rfind(" ")] if " " in head[len(head) // 2 :] else head
    tail = tail[tail.find(" ") + 1 :] if " " in tail[: len(tail) // 2] else tail
    return f"{head.rstrip(' ,;:')} {_ELLIPSIS} {tail.lstrip()}"


def merged(cites: Iterable[Citation], text: str) -> list[tuple[int, int]]:
    """The spans in the order of the text, those that overlap or stand in one line close together made one."""
    runs: list[tuple[int, int]] = []
    for cite in sorted(cites):
        if runs and cite.start - runs[-1][1] <= _NEAR and "\n" not in text[runs[-1][1] : cite.start]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], cite.end))
        else:
            runs.append((cite.start, cite.end))
    return runs


def passage(cites: Iterable[Citation], text: str, *, limit: int = 160) -> tuple[str, int]:
    """The cited words on one line of at most about `limit` characters, and the offset at which they begin."""
    runs = merged(cites, text)
    quoted = f" {_ELLIPSIS} ".join(one_line(text[start:end]) for start, end in runs)
    return shorten(quoted, limit), runs[0][0]
