"""Tell which letters a text must have for an entry of a lexicon: to compile its pattern takes longer than to look for these."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["needed_letters"]

# The parts of a pattern: an escaped sign, a set of letters, a bracket with what it is for, letters, any other sign.
_PART = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\((?:\?(?:<?[=!]|:))?|[^\W\d_]+|.", re.DOTALL)
_GROUPS = ("(", "(?:")
_WORDS = re.compile(r"[^\W\d_]+\*?(?: [^\W\d_]+\*?)*")

Choice = tuple[str, ...]


@cache
def needed_letters(source: str) -> tuple[Choice, ...]:
    """Return letters that stand in every text that the entry matches, behind where it begins: of each choice some, and all together.

    `source` is as for `Phrases.of`. The first word is left out if there are others: an entry is tried where its first word stands.
    """
    if _WORDS.fullmatch(source):
        words = source.replace("*", "").split(" ")
        return tuple([(word,) for word in words[1:] or words])
    branches, _ = _branches(_PART.findall(source.rstrip()), 0)
    choices = [_surest(branches)] if len(branches) > 1 else branches[0][1:] or branches[0]
    return tuple([choice for choice in choices if choice])


def _branches(parts: list[str], at: int) -> tuple[list[list[Choice]], int]:
    """Return what each alternative from a part on needs, up to the bracket that closes them, and the place behind it."""
    branches: list[list[Choice]] = [[]]
    while at < len(parts) and parts[at] != ")":
        part = parts[at]
        at += 1
        if part == "|":
            branches.append([])
        elif part[0] == "(":
            inner, at = _branches(parts, at)
            if part in _GROUPS and not _may_be_left_out(parts, at, "?*{"):
                branches[-1].append(_surest(inner))
        elif part[0].isalpha():
            # A star behind a letter stands for the rest of the word.
            sure = part[:-1] if _may_be_left_out(parts, at, "?{") else part
            branches[-1].append((sure,) if sure else ())
    return branches, at + 1


def _surest(branches: list[list[Choice]]) -> Choice:
    """Return the choice that says most of each alternative, put together; none where an alternative has none."""
    best = [max(reversed(branch), key=_shortest, default=()) for branch in branches]
    return tuple([letters for choice in best for letters in choice]) if all(best) else ()


def _may_be_left_out(parts: list[str], at: int, signs: str) -> bool:
    return at < len(parts) and parts[at] in signs


def _shortest(choice: Choice) -> int:
    return min(map(len, choice), default=0)
