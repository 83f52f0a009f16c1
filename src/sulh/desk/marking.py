"""Two wordings as marked pieces for a page: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sulh.model.vocabulary import ClauseState

if TYPE_CHECKING:
    from sulh.wording import Change, Clause, ClauseLink, Statement, Threads

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

    `perhaps` says of what stands in one of them only that the other may have it in other words.
    """

    earlier: tuple[Clause, ...]
    later: Clause | None
    steps: tuple[MarkingStep, ...]
    perhaps: bool = False


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


def beside(threads: Threads, earlier: Statement, later: Statement) -> tuple[Beside, ...]:
    """Two traced statements side by side in the order of the later one; what the later one lacks stands where it stood."""
    old = [clause for clause in threads.clauses if clause.statement == earlier.id]
    new = [clause for clause in threads.clauses if clause.statement == later.id]
    place = {clause.id: number for number, clause in enumerate(old)}
    lines: list[tuple[float, Beside]] = []
    used: set[str] = set()
    at = -1.0
    for clause in new:
        links = [link for link in threads.ancestors(clause.id) if link.earlier in place]
        used.update(link.earlier for link in links)
        if links:
            at = max(at, float(min(place[link.earlier] for link in links)))
        perhaps = not links and clause.state == ClauseState.PERHAPS
        lines.append((at, Beside(tuple(threads.clause(link.earlier) for link in links), clause, _steps(threads, clause, links), perhaps)))
    for clause in (one for one in old if one.id not in used):
        perhaps = threads.at(threads.thread_of(clause.id).id, later.id).state == ClauseState.PERHAPS
        lines.append((place[clause.id] - 0.5, Beside((clause,), None, (), perhaps)))
    return tuple(line for _, line in sorted(lines, key=lambda one: one[0]))


def _steps(threads: Threads, clause: Clause, links: Sequence[ClauseLink]) -> tuple[MarkingStep, ...]:
    return tuple(step(threads, clause, link) for link in links)
