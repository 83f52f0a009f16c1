"""Find named bodies that are not in the authority file (commissions, fronts, forums) by the form of their names."""

from __future__ import annotations

import re

from sulh.model import Actor, ActorKind
from sulh.reading.lexicon import words
from sulh.reading.passages import Passage, Reference
from sulh.text.folding import fold

__all__ = ["find_bodies"]

NAME = re.compile(r"(?<![\w'’-])(?:[A-Z][\w’'-]*|\d\+\d)(?:\s+(?:[A-Z][\w’'-]*|\d\+\d|for|of|and|the)){0,7}")
CIVIL = re.compile(
    r"\b(?:of|from|and|with|including|,)\s+(?:the\s+)?(civil\s+society)\b(?:\s+(?:groups|organisations|organizations|representatives))?"
)
KINDS = {
    "body_armed": ActorKind.ARMED_GROUP,
    "body_political": ActorKind.POLITICAL,
    "body_civil": ActorKind.CIVIL_SOCIETY,
    "body_other": ActorKind.BODY,
}


def _kind(word: str) -> ActorKind | None:
    return next((kind for group, kind in KINDS.items() if word.lower() in words(group)), None)


def find_bodies(passage: Passage) -> list[Reference]:
    """Return references to bodies whose capitalised name ends in a noun for bodies and overlaps no other reference."""
    if passage.heading:
        return []
    found = [
        Reference(
            passage.start + m.start(1),
            passage.start + m.end(1),
            (Actor("civil-society", "Civil society", ActorKind.CIVIL_SOCIETY),),
            "body",
        )
        for m in CIVIL.finditer(passage.text)
        if not any(r.start <= passage.start + m.start(1) < r.end for r in passage.references)
    ]
    for match in NAME.finditer(passage.text):
        words_ = list(re.finditer(r"\S+", match[0]))
        inner = max((n for n, w in enumerate(words_) if w[0] == "the"), default=-1)
        words_ = words_[inner + 1 :]
        last = next((n for n in range(len(words_) - 1, -1, -1) if _kind(words_[n][0]) is not None), None)
        first = 0
        while (
            last is not None
            and first < last
            and words_[first][0].lower()
            in ("the", "a", "an", "this", "that", "its", "their", "in", "at", "on", "of", "for", "and", "under", "our")
        ):
            first += 1
        if last is None or last == first:
            continue
        start, end = passage.start + match.start() + words_[first].start(), passage.start + match.start() + words_[last].end()
        if any(
            (r.start < end and start < r.end and r.actors[0].kind is not ActorKind.STATE) or (r.start <= start and end <= r.end)
            for r in passage.references
        ):
            continue
        name = passage.text[start - passage.start : end - passage.start]
        kind = _kind(words_[last][0])
        if kind is not None and re.search(r"[a-z]", name):
            slug = re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-")
            found.append(Reference(start, end, (Actor(slug, name, kind),), "body"))
    return found
