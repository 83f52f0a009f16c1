"""Whether two facts of one document are the same fact: evidence for and against, added up, with the reason kept.

Meetings are compared by the table by which the record compares meetings of different documents; that both were read in one
document adds the words they cite. What other facts weigh stands in `data/second_reader/evidence.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sulh.model import Citation
from sulh.model.kinds import Kind, Property, PropertyType
from sulh.record.claims import stated
from sulh.record.merging import Compared, compared, match
from sulh.record.second_reader.agreement import Agreement, agreement, identity

__all__ = ["Evidence", "evidence", "paired"]

_NEAR = 200  # characters
_COVERED = 0.5

# Feature, what was found, and its weight: a natural logarithm of how much likelier it is for one fact than for two.
Evidence = tuple[tuple[str, str, float], ...]


@cache
def _weights() -> dict[tuple[str, str], float]:
    with (files("sulh.data") / "second_reader" / "evidence.csv").open(encoding="utf-8") as table:
        return {(row["feature"], row["found"]): float(row["weight"]) for row in csv.DictReader(table)}


def evidence(kind: Kind, one: Any, other: Any) -> Evidence:
    """What speaks for and against two facts of a kind being one."""
    found = [("prior", ""), ("words", _words(_cites(kind, one), _cites(kind, other)))]
    found += _values(kind, one, other) if not kind.parts else ()
    weighed = tuple((feature, how, _weights()[feature, how]) for feature, how in found)
    return weighed + (_as_meetings(kind, one, other) if kind.parts else ())


def _as_meetings(kind: Kind, one: Any, other: Any) -> Evidence:
    """What the record's comparison of two meetings finds."""
    reason = match(_compared(kind, one), _compared(kind, other)).reason
    return tuple((feature, how["found"], how["weight"]) for feature, how in reason.items())


def _compared(kind: Kind, fact: Any) -> Compared:
    return compared("", "", 0, [(name, value) for name, value, _, _ in stated(kind, fact)])


def _cites(kind: Kind, fact: Any) -> Sequence[Citation]:
    return fact.cites if kind.cites_many else (fact.cite,)


def _words(one: Sequence[Citation], other: Sequence[Citation]) -> str:
    if len(one) > 1 and len(other) > 1 and _common(one[0], other[0]) >= _COVERED:
        return "mention"
    best = max(_common(a, b) for a in one for b in other)
    if best > 0:
        return "same" if best >= _COVERED else "overlapping"
    return "near" if min(max(a.start - b.end, b.start - a.end) for a in one for b in other) <= _NEAR else "apart"


def _common(a: Citation, b: Citation) -> float:
    """The share of the shorter span that the other one has too."""
    return (min(a.end, b.end) - max(a.start, b.start)) / min(a.end - a.start, b.end - b.start)


def _values(kind: Kind, one: Any, other: Any) -> Iterator[tuple[str, str]]:
    """What the values of two facts without parts say."""
    for prop in kind.values:
        a, b = getattr(one, prop.name), getattr(other, prop.name)
        if a is None or b is None or a == () or b == ():
            continue
        if prop.holds is PropertyType.CODE and not prop.many:
            yield "code", "same" if a == b else "other"
        elif prop.holds is PropertyType.DATE and prop.identity:
            yield "date", "other" if agreement(prop, a, b) is Agreement.DIFFER else "same"
        elif prop.holds is PropertyType.COUNT:
            yield "count", "same" if a == b else "other"
        elif prop.holds is PropertyType.ACTOR and prop.identity:
            yield "actors", "some in common" if _ids(prop, a) & _ids(prop, b) else "none in common"
        elif prop.holds is PropertyType.TRACK and prop.identity:
            yield "name", "other" if agreement(prop, a, b) is Agreement.DIFFER else "same"


def _ids(prop: Property, value: Any) -> set[Any]:
    return {identity(prop, item) for item in (value if prop.many else (value,))}


def paired(kind: Kind, first: Sequence[Any], second: Sequence[Any]) -> dict[int, int]:
    """Which fact of `second` is which of `first`, one to one, the likeliest pair first; only pairs with more for than against."""
    ranked = [(sum(weight for _, _, weight in evidence(kind, a, b)), -i, -j) for i, a in enumerate(first) for j, b in enumerate(second)]
    found: dict[int, int] = {}
    for score, i, j in sorted(ranked, reverse=True):
        if score > 0 and -i not in found and -j not in found.values():
            found[-i] = -j
    return found
