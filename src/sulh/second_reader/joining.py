"""Join what is stated twice of one document: by two readers, or by one reader of overlapping parts.

What both state is kept. What one states alone is kept where that was right often enough in documents that the joining was measured
on, and where two values contradict each other the reader is believed that was right more often there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import DocumentKind, Reading
from sulh.model.facts import Facts
from sulh.model.kinds import Kind, Property, PropertyType, kinds
from sulh.model.two_readings import Pairs, TwoReadings
from sulh.record.precision import FIRST, FIRST_DIFFERS, SECOND, SECOND_DIFFERS, precision
from sulh.second_reader.agreement import Agreement, agreement, identity, more_exact
from sulh.second_reader.same_fact import paired

__all__ = ["joined", "measured", "pairs_of", "union"]

# A share: the share that is right of what is stated of (subject, property) by those readers, None where that was never counted.
Share = Callable[[str, str, str], float | None]

# A value that is right less often than this makes a reading worse: F1 rises with each value that is right more often than half of F1.
_KEPT = 0.4
# What is not counted: a value that stands alone is kept, and of two the second reader's is taken.
_UNKNOWN = {FIRST: 0.5, SECOND: 0.6, FIRST_DIFFERS: 0.4, SECOND_DIFFERS: 0.5}

measured: Share = precision


def pairs_of(kind: Kind, first: Sequence[Any], second: Sequence[Any]) -> Pairs:
    """The facts of two lists in one order: those of the first with what is the same in the second, then the rest of the second."""
    mates = paired(kind, first, second)
    rest = sorted(set(range(len(second))) - set(mates.values()))
    return (*((i, mates.get(i)) for i in range(len(first))), *((None, j) for j in rest))


def joined(first: Reading, second: Facts, method: str, *, dropped: Sequence[tuple[str, int]] = (), share: Share = measured) -> TwoReadings:
    """The reading that two readers of one document give together; `method` names the second."""
    of_second = Reading(**{name: getattr(second, name) for name in ("document", "kind", *(kind.plural for kind in kinds()))})
    pairs = {kind.plural: pairs_of(kind, getattr(first, kind.plural), getattr(second, kind.plural)) for kind in kinds()}
    rule = _Join(share)
    facts = {
        kind.plural: tuple(rule.facts(kind, getattr(first, kind.plural), getattr(second, kind.plural), pairs[kind.plural]))
        for kind in kinds()
    }
    kind = second.kind if first.kind is DocumentKind.NEWS else first.kind
    return TwoReadings(first.document, kind, first=first, second=of_second, pairs=pairs, method=method, dropped=tuple(dropped), **facts)


def union(parts: Sequence[Facts]) -> Facts:
    """The facts of one reader from the overlapping parts of a document, each once; where two parts differ the earlier is kept."""
    whole = parts[0]
    rule = _Join(lambda subject, name, readers: 1.0 if readers in (FIRST, SECOND, FIRST_DIFFERS) else 0.0)
    for part in parts[1:]:
        lists: dict[str, Any] = {}
        for kind in kinds():
            before, more = getattr(whole, kind.plural), getattr(part, kind.plural)
            lists[kind.plural] = tuple(rule.facts(kind, before, more, pairs_of(kind, before, more)))
        whole = Facts(whole.document, whole.kind, **lists)
    return whole


@dataclass(frozen=True, slots=True)
class _Join:
    """How two facts become one, by the share that is right of what each reader states."""

    share: Share

    def facts(self, kind: Kind, first: Sequence[Any], second: Sequence[Any], pairs: Pairs) -> Iterator[Any]:
        """The facts of a kind that are kept."""
        for i, j in pairs:
            made = self._one(kind, kind.name, kind.name, None if i is None else first[i], None if j is None else second[j])
            if made is not None:
                yield made

    def _one(self, kind: Kind, subject: str, name: str, first: Any | None, second: Any | None) -> Any | None:
        if first is None or second is None:
            alone, readers = (second, SECOND) if first is None else (first, FIRST)
            return alone if self._keeps(subject, name, readers) else None
        values = {one.name: self._value(kind, one, getattr(first, one.name), getattr(second, one.name)) for one in kind.properties}
        if kind.cites_many:
            values["cites"] = tuple(dict.fromkeys((*first.cites, *second.cites)))
            return kind.of(**values)
        # The words of a fact are those of the reader whose clause is the fact's.
        chosen = second if self._prefers_second(subject, name) else first
        values |= {kind.written: getattr(chosen, kind.written)} if kind.written else {}
        return kind.of(**values, cite=chosen.cite)

    def _value(self, kind: Kind, one: Property, first: Any, second: Any) -> Any:
        if one.part is not None:
            return tuple(self._parts(kind, one, one.part, first, second))
        if one.many:
            return tuple(self._items(kind, one, first, second))
        how = agreement(one, first, second)
        if how is Agreement.DIFFER:
            return second if self._prefers_second(kind.name, one.name) else first
        if one.holds is PropertyType.FLAG and how is Agreement.CLOSE:
            return self._keeps(kind.name, one.name, SECOND if second else FIRST)
        if how is Agreement.CLOSE and None in (first, second):
            alone, readers = (second, SECOND) if first is None else (first, FIRST)
            return alone if one.required or self._keeps(kind.name, one.name, readers) else None
        return first if how is Agreement.SAME else more_exact(one, first, second)

    def _parts(self, kind: Kind, one: Property, part: Kind, first: Sequence[Any], second: Sequence[Any]) -> Iterator[Any]:
        mates = {_key(one, item): item for item in second}
        for item in first:
            made = self._one(part, kind.name, part.claim, item, mates.pop(_key(one, item), None))
            if made is not None:
                yield made
        if self._keeps(kind.name, part.claim, SECOND):
            yield from mates.values()

    def _items(self, kind: Kind, one: Property, first: Sequence[Any], second: Sequence[Any]) -> Iterator[Any]:
        mates = {identity(one, item): item for item in second}
        for item in first:
            if mates.pop(identity(one, item), None) is not None or self._keeps(kind.name, one.name, FIRST):
                yield item
        if self._keeps(kind.name, one.name, SECOND):
            yield from mates.values()

    def _keeps(self, subject: str, name: str, readers: str) -> bool:
        return self._share(subject, name, readers) >= _KEPT

    def _prefers_second(self, subject: str, name: str) -> bool:
        return self._share(subject, name, SECOND_DIFFERS) >= self._share(subject, name, FIRST_DIFFERS)

    def _share(self, subject: str, name: str, readers: str) -> float:
        known = self.share(subject, name, readers)
        return _UNKNOWN[readers] if known is None else known


def _key(one: Property, item: Any) -> Any:
    return identity(one, item)
