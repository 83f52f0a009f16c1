"""What a later item does to a promise: fulfils, advances, delays, breaks, repeats, withdraws, or only mentions it."""

from __future__ import annotations

from sulh.following.references import reference_to
from sulh.following.types import Promise, RecordItem
from sulh.following.weights import patterns
from sulh.model.vocabulary import ActKind, CeasefireKind, Direction

__all__ = ["direction_of"]

# In this order: who says that nothing was done also says what was to be done, and who repeats a promise may say what came of it.
_READ = (Direction.BREAKS, Direction.WITHDRAWS, Direction.DELAYS)
_DONE = (Direction.FULFILS, Direction.REPEATS, Direction.ADVANCES)
# Acts by which those who promised say again, or ask again, what they promised.
_SAID_AGAIN = frozenset({ActKind.AGREE, ActKind.DECIDE, ActKind.REAFFIRM, ActKind.CALL})
_EVENTS = {
    CeasefireKind.VIOLATED: Direction.BREAKS,
    CeasefireKind.ENDED: Direction.WITHDRAWS,
    CeasefireKind.DECLARED: Direction.FULFILS,
    CeasefireKind.EXTENDED: Direction.ADVANCES,
    CeasefireKind.MONITORED: Direction.ADVANCES,
}


def direction_of(promise: Promise, item: RecordItem) -> Direction:
    """The direction of anything but a meeting, by what sort of thing it is, then by its words."""
    if item.kind == "release":
        return Direction.ADVANCES
    if item.kind == "ceasefire":
        return _EVENTS.get(CeasefireKind(str(item.form)), Direction.MENTIONS)
    if (verb := reference_to(promise, item)) is not None:
        # That it was agreed is the promise itself, and nothing that was done since.
        return _of_words(item.text[: verb.start()] + item.text[verb.end() :], item.language)
    by_owner = not item.actors or bool(set(promise.owners) & set(item.actors))
    if item.kind == "act":
        return _of_act(item, by_owner)
    return _of_words(item.text, item.language)


def _of_act(item: RecordItem, by_owner: bool) -> Direction:
    if item.form in _SAID_AGAIN:
        against = None if item.form == ActKind.CALL else _first(item, _READ[1:])
        return against or (Direction.REPEATS if by_owner else Direction.MENTIONS)
    if item.form in (ActKind.REJECT, ActKind.CONDEMN, ActKind.ACCUSE):
        return _first(item, _READ[:2]) or Direction.MENTIONS
    if item.form in (ActKind.WELCOME, ActKind.NOTE, ActKind.THANK):
        return _first(item, (*_READ, Direction.FULFILS, Direction.ADVANCES)) or Direction.MENTIONS
    return _of_words(item.text, item.language)


def _of_words(text: str, language: str) -> Direction:
    weak = patterns("repeats_weak", language)
    said_again = Direction.REPEATS if weak is not None and weak.search(text) else None
    return _search(text, language, (*_READ, *_DONE)) or said_again or Direction.MENTIONS


def _first(item: RecordItem, sought: tuple[Direction, ...]) -> Direction | None:
    return _search(item.text, item.language, sought)


def _search(text: str, language: str, sought: tuple[Direction, ...]) -> Direction | None:
    for one in sought:
        found = patterns(one.value, language)
        if found is not None and found.search(text):
            return one
    return None
