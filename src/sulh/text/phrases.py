"""Compile a lexicon of phrases into one pattern, arranged so that each word is compared with few entries."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Phrases", "lowered", "rows"]

_OPENING = re.compile(r"\((?!\?)")
_STAR = re.compile(r"(?<=[^\W\d_])(?<!\\[wsd])\*")
# Words that may occur between a verb and its noun; none of them starts a phrase of its own.
_GAP = r"(?:(?!(?:of|for|that|to|in|on|over|about|need|importance|necessity)\b)[\w'.-]+[\s-]+){0,5}?"
_WIDE_GAP = r"(?:[\w'.-]+[\s-]+){0,6}?"


@dataclass(frozen=True, slots=True)
class Phrases:
    """A compiled lexicon: `pattern` matches lower-case text; `lastindex` of a match is the index of its entry's value in `values`."""

    pattern: re.Pattern[str]
    values: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]], *, prefix: str = "") -> Phrases:
        """Compile (wording, value) entries; of entries that match at one word, the one with the longest source wins.

        In a wording a blank matches blanks or a hyphen, `*` after a letter for the rest of the word, `~` for up to five words
        that start no new phrase, `~~` for up to six words of any sort; the rest is a regular expression in lower case.
        `prefix` is a pattern for particles that the language joins to the next word; it must have no capturing groups.
        """
        spread = {source: value for wording, value in entries for source in _spread(wording)}
        bundles: dict[str, list[tuple[str, str]]] = {}
        for source, value in sorted(spread.items(), key=lambda entry: (-len(entry[0]), entry[0])):
            bundles.setdefault("" if source.startswith("~") else source[:2], []).append((source, value))
        values = [""]
        parts: dict[str, list[str]] = {}
        for opening, bundle in sorted(bundles.items()):
            values.extend(value for _, value in bundle)
            alternatives = "|".join(f"({_expression(source[2:])})" for source, _ in bundle)
            parts.setdefault(opening[:1], []).append(f"{opening[1:]}(?:{alternatives})")
        letters = "|".join(f"{letter}(?:{'|'.join(seconds)})" for letter, seconds in parts.items())
        return cls(re.compile(rf"(?<!\w){prefix}(?:{letters})(?!\w)"), tuple(values))


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of `sulh/data`."""
    with files("sulh.data").joinpath(table).open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def lowered(text: str) -> str:
    """Return lower case at the same offsets: characters that would become longer are unchanged; apostrophes become straight."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    return low.replace("\u2019", "'")


def _spread(source: str) -> list[str]:
    """Split an entry that starts with a group into one for each alternative: entries are selected by their first letters."""
    if not source.startswith("("):
        return [source]
    depth, choices, low = 0, [], 1
    end = 0
    for end, character in enumerate(source):
        depth += (character == "(") - (character == ")")
        if (character == "|" and depth == 1) or (character == ")" and depth == 0):
            choices.append(source[low:end])
            low = end + 1
        if depth == 0:
            break
    rest = source[low:]
    if rest.startswith("?"):
        rest = rest[1:]
        choices.append("")
    return [spread for choice in choices for spread in _spread(f"{choice}{rest}".lstrip())]


def _expression(source: str) -> str:
    source = _STAR.sub(r"\\w*", _OPENING.sub("(?:", source.rstrip()))
    source = re.sub(r" (?!\?)", r"[\\s-]+", source).replace(" ?", r"[\s-]{0,2}")
    return source.replace("~~", _WIDE_GAP).replace("~", _GAP)
