"""Who is named in a list: somebody who came or went while others of the list stayed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sulh.wording.naming import is_naming
from sulh.wording.substance.insertions import insertions, is_joined, without_and
from sulh.wording.substance.names import country_code
from sulh.wording.substance.parts import AND, TermTable, TermWord, forms_of
from sulh.wording.substance.sides import STEM, Side, Span, same_stem, share
from sulh.wording.substance.terms import bare_words

__all__ = ["listed_changes"]

# Wordings that share less of the shorter one are not compared; the word before a list or after it is looked for so far.
_ALIKE, _FRAME = 0.5, 3
# A shorter word of a name tells nothing, unless all are so short.
_TELLING = 4
# The abbreviation of a name in brackets stands so many words after its beginning.
_BRACKET = 10
_ARABIC_AND, _ARABIC = "\u0648", ("\u0621", "\u064a")
# Names in a row: N is a word of a name, w another word, s a small one, & "and"; a comma stands before what follows it, a dot is any other
# sign. A name may have small words in it ("the Government of Halsia") and one other word before it ("the northern movements").
_NAME = r"(?:s{0,3}w?N(?:s{0,2}N)*)"
_LIST = re.compile(rf"{_NAME}(?:(?:,&?|&){_NAME})+")

# A pair of names is no list of which most may stay.
_PAIR = 2

ListedChange = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class _Item:
    """The words `[low, high)` of a name in a list."""

    low: int
    high: int


# The names of a list, and those of which the other text has nothing.
Lost = tuple[list[_Item], list[_Item]]


def listed_changes(one: Side, other: Side, table: TermTable) -> list[ListedChange]:
    """Return the offsets of names that came or went in lists of names, each in the earlier and the later text; None where it is not.

    A name counts if the other text has nothing of it anywhere, most names of its list stayed, and a word before the list or after it is the
    same. Two that took each other's place are one change. Of two names one may only come or go: another in its place makes another pair.
    """
    if share(one, other) < _ALIKE:
        return []
    left, right = _missing(one, other, table), _missing(other, one, table)
    gone, come = _lost(left, right), _lost(right, left)
    gone += [item for item in _besides(one, other, table) if not _overlaps(item, gone)]
    come += [item for item in _besides(other, one, table) if not _overlaps(item, come)]
    if len(gone) == len(come) == 1:
        return [(_span(one, gone[0]), _span(other, come[0]))]
    return [*((_span(one, item), None) for item in gone), *((None, _span(other, item)) for item in come)]


def _span(side: Side, item: _Item) -> Span:
    return side.parts[item.low].start, side.parts[item.high - 1].end


def _lost(own: Sequence[Lost], opposite: Sequence[Lost]) -> list[_Item]:
    """Return the names lost from lists of which most stayed, and the one lost of a pair, if the other text has no new name for it."""
    return [
        item
        for items, missing in own
        if 2 * len(missing) < len(items) or (not opposite and 2 * len(missing) == len(items) == _PAIR)
        for item in missing
    ]


def _overlaps(item: _Item, others: Sequence[_Item]) -> bool:
    return any(item.low < other.high and other.low < item.high for other in others)


def _besides(own: Side, opposite: Side, table: TermTable) -> list[_Item]:
    """Return those whom only one text names beside others: "as well as the village elders", "and those of his team"."""
    actors, found = forms_of("actor", table.language), []
    for low, high in insertions(own, opposite) if table.places(("besides",), own.parts) else []:
        first = without_and(own.parts, low)
        match = table.match("besides", own.parts, first) if first < high else None
        if match is None or (not is_joined(own.parts, low) and match[1] == "joined"):
            continue
        rest = own.parts[first + match[0] : high]
        if any(part.capital or part.key in actors or is_naming(part.key) for part in rest):
            found.append(_Item(first + (match[1] != "joined") * match[0], high))
    return found


def _missing(own: Side, opposite: Side, table: TermTable) -> list[Lost]:
    """Return the lists with the names of each of which the other text has nothing."""
    found: list[Lost] = []
    for items in _lists(own.parts, table.language):
        gone = [item for item in items if not _is_aligned(item, own) and not _is_named(item, own, opposite, table)]
        if gone and _is_framed(own, items):
            found.append((items, gone))
    return found


def _is_aligned(item: _Item, own: Side) -> bool:
    """Return whether a telling word of a name stands for the same word of the other text."""
    words = [own.parts[at].key for at in range(item.low, item.high) if at in own.shared]
    return any(len(word) >= _TELLING and not is_naming(word) for word in words)


def _is_framed(own: Side, items: Sequence[_Item]) -> bool:
    """Return whether the word before or after a list is in the other text too."""
    low, high = items[0].low, items[-1].high
    return any(at in own.shared for at in (*range(max(low - _FRAME, 0), low), *range(high, min(high + _FRAME, len(own.parts)))))


def _is_named(item: _Item, own: Side, opposite: Side, table: TermTable) -> bool:
    """Return whether the other text has a word of a name, in any form, or its abbreviation, or what it abbreviates."""
    words = [part.key for part in own.parts[item.low : item.high]]
    telling = [word for word in words if len(word) >= _TELLING and not is_naming(word)] or words
    there = [part.key for part in opposite.parts]
    if any(same_stem(word, key) or word == key or _begins(word, key) for word in telling for key in there):
        return True
    letters = "".join(word[0] for word in words if len(word) >= _TELLING)
    initials = "".join(key[0] for key in there if len(key) >= _TELLING)
    short = [word for word in words if 3 <= len(word) <= STEM + 1]
    if any("(" in part.before and part.key in there for part in own.parts[item.high : item.high + _BRACKET]):
        # "The Economic Community of West African States (ECOWAS)".
        return True
    codes = {code for part in own.parts[item.low : item.high] if (code := country_code(part, table))}
    if any(country_code(part, table) in codes for part in opposite.parts):
        return True
    if _is_in_apposition(item, own, there) or _is_office(item, own, opposite):
        return True
    return (len(letters) > 2 and letters in there) or any(word in initials for word in short)


def _is_in_apposition(item: _Item, own: Side, there: Sequence[str]) -> bool:
    """Return whether a name that the other text has follows an office after a comma: "the Prime Minister, Orla Venn"."""
    after = own.parts[item.high : item.high + _FRAME]
    office = any(is_naming(part.key) for part in own.parts[item.low : item.high])
    return office and bool(after) and after[0].before.startswith(",") and any(part.capital and part.key in there for part in after)


def _is_office(item: _Item, own: Side, opposite: Side) -> bool:
    """Return whether the other text has the office of a name without a name: "Secretary Venn", "the Secretary"."""
    offices = {part.key for part in own.parts[item.low : item.high] if is_naming(part.key)}
    after = (*opposite.parts[1:], None)
    return any(part.key in offices and (rest is None or not rest.capital) for part, rest in zip(opposite.parts, after, strict=True))


def _begins(one: str, other: str) -> bool:
    """Return whether one word begins with the other: "Togo", "Togolese"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _TELLING and long.startswith(short)


@lru_cache(maxsize=2048)
def _lists(parts: tuple[TermWord, ...], language: str | None) -> list[list[_Item]]:
    """Return the lists of two names or more that are joined by "and", or of three that commas part."""
    signs: list[str] = []
    places: list[int] = []
    actors = forms_of("actor", language)
    for at, part in enumerate(parts):
        for sign in _signs(part, at, actors):
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
