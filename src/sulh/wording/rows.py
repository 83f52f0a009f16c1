"""Put the clauses of a series into rows of formulae, one clause of a statement in each, along the clauses that they continue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from sulh.model import LinkGrade, LinkKind
from sulh.wording.ancestors import ancestor, nearness
from sulh.wording.types import Clause, ClauseLink

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


def rows_of(clauses: Sequence[Clause], owner: Sequence[int], links: Sequence[ClauseLink]) -> Rows:
    """Return the rows of a series; `owner` is the number of each clause's statement, `links` are all links, also weak ones.

    A clause is in the row of the clause it continues. Of several clauses that continue the same one (it was split) the nearest stays in
    the row; each of the others begins a row of its own, which shows the earlier clause too. So does a clause without words of the last
    one in the row. Where several clauses were merged in one,
    their rows go on with it.
    """
    at = {clause.id: number for number, clause in enumerate(clauses)}
    into: dict[int, list[ClauseLink]] = {}
    out_of: dict[int, list[ClauseLink]] = {}
    weak: set[tuple[int, int]] = set()
    for one in links:
        if one.grade is LinkGrade.WEAK:
            weak.add((at[one.earlier], at[one.later]))
        else:
            into.setdefault(at[one.later], []).append(one)
            out_of.setdefault(at[one.earlier], []).append(one)
    made = _Making(owner, at, into, out_of, weak)
    low = 0
    while low < len(clauses):
        high = low
        while high < len(clauses) and owner[high] == owner[low]:
            high += 1
        made.add(range(low, high))
        low = high
    return Rows(made.rows, made.row_of, made.ancestors)


class _Making:
    """The rows made so far."""

    def __init__(
        self,
        owner: Sequence[int],
        at: Mapping[str, int],
        into: Mapping[int, list[ClauseLink]],
        out_of: Mapping[int, list[ClauseLink]],
        weak: Set[tuple[int, int]],
    ) -> None:
        self.rows: list[FormulaRow] = []
        self.row_of: list[int] = []
        self.ancestors: list[int] = []
        self._owner, self._at, self._into, self._out_of, self._weak = owner, at, into, out_of, weak
        # The rows whose last clause this is.
        self._ending: dict[int, set[int]] = {}

    def add(self, clauses: range) -> None:
        """Put the clauses of the next statement into rows."""
        chosen = {clause: self._best(clause) for clause in clauses}
        claims: dict[int, list[tuple[tuple[bool, float, int], int]]] = {}
        for clause, link in chosen.items():
            if link is not None and self._goes_on(clause, self._at[link.earlier]):
                worth = link.kind is LinkKind.SAME, nearness(link) + link.earlier_share, -clause
                claims.setdefault(self.row_of[self._at[link.earlier]], []).append((worth, clause))
        first = {max(found)[1] for found in claims.values()}
        for clause in clauses:
            link = chosen[clause]
            before = self._at[link.earlier] if link is not None else -1
            self.ancestors.append(before)
            if before >= 0 and clause in first:
                row = self.row_of[before]
            else:
                self.rows.append(FormulaRow(self._history(before)))
                row = len(self.rows) - 1
            self.row_of.append(row)
            self.rows[row].own.add(clause)
            self._put(row, clause)
        self._merge(clauses)

    def _best(self, clause: int) -> ClauseLink | None:
        links = [one for one in self._into.get(clause, ()) if not one.echo]
        return ancestor(links, lambda id: (self._owner[self._at[id]], self._at[id]))

    def _goes_on(self, clause: int, earlier: int) -> bool:
        """Return whether a clause has words of the last clause in the row of the earlier one, which may by now hold another formula.

        A weak link is enough: that it is the same formula the earlier clause says already.
        """
        last = next(reversed(self.rows[self.row_of[earlier]].members.values()))
        return last == earlier or (last, clause) in self._weak or any(self._at[link.earlier] == last for link in self._into.get(clause, ()))

    def _history(self, clause: int) -> dict[int, int]:
        """The row of a clause up to this clause."""
        if clause < 0:
            return {}
        return {number: one for number, one in self.rows[self.row_of[clause]].members.items() if number <= self._owner[clause]}

    def _put(self, row: int, clause: int) -> None:
        members = self.rows[row].members
        if members:
            self._ending.get(next(reversed(members.values())), set()).discard(row)
        members[self._owner[clause]] = clause
        self._ending.setdefault(clause, set()).add(row)

    def _merge(self, clauses: range) -> None:
        """Let rows that no clause of the statement goes on with go on with one that has their words."""
        found: dict[int, list[tuple[float, int]]] = {}
        for clause in clauses:
            for link in self._into.get(clause, ()):
                # A quotation keeps a formula, but does not bring back one that was gone.
                recent = self._owner[clause] - self._owner[self._at[link.earlier]] == 1
                if not link.echo or (recent and link.earlier_share >= _WHOLE):
                    found.setdefault(self._at[link.earlier], []).append((link.earlier_share, -clause))
        for earlier, candidates in found.items():
            for row in sorted(self._ending.get(earlier, ())):
                self._put(row, -max(candidates)[1])
