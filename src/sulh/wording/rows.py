"""Put the clauses of a series into rows of formulae, one clause of a statement in each, along the clauses that they continue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sulh.model import LinkKind
from sulh.wording.ancestors import ancestors, nearness
from sulh.wording.columns import Places
from sulh.wording.link_table import KINDS, LinkTable

__all__ = ["FormulaRow", "Rows", "rows_of"]

# A clause that only quotes an earlier one goes on with it when it has so much of its words.
_WHOLE = 0.6


@dataclass(slots=True)
class FormulaRow:
    """One formula: for the number of each statement that holds it, the number of the clause. `own` are the clauses counted in this row."""

    members: dict[int, int] = field(default_factory=dict)
    own: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Rows:
    """The rows in the order of their first clauses, the row each clause is counted in, and the clause each continues (or -1)."""

    rows: Sequence[FormulaRow]
    row_of: Sequence[int]
    ancestors: Sequence[int]


def rows_of(owner: Sequence[int], links: LinkTable) -> Rows:
    """Return the rows of a series; `owner` is the number of each clause's statement, `links` are all links, also weak ones.

    A clause is in the row of the clause it continues. Of several clauses that continue the same one (it was split) the nearest stays in
    the row; each of the others begins a row of its own, which shows the earlier clause too. So does a clause without words of the last
    one in the row. Where several clauses were merged in one,
    their rows go on with it.
    """
    made = _Making(owner, links)
    low = 0
    while low < len(owner):
        high = low
        while high < len(owner) and owner[high] == owner[low]:
            high += 1
        made.add(range(low, high))
        low = high
    return Rows(made.rows, made.row_of, made.ancestors)


class _Making:
    """The rows made so far."""

    def __init__(self, owner: Sequence[int], links: LinkTable) -> None:
        self.rows: list[FormulaRow] = []
        self.row_of: list[int] = []
        self.ancestors: list[int] = []
        self._owner, self._links, self._best = owner, links, ancestors(links)
        # The rows whose last clause this is, and the clauses that are the last of any.
        self._ending: dict[int, set[int]] = {}
        self._ends = np.zeros(len(owner), dtype=np.bool_)
        recent = links.owner[links.later] - links.owner[links.earlier] == 1
        # A quotation keeps a formula, but does not bring back one that was gone.
        self._merges = ~links.weak & (~links.echo | (recent & (links.earlier_share >= _WHOLE)))

    def add(self, clauses: range) -> None:
        """Put the clauses of the next statement into rows."""
        chosen = {clause: self._best[clause] for clause in clauses if clause in self._best}
        at = np.fromiter(chosen.values(), dtype=np.intp, count=len(chosen))
        same = (self._links.kind[at] == KINDS.index(LinkKind.SAME)).tolist()
        near = (nearness(self._links, at) + self._links.earlier_share[at]).tolist()
        before = dict(zip(chosen, self._links.earlier[at].tolist(), strict=True))
        claims: dict[int, list[tuple[tuple[bool, float, int], int]]] = {}
        for number, (clause, earlier) in enumerate(before.items()):
            if self._goes_on(clause, earlier):
                claims.setdefault(self.row_of[earlier], []).append(((same[number], near[number], -clause), clause))
        first = {max(found)[1] for found in claims.values()}
        for clause in clauses:
            earlier = before.get(clause, -1)
            self.ancestors.append(earlier)
            if earlier >= 0 and clause in first:
                row = self.row_of[earlier]
            else:
                self.rows.append(FormulaRow(self._history(earlier)))
                row = len(self.rows) - 1
            self.row_of.append(row)
            self.rows[row].own.add(clause)
            self._put(row, clause)
        self._merge(clauses)

    def _goes_on(self, clause: int, earlier: int) -> bool:
        """Return whether a clause has words of the last clause in the row of the earlier one, which may by now hold another formula.

        A weak link is enough: that it is the same formula the earlier clause says already.
        """
        last = next(reversed(self.rows[self.row_of[earlier]].members.values()))
        return last == earlier or self._links.find(last, clause) is not None

    def _history(self, clause: int) -> dict[int, int]:
        """The row of a clause up to this clause."""
        if clause < 0:
            return {}
        return {number: one for number, one in self.rows[self.row_of[clause]].members.items() if number <= self._owner[clause]}

    def _put(self, row: int, clause: int) -> None:
        members = self.rows[row].members
        if members:
            last = next(reversed(members.values()))
            ending = self._ending.get(last, set())
            ending.discard(row)
            self._ends[last] = bool(ending)
        members[self._owner[clause]] = clause
        self._ending.setdefault(clause, set()).add(row)
        self._ends[clause] = True

    def _merge(self, clauses: range) -> None:
        """Let rows that no clause of the statement goes on with go on with one that has their words."""
        at: Places = np.arange(self._links.into(clauses.start).start, self._links.into(clauses.stop - 1).stop)
        at = at[self._merges[at] & self._ends[self._links.earlier[at]]]
        found: dict[int, list[tuple[float, int]]] = {}
        columns = (one[at].tolist() for one in (self._links.earlier, self._links.earlier_share, self._links.later))
        for earlier, share, clause in zip(*columns, strict=True):
            found.setdefault(earlier, []).append((share, -clause))
        for earlier, candidates in found.items():
            for row in sorted(self._ending.get(earlier, ())):
                self._put(row, -max(candidates)[1])
