"""How a language writes: lists, and names of another script inside its sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from sulh.words.tables import phrase

__all__ = ["composed", "direction", "isolated", "listing"]

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ur"})
_ISOLATE, _END, _MARK = "\u2068", "\u2069", "\u200f"


@cache
def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def isolated(words: str, *, language: str = "en") -> str:
    """A name inside a sentence: one whose letters run the other way keeps its direction and leaves the sentence its own."""
    return f"{_ISOLATE}{words}{_END}" if _runs(words) == ("L" if direction(language) == "rtl" else "R") else words


def composed(words: str, *, language: str = "en") -> str:
    """Words put together in a right-to-left language: where they do not begin in its letters, a mark says which way they run."""
    foreign = direction(language) == "rtl" and (_runs(words) == "L" or (not _runs(words) and _ISOLATE in words))
    return _MARK + words if foreign else words


def _runs(words: str) -> str:
    """Which way words run by their first letter outside isolated ones: L, R or, without such a letter, nothing."""
    depth = 0
    for one in words:
        depth += (one == _ISOLATE) - (one == _END)
        if depth == 0 and (kind := unicodedata.bidirectional(one)) in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
    return ""


def listing(words: Iterable[str], *, apart: bool = False, language: str = "en") -> str:
    """Words as the members of a list, `apart` with stronger marks between them; empty ones are left out."""
    members = [one for one in words if one]
    if len(members) < 2:
        return "".join(members)
    between = phrase("list.apart" if apart else "list.between", language=language)
    return composed(between.join(isolated(one, language=language) for one in members), language=language)
