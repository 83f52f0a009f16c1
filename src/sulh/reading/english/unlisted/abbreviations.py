"""Abbreviations that a document explains: "Ostrel Liberation Front (OLF)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sulh.actors import ActorMention
from sulh.actors.table import slug
from sulh.model import Actor
from sulh.reading.english.unlisted.bodies import kind_of
from sulh.reading.lexicon import words
from sulh.text.folding import fold

__all__ = ["find_abbreviations"]

_WORD = r"[A-Z\u00c0-\u00de][\w\u2019'-]*"
# A name and its abbreviation in brackets, either side first in its list of capitals.
_DEFINED = re.compile(
    rf"(?P<name>{_WORD}(?:\s+(?:(?:of|for|and|the|de|du|des|pour|la)\s+){{0,2}}{_WORD}){{1,7}})\s+\(\s*[\"\u201c']?(?P<short>[A-Z][A-Za-z/-]{{1,9}})[\"\u201d']?\s*\)"
)


def find_abbreviations(text: str, known: list[ActorMention]) -> Iterator[tuple[str, Actor]]:
    """Yield (abbreviation, actor) for each body whose full name the text gives before its abbreviation."""
    ending = {m.end: m for m in known}
    by_words: dict[str, list[ActorMention]] = {}
    for found in known:
        by_words.setdefault(text[found.start : found.end], []).append(found)
    for match in _DEFINED.finditer(text):
        short = match["short"]
        name = _spelled_out(match["name"], short)
        if name is None:
            continue
        if any(_alike(m.actor.name, name) for m in by_words.get(short, ())):
            # the authority file knows it by this abbreviation
            continue
        mention = ending.get(match.end("name"))
        kind = kind_of(name)
        if mention is not None and mention.end - mention.start >= len(name):
            yield short, mention.actor
        elif kind is not None:
            yield short, Actor(slug(name), name, kind)


def _alike(name: str, other: str) -> bool:
    """Return whether two names share what tells a body from others of its sort, or one is an abbreviation in capitals."""
    mine, theirs = (set(fold(one).lower().split()) for one in (name, other))
    return name.isupper() or mine <= theirs or bool((mine & theirs) - set(_sorts()) - {"of", "for", "the", "and", "in"})


@cache
def _sorts() -> frozenset[str]:
    """Words that many bodies have in their names."""
    return frozenset(
        word
        for group in ("body_armed", "body_political", "body_igo", "body_civil", "body_other", "body_adjective")
        for word in words(group)
    )


def _spelled_out(name: str, short: str) -> str | None:
    """Return the words of `name` whose initials an abbreviation has, from the first that fits; None when it abbreviates something else."""
    letters = [c for c in short if c.isupper()]
    parts = name.split()
    for first in range(len(parts)):
        initials = [p[0] for p in parts[first:] if p[0].isupper()]
        if (
            parts[first][0].isupper()
            and len(letters) > 1
            and initials[:1] == letters[:1]
            and len(initials) >= 2
            and _within(letters, "".join(parts[first:]))
        ):
            return " ".join(parts[first:])
    return None


def _within(letters: list[str], name: str) -> bool:
    """Return whether the letters occur in a name in this order, at least all but one of them as capitals."""
    at, capitals = 0, 0
    for letter in letters:
        found = name.find(letter, at)
        if found < 0:
            found = name.lower().find(letter.lower(), at)
            if found < 0:
                return False
        else:
            capitals += 1
        at = found + 1
    return capitals >= len(letters) - 1
