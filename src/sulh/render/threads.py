"""What every form of a thread matrix shows: rows of formulae, columns of statements, the state of each cell; comparisons of two."""

from __future__ import annotations

from dataclasses import dataclass

from sulh import words
from sulh.model import ClauseState, LinkKind
from sulh.render.quotes import one_line
from sulh.wording import Change, Clause, ClauseLink, Statement, Threads, changes
from sulh.wording.labels import labels

__all__ = ["MARKS", "Pairing", "ThreadRow", "comparison", "note", "rows", "short_label", "statement_label"]

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


@dataclass(frozen=True, slots=True)
class Pairing:
    """One row of a comparison: a clause of the earlier statement, of the later one, or both, with the change between the two.

    `state` is what became of the earlier words: a state of a clause, "dropped", "perhaps" where the other side may have them in other
    words, or "" where the later statement is only an excerpt.
    `label` says it, or how the two are linked.
    """

    earlier: Clause | None
    later: Clause | None
    state: str
    label: str
    changes: tuple[Change, ...]
    link: ClauseLink | None = None


def comparison(threads: Threads, earlier: str, later: str) -> tuple[Pairing, ...]:
    """The clauses of the later statement in order, each with those of the earlier one that it shares words with; then what is gone."""
    found: list[Pairing] = []
    used: set[str] = set()
    for clause in threads.clauses:
        if clause.statement != later:
            continue
        links = [link for link in threads.ancestors(clause.id) if threads.clause(link.earlier).statement == earlier]
        if not links:
            # A clause that an earlier statement has, though not the one compared with, is not new.
            state = "returned" if clause.ancestor is not None else "perhaps" if clause.state is ClauseState.PERHAPS else "first_seen"
            found.append(Pairing(None, clause, state, _state(state), changes("", clause.text)))
        for link in sorted(links, key=lambda link: link.later_span):
            used.add(link.earlier)
            found.append(_paired(threads.clause(link.earlier), clause, link))
    gone = "dropped" if threads.statement(later).complete else ""
    for clause in threads.clauses:
        if clause.statement == earlier and clause.id not in used:
            found.append(_gone(clause, "perhaps" if _may_stand(threads, clause, later) else gone))
    return tuple(found)


def _may_stand(threads: Threads, clause: Clause, later: str) -> bool:
    """Whether a statement may have an earlier clause in other words."""
    weak = any(threads.clause(link.later).statement == later for link in threads.possible(clause.id))
    return weak or threads.at(threads.thread_of(clause.id).id, later).state is ClauseState.PERHAPS


def _gone(clause: Clause, state: str) -> Pairing:
    """A clause that the later statement does not have in its words."""
    return Pairing(clause, None, state, _state(state or "absent"), changes(clause.text, ""))


def _paired(earlier: Clause, later: Clause, link: ClauseLink) -> Pairing:
    """The change between two linked clauses."""
    label = words.code("LinkKind", link.kind)
    if link.verbs is not None:
        label += f"; {link.verbs[0]} became {link.verbs[1]}" if link.verbs[0] != link.verbs[1] else ""
        label += " (stronger)" if link.strengthened else " (weaker)"
    state = "carried" if link.kind is LinkKind.SAME else "changed"
    return Pairing(earlier, later, state, label, changes(earlier.text, later.text), link)


def _state(state: str) -> str:
    return words.code("ClauseState", state)
