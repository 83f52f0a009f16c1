"""Link short sentences that share no words by their place: each stands between the same formulae, and both tell of one sort of harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.model import LinkGrade, LinkKind
from sulh.wording.link_table import GRADES, LinkTable
from sulh.wording.substance.outcomes import outcome_change, tells_of_harm
from sulh.wording.types import Clause, ClauseLink

__all__ = ["placed_links"]

_FIRM = GRADES.index(LinkGrade.FIRM)
_SCORE = 0.5
# So many clauses that only one of the statements has may stand between.
_PAST = 2
_REASON = "in the same place between clauses that are linked; both tell of the same sort of harm, one that there was none"


def placed_links(clauses: Sequence[Clause], table: LinkTable) -> Iterator[ClauseLink]:
    """Yield likely links between clauses without a link of their statements that stand next to firm ones, on both sides but at an end."""
    owner = table.owner.tolist()
    telling = [at for at, clause in enumerate(clauses) if tells_of_harm(clause.text)]
    among = frozenset(telling)
    for place, new in enumerate(telling):
        for old in telling[:place]:
            if owner[old] == owner[new] or outcome_change(clauses[old].text, clauses[new].text) is None:
                continue
            sides = [_is_beside(old, new, step, owner, table, among) for step in (-1, 1)]
            if None in sides or True not in sides or _is_linked(old, new, owner, table):
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


def _is_linked(old: int, new: int, owner: Sequence[int], table: LinkTable) -> bool:
    """Return whether either clause has a link with the statement of the other, or the two have a weak one."""
    near = [*table.into_from(new, owner[old]).tolist(), *table.out_of_into(old, owner[new]).tolist()]
    return table.find(old, new) is not None or not all(table.weak[at] for at in near)


def _is_beside(old: int, new: int, step: int, owner: Sequence[int], table: LinkTable, telling: frozenset[int]) -> bool | None:
    """Return whether the clauses next to two are firmly linked, False where both statements end there, else None.

    What one of the statements has and the other lacks may stand between, unless it tells of harm too and may be what is meant; not so
    where something else took its place.
    """
    at, to = old + step, new + step
    if _is_inside(at, old, owner) and not _has_links(at, owner[new], owner, table) and at not in telling:
        at = _next(old, step, owner, table, owner[new], telling)
    else:
        to = _next(new, step, owner, table, owner[old], telling)
    inside = _is_inside(at, old, owner), _is_inside(to, new, owner)
    if not any(inside):
        return False
    found = table.find(min(at, to), max(at, to)) if all(inside) else None
    return True if found is not None and table.grade[found] == _FIRM and not table.echo[found] else None


def _next(place: int, step: int, owner: Sequence[int], table: LinkTable, other: int, telling: frozenset[int]) -> int:
    """Return the next clause in a direction that the other statement has too or that tells of harm, past a few that are neither."""
    at = place + step
    for _ in range(_PAST):
        if not _is_inside(at, place, owner) or at in telling or _has_links(at, other, owner, table):
            break
        at += step
    return at


def _is_inside(at: int, place: int, owner: Sequence[int]) -> bool:
    """Return whether a number is that of a clause of the statement which another clause is of."""
    return 0 <= at < len(owner) and owner[at] == owner[place]


def _has_links(one: int, other: int, owner: Sequence[int], table: LinkTable) -> bool:
    """Return whether a clause has a link with a statement."""
    return len(table.out_of_into(one, other) if owner[one] < other else table.into_from(one, other)) > 0
