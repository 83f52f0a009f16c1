"""What a document without a title of its own is called: its first line."""

from __future__ import annotations

import re

__all__ = ["opening"]

_LONGEST = 120
_SIGNS = re.compile(r"^[\s#>*•–—-]+")


def opening(text: str) -> str | None:
    """The first line of a text that has letters, cut at a word where it is long; None where no line has."""
    for line in text.splitlines():
        words = " ".join(_SIGNS.sub("", line).split())
        if any(letter.isalpha() for letter in words):
            return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:')}…"
    return None
