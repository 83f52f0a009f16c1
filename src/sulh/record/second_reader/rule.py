"""How what two readers state becomes one: what is kept, and whom to believe, by how often each was right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model.kinds import Kind, Property, PropertyType
from sulh.model.two_readings import Pairs, Readers
from sulh.record.second_reader.agreement import Agreement, agreement, identity, more_exact
from sulh.text.days import first_day, last_day

__all__ = ["JoiningRule", "Share"]

# The share that is right of what those readers state of (subject, property, code); None where nothing was counted.
Share = Callable[[str, str, Readers, str], float | None]

# A value that is right less often than this makes a reading worse: F1 rises with each value that is right more often than half of F1.
_KEPT = 0.45
# What is not counted: a value that stands alone is kept, and of two the second reader's is taken.
_UNKNOWN = {Readers.FIRST: 0.5, Readers.SECOND: 0.6, Readers.FIRST_DIFFERS: 0.4, Readers.SECOND_DIFFERS: 0.5}


@dataclass(frozen=True, slots=True)
class JoiningRule:
    """How two facts become one, by the share that is right of what each reader states."""

    share: Share

    def facts(self, kind: Kind, first: Sequence[Any], second: Sequence[Any], pairs: Pairs) -> Iterator[Any]:
        """The facts of a kind that are kept."""
        for i, j in pairs:
            made = self.one(kind, kind.name, kind.name, None if i is None else first[i], None if j is None else second[j])
            if made is not None:
                yield made

    def one(self, kind: Kind, subject: str, name: str, first: Any | None, second: Any | None) -> Any | None:
        """One fact of what each reader has of it, claimed as `name` of a `subject`; None where it is not kept."""
        if first is None or second is None:
            alone, readers = (second, Readers.SECOND) if first is None else (first, Readers.FIRST)
            return alone if self.keeps(subject, name, readers, _code(kind, alone)) else None
        values = {one.name: self._value(kind, one, getattr(first, one.name), getattr(second, one.name)) for one in kind.properties}
        values |= self._days(kind, values, first, second)
        if kind.cites_many:
            values["cites"] = tuple(dict.fromkeys((*first.cites, *second.cites)))
            return kind.of(**values)
        # The words of a fact are those of the reader whose clause is the fact's.
        chosen = second if self.prefers_second(subject, name) else first
        values |= {kind.written: getattr(chosen, kind.written)} if kind.written else {}
        return kind.of(**values, cite=chosen.cite)

    def _value(self, kind: Kind, one: Property, first: Any, second: Any) -> Any:
        if one.part is not None:
            return tuple(self._parts(kind, one, one.part, first, second))
        if one.many:
            return tuple(self._items(kind, one, first, second))
        how = agreement(one, first, second)
        if how is Agreement.DIFFER:
            return second if self.prefers_second(kind.name, one.name) else first
        if one.holds is PropertyType.FLAG and how is Agreement.CLOSE:
            return self.keeps(kind.name, one.name, Readers.SECOND if second else Readers.FIRST)
        if how is Agreement.CLOSE and None in (first, second):
            alone, readers = (second, Readers.SECOND) if first is None else (first, Readers.FIRST)
            return alone if one.required or self.keeps(kind.name, one.name, readers) else None
        return first if how is Agreement.SAME else more_exact(one, first, second)

    def _days(self, kind: Kind, values: dict[str, Any], first: Any, second: Any) -> dict[str, Any]:
        """Both days of one reader where the start of one and the end of the other make no span."""
        if "end" not in values or not values["start"] or not values["end"]:
            return {}
        begin, finish = first_day(values["start"]), last_day(values["end"])
        if begin is None or finish is None or begin <= finish:
            return {}
        chosen = second if self.prefers_second(kind.name, "start") else first
        return {"start": chosen.start, "end": chosen.end}

    def _parts(self, kind: Kind, one: Property, part: Kind, first: Sequence[Any], second: Sequence[Any]) -> Iterator[Any]:
        mates = {identity(one, item): item for item in second}
        for item in first:
            made = self.one(part, kind.name, part.claim, item, mates.pop(identity(one, item), None))
            if made is not None:
                yield made
        yield from (item for item in mates.values() if self.one(part, kind.name, part.claim, None, item) is not None)

    def _items(self, kind: Kind, one: Property, first: Sequence[Any], second: Sequence[Any]) -> Iterator[Any]:
        mates = {identity(one, item): item for item in second}
        for item in first:
            if mates.pop(identity(one, item), None) is not None or self.keeps(kind.name, one.name, Readers.FIRST):
                yield item
        if self.keeps(kind.name, one.name, Readers.SECOND):
            yield from mates.values()

    def keeps(self, subject: str, name: str, readers: Readers, code: str = "") -> bool:
        """Whether what those readers state is right often enough to be kept."""
        return self._share(subject, name, readers, code) >= _KEPT

    def prefers_second(self, subject: str, name: str) -> bool:
        """Whether the second reader is believed where the two state something else."""
        return self._share(subject, name, Readers.SECOND_DIFFERS) >= self._share(subject, name, Readers.FIRST_DIFFERS)

    def _share(self, subject: str, name: str, readers: Readers, code: str = "") -> float:
        known = self.share(subject, name, readers, code)
        return _UNKNOWN[readers] if known is None else known


def _code(kind: Kind, fact: Any) -> str:
    """The code that says what a fact is: the act, the event, the kind of meeting. Parts of facts are not told apart by theirs."""
    return "" if kind.within else next((str(getattr(fact, one.name)) for one in kind.values if one.codes is not None and not one.many), "")
