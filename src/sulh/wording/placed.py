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
_REASON = "in the same place between clauses that are linked; both tell of the same sort of harm, one that there was none"


def placed_links(clauses: Sequence[Clause], table: LinkTable) -> Iterator[ClauseLink]:
    """Yield likely links between clauses without a link of their statements that stand next to firm ones, on both sides but at an end."""
    owner = table.owner.tolist()
    telling = [at for at, clause in enumerate(clauses) if tells_of_harm(clause.text)]
    for place, new in enumerate(telling):
        for old in telling[:place]:
            if owner[old] == owner[new] or outcome_change(clauses[old].text, clauses[new].text) is None:
                continue
            sides = [_is_beside(old, new, step, owner, table) for step in (-1, 1)]
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


def _is_beside(old: int, new: int, step: int, owner: Sequence[int], table: LinkTable) -> bool | None:
    """Return whether the clauses next to two are firmly linked, False where both statements end there, else None."""
    inside = [0 <= place + step < len(owner) and owner[place + step] == owner[place] for place in (old, new)]
    if all(inside) and (at := table.find(old + step, new + step)) is not None and table.grade[at] == _FIRM and not table.echo[at]:
        return True
    return None if any(inside) else False
