"""The lists of actors that a document names together, found again from any place in it without looking through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Actor

__all__ = ["Group", "Groups"]


@dataclass(frozen=True, slots=True)
class Group:
    """Actors named together in one coordination, with the span of the whole list."""

    passage: int
    start: int
    end: int
    actors: tuple[Actor, ...]


class Groups:
    """The groups of one document in text order; those of one kind are picked out once and then found by their place."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._all = tuple(groups)
        self._of: dict[int, list[Group]] = {}
        for group in groups:
            self._of.setdefault(group.passage, []).append(group)
        self._kinds: dict[Hashable, tuple[tuple[Group, ...], list[int]]] = {}

    def __iter__(self) -> Iterator[Group]:
        return iter(self._all)

    def of(self, passage: int) -> Sequence[Group]:
        """The groups of the passage with that index."""
        return self._of.get(passage, ())

    def first(self, kind: Hashable, fits: Callable[[Group], bool]) -> Group | None:
        """The first group that fits; `kind` names what `fits` asks for and stands for it from then on."""
        return next(iter(self._picked(kind, fits)[0]), None)

    def before(self, offset: int, kind: Hashable = None, fits: Callable[[Group], bool] | None = None) -> Iterator[Group]:
        """The groups that begin before an offset and fit, the last first; `kind` as for `first`."""
        picked, starts = self._picked(kind, fits)
        return (picked[n] for n in range(bisect_left(starts, offset) - 1, -1, -1))

    def ended(self, offset: int, kind: Hashable = None, fits: Callable[[Group], bool] | None = None) -> Group | None:
        """The last group that fits and ends at an offset or before it."""
        return next((g for g in self.before(offset, kind, fits) if g.end <= offset), None)

    def _picked(self, kind: Hashable, fits: Callable[[Group], bool] | None) -> tuple[tuple[Group, ...], list[int]]:
        known = self._kinds.get(kind)
        if known is None:
            picked = tuple(g for g in self._all if fits is None or fits(g))
            known = self._kinds[kind] = picked, [g.start for g in picked]
        return known
