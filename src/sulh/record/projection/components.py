"""Which mentions are one meeting: the decisions to merge and to split, replayed in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from sulh.record.inserting import select
from sulh.record.projection.models import Decision
from sulh.record.projection.touched import batches

__all__ = ["components", "replay"]

_COLUMNS = ("seq", "kind", "target", "other", "superseded")
Step = tuple[int, str, str, str]  # seq, kind, target, other


def components(mentions: Iterable[str]) -> list[list[str]]:
    """The mentions given and all that were ever merged with them, in groups of one meeting each; groups are not sorted."""
    seen: set[str] = set()
    steps: dict[int, Step] = {}
    frontier = set(mentions)
    while frontier:
        seen |= frontier
        reached: set[str] = set()
        for some in batches(sorted(frontier)):
            rows = chain.from_iterable(select(Decision._meta.db_table, _COLUMNS, column, some) for column in ("target", "other"))
            for seq, kind, target, other, superseded in rows:
                if kind not in ("merge", "split"):
                    continue
                reached |= {target, other}
                if superseded is None:
                    steps[seq] = (seq, kind, target, other)
        frontier = reached - seen - {""}
    return replay(sorted(seen), sorted(steps.values()))


def replay(mentions: Sequence[str], steps: Iterable[Step]) -> list[list[str]]:
    """The groups that the steps, in order, leave: a merge joins two groups, a split takes one mention out of its group."""
    group: dict[str, set[str]] = {mention: {mention} for mention in mentions}
    for _, kind, target, other in steps:
        if kind == "split":
            group[target].discard(target)
            group[target] = {target}
        elif group[target] is not group[other]:
            joined = group[target] | group[other]
            for mention in joined:
                group[mention] = joined
    return [sorted(members) for members in {id(members): members for members in group.values()}.values()]
