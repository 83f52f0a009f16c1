"""Which sources count as one: those that links of copies join, worked out so that nobody is told of a copy that they may not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from sulh.model.vocabulary import Sharing
from sulh.record.access import scope_of, sees

__all__ = ["Counted", "originals"]

_WIDTH = tuple(Sharing)


class Counted(NamedTuple):
    """A source as it is counted: its place in the ledger, and its audience."""

    seq: int
    level: str
    groups: frozenset[str]

    @property
    def width(self) -> tuple[int, int, tuple[str, ...]]:
        """Sources with wider audiences come first: public, team, many groups, few."""
        return _WIDTH.index(self.level), -len(self.groups), tuple(sorted(self.groups))

    @property
    def seen_by(self) -> list[frozenset[str]]:
        """The groups that somebody needs at the least to see it: none at all, or any one of its own."""
        return [frozenset({group}) for group in sorted(self.groups)] if self.level == Sharing.RESTRICTED else [frozenset()]

    def is_seen(self, level: str, groups: frozenset[str]) -> bool:
        """Whether who has these groups, and an account where `level` is not public, sees it."""
        return sees(scope_of(groups, team=level != Sharing.PUBLIC), self.level, self.groups)


def originals(sources: Mapping[str, Counted], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each of the sources the one whose copy it counts as, or itself; copies of one count as one source.

    Sources with the widest audience are joined first, by links among them alone. Narrower ones are counted to what is there, and
    never join two that are apart without them: else it would show that something hidden is a copy of both. A source is counted to
    others only where all who see it and any of them see a link that joins the two. So what counts as one for somebody follows from
    what they may see.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        if one in sources and other in sources:
            near[one].add(other)
            near[other].add(one)
    found: dict[str, str] = {}
    counted: dict[str, list[str]] = defaultdict(list)  # by original
    ordered = sorted(sources, key=lambda name: (sources[name].width, sources[name].seq))
    for _, alike in groupby(ordered, key=lambda name: sources[name].width):
        for together in _joined(list(alike), near):
            linked = {other for name in together for other in near[name] if other in found}
            held = sources[together[0]]
            # What all see who see these comes first: what others are linked to decides nothing for them.
            first = sorted(linked, key=lambda name: (not _is_wider(sources[name], held), sources[name].width, sources[name].seq))
            possible = dict.fromkeys(found[name] for name in first)
            own = next((one for one in possible if _is_seen_to_be_one(held, linked, counted[one], sources)), together[0])
            found |= dict.fromkeys(together, own)
            counted[own] += together
    return found


def _joined(names: list[str], near: Mapping[str, Collection[str]]) -> list[list[str]]:
    """These sources by what links among them alone join, each group and all groups in their order."""
    left, groups = dict.fromkeys(names), []
    while left:
        reached = [next(iter(left))]
        del left[reached[0]]
        for name in reached:
            more = [other for other in left if other in near[name]]
            reached += more
            for other in more:
                del left[other]
        groups.append(sorted(reached, key=names.index))
    return groups


def _is_wider(one: Counted, held: Counted) -> bool:
    """Whether all who see the second see the first."""
    return all(one.is_seen(held.level, groups) for groups in held.seen_by)


def _is_seen_to_be_one(held: Counted, linked: Collection[str], counted: Iterable[str], sources: Mapping[str, Counted]) -> bool:
    """Whether all who see a source and any that are `counted` as one see one of them that is linked to it."""
    both = list(counted)
    joining = [sources[name] for name in both if name in linked]
    for own in held.seen_by:
        for other in (sources[name] for name in both):
            for more in other.seen_by:
                groups = own | more
                level = held.level if _WIDTH.index(held.level) >= _WIDTH.index(other.level) else other.level
                if not any(one.is_seen(level, groups) for one in joining):
                    return False
    return True
