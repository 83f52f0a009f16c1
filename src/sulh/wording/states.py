"""Determine the state of each clause: the earlier clause it continues, and whether it is first seen, carried, changed or returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sulh.model import ClauseState, LinkKind
from sulh.wording.types import Clause, ClauseLink, Statement

__all__ = ["States"]

# An older clause is the ancestor only when it is closer than the latest by more than this: the parties went back to an older wording.
_TIE = 0.1
# Weight of the words of a clause when an earlier statement has them in several clauses.
_PARTED = 0.87
# A clause covered to this share has all its words elsewhere; a conjunction does not count.
_WHOLE = 0.95
# Links this much less near than the nearest are ignored.
_COMPARABLE = 0.4


class States:
    """The states of the clauses of a series, derived from their links."""

    def __init__(self, series: Sequence[Statement], clauses: Sequence[Clause], links: Sequence[ClauseLink]) -> None:
        self._series = series
        self._place = {statement.id: at for at, statement in enumerate(series)}
        self._at = {clause.id: number for number, clause in enumerate(clauses)}
        self._clauses = clauses
        # How much of an earlier clause is kept in the clauses of a later statement that it was split into or merged in.
        self._pieces: dict[tuple[str, str], float] = {}
        for one in links:
            if one.kind in (LinkKind.SPLIT, LinkKind.MERGED):
                key = one.earlier, self._statement(one.later)
                self._pieces[key] = self._pieces.get(key, 0.0) + one.earlier_share

    def of(self, clause: Clause, links: Sequence[ClauseLink]) -> Clause:
        """Return the clause with its state and ancestor; `links` are those to the clauses that it may continue."""
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
        """Return the latest link to the same words; else the link to the closest wording, the latest of several that are nearly as close.

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
        """Return whether a clause was only merged with others or split: it has no new words, and no earlier words are lost."""
        return sum(one.later_share for one in recent) >= _WHOLE and all(
            self._pieces.get((one.earlier, self._statement(one.later)), 0.0) >= _WHOLE for one in recent
        )

    def _previous(self, clause: Clause, held: set[str]) -> str | None:
        """Return the statement the clause is compared with: the last of the same series, except excerpts that lack the clause."""
        own = self._series[self._place[clause.statement]]
        before = self._series[: self._place[own.id]]
        earlier = [one for one in before if one.track == own.track] or list(before)
        return next((one.id for one in reversed(earlier) if one.complete or one.id in held), None)


def _nearness(one: ClauseLink) -> float:
    """Return how near an earlier clause is as an ancestor: how alike the two are, and how much of the later one it covers."""
    return (one.score + one.later_share) / 2


def _parted(group: Sequence[ClauseLink]) -> float:
    """Return how much of a clause is covered together by the clauses of one earlier statement that were merged in it or split from it."""
    return min(1.0, sum(one.later_share for one in group if one.kind in (LinkKind.SPLIT, LinkKind.MERGED)))
