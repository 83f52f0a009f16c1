"""What became of each clause: the earlier clause it continues, and whether it is first seen, carried, changed or returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sulh.model import ClauseState, LinkKind
from sulh.wording.types import Clause, ClauseLink, Statement

__all__ = ["States"]

# An older clause is the ancestor only when it is closer than the latest by more than this: the parties went back to an older wording.
_TIE = 0.1
# What the words of a clause count when an earlier statement has them in several clauses.
_PARTED = 0.87
# A clause this far covered has all its words elsewhere; a word that joins two clauses does not count.
_WHOLE = 0.95
# Links this much less near than the nearest say nothing of what a clause continues.
_COMPARABLE = 0.4


class States:
    """The states of clauses of a series, told from their links."""

    def __init__(self, series: Sequence[Statement], clauses: Sequence[Clause], links: Sequence[ClauseLink]) -> None:
        self._series = series
        self._place = {statement.id: at for at, statement in enumerate(series)}
        self._at = {clause.id: number for number, clause in enumerate(clauses)}
        self._clauses = clauses
        # How much of an earlier clause the clauses of a later statement have that it was parted into or joined in.
        self._pieces: dict[tuple[str, str], float] = {}
        for one in links:
            if one.kind in (LinkKind.SPLIT, LinkKind.MERGED):
                key = one.earlier, self._statement(one.later)
                self._pieces[key] = self._pieces.get(key, 0.0) + one.earlier_share

    def of(self, clause: Clause, links: Sequence[ClauseLink]) -> Clause:
        """The clause with its state and ancestor; `links` are those to the clauses that it may continue."""
        if not links:
            return clause
        best = max(map(_nearness, links))
        near = [one for one in links if _nearness(one) >= _COMPARABLE * best]
        previous = self._previous(clause, {self._statement(one.earlier) for one in near})
        recent = [one for one in near if self._statement(one.earlier) == previous]
        if not recent:
            state = ClauseState.RETURNED
        elif any(one.kind is LinkKind.SAME for one in recent) or self._is_rearranged(recent):
            state = ClauseState.CARRIED
        else:
            state = ClauseState.CHANGED
        return replace(clause, ancestor=self._ancestor(near).earlier, state=state)

    def _statement(self, id: str) -> str:
        return self._clauses[self._at[id]].statement

    def _ancestor(self, links: Sequence[ClauseLink]) -> ClauseLink:
        """The latest link to the same words; else that to the statement that has the wording best, the latest where several have it well.

        Of several clauses of that statement it is the one that gives most of the words.
        """
        same = [one for one in links if one.kind is LinkKind.SAME]
        if same:
            return max(same, key=lambda one: self._at[one.earlier])
        groups: dict[str, list[ClauseLink]] = {}
        for one in links:
            groups.setdefault(self._statement(one.earlier), []).append(one)
        worth = {id: max(max(map(_nearness, group)), _PARTED * _parted(group)) for id, group in groups.items()}
        top = max(worth.values())
        latest = max((id for id in groups if worth[id] >= top - _TIE), key=lambda id: self._at[groups[id][0].earlier])
        return max(groups[latest], key=lambda one: (_nearness(one), one.later_share, -self._at[one.earlier]))

    def _is_rearranged(self, recent: Sequence[ClauseLink]) -> bool:
        """Whether a clause was only joined with others or parted from them: all its words stood there, and all words of there are kept."""
        return sum(one.later_share for one in recent) >= _WHOLE and all(
            self._pieces.get((one.earlier, self._statement(one.later)), 0.0) >= _WHOLE for one in recent
        )

    def _previous(self, clause: Clause, held: set[str]) -> str | None:
        """The statement the clause is compared with: the last of the same series, excerpts that lack the clause passed over."""
        own = self._series[self._place[clause.statement]]
        before = self._series[: self._place[own.id]]
        earlier = [one for one in before if one.track == own.track] or list(before)
        return next((one.id for one in reversed(earlier) if one.complete or one.id in held), None)


def _nearness(one: ClauseLink) -> float:
    """How near an earlier clause is as an ancestor: how alike the two are, and how much of the later one it accounts for."""
    return (one.score + one.later_share) / 2


def _parted(group: Sequence[ClauseLink]) -> float:
    """How much of a clause the clauses of one earlier statement that were joined in it, or parted from it, have together."""
    return min(1.0, sum(one.later_share for one in group if one.kind in (LinkKind.SPLIT, LinkKind.MERGED)))
