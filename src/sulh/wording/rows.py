"""Put the clauses of a series into rows of formulae, one clause of a statement in each, along the clauses that they continue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from sulh.model import LinkGrade, LinkKind
from sulh.wording.ancestors import ancestor, brings_back, nearness
from sulh.wording.predecessors import Predecessors
from sulh.wording.statement import Statement
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
    """The rows in the order of their first clauses, the row each clause is counted in, and the clause each continues (or -1).

    `doubted` has for a clause that begins a row the clause that it is only likely to bring back, after a statement without it.
    """

    rows: Sequence[FormulaRow]
    row_of: Sequence[int]
    ancestors: Sequence[int]
    doubted: Mapping[int, int]


def rows_of(series: Sequence[Statement], clauses: Sequence[Clause], owner: Sequence[int], links: Sequence[ClauseLink]) -> Rows:
    """Return the rows of a series; `owner` is the number of each clause's statement, `links` are all links, also weak ones.

    A clause is in the row of the clause it continues. Of several clauses that continue the same one (it was split) the nearest stays in
    the row; each of the others begins a row of its own, which shows the earlier clause too. So does a clause without words of the last
    one in the row, which shows the row up to the clause it continues. Where several clauses were merged in one,
    their rows go on with it. No row goes on after a statement that lacks the formula unless the link is firm: with no wording between to
    hold the two together, a likeness that is only likely is as often that of another matter.
    """
    at = {clause.id: number for number, clause in enumerate(clauses)}
    into: dict[int, list[ClauseLink]] = {}
    weak: set[tuple[int, int]] = set()
    for one in links:
        if one.grade is LinkGrade.WEAK:
            weak.add((at[one.earlier], at[one.later]))
        else:
            into.setdefault(at[one.later], []).append(one)
    made = _Making(Predecessors(series), owner, at, into, weak)
    low = 0
    while low < len(clauses):
        high = low
        while high < len(clauses) and owner[high] == owner[low]:
            high += 1
        made.add(range(low, high))
        low = high
    return Rows(made.rows, made.row_of, made.ancestors, made.doubted)


class _Making:
    """The rows made so far."""

    def __init__(
        self,
        predecessors: Predecessors,
        owner: Sequence[int],
        at: Mapping[str, int],
        into: Mapping[int, list[ClauseLink]],
        weak: Set[tuple[int, int]],
    ) -> None:
        self.rows: list[FormulaRow] = []
        self.row_of: list[int] = []
        self.ancestors: list[int] = []
        self.doubted: dict[int, int] = {}
        self._predecessors, self._owner, self._at, self._into, self._weak = predecessors, owner, at, into, weak
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
        # As the rows are before any clause of the statement is put in one.
        shown = {clause: self._history(clause, self._at[link.earlier]) if link is not None else {} for clause, link in chosen.items()}
        for clause in clauses:
            link = chosen[clause]
            before = self._at[link.earlier] if link is not None else -1
            self.ancestors.append(before)
            if before >= 0 and clause in first:
                row = self.row_of[before]
            else:
                self.rows.append(FormulaRow(shown[clause]))
                row = len(self.rows) - 1
            self.row_of.append(row)
            self.rows[row].own.add(clause)
            self._put(row, clause)
        self._merge(clauses)

    def _best(self, clause: int) -> ClauseLink | None:
        links = [one for one in self._into.get(clause, ()) if not one.echo]
        found = self._nearest([one for one in links if brings_back(one) or self._is_recent(clause, self._at[one.earlier])])
        if found is None and (doubted := self._nearest(links)) is not None:
            self.doubted[clause] = self._at[doubted.earlier]
        return found

    def _nearest(self, links: Sequence[ClauseLink]) -> ClauseLink | None:
        return ancestor(links, lambda id: (self._owner[self._at[id]], self._at[id]))

    def _is_recent(self, clause: int, earlier: int) -> bool:
        """Return whether the statement that the one of a clause is compared with has the formula of an earlier clause."""
        members = self._history(clause, earlier)
        return self._predecessors.of(self._owner[clause], members) in members

    def _goes_on(self, clause: int, earlier: int) -> bool:
        """Return whether a clause has words of the last clause in the row of the earlier one, which may by now hold another formula.

        A weak link is enough: that it is the same formula the earlier clause says already.
        """
        last = next(reversed(self.rows[self.row_of[earlier]].members.values()))
        return last == earlier or (last, clause) in self._weak or any(self._at[link.earlier] == last for link in self._into.get(clause, ()))

    def _history(self, clause: int, earlier: int) -> dict[int, int]:
        """The row of an earlier clause as far as a clause goes on with it: up to now, or up to the earlier clause."""
        last = self._owner[clause] if self._goes_on(clause, earlier) else self._owner[earlier]
        return {number: one for number, one in self.rows[self.row_of[earlier]].members.items() if number <= last}

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
                sure = brings_back(link) or self._is_recent(clause, self._at[link.earlier])
                if sure if not link.echo else recent and link.earlier_share >= _WHOLE:
                    found.setdefault(self._at[link.earlier], []).append((link.earlier_share, -clause))
        for earlier, candidates in found.items():
            for row in sorted(self._ending.get(earlier, ())):
                self._put(row, -max(candidates)[1])
