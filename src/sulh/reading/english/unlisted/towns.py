"""Towns that no gazetteer lists: names that a text itself puts events in, at or near, then wherever they stand again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sulh.actors.places import Place, PlaceMention
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.passages import Passage

__all__ = ["add_towns", "town"]

_WORD = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff][\w\u2019'-]*"
_TOWN = rf"{_WORD}(?:(?:[ -]|-(?:on|in|de|sur|by|upon)-){_WORD}){{0,2}}"
# What may follow the name of a place, so that it is not the beginning of another name.
_AFTER = r"(?=[,.;:)\u2013\u2014]|\s+(?:<after_place>)\b|\s*$)"
# "in Lindstad", "the parish hall of Niederlind", "(Kessim, 24-27 February)"
PUT = (
    rf"(?-i:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nto)\s+(?P<name>{_TOWN})){_AFTER}",
    rf"\b(?:<travel_to>)\s+to\s+(?-i:(?P<name>{_TOWN})){_AFTER}",
    rf"\b(?:<town_noun>)\s+(?:of|at|in)\s+(?-i:(?P<name>{_TOWN})){_AFTER}",
    rf"(?-i:\((?P<name>{_TOWN})),\s+(?:on\s+)?\d",
)

# The head of a text: "Hotel Polar, Grenvik (Hallond), 4 July 2025", "GRENVIK, Hallond (LNA), 19 June -".
_CAPITALS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'\u2019-]{2,}(?: [A-Z\u00c0-\u00de'\u2019-]{2,}){0,2}"
HEAD = (
    rf"(?-i:(?:^|^[^\n,.]{{2,40}},\s+)(?P<name>{_TOWN}|{_CAPITALS}))(?:,\s+(?-i:{_WORD}))?(?:\s+\([^)\n]{{2,40}}\))?,\s+"
    r"(?:<weekday>\.?,?\s+)?(?:\d{1,2}\s+(?:<month_name>)|(?:<month_name>)\.?\s+\d)"
)
HEAD_PASSAGES = 6


def add_towns(passages: Sequence[Passage], dateline: str | None, named: dict[int, list[tuple[int, int]]]) -> None:
    """Add the unlisted towns of a document to the places of its passages; `named` are the spans of persons by passage index."""
    found = {name for passage in passages for name in _put(passage, named.get(passage.index, []))}
    opening = town(dateline)
    found |= {opening.name} if opening is not None else set()
    # "in Ovania", whose government acts elsewhere in the text, is in a country
    found -= {a.name for passage in passages for r in passage.references for a in r.actors}
    if not found:
        return
    known = "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name)))
    again = re.compile(rf"(?<![\w-])(?:{known}|{known.upper()})(?![\w-])")
    for passage in passages:
        own = [
            PlaceMention(start, end, _place(passage.text[match.start() : match.end()]))
            for match in again.finditer(passage.text)
            for start, end in [(passage.start + match.start(), passage.start + match.end())]
            if not _taken(passage, start, end, named.get(passage.index, []))
        ]
        # "Porto Veja" is not the listed "Porto"; but "Karen, Nairobi" is in Nairobi, and a name beside a city may be anything
        rest = [p for p in passage.places if not any(o.start < p.end and p.start < o.end for o in own)]
        if own and not any(p.place.kind == "city" for p in rest):
            passage.places = sorted([*rest, *own], key=lambda p: p.start)


def town(name: str | None) -> Place | None:
    """Return the place that the name of a dateline stands for; None when it is more or less than the name of a town."""
    if not name or not re.fullmatch(r"[^\W\d_][\w\u2019'-]+(?:[ -][\w\u2019'-]+)?", name) or not _may_name(name):
        return None
    return _place(name)


def _place(written: str) -> Place:
    name = written.title() if written.isupper() else written
    return Place(name, None, "city", name, None, None, None)


def _put(passage: Passage, persons: Sequence[tuple[int, int]]) -> Iterator[str]:
    if passage.heading and passage.text.istitle() and passage.index >= HEAD_PASSAGES:
        return
    for words in (*PUT, HEAD) if passage.index < HEAD_PASSAGES else PUT:
        for match in pattern(words).finditer(passage.text):
            start, end = passage.start + match.start("name"), passage.start + match.end("name")
            if _may_name(match["name"]) and not _taken(passage, start, end, persons):
                yield match["name"].title() if match["name"].isupper() else match["name"]


def _may_name(name: str) -> bool:
    words = re.split(r"[\s-]+", name.lower())
    return not any(word in word_set("not_name") or word in word_set("not_town") for word in words)


def _taken(passage: Passage, start: int, end: int, persons: Sequence[tuple[int, int]]) -> bool:
    """Return whether the words are part of an actor, a listed place of the same length, a date or a person."""
    spans = [(r.start, r.end) for r in passage.references] + [(d.start, d.end) for d in passage.dates] + [*persons]
    spans += [(p.start, p.end) for p in passage.places if p.end >= end or p.start < start]
    return any(low < end and start < high for low, high in spans)
