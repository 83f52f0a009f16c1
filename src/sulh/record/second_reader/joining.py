"""Join what is stated twice of one document: by two readers, or by one reader of overlapping parts.

What both state is kept. What one states alone is kept where that was right often enough in documents that the joining was measured
on, and where two values contradict each other the reader is believed that was right more often there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sulh.model import DocumentKind, Reading
from sulh.model.facts import Facts
from sulh.model.kinds import Kind, kinds
from sulh.model.two_readings import Pairs, Readers, TwoReadings
from sulh.record.precision import shares
from sulh.record.second_reader.rule import JoiningRule, Share
from sulh.record.second_reader.same_fact import paired
from sulh.record.second_reader.stating import stated_by

__all__ = ["joined", "measured", "pairs_of", "union"]

measured: Share = shares()


def pairs_of(kind: Kind, first: Sequence[Any], second: Sequence[Any]) -> Pairs:
    """The facts of two lists in one order: those of the first with what is the same in the second, then the rest of the second."""
    mates = paired(kind, first, second)
    rest = sorted(set(range(len(second))) - set(mates.values()))
    return (*((i, mates.get(i)) for i in range(len(first))), *((None, j) for j in rest))


def joined(first: Reading, second: Facts, method: str, *, dropped: Sequence[tuple[str, int]] = (), share: Share = measured) -> TwoReadings:
    """The reading that two readers of one document give together; `method` names the second."""
    of_second = Reading(**{name: getattr(second, name) for name in ("document", "kind", *(kind.plural for kind in kinds()))})
    pairs = {kind.plural: pairs_of(kind, getattr(first, kind.plural), getattr(second, kind.plural)) for kind in kinds()}
    rule = JoiningRule(share)
    facts = {
        kind.plural: tuple(rule.facts(kind, getattr(first, kind.plural), getattr(second, kind.plural), pairs[kind.plural]))
        for kind in kinds()
    }
    kind = second.kind if first.kind is DocumentKind.NEWS else first.kind
    stated = tuple(stated_by(first, of_second, pairs, rule))
    return TwoReadings(
        first.document, kind, first=first, second=of_second, pairs=pairs, stated=stated, method=method, dropped=tuple(dropped), **facts
    )


def union(parts: Sequence[Facts]) -> Facts:
    """The facts of one reader from the overlapping parts of a document, each once; where two parts differ the earlier is kept."""
    whole = parts[0]
    rule = JoiningRule(
        lambda subject, name, readers, code: 1.0 if readers in (Readers.FIRST, Readers.SECOND, Readers.FIRST_DIFFERS) else 0.0
    )
    for part in parts[1:]:
        lists: dict[str, Any] = {}
        for kind in kinds():
            before, more = getattr(whole, kind.plural), getattr(part, kind.plural)
            lists[kind.plural] = tuple(rule.facts(kind, before, more, pairs_of(kind, before, more)))
        whole = Facts(whole.document, whole.kind, **lists)
    return whole
