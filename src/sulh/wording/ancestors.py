"""Choose the earlier clause that a clause continues best, among the clauses it is linked with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sulh.model import LinkGrade, LinkKind
from sulh.wording.types import ClauseLink

__all__ = ["ancestor", "brings_back", "nearness"]

# An older clause is the ancestor only when it is closer than the latest by more than this: the parties went back to an older wording.
_TIE = 0.3
# Weight of the words of a clause when an earlier statement has them in several clauses.
_PARTED = 0.87
# What brings a formula back after a statement without it is at least so alike: in a short series a link may be firm by rare words alone.
_BACK = 0.2
# Links this much less near than the nearest are ignored.
_COMPARABLE = 0.4


def ancestor(links: Sequence[ClauseLink], place: Callable[[str], tuple[int, int]]) -> ClauseLink | None:
    """Return the latest link to the same words; else the link to the closest wording, the latest of several that are nearly as close.

    `place` gives for a clause the number of its statement and its own. Of several clauses of one statement it is the one that gives
    most of the words.
    """
    if not links:
        return None
    same = [one for one in links if one.kind is LinkKind.SAME]
    if same:
        return max(same, key=lambda one: place(one.earlier))
    best = max(map(nearness, links))
    groups: dict[int, list[ClauseLink]] = {}
    for one in links:
        if nearness(one) >= _COMPARABLE * best:
            groups.setdefault(place(one.earlier)[0], []).append(one)
    worth = {at: max(max(map(nearness, group)), _PARTED * _parted(group)) for at, group in groups.items()}
    top = max(worth.values())
    latest = max(at for at in groups if worth[at] >= top - _TIE)
    return max(groups[latest], key=lambda one: (nearness(one), one.later_share, -place(one.earlier)[1]))


def nearness(one: ClauseLink) -> float:
    """Return how near an earlier clause is as an ancestor: how alike the two are, and how much of the later one it covers."""
    return (one.score + one.later_share) / 2


def _parted(group: Sequence[ClauseLink]) -> float:
    """Return how much of a clause is covered together by the clauses of one earlier statement that were merged in it or split from it."""
    return min(1.0, sum(one.later_share for one in group if one.kind in (LinkKind.SPLIT, LinkKind.MERGED)))


def brings_back(link: ClauseLink) -> bool:
    """Return whether a link holds without a statement between: what is only likely is as often a formula of another matter."""
    return link.grade is LinkGrade.FIRM and link.score >= _BACK
