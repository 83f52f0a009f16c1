"""Link short sentences that share no words by their place: each stands between the same formulae, and both tell of one sort of harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.model import LinkGrade, LinkKind
from sulh.wording.substance.outcomes import outcome_change
from sulh.wording.types import Clause, ClauseLink

__all__ = ["placed_links"]

_SCORE = 0.5
_REASON = "in the same place between clauses that are linked; both tell of the same sort of harm, one that there was none"


def placed_links(clauses: Sequence[Clause], owner: Sequence[int], links: Sequence[ClauseLink]) -> Iterator[ClauseLink]:
    """Yield likely links between clauses without a link of their statements that stand next to firm ones, on both sides but at an end.

    `owner` is the number of each clause's statement.
    """
    at = {clause.id: number for number, clause in enumerate(clauses)}
    firm = {(at[one.earlier], at[one.later]) for one in links if one.grade is LinkGrade.FIRM and not one.echo}
    held = {place for one in links if one.grade is not LinkGrade.WEAK for place in _sides(at[one.earlier], at[one.later], owner)}
    near = {(old + step, new + step) for old, new in firm for step in (-1, 1)}
    for old, new in sorted(near, key=lambda pair: (pair[1], pair[0])):
        if not (0 <= old < len(clauses) and 0 <= new < len(clauses)) or not held.isdisjoint(_sides(old, new, owner)):
            continue
        sides = [_is_beside(old, new, step, owner, firm) for step in (-1, 1)]
        if None in sides or True not in sides or outcome_change(clauses[old].text, clauses[new].text) is None:
            continue
        earlier, later = clauses[old], clauses[new]
        yield ClauseLink(
            earlier=earlier.id,
            later=later.id,
            kind=LinkKind.EDITED,
            score=_SCORE,
            reason=_REASON,
            earlier_span=(earlier.start, earlier.end),
            later_span=(later.start, later.end),
            earlier_share=0.0,
            later_share=0.0,
            grade=LinkGrade.LIKELY,
        )


def _sides(old: int, new: int, owner: Sequence[int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return each clause with the statement of the other."""
    return (old, owner[new]), (new, owner[old])


def _is_beside(old: int, new: int, step: int, owner: Sequence[int], firm: set[tuple[int, int]]) -> bool | None:
    """Return whether the clauses next to two are firmly linked, False where both statements end there, else None."""
    inside = [0 <= place + step < len(owner) and owner[place + step] == owner[place] for place in (old, new)]
    if (old + step, new + step) in firm and all(inside):
        return True
    return None if any(inside) else False
