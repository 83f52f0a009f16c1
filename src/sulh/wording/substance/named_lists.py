"""Who is named in a list: somebody who came or went while others of the list stayed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sulh.wording.naming import is_naming
from sulh.wording.substance.insertions import insertions, is_joined, without_and
from sulh.wording.substance.parts import AND, TermTable, TermWord, forms_of
from sulh.wording.substance.same_names import has_name, may_have_name, telling_words
from sulh.wording.substance.sides import Side, Span, same_stem, share
from sulh.wording.substance.terms import bare_words
from sulh.wording.verbs import find_verbs

__all__ = ["listed_changes"]

# Wordings that share less of the shorter one are not compared; the word before a list or after it is looked for so far.
_ALIKE, _FRAME = 0.5, 3
# A shorter word of a name tells nothing, unless all are so short.
_TELLING = 4
_ARABIC_AND, _ARABIC = "\u0648", ("\u0621", "\u064a")
# Names in a row: N is a word of a name, w another word, s a small one, & "and"; a comma stands before what follows it, a dot is any other
# sign. A name may have small words in it ("the Government of Halsia") and one other word before it ("the northern movements").
_NAME = r"(?:s{0,3}w?N(?:s{0,2}N)*)"
_OPENS = re.compile(r",?s{0,2}w?N")
# What follows the last name after "and" is no part of the list: "Halsia and Orra, guarantors of the truce".
_LIST = re.compile(rf"{_NAME}(?:,{_NAME})*(?:,?&{_NAME})+|{_NAME}(?:,{_NAME}){{2,}}")

# More names than two are a list if only commas part them.
_PAIR = 2
# "I" has a capital letter and is no name.
_SPEAKING = ("i",)

ListedChange = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class _Item:
    """The words `[low, high)` of a name in a list."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Roll:
    """A list of names: those that the other text has too, and those of which it has nothing."""

    stayed: list[_Item]
    missing: list[_Item]


def listed_changes(one: Side, other: Side, table: TermTable) -> list[ListedChange]:
    """Return the offsets of names that came or went in lists of names, each in the earlier and the later text; None where it is not.

    A name counts if the other text has nothing of it anywhere and more names of its list stayed, two at least, one of them in its place.
    Two that took each other's place are one change. Of two names one may only come or go: another in its place makes another pair.
    """
    if share(one, other) < _ALIKE:
        return []
    left, right = _rolls(one, other, table), _rolls(other, one, table)
    gone, come = _lost(left, right), _lost(right, left)
    gone += [item for item in _besides(one, other, table) if not _overlaps(item, gone)]
    come += [item for item in _besides(other, one, table) if not _overlaps(item, come)]
    if len(gone) == len(come) == 1:
        return [(_span(one, gone[0]), _span(other, come[0]))]
    return [*((_span(one, item), None) for item in gone), *((None, _span(other, item)) for item in come)]


def _span(side: Side, item: _Item) -> Span:
    return side.parts[item.low].start, side.parts[item.high - 1].end


def _lost(own: Sequence[_Roll], opposite: Sequence[_Roll]) -> list[_Item]:
    """Return the names lost from lists of which most stayed, and the one lost of a pair, if the other text has no new name for it."""
    found = []
    for roll in own:
        pair = len(roll.stayed) == len(roll.missing) == 1 and not opposite
        if pair or len(roll.missing) < len(roll.stayed):
            found += roll.missing
    return found


def _rolls(own: Side, opposite: Side, table: TermTable) -> list[_Roll]:
    """Return the lists of which a name stands in its place in the other text, and another one does not."""
    found: list[_Roll] = []
    for items in _lists(own.text, own.parts, table.language):
        placed = any(_is_aligned(item, own, table) for item in items) or _is_followed_alike(items, own, opposite, table)
        if not placed or not _is_framed(own, items):
            continue
        roll = _Roll([], [])
        for item in items:
            name, after = own.parts[item.low : item.high], own.parts[item.high :]
            if has_name(name, opposite.parts, table):
                roll.stayed.append(item)
            elif not may_have_name(name, after, opposite.parts, table):
                roll.missing.append(item)
        if roll.missing:
            found.append(roll)
    return found


def _is_aligned(item: _Item, own: Side, table: TermTable) -> bool:
    """Return whether a telling word of a name stands for the same word of the other text."""
    telling = telling_words(own.parts[item.low : item.high], table)
    return any(at in own.shared and own.parts[at].key in telling for at in range(item.low, item.high))


