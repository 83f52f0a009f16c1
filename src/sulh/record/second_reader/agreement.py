"""Whether two readers' values of one property are the same, say the same more or less exactly, or differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from sulh.model.kinds import Property, PropertyType
from sulh.record.authority import city_key, track_of
from sulh.record.projection.values import finer
from sulh.text.days import compatible
from sulh.text.folding import fold

__all__ = ["Agreement", "agreement", "identity", "more_exact"]


class Agreement(StrEnum):
    """How two values lie to each other. CLOSE is no contradiction: one says less, or the same with other words."""

    SAME = "same"
    CLOSE = "close"
    DIFFER = "differ"


def agreement(one: Property, first: Any, second: Any) -> Agreement:
    """How two values of a property lie to each other; nothing (None, no item of a list) is close to anything."""
    if first == second:
        return Agreement.SAME
    if one.many:
        left, right = ({identity(one, item) for item in items} for items in (first, second))
        return Agreement.CLOSE if left <= right or right <= left else Agreement.DIFFER
    if first in (None, False) or second in (None, False):
        return Agreement.CLOSE
    alike = _CLOSE.get(one.holds)
    return Agreement.CLOSE if alike is not None and alike(first, second) else Agreement.DIFFER


def identity(one: Property, value: Any) -> Any:
    """What makes two items of a list the same: of an actor the identifier, of a part what its kind is known by."""
    if value is None:
        return None
    if one.part is not None:
        return tuple(identity(item, getattr(value, item.name)) for item in one.part.properties if item.identity)
    if one.holds is PropertyType.ACTOR:
        return value.id
    return _KEY[one.holds](value) if one.holds in _KEY else value


def more_exact(one: Property, first: Any, second: Any) -> Any:
    """Of two values that are close the one that says more; the first where neither does."""
    if first in (None, False) or second in (None, False):
        return second if first in (None, False) else first
    if one.holds is PropertyType.DATE:
        return second if finer(second) > finer(first) else first
    return first


def _surname(name: str) -> str:
    words = fold(name).split()
    return words[-1] if words else ""


_KEY: Mapping[PropertyType, Callable[[Any], Any]] = {
    PropertyType.PERSON: _surname,
    PropertyType.PLACE: city_key,
    PropertyType.TRACK: lambda name: track_of(name)[0],
}


def _same_words(first: str, second: str) -> bool:
    left, right = set(fold(first).split()), set(fold(second).split())
    return left <= right or right <= left


_CLOSE: Mapping[PropertyType, Callable[[Any, Any], bool]] = {
    PropertyType.DATE: compatible,
    PropertyType.PLACE: lambda a, b: city_key(a) == city_key(b) or _same_words(a, b),
    PropertyType.TRACK: lambda a, b: track_of(a)[0] == track_of(b)[0] or _same_words(a, b),
    PropertyType.PERSON: _same_words,
    PropertyType.TEXT: _same_words,
    PropertyType.ACTOR: lambda a, b: a.id == b.id,
}
