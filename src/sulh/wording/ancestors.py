"""Choose the earlier clause that each clause continues best, among the clauses it is linked with."""

from __future__ import annotations

import numpy as np

from sulh.model import LinkKind
from sulh.wording.columns import Floats, Places
from sulh.wording.link_table import KINDS, LinkTable

__all__ = ["ancestors", "nearness"]

# An older clause is the ancestor only when it is closer than the latest by more than this: the parties went back to an older wording.
_TIE = 0.3
# Weight of the words of a clause when an earlier statement has them in several clauses.
_PARTED = 0.87
# Links this much less near than the nearest are ignored.
_COMPARABLE = 0.4
_SAME = KINDS.index(LinkKind.SAME)
_PIECES = KINDS.index(LinkKind.SPLIT), KINDS.index(LinkKind.MERGED)


def ancestors(links: LinkTable) -> dict[int, int]:
    """Return for each clause that continues another the number of the link with it; weak links and echoes do not count.

    It is the latest link to the same words; else the link to the closest wording, the latest of several that are nearly as close. Of
    several clauses of one statement it is the one that gives most of the words.
    """
    found = np.flatnonzero(links.plain)
    if not len(found):
        return {}
    chosen = _closest(links, found)
    same = found[links.kind[found] == _SAME]
    return dict(zip(links.later[chosen].tolist(), chosen.tolist(), strict=True)) | dict(
        zip(links.later[same].tolist(), same.tolist(), strict=True)
    )


def _closest(links: LinkTable, found: Places) -> Places:
    """Return the link of each clause with the closest wording."""
    near = nearness(links, found)
    later = links.later[found]
    opens = _opens(later)
    nearest = np.repeat(np.maximum.reduceat(near, opens), np.diff(np.append(opens, len(found))))
    comparable = near >= _COMPARABLE * nearest
    found, near, later = found[comparable], near[comparable], later[comparable]
    # The links of a clause with one statement stand together, and so do all links of a clause.
    statement = links.owner[links.earlier[found]]
    groups = _opens(later, statement)
    size = np.diff(np.append(groups, len(found)))
    worth = np.maximum(np.maximum.reduceat(near, groups), _PARTED * _parted(links, found, np.repeat(np.arange(len(groups)), size)))
    owner = later[groups]
    opens = _opens(owner)
    top = np.repeat(np.maximum.reduceat(worth, opens), np.diff(np.append(opens, len(groups))))
    good = np.flatnonzero(worth >= top - _TIE)
    latest = good[np.append(owner[good][1:] != owner[good][:-1], True)]
    chosen = np.zeros(len(groups), dtype=np.bool_)
    chosen[latest] = True
    among = np.flatnonzero(np.repeat(chosen, size))
    order = among[np.lexsort((-links.earlier[found[among]], links.later_share[found[among]], near[among], later[among]))]
    closest: Places = found[order[np.append(later[order][1:] != later[order][:-1], True)]]
    return closest


def nearness(links: LinkTable, at: Places) -> Floats:
    """Return how near the earlier clause of each link is as an ancestor: how alike both are, and how much of the later one it covers."""
    near: Floats = (links.score[at] + links.later_share[at]) / 2
    return near


def _parted(links: LinkTable, found: Places, group: Places) -> Floats:
    """Return how much of a clause is covered together by the clauses of one earlier statement that were merged in it or split from it."""
    pieces = np.isin(links.kind[found], _PIECES)
    covered: Floats = np.minimum(1.0, np.bincount(group, np.where(pieces, links.later_share[found], 0.0)))
    return covered


def _opens(*keys: Places) -> Places:
    """Return where a run of equal keys begins."""
    differ = np.zeros(len(keys[0]), dtype=np.bool_)
    differ[:1] = True
    for key in keys:
        differ[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(differ)
