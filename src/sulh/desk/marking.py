"""Two wordings as marked pieces for a page: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sulh.model.vocabulary import ClauseState

if TYPE_CHECKING:
    from sulh.wording import Change, Clause, ClauseLink, SinceItem, SinceView, Statement, Threads

__all__ = ["Beside", "MarkingStep", "beside", "step", "steps"]


@dataclass(frozen=True, slots=True)
class MarkingStep:
    """A clause and what it was before: the pieces of the change, the link with its reason, both statements.

    `part` says that only a part of the clauses corresponds (embedded, split, merged); the pieces are then of that part.
    """

    clause: Clause
    statement: Statement
    earlier: Clause | None = None
    earlier_statement: Statement | None = None
    link: ClauseLink | None = None
    pieces: tuple[Change, ...] = ()
    part: bool = False

    @property
    def is_same(self) -> bool:
        """Whether nothing but case, accents or blanks changed."""
        return bool(self.pieces) and all(piece.op == "equal" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of a comparison: clauses of the earlier statement, the clause of the later one, the steps between them.

    `item` is what became of the formula in the first view of the two; `opens` says that no line above is of that item.
    """

    earlier: tuple[Clause, ...]
    later: Clause | None
    steps: tuple[MarkingStep, ...]
    item: SinceItem
    opens: bool

    @property
    def perhaps(self) -> bool:
        """Whether it stands in one of them, and the other may have it in other words."""
        return not (self.earlier and self.later) and self.item.cell.state == ClauseState.PERHAPS


def step(threads: Threads, clause: Clause, link: ClauseLink | None = None) -> MarkingStep:
    """A clause with the change from the clause it continues best, or from the one that `link` names."""
    from sulh.wording import changes

    link = link or threads.best(clause.id)
    statement = threads.statement(clause.statement)
    if link is None:
        return MarkingStep(clause, statement)
    earlier = threads.clause(link.earlier)
    before = threads.statement(earlier.statement)
    part = str(link.kind) in ("embedded", "split", "merged")
    if part:
        old, new = before.text[slice(*link.earlier_span)], statement.text[slice(*link.later_span)]
    else:
        old, new = earlier.text, clause.text
    return MarkingStep(clause, statement, earlier, before, link, _gone_first(changes(old, new)), part)


def _gone_first(pieces: tuple[Change, ...]) -> tuple[Change, ...]:
    """The pieces with what went before what came in its place, as readers of marked texts expect."""
    found: list[Change] = []
    for _, run in groupby(pieces, lambda piece: piece.op == "equal"):
        found.extend(sorted(run, key=lambda piece: piece.op == "insert"))
    return tuple(found)


def steps(threads: Threads, thread: str) -> tuple[MarkingStep, ...]:
    """The whole history of a formula, from its first clause on."""
    found = next((one for one in threads.threads if one.id == thread), None)
    return tuple(step(threads, threads.clause(id)) for id in found.clauses) if found else ()


def beside(view: SinceView) -> tuple[Beside, ...]:
    """Two statements that were traced by themselves, in the order of the later one; what that lacks stands where it stood."""
    threads, (first, second) = view.threads, view.threads.statements
    items = {thread: item for item in view.items for thread in (*item.others, item.thread)}
    items |= {cell.thread: items[cell.merged_into] for cell in threads.column(second.id) if cell.merged_into is not None}
    old = [clause for clause in threads.clauses if clause.statement == first.id]
    place = {clause.id: number for number, clause in enumerate(old)}
    lines: list[tuple[float, Clause | None, list[ClauseLink], Clause]] = []
    used: set[str] = set()
    at = -1.0
    for clause in (one for one in threads.clauses if one.statement == second.id):
        links = [link for link in threads.ancestors(clause.id) if link.earlier in place]
        used.update(link.earlier for link in links)
        if links:
            at = max(at, float(min(place[link.earlier] for link in links)))
        lines.append((at, clause, links, clause))
    lines += [(place[clause.id] - 0.5, None, [], clause) for clause in old if clause.id not in used]
    found: list[Beside] = []
    told: set[int] = set()
    for _, later, links, clause in sorted(lines, key=lambda one: one[0]):
        item = items[threads.thread_of(clause.id).id]
        earlier = tuple(threads.clause(link.earlier) for link in links) if later else (clause,)
        found.append(Beside(earlier, later, _steps(threads, clause, links), item, item.number not in told))
        told.add(item.number)
    return tuple(found)


def _steps(threads: Threads, clause: Clause, links: Sequence[ClauseLink]) -> tuple[MarkingStep, ...]:
    return tuple(step(threads, clause, link) for link in links)
