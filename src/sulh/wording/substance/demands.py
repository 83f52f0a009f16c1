"""What is to be done: an act that came or went in a list of acts demanded or promised while what stands beside it stayed."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.model import ActKind
from sulh.wording.substance.insertions import TELLING, insertions, is_joined, without_and
from sulh.wording.substance.parts import AND, TermTable, TermWord
from sulh.wording.substance.sides import Side, Span
from sulh.wording.verbs import find_verbs

__all__ = ["demand_changes"]

# A demand has so many words of content.
_LEAST = 2
_ARABIC_AND = "\u0648"
_ASKING = (ActKind.CALL, ActKind.AGREE, ActKind.DECIDE, ActKind.OFFER)

DemandChange = tuple[Span | None, Span | None]


def demand_changes(one: Side, other: Side, table: TermTable) -> list[DemandChange]:
    """Return the offsets of acts that came or went, in the earlier or the later text; None where it is not.

    An act is an insertion that begins with a comma or "and" and a verb in the form that the language has for what is to be done (in English
    after "to", or one of the verbs of the table), after a word that demands, promises or needs something.
    """
    found: list[DemandChange] = []
    for own, opposite, gone in ((one, other, True), (other, one, False)):
        for low, high in insertions(own, opposite):
            if _is_demand(own, low, high, table):
                span = own.parts[without_and(own.parts, low)].start, own.parts[high - 1].end
                found.append((span, None) if gone else (None, span))
    return found


def _is_demand(side: Side, low: int, high: int, table: TermTable) -> bool:
    """Return whether a run of words is joined to what stands before it and begins with a verb of what is to be done."""
    parts = side.parts
    first = without_and(parts, low)
    if first >= high or not is_joined(parts, low):
        return False
    content = sum(len(part.key) >= TELLING for part in parts[first:high])
    listed = first > low or table.language != "en" or _is_listed(parts, low, high, table)
    return content >= _LEAST and listed and _is_verb(parts, first, table) and _is_asked(side, low, table)


def _is_listed(parts: Sequence[TermWord], low: int, high: int, table: TermTable) -> bool:
    """Return whether another act stands before or after an English one that only a comma joins: "to stop the fire, to free them"."""
    before = any(parts[at].key == "to" and at + 1 < low and _is_verb(parts, at, table) for at in range(low))
    return before or (high < len(parts) and parts[high].key in AND)


def _is_verb(parts: Sequence[TermWord], at: int, table: TermTable) -> bool:
    """Return whether words begin with a verb of the table ("free", "to free") or with an infinitive.

    Where nouns have the same endings as infinitives, a word must lead to it; in English "to" does, if no noun follows.
    """
    start = at
    while at < len(parts) - 1 and table.has("infinitive", parts[at].key):
        at += 1
    part = parts[at]
    if table.has("act", part.key.removeprefix(_ARABIC_AND)):
        return True
    if table.language == "en":
        led = at > start and parts[at - 1].key == "to"
        return led and not part.capital and not table.has("opens_noun", part.key) and not part.key.endswith("ing")
    endings = tuple(keys[0] for keys in table.forms.get("infinitive_ending", ()))
    return bool(endings) and len(part.key) > TELLING and part.key.endswith(endings) and (at > start or table.language != "fr")


def _is_asked(side: Side, low: int, table: TermTable) -> bool:
    """Return whether a word before demands, promises or needs something."""
    if any(verb.act in _ASKING and verb.start < side.parts[low].start for verb in find_verbs(side.text)):
        return True
    return any(
        table.match(kind, side.parts, at) is not None
        for kind in ("asking", "modal", "pledge")
        for at in table.places((kind,), side.parts)
        if at < low
    )