def _is_followed_alike(items: Sequence[_Item], own: Side, opposite: Side, table: TermTable) -> bool:
    """Return whether the word after a list follows a name of it in the other text: "the Isk and Orra processes", "the Orra process"."""
    if items[-1].high >= len(own.parts):
        return False
    after = own.parts[items[-1].high].key
    telling = {word for item in items for word in telling_words(own.parts[item.low : item.high], table)}
    pairs = zip(opposite.parts, opposite.parts[1:], strict=False)
    return any(part.key in telling and same_stem(after, behind.key) for part, behind in pairs)


def _is_framed(own: Side, items: Sequence[_Item]) -> bool:
    """Return whether the word before or after a list is in the other text too."""
    low, high = items[0].low, items[-1].high
    return any(at in own.shared for at in (*range(max(low - _FRAME, 0), low), *range(high, min(high + _FRAME, len(own.parts)))))


def _overlaps(item: _Item, others: Sequence[_Item]) -> bool:
    return any(item.low < other.high and other.low < item.high for other in others)


def _besides(own: Side, opposite: Side, table: TermTable) -> list[_Item]:
    """Return those whom only one text names beside others: "as well as the village elders", "and those of his team"."""
    found = []
    for low, high in insertions(own, opposite) if table.places(("besides",), own.parts) else []:
        first = without_and(own.parts, low)
        match = table.match("besides", own.parts, first) if first < high else None
        if match is None or (match[1] == "joined" and not is_joined(own.parts, low)):
            continue
        start = first + match[0]
        signs = "".join(sign for part in own.parts[start:high] for sign in _signs(part, start, forms_of("actor", table.language)))
        if _OPENS.match(signs):
            found.append(_Item(first if match[1] == "joined" else start, high))
    return found


@lru_cache(maxsize=2048)
def _lists(text: str, parts: tuple[TermWord, ...], language: str | None) -> list[list[_Item]]:
    """Return the lists of two names or more that are joined by "and", or of three that commas part."""
    signs: list[str] = []
    places: list[int] = []
    actors = forms_of("actor", language)
    verbs = find_verbs(text)
    for at, part in enumerate(parts):
        # "Welcomed Halsia" is no name.
        told = any(verb.start <= part.start < verb.end for verb in verbs)
        for sign in "x" if told else _signs(part, at, actors):
            signs.append(sign)
            places.append(at)
    found = []
    for match in _LIST.finditer("".join(signs)):
        items = _items(signs, places, match.start(), match.end())
        # In "Mali and Niger's camps" something else of the last one is meant.
        owned = items[-1].high < len(parts) and parts[items[-1].high].key == "s" and parts[items[-1].high].before in ("'", "\u2019")
        if not owned and (len(items) > _PAIR or "&" in match.group()):
            found.append(items)
    return found


def _signs(part: TermWord, at: int, actors: frozenset[str]) -> str:
    """Return the signs of a word: what stands before it, and what it is."""
    if part.key == "s" and part.before in ("'", "\u2019"):
        return "x"
    mark = part.before.strip(" \n")
    before = "," if mark in (",", "\u060c") else "." if mark and mark not in ("\u2019", "'", "-") else ""
    if part.key in AND:
        return f"{before}&"
    joined = _ARABIC[0] <= part.key[0] <= _ARABIC[1]
    if joined:
        rest = part.key.removeprefix(_ARABIC_AND)
        if rest != part.key and len(rest) > 2 and (is_naming(rest) or not actors.isdisjoint(bare_words(rest))):
            return f"{before}&N"
        return before + ("N" if any(is_naming(word) or word in actors for word in bare_words(part.key)) else "w")
    if part.key in _SPEAKING:
        return f"{before}s"
    if part.capital and (at or is_naming(part.key) or len(part.key) >= _TELLING):
        return f"{before}N"
    return before + ("s" if len(part.key) < _TELLING else "N" if is_naming(part.key) or part.key in actors else "w")


def _items(signs: Sequence[str], places: Sequence[int], low: int, high: int) -> list[_Item]:
    """Return the names between commas and "and", without the small words before them."""
    items: list[_Item] = []
    start: int | None = None
    for at in range(low, high):
        if signs[at] in ",&":
            start = None
        elif signs[at] == "s" and start is None:
            continue
        elif start is None:
            start = places[at]
            items.append(_Item(start, places[at] + 1))
        else:
            items[-1] = _Item(start, places[at] + 1)
    return items
