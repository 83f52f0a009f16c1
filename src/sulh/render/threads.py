"""What every form of a thread matrix shows: rows of formulae, columns of statements, the state of each cell."""

from __future__ import annotations

from dataclasses import dataclass

from sulh import words
from sulh.model import ClauseState
from sulh.render.quotes import one_line
from sulh.wording import Statement, Threads
from sulh.wording.labels import labels

__all__ = ["MARKS", "ThreadRow", "note", "rows", "short_label", "statement_label"]

# The mark of each state in narrow cells.
MARKS = {
    "first_seen": "\u25cf",
    "carried": "=",
    "changed": "\u2248",
    "returned": "\u21ba",
    "perhaps": "?",
    "dropped": "\u00d7",
    "": "\u00b7",
}
_RETOLD = "The words shown are a retelling in other words, not the wording of those who issued the statements: {names}."


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One thread: its label, and for each statement the state of its cell ("" where the formula is not there, nor dropped).

    `present` is in how many statements it stands.
    """

    thread: str
    label: str
    cells: tuple[str, ...]
    boilerplate: bool
    present: int


def rows(threads: Threads) -> tuple[ThreadRow, ...]:
    """The matrix, formulae in the order of their first statements."""
    named = labels(threads)
    return tuple(
        ThreadRow(
            thread.id,
            one_line(named.get(thread.id, thread.label)),
            tuple(_cell(threads, thread.id, statement.id) for statement in threads.statements),
            all(threads.clause(id).boilerplate for id in thread.clauses),
            sum(bool(cell.clauses) for cell in thread.cells),
        )
        for thread in threads.threads
    )


def _cell(threads: Threads, thread: str, statement: str) -> str:
    """The state of a cell, "" where there is nothing to say."""
    state = threads.at(thread, statement).state
    return "" if state in (ClauseState.ABSENT, ClauseState.UNKNOWN) else state.value


def statement_label(statement: Statement) -> str:
    """Date, title, and that it is an excerpt or retold where it is."""
    remark = "retold" if statement.retold else "" if statement.complete else "excerpt"
    title = statement.title or statement.name or statement.id
    shown = f" ({remark})" if remark and f"({remark})" not in title else ""
    return one_line(f"{words.date(statement.date) or 'no date'}  {title}{shown}")


def short_label(statement: Statement) -> str:
    """What tells a statement from others in few words: its date, else what it is called."""
    return words.date(statement.date) or statement.title or statement.name or statement.id


def note(statements: tuple[Statement, ...]) -> str | None:
    """The sentence that has to stand wherever retold wording is shown; None when all wording is the issuers' own."""
    told = [one_line(short_label(statement)) for statement in statements if statement.retold]
    if not told:
        return None
    return _RETOLD.format(names="all" if len(told) == len(statements) else ", ".join(told))
