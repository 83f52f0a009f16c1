"""Tell separate series of statements apart: by track and language, and where neither is said, by the words that texts share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from sulh.text.folding import fold_lookalikes
from sulh.wording.gathering.shingles import Overlaps
from sulh.wording.similarity import Floats
from sulh.wording.statement import Statement

__all__ = ["separated"]

# Statements of one series share at least this part of the runs of three words of the shorter; of two series they share less.
# In the invented and public series of bench/wording neighbours share .34 and more, statements of unrelated series at most .05.
_TOGETHER = 0.06
# A statement that stands alone joins the series it shares most with, if it shares at least this.
_JOINS = 0.02
_MOST = 4_000
_DATED = re.compile(r"[\d\W_]+")
_COUNTED = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "  # noqa: SIM905
    "seventeenth eighteenth nineteenth twentieth st nd rd th january february march april may june july august september october "
    "november december".split()
)


def separated(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the series that statements of one language belong to, in the order of their first statements.

    Statements of one named track are one series. Others are joined by the words they share; they are taken apart only into series of two
    or more statements that hardly share any, and never when all are retold: a retelling has words of its own.
    """
    roots = _Roots(len(statements))
    for at, one in enumerate(statements):
        for before in range(at):
            if one.track is not None and one.track == statements[before].track:
                roots.join(before, at)
                break
    open_ = [at for at, one in enumerate(statements) if one.track is None]
    if open_:
        _join_by_words(statements, open_, roots)
    return [[statements[at] for at in group] for group in roots.groups()]


def _join_by_words(statements: Sequence[Statement], open_: Sequence[int], roots: _Roots) -> None:
    """Join the statements without a track with one another, and with the series of a track whose words they have."""
    if len(statements) > _MOST:
        for at in open_[1:]:
            roots.join(open_[0], at)
        return
    shared = Overlaps([one.text for one in statements]).contained()
    np.fill_diagonal(shared, 0.0)
    titles = [_plain_title(one.title) for one in statements]
    for at in open_:
        for other in range(len(statements)):
            near = shared[at, other] >= _TOGETHER or (titles[at] and titles[at] == titles[other])
            if (
                other != at
                and near
                and (statements[other].track is None or _nearest_track(statements, shared, at) == statements[other].track)
            ):
                roots.join(min(at, other), max(at, other), tracks=statements)
    _join_single(statements, open_, roots, shared)


def _nearest_track(statements: Sequence[Statement], shared: Floats, at: int) -> str | None:
    named = [other for other, one in enumerate(statements) if one.track is not None]
    return statements[max(named, key=lambda other: shared[at, other])].track if named else None


def _join_single(statements: Sequence[Statement], open_: Sequence[int], roots: _Roots, shared: Floats) -> None:
    """Let statements without a series join one, unless they share no words with any; where no series is clear, all are one."""
    sizes = Counter(roots.root(at) for at in range(len(statements)))
    clear = [at for at in open_ if sizes[roots.root(at)] > 1]
    several = len({roots.root(at) for at in clear}) > 1 or any(one.track is not None for one in statements)
    told = all(statements[at].retold for at in open_)
    for at in open_:
        if not several or told:
            roots.join(open_[0], at, tracks=statements)
        elif sizes[roots.root(at)] == 1:
            best = max((other for other in range(len(statements)) if other != at), key=lambda other: shared[at, other])
            if shared[at, best] >= _JOINS:
                roots.join(at, best, tracks=statements)


def _plain_title(title: str | None) -> str:
    """Return a title without numbers, months and counts: "Joint statement of the 3rd meeting" and "... of the 4th meeting" are one."""
    words = [word for word in _DATED.split(fold_lookalikes(title or "")) if word and word not in _COUNTED]
    return " ".join(words) if len(words) >= 4 else ""


class _Roots:
    """Disjoint sets of indices."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, at: int) -> int:
        while self._above[at] != at:
            at = self._above[at]
        return at

    def join(self, one: int, other: int, *, tracks: Sequence[Statement] = ()) -> None:
        """Join two sets; with `tracks`, not when that would join two named tracks."""
        a, b = self.root(one), self.root(other)
        if a == b or (tracks and self._tracks(a, tracks) and self._tracks(b, tracks)):
            return
        self._above[max(a, b)] = min(a, b)

    def _tracks(self, root: int, statements: Sequence[Statement]) -> set[str]:
        return {track for at, one in enumerate(statements) if (track := one.track) is not None and self.root(at) == root}

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for at in range(len(self._above)):
            found.setdefault(self.root(at), []).append(at)
        return list(found.values())
