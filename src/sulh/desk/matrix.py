"""Threads as a matrix for a page: formulas down, statements across, each crossing with what the statement does with the formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.wording import Clause, Statement, Thread, Threads

__all__ = ["SORTS", "STATES", "Crossing", "Matrix", "MatrixRow", "crossing", "matrix"]

# In order of weight: what a reader must not overlook comes first where a statement holds a formula twice.
STATES = ("changed", "returned", "first_seen", "carried", "dropped")
SORTS = ("reach", "order", "recent")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A formula in one statement. `state` is one of STATES, `absent`, or `unknown` where only an excerpt is held.

    `count` is how many clauses hold it, `strength` is positive where a stronger verb took the place of a weaker one.
    """

    thread: str
    statement: str
    state: str
    count: int = 0
    strength: int = 0


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One formula: its opening words, its whole latest wording, its issues, in how many statements it stands, its crossings."""

    thread: str
    label: str
    text: str
    issues: tuple[str, ...]
    statements: int
    boilerplate: bool
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the matrix. `last` counts what the last statement does with all formulas; `total` the rows of all pages."""

    columns: tuple[Statement, ...]
    rows: tuple[MatrixRow, ...]
    total: int
    offset: int
    first_column: int
    all_columns: int
    last: Statement | None
    states: Mapping[str, int]
    issues: tuple[str, ...]
    retold: bool


def matrix(
    threads: Threads,
    *,
    sort: str = "reach",
    state: str | None = None,
    issue: str | None = None,
    once: bool = True,
    boilerplate: bool = False,
    offset: int = 0,
    limit: int = 50,
    until: int | None = None,
    width: int = 18,
) -> Matrix:
    """The rows `offset`.. and the `width` columns up to column `until` (the last one when None).

    `state` keeps formulas that the last statement treats so; `once` False leaves out those that stand in one statement only.
    """
    columns = threads.statements
    last = columns[-1] if columns else None
    at = {statement.id: number for number, statement in enumerate(columns)}
    kept, states, issues = [], Counter[str](), set[str]()
    for thread in threads.threads:
        clauses = [threads.clause(one) for one in thread.clauses]
        ends = crossing(threads, thread.id, last).state if last else "absent"
        if all(clause.boilerplate for clause in clauses) and not boilerplate:
            continue
        states[ends] += 1
        issues.update(str(one) for clause in clauses for one in clause.issues)
        if (state and ends != state) or (issue and issue not in {str(one) for clause in clauses for one in clause.issues}):
            continue
        reach = len({clause.statement for clause in clauses})
        if once or reach > 1:
            kept.append((thread, clauses, reach))
    kept.sort(key=lambda one: _place(one[0], one[1], one[2], at, sort))
    stop = len(columns) if until is None else max(min(until, len(columns)), 1)
    start = max(stop - width, 0)
    shown = columns[start:stop]
    rows = tuple(_row(threads, *one, shown) for one in kept[offset : offset + limit])
    retold = any(statement.retold for statement in shown)
    return Matrix(shown, rows, len(kept), offset, start, len(columns), last, dict(states), tuple(sorted(issues)), retold)


def crossing(threads: Threads, thread: str, statement: Statement) -> Crossing:
    """What one statement does with one formula."""
    clauses = threads.cell(thread, statement.id)
    if not clauses:
        dropped = threads.dropped(thread, statement.id)
        return Crossing(thread, statement.id, "dropped" if dropped else "absent" if statement.complete else "unknown")
    found = {str(clause.state) for clause in clauses}
    links = [link for clause in clauses if (link := threads.best(clause.id))]
    strength = next((link.strength for link in links if link.strength), 0)
    return Crossing(thread, statement.id, next(state for state in STATES if state in found), len(clauses), strength)


def _row(threads: Threads, thread: Thread, clauses: Sequence[Clause], reach: int, shown: Iterable[Statement]) -> MatrixRow:
    issues = tuple(dict.fromkeys(str(one) for clause in clauses for one in clause.issues))
    crossings = tuple(crossing(threads, thread.id, statement) for statement in shown)
    return MatrixRow(thread.id, thread.label, clauses[-1].text, issues, reach, all(clause.boilerplate for clause in clauses), crossings)


def _place(thread: Thread, clauses: Sequence[Clause], reach: int, at: Mapping[str, int], sort: str) -> tuple[object, ...]:
    """Formulas in most statements first; in the order in which they stand; or those used last first."""
    first, final = clauses[0], clauses[-1]
    if sort == "order":
        return at[first.statement], first.index, thread.id
    if sort == "recent":
        return -at[final.statement], final.index, thread.id
    return -reach, at[first.statement], first.index, thread.id
