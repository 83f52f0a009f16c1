"""Whether releases that a record holds are those that a promise names: by number, by the sides that freed, and by time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from sulh.following.deeds import deeds_promised
from sulh.following.types import Promise, RecordItem
from sulh.following.weights import patterns
from sulh.text.dates import find_dates
from sulh.text.numbers import find_numbers
from sulh.wording.origin import actors_in

__all__ = ["frees", "kept_by_release"]

# Days within which what both sides free is one exchange.
_TOGETHER = 5
_BOTH = 2
_PARAGRAPH = re.compile(r"\s*\(?\d+[.)]")


def frees(promise: Promise) -> bool:
    """Whether a promise is to free people who are held, or to give back the dead."""
    return not deeds_promised(promise.text, promise.language).isdisjoint(("release", "bodies"))


def kept_by_release(promise: Promise, items: Iterable[RecordItem]) -> frozenset[str]:
    """The releases among `items` that together are what was promised: as many people, freed by those who promised.

    Where no number is promised, any exchange or release by all who promised is; none is of what is to go on, for all who are held, or
    promised by nobody who is known.
    """
    if not frees(promise):
        return frozenset()
    numbers = _promised(promise.text)
    whole = patterns("unending", promise.language)
    if not numbers and (not promise.owners or (whole is not None and whole.search(promise.text))):
        return frozenset()
    found: set[str] = set()
    for group in _together(one for one in items if one.kind == "release" and one.first and _is_theirs(promise, one)):
        if _is_by_all(promise, group) and (not numbers or _is_as_many(numbers, group)):
            found.update(one.id for one in group)
    return frozenset(found)


def _promised(text: str) -> tuple[int, ...]:
    """The numbers of people that a promise names: those in no date and no span of time, and not that of its paragraph."""
    own = _PARAGRAPH.match(text)
    aside = [(one.start, one.end) for one in find_dates(text)] + ([own.span()] if own else [])
    people = patterns("counted_people")
    return tuple(
        one.value
        for one in find_numbers(text)
        if not any(start <= one.start < end for start, end in aside) and people is not None and people.match(text, one.end)
    )


def _together(items: Iterable[RecordItem]) -> list[list[RecordItem]]:
    """Releases of the same few days, those of one day told by several sources among them."""
    groups: list[list[RecordItem]] = []
    for one in sorted(items, key=lambda item: (str(item.first), item.id)):
        if groups and _days(str(groups[-1][0].first), str(one.first)) <= _TOGETHER:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _days(day: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(day)).days


def _is_theirs(promise: Promise, item: RecordItem) -> bool:
    """Whether a release may be one by those who promised: they freed or got people, or its words name one where nobody is known."""
    owners = set(promise.owners)
    return not owners or bool(owners & (set(item.actors) or set(actors_in(item.text))))


def _is_by_all(promise: Promise, group: Sequence[RecordItem]) -> bool:
    """Whether those who promised freed or got people: two of them are enough, and an account that names nobody may be theirs."""
    owners = set(promise.owners)
    acting = {actor for one in group for actor in one.actors}
    return not owners or not acting or len(owners & acting) >= min(len(owners), _BOTH)


def _is_as_many(numbers: Sequence[int], group: Sequence[RecordItem]) -> bool:
    """Whether as many were freed as promised: each number promised, all of them together, or as many by each side as in all.

    Tellings of several sources are counted once: one number for each who frees.
    """
    counts = {(one.actors, one.count) for one in group if one.count is not None}
    freed = [count for _, count in counts if count is not None]
    total = sum(numbers)
    return bool(freed) and (set(numbers) <= set(freed) or sum(freed) == total or sum(freed) == _BOTH * total or max(freed) >= total)
