"""Threads as a matrix for a page: formulas down, statements across, each crossing with what the statement does with the formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sulh.model.vocabulary import ClauseState

if TYPE_CHECKING:
    from sulh.wording import Clause, Statement, Thread, ThreadCell, Threads

__all__ = ["SORTS", "STATES", "Crossing", "Matrix", "MatrixRow", "crossing", "matrix"]

# In order of weight: what a reader must not overlook comes first where a statement holds a formula twice.
STATES = ("changed", "perhaps", "returned", "first_seen", "carried", "dropped")
SORTS = ("reach", "order", "recent")


@dataclass(frozen=True, slots=True)
class Crossing:
    """A formula in one statement. `state` is one of STATES, `absent`, or `unknown` where only an excerpt is held.

    `count` is how many clauses hold it, `strength` is positive where a stronger verb took the place of a weaker one, `substance` whether
    it changed in substance. For its drawing: `line_in` and `line_out` are "th" where the formula stands on that side too, "gap" where it is
    absent and comes back, else ""; `share` is how many per cent of the letters changed.
    """

    thread: str
    statement: str
    state: str
    count: int = 0
    strength: int = 0
    substance: bool = False
    line_in: str = ""
    line_out: str = ""
    share: int = 0

    @property
    def high(self) -> int:
        """How high the bar of a change is, in pixels."""
        return 6 + 24 * self.share // 100


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
    from sulh.wording.labels import labels

    columns = threads.statements
    last = columns[-1] if columns else None
    at = {statement.id: number for number, statement in enumerate(columns)}
    kept, states, issues = [], Counter[str](), set[str]()
    for thread in threads.threads:
        clauses = [threads.clause(one) for one in thread.clauses]
        cell = threads.at(thread.id, last.id) if last else None
        ends = str(cell.state) if cell else "absent"
        states[ends] += cell is None or _counts(threads, cell)
        # Who asks for what was dropped gets all of it.
        if all(clause.boilerplate for clause in clauses) and not boilerplate and not state:
            continue
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
    named = labels(threads)
    rows = tuple(_row(threads, *one, named[one[0].id], slice(start, stop)) for one in kept[offset : offset + limit])
    retold = any(statement.retold for statement in shown)
    return Matrix(shown, rows, len(kept), offset, start, len(columns), last, dict(states), tuple(sorted(issues)), retold)


def _counts(threads: Threads, cell: ThreadCell) -> bool:
    """Whether a row counts for its statement, as in the first view: once where formulae were merged, or may be the same in other words."""
    return cell.merged_into is None and threads.shown_with(cell)[0] is cell


def crossing(threads: Threads, thread: str, statement: Statement) -> Crossing:
    """What one statement does with one formula."""
    cell = threads.at(thread, statement.id)
    return Crossing(
        thread, statement.id, str(cell.state), len(cell.clauses), cell.strength, bool(cell.substance), share=_share(threads, cell)
    )


def _share(threads: Threads, cell: ThreadCell) -> int:
    """How many per cent of the letters of both clauses have no counterpart in the other."""
    link = threads.link(cell.earlier[0], cell.clauses[0]) if cell.earlier and cell.clauses else None
    return round(100 - 50 * (link.earlier_share + link.later_share)) if link is not None else 0


def _drawn(found: Sequence[Crossing]) -> tuple[Crossing, ...]:
    """The crossings of a whole row with the lines between them."""
    held = [bool(one.count) for one in found]
    gone = [one.state == ClauseState.DROPPED for one in found]
    perhaps = [one.state == ClauseState.PERHAPS and not one.count for one in found]
    made = []
    for at, one in enumerate(found):
        before = at > 0 and held[at - 1]
        back = any(held[at + 1 :]) and any(held[:at])
        solid = before and (held[at] or gone[at])
        line_in = "th" if solid else "gap" if (held[at] or back or (before and perhaps[at])) and any(held[:at]) else ""
        after = at + 1 < len(found) and held[at] and (held[at + 1] or gone[at + 1])
        unsure = held[at] and (any(held[at + 1 :]) or any(perhaps[at + 1 : at + 2]))
        line_out = "th" if after else "gap" if unsure or (not held[at] and back) else ""
        made.append(replace(one, line_in=line_in, line_out=line_out))
    return tuple(made)


def _row(threads: Threads, thread: Thread, clauses: Sequence[Clause], reach: int, label: str, shown: slice) -> MatrixRow:
    issues = tuple(dict.fromkeys(str(one) for clause in clauses for one in clause.issues))
    crossings = _drawn([crossing(threads, thread.id, statement) for statement in threads.statements])[shown]
    return MatrixRow(thread.id, label, clauses[-1].text, issues, reach, all(clause.boilerplate for clause in clauses), crossings)


def _place(thread: Thread, clauses: Sequence[Clause], reach: int, at: Mapping[str, int], sort: str) -> tuple[object, ...]:
    """Formulas in most statements first; in the order in which they stand; or those used last first."""
    first, final = clauses[0], clauses[-1]
    if sort == "order":
        return at[first.statement], first.index, thread.id
    if sort == "recent":
        return -at[final.statement], final.index, thread.id
    return -reach, at[first.statement], first.index, thread.id
