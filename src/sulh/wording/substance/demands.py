"""What is to be done: an act that came or went in a list of acts demanded or promised while what stands beside it stayed."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.model import ActKind
from sulh.wording.substance.parts import AND, TermTable, TermWord
from sulh.wording.substance.sides import Side, Span, is_other_form
from sulh.wording.verbs import find_verbs

__all__ = ["demand_changes"]

# Words of content are so long at least; a demand has two of them, of which the other text may have a third.
_TELLING, _LEAST, _REPEATED = 4, 2, 3
# So many words right before it, or as many right after it, are the same in both texts.
_BESIDE = 2
_ENDS = (".", ";", ":")
_ARABIC_AND = "\u0648"
_ASKING = (ActKind.CALL, ActKind.AGREE, ActKind.DECIDE, ActKind.OFFER)

DemandChange = tuple[Span | None, Span | None]


def demand_changes(one: Side, other: Side, table: TermTable) -> list[DemandChange]:
    """Return the offsets of acts that came or went, in the earlier or the later text; None where it is not.

    An act is a run of words that only one text has. It begins with a comma or "and" and a verb in the form that the language has for what
    is to be done (in English also after "to" or one of the verbs of the table), after a word that demands or promises; the other text has
    nothing in its place, and less than a third of its words elsewhere.
    """
    found: list[DemandChange] = []
    for own, opposite, gone in ((one, other, True), (other, one, False)):
        for low, high in _runs(own):
            if not _is_demand(own, low, high, table) or not _is_gap(own, opposite, low, high):
                continue
            if not _is_repeated(own, opposite, low, high):
                span = own.parts[_first(own.parts, low)].start, own.parts[high - 1].end
                found.append((span, None) if gone else (None, span))
    return found


def _runs(side: Side) -> list[Span]:
    """Return the runs of words without a counterpart, without "and" at the end."""
    found: list[Span] = []
    at = 0
    while at < len(side.parts):
        low = at
        while at < len(side.parts) and at not in side.shared:
            at += 1
        high = at
        while high > low and side.parts[high - 1].key in AND:
            high -= 1
        if high > low:
            found.append((low, high))
        at += 1
    return found


def _first(parts: Sequence[TermWord], low: int) -> int:
    return low + 1 if parts[low].key in AND else low


def _is_demand(side: Side, low: int, high: int, table: TermTable) -> bool:
    """Return whether a run of words is joined to what stands before it and begins with a verb of what is to be done."""
    parts = side.parts
    first = _first(parts, low)
    if not low or first >= high or any(mark in part.before for part in parts[low:high] for mark in _ENDS):
        return False
    joined = parts[low].key in AND or parts[low].before.strip() == "," or parts[low].key.startswith(_ARABIC_AND)
    # In the middle of a list "and" may stand after it: "to stop the fire, free the teachers and open the road".
    content = sum(len(part.key) >= _TELLING for part in parts[first:high])
    return joined and content >= _LEAST and _is_verb(parts, first, table) and _is_asked(side, low, table)


def _is_verb(parts: Sequence[TermWord], at: int, table: TermTable) -> bool:
    """Return whether words begin with a verb of the table ("to free") or with an ending of infinitives ("\u00e0 lib\u00e9rer").

    Where nouns have the same endings as infinitives, a word must lead to it.
    """
    start = at
    while at < len(parts) - 1 and table.has("infinitive", parts[at].key):
        at += 1
    if table.has("act", parts[at].key.removeprefix(_ARABIC_AND)):
        return True
    endings = tuple(keys[0] for keys in table.forms.get("infinitive_ending", ()))
    return bool(endings) and len(parts[at].key) > _TELLING and parts[at].key.endswith(endings) and (at > start or table.language != "fr")


def _is_asked(side: Side, low: int, table: TermTable) -> bool:
    """Return whether a word before demands or promises something."""
    if any(verb.act in _ASKING and verb.start < side.parts[low].start for verb in find_verbs(side.text)):
        return True
    return any(
        table.match(kind, side.parts, at) is not None
        for kind in ("asking", "modal", "pledge")
        for at in table.places((kind,), side.parts)
        if at < low
    )


def _is_gap(own: Side, opposite: Side, low: int, high: int) -> bool:
    """Return whether the other text has nothing in place of a run, between words that are the same."""
    left = own.shared.get(low - 1)
    after = high
    while after < len(own.parts) and after not in own.shared:
        after += 1
    right = own.shared.get(after, len(opposite.parts)) if after < len(own.parts) else len(opposite.parts)
    if left is None or any(len(part.key) >= _TELLING for part in opposite.parts[left + 1 : right]):
        return False
    before = all(own.shared.get(low - 1 - step) == left - step for step in range(_BESIDE))
    behind = after + _BESIDE <= len(own.parts) and all(own.shared.get(after + step) == right + step for step in range(_BESIDE))
    return before or behind


def _is_repeated(own: Side, opposite: Side, low: int, high: int) -> bool:
    """Return whether the other text has a third of the words of content of a run."""
    content = [part.key for part in own.parts[low:high] if len(part.key) >= _TELLING]
    there = [part.key for part in opposite.parts]
    return _REPEATED * sum(any(is_other_form(key, other) or key == other for other in there) for key in content) >= len(content)
