"""Compile a lexicon of phrases into one pattern, arranged so that each word is compared with few entries."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

from sulh.text.phrase_letters import needed_letters

__all__ = ["PhraseIndex", "Phrases", "lowered", "rows"]

_OPENING = re.compile(r"\((?!\?)")
_STAR = re.compile(r"(?<=[^\W\d_])(?<!\\[wsd])\*")
# The letters that an entry begins with in any case, without one that a sign after it repeats or leaves out; so many count.
_FIRST = re.compile(r"(?:[^\W_](?![?*+{]))*")
_COUNTED = 4
# Letters of the longest prefix.
_PREFIXED = 4
# Only in a shorter text letters are looked for, before an entry is compiled.
_SHORT = 5000
# An entry of words alone, any of which may stand for all that begin so.
_PLAIN = re.compile(r"[^\W\d_]+\*?(?: [^\W\d_]+\*?)*")
_PARTED, _REST = re.compile(r"[\s-]+"), re.compile(r"\w*")
_WORD_START = re.compile(r"(?<!\w)\w")
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


class PhraseIndex:
    """The same lexicon for texts of which few are searched: an entry is made ready when a word that begins like it is met.

    To compile all entries at once takes longer than to search some pages, and most entries are plain words, which need no pattern.
    """

    def __init__(self, entries: Iterable[tuple[str, str]], *, prefix: str = "") -> None:
        """The (wording, value) entries and the prefix as for `Phrases.of`; no entry may begin with a gap, no prefix be too long."""
        self._prefix = prefix
        self._reach = _PREFIXED if prefix else 0
        spread = {source: value for wording, value in entries for source in _spread(wording)}
        self._by_first: dict[str, list[tuple[str, str, str]]] = {}
        for source, value in spread.items():
            first = _first(source)
            self._by_first.setdefault(first[:_COUNTED], []).append((first, source, value))
        self._held: dict[str, list[tuple[str, str, str]]] = {}
        self._ready: dict[str, Callable[[str, int], int]] = {}

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the span and the value of each entry in a lower-case text, in order and without overlap."""
        end = 0
        absent: set[str] = set()
        for word in _WORD_START.finditer(text):
            at = word.start()
            if at < end:
                continue
            opening = text[at : at + _COUNTED + self._reach]
            for first, source, value in self._held[opening] if opening in self._held else self._entries(opening):
                if not self._reach and not text.startswith(first, at):
                    continue
                ready = self._ready.get(source)
                if ready is None:
                    if source in absent or (len(text) < _SHORT and _is_absent(source, text, at)):
                        absent.add(source)
                        continue
                    ready = self._make_ready(source)
                stop = ready(text, at)
                if stop >= 0:
                    end = stop
                    yield at, end, value
                    break

    def _entries(self, opening: str) -> list[tuple[str, str, str]]:
        """Return the entries that a word which begins so may be, those with the longest sources first, each with what it begins with."""
        openings = {opening[low : low + size] for low in range(self._reach + 1) for size in range(_COUNTED + 1)}
        held = [entry for one in openings if one in self._by_first for entry in self._by_first[one]]
        self._held[opening] = sorted(held, key=lambda entry: (-len(entry[1]), entry[1]))
        return self._held[opening]

    def _make_ready(self, source: str) -> Callable[[str, int], int]:
        """Return what says where an entry ends that begins at a place of a text, -1 where it does not stand there."""
        plain = source.rstrip()
        if not self._prefix and _PLAIN.fullmatch(plain):
            self._ready[source] = partial(_plain_end, [(word.removesuffix("*"), word.endswith("*")) for word in plain.split(" ")])
        else:
            pattern = re.compile(rf"{self._prefix}(?:{_expression(source)})(?!\w)")
            self._ready[source] = partial(_pattern_end, pattern)
        return self._ready[source]


def _is_absent(source: str, text: str, at: int) -> bool:
    """Return whether a text lacks letters from a place on that an entry needs, so that the entry need not be compiled for it."""
    return any(all(text.find(one, at) < 0 for one in choice) for choice in needed_letters(source))


def _plain_end(words: Sequence[tuple[str, bool]], text: str, at: int) -> int:
    """Return where words end that stand in a text from a place on, parted by blanks and hyphens; -1 where they do not."""
    for number, (word, starred) in enumerate(words):
        if number:
            parted = _PARTED.match(text, at)
            if parted is None:
                return -1
            at = parted.end()
        if not text.startswith(word, at):
            return -1
        at += len(word)
        if starred:
            at = _REST.match(text, at).end()  # type: ignore[union-attr]
    return at if _REST.match(text, at).end() == at else -1  # type: ignore[union-attr]


def _pattern_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else -1


def _first(source: str) -> str:
    """Return the letters that an entry begins with in any case."""
    match = _FIRST.match(source)
    return match[0] if match else ""


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of `sulh/data`, read once: nobody may change them. Raises ValueError for a row of another length."""
    with files("sulh.data").joinpath(table).open(encoding="utf-8") as lines:
        cells = csv.reader(lines)
        columns = next(cells)
        # A DictReader takes three times as long.
        return tuple([dict(zip(columns, row, strict=True)) for row in cells if row])


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
