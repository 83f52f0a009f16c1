"""What the record claims of a document that two readers read: each assertion once, with who states it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sulh.model import Citation, Reading
from sulh.model.kinds import Kind, Property, kinds
from sulh.model.serial import plain
from sulh.model.two_readings import Pairs, Readers, StatedByReaders
from sulh.record.claims import claimed_part, stated
from sulh.record.second_reader.agreement import Agreement, agreement, identity, more_exact
from sulh.record.second_reader.rule import JoiningRule

__all__ = ["stated_by"]

# A value of a claim with its citations and the words as written.
_Said = tuple[Any, tuple[Citation, ...], str]
_ALONE = {True: Readers.SECOND, False: Readers.FIRST}
_DIFFERS = {True: Readers.SECOND_DIFFERS, False: Readers.FIRST_DIFFERS}


def stated_by(first: Reading, second: Reading, pairs: Mapping[str, Pairs], rule: JoiningRule) -> Iterator[StatedByReaders]:
    """Every assertion of either reading, in the order of kinds and facts.

    What both state is one, with the words of both. Where they state something else each has its own, that of the reader who is
    right more often first: it is what the record shows until somebody decides.
    """
    for kind in kinds():
        number = 0
        for i, j in pairs[kind.plural]:
            one = None if i is None else getattr(first, kind.plural)[i]
            other = None if j is None else getattr(second, kind.plural)[j]
            for made in _whole(kind, one, other, rule) if kind.whole else (_by_property(kind, one, other, rule),):
                number += 1
                for name, said, readers, beside in made:
                    yield StatedByReaders(kind.name, number, name, *said, readers, beside)


_Made = Iterator[tuple[str, _Said, Readers, int | None]]


def _whole(kind: Kind, one: Any, other: Any, rule: JoiningRule) -> Iterator[_Made]:
    """The facts that each claim states whole: one where the readers agree, two where they do not."""
    if one is not None and other is not None and _alike(kind, one, other):
        yield iter([(kind.name, _said(kind, rule.one(kind, kind.name, kind.name, one, other)), Readers.BOTH, None)])
        return
    facts = _in_order(one, other, rule.prefers_second(kind.name, kind.name))
    for place, (fact, of_second) in enumerate(facts):
        readers = (_DIFFERS if len(facts) > 1 else _ALONE)[of_second]
        yield iter([(kind.name, _said(kind, fact), readers, place if len(facts) > 1 else None)])


def _by_property(kind: Kind, one: Any, other: Any, rule: JoiningRule) -> _Made:
    for prop in kind.values:
        items = [(fact, of_second) for fact, of_second in _in_order(one, other, False) if getattr(fact, prop.name) not in (None, False, ())]
        yield from _property(kind, prop, items, rule)
    for prop in kind.parts:
        assert prop.part is not None
        mates = {} if other is None else {identity(prop, item): item for item in getattr(other, prop.name)}
        for item in () if one is None else getattr(one, prop.name):
            yield from _part(kind, prop.part, item, mates.pop(identity(prop, item), None), rule)
        for item in mates.values():
            yield from _part(kind, prop.part, None, item, rule)


def _property(kind: Kind, prop: Property, facts: list[tuple[Any, bool]], rule: JoiningRule) -> _Made:
    """The claims about one property of a fact, from the readers that give it."""
    if len(facts) < 2:
        yield from ((prop.claimed, _value(kind, prop, fact), _ALONE[of_second], None) for fact, of_second in facts)
        return
    (one, _), (other, _) = facts
    values = getattr(one, prop.name), getattr(other, prop.name)
    if agreement(prop, *values) is Agreement.DIFFER:
        for place, (fact, of_second) in enumerate(_in_order(one, other, rule.prefers_second(kind.name, prop.name))):
            yield prop.claimed, _value(kind, prop, fact), _DIFFERS[of_second], place
        return
    # Of two lists one holds the other.
    says_more = len(values[1]) > len(values[0]) if prop.many else more_exact(prop, *values) != values[0]
    value, _, written = _value(kind, prop, other if says_more else one)
    yield prop.claimed, (value, _cites(kind, one, other), written), Readers.BOTH, None


def _part(kind: Kind, part: Kind, one: Any, other: Any, rule: JoiningRule) -> _Made:
    if one is not None and other is not None and _alike(part, one, other):
        yield part.claim, _said(part, rule.one(part, kind.name, part.claim, one, other)), Readers.BOTH, None
        return
    items = _in_order(one, other, rule.prefers_second(kind.name, part.claim))
    for place, (item, of_second) in enumerate(items):
        yield part.claim, _said(part, item), (_DIFFERS if len(items) > 1 else _ALONE)[of_second], place if len(items) > 1 else None


def _alike(kind: Kind, one: Any, other: Any) -> bool:
    return all(agreement(prop, getattr(one, prop.name), getattr(other, prop.name)) is not Agreement.DIFFER for prop in _compared(kind))


def _compared(kind: Kind) -> Iterator[Property]:
    """The properties that can contradict each other: the words as written are those of either quote."""
    return (prop for prop in kind.properties if prop.name != kind.written or kind.cites_many)


def _in_order(one: Any, other: Any, second_first: bool) -> list[tuple[Any, bool]]:
    """What there is, each with whether it is the second reader's."""
    there = [(fact, of_second) for fact, of_second in ((one, False), (other, True)) if fact is not None]
    return there[::-1] if second_first else there


def _said(kind: Kind, fact: Any) -> _Said:
    value = plain(kind, fact)
    written = str(value[kind.written]) if kind.written else ""
    return (claimed_part(kind, value) if kind.within else value), _cites(kind, fact), written


def _value(kind: Kind, prop: Property, fact: Any) -> _Said:
    value, cites, written = next(
        (value, tuple(cites), written) for name, value, cites, written in stated(kind, fact) if name == prop.claimed
    )
    return value, cites, written


def _cites(kind: Kind, *facts: Any) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite for fact in facts for cite in (fact.cites if kind.cites_many else (fact.cite,))))
