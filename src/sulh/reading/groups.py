"""The lists of actors that a document names together, indexed by position for quick lookup."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Actor

__all__ = ["ActorGroup", "ActorGroups"]


@dataclass(frozen=True, slots=True)
class ActorGroup:
    """Actors named together in one list ("A, B and C"), with the span of the whole list."""

    passage: int
    start: int
    end: int
    actors: tuple[Actor, ...]


class ActorGroups:
    """The groups of one document in text order; the groups of each kind are selected once and then looked up by position."""

    def __init__(self, groups: Sequence[ActorGroup]) -> None:
        self._all = tuple(groups)
        self._of: dict[int, list[ActorGroup]] = {}
        for group in groups:
            self._of.setdefault(group.passage, []).append(group)
        self._kinds: dict[Hashable, tuple[tuple[ActorGroup, ...], list[int]]] = {}

    def __iter__(self) -> Iterator[ActorGroup]:
        return iter(self._all)

    def of(self, passage: int) -> Sequence[ActorGroup]:
        """Return the groups of the passage with that index."""
        return self._of.get(passage, ())

    def first(self, kind: Hashable, fits: Callable[[ActorGroup], bool]) -> ActorGroup | None:
        """Return the first group that fits; `kind` is the cache key of `fits`, and must always be used with the same condition."""
        return next(iter(self._picked(kind, fits)[0]), None)

    def before(self, offset: int, kind: Hashable = None, fits: Callable[[ActorGroup], bool] | None = None) -> Iterator[ActorGroup]:
        """Yield the groups that begin before an offset and fit, the last first; `kind` as for `first`."""
        picked, starts = self._picked(kind, fits)
        return (picked[n] for n in range(bisect_left(starts, offset) - 1, -1, -1))

    def ended(self, offset: int, kind: Hashable = None, fits: Callable[[ActorGroup], bool] | None = None) -> ActorGroup | None:
        """Return the last group that fits and ends at or before an offset."""
        return next((g for g in self.before(offset, kind, fits) if g.end <= offset), None)

    def _picked(self, kind: Hashable, fits: Callable[[ActorGroup], bool] | None) -> tuple[tuple[ActorGroup, ...], list[int]]:
        known = self._kinds.get(kind)
        if known is None:
            picked = tuple(g for g in self._all if fits is None or fits(g))
            known = self._kinds[kind] = picked, [g.start for g in picked]
        return known
