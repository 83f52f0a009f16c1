"""Trace a series of statements: clauses with their state, links, drops and threads."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sulh.model import SulhError
from sulh.text.edtf import earliest, latest
from sulh.wording.cells import Cells
from sulh.wording.clauses import clauses_of
from sulh.wording.statement import Statement
from sulh.wording.types import Threads

__all__ = ["ordered", "trace", "trace_pair"]


def trace(statements: Iterable[Statement]) -> Threads:
    """Return every clause of the statements with its state and links to earlier ones; the result does not depend on the order of the input.

    Statements are ordered by date, then name and id, those without a date last. A statement given twice counts once.
    Raises SulhError when one id stands for two different statements.
    """
    with _no_collection():
        return _trace(ordered(statements))


def trace_pair(earlier: Statement, later: Statement) -> Threads:
    """Return two statements traced by themselves: the older one first where both have dates, else as they are named.

    What stood in a third statement counts for nothing: what the later one has and the earlier one lacks is new, not returned.
    """
    dated = bool(earlier.date and later.date)
    with _no_collection():
        return _trace(ordered((earlier, later)) if dated else (earlier, later))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Suspend garbage collection: links have no cycles, and searching hundreds of thousands for some took a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _trace(series: tuple[Statement, ...]) -> Threads:
    # With numpy, which whoever only divides or folds wording need not wait for.
    from sulh.wording.links import folded, link
    from sulh.wording.other_words import OtherWords
    from sulh.wording.rows import rows_of

    clauses = [clause for statement in series for clause in clauses_of(statement)]
    told = {clause.statement for clause in clauses}
    # A statement of which no words are held drops nothing.
    series = tuple(one if one.id in told else replace(one, complete=False) for one in series)
    place = {statement.id: at for at, statement in enumerate(series)}
    owner = [place[clause.statement] for clause in clauses]
    forms = folded(clauses)
    links = link(clauses, owner, forms)
    cells = Cells(series, clauses, owner, links, rows_of(owner, links), OtherWords(forms, owner))
    return Threads(statements=series, clauses=tuple(cells.states()), links=links, drops=cells.drops, threads=cells.threads)


def ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements in order of date, then name and id, each once; those without a date last."""
    known: dict[str, Statement] = {}
    for statement in statements:
        if known.setdefault(statement.id, statement) != statement:
            raise SulhError(f"two different statements have the id {statement.id}; give each an id of its own")
    return tuple(sorted(known.values(), key=_when))


def _when(statement: Statement) -> tuple[bool, str, str, str, str]:
    """Return the sort key: first and last possible day of the date, then name and id; a date without a year is ignored."""
    first, last = (bound(statement.date) if statement.date else None for bound in (earliest, latest))
    return first is None, first.isoformat() if first else "", last.isoformat() if last else "", statement.name or "", statement.id
