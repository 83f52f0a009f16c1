"""Trace a series of statements: clauses with their state, links, drops and threads."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sulh.model import LinkKind, SulhError
from sulh.text.edtf import earliest, latest
from sulh.wording.clauses import clauses_of
from sulh.wording.links import link
from sulh.wording.states import States
from sulh.wording.types import Clause, ClauseLink, Drop, Statement, Thread, Threads

__all__ = ["ordered", "trace"]

_FIRST_WORDING = 0.2
_LABEL_WORDS = 9


def trace(statements: Iterable[Statement]) -> Threads:
    """Return every clause of the statements with its state and links to earlier ones; the result does not depend on the order of the input.

    Statements are ordered by date, then name and id, those without a date last. A statement given twice counts once.
    Raises SulhError when one id stands for two different statements.
    """
    with _no_collection():
        return _trace(ordered(statements))


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
    clauses = [clause for statement in series for clause in clauses_of(statement)]
    place = {statement.id: at for at, statement in enumerate(series)}
    links = link(clauses, [place[clause.statement] for clause in clauses])
    before: dict[str, list[ClauseLink]] = {}
    for one in links:
        # A clause does not continue what it only quotes.
        if not one.echo:
            before.setdefault(one.later, []).append(one)
    states = States(series, clauses, links)
    clauses = [states.of(clause, before.get(clause.id, [])) for clause in clauses]
    at = {clause.id: number for number, clause in enumerate(clauses)}
    return Threads(
        statements=series,
        clauses=tuple(clauses),
        links=tuple(links),
        drops=tuple(_drops(series, clauses, links, at)),
        threads=tuple(_threads(clauses, before, {one.id: one for one in clauses})),
    )


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


def _drops(series: Sequence[Statement], clauses: Sequence[Clause], links: Sequence[ClauseLink], at: Mapping[str, int]) -> list[Drop]:
    """Return for each clause the next statement of its series that lacks it, unless only excerpts or none come after."""
    holding: dict[str, set[str]] = {}
    for one in links:
        holding.setdefault(one.earlier, set()).add(clauses[at[one.later]].statement)
    found = []
    place = {statement.id: number for number, statement in enumerate(series)}
    for clause in clauses:
        own = series[place[clause.statement]]
        for later in series[place[own.id] + 1 :]:
            if later.track != own.track:
                continue
            if later.id in holding.get(clause.id, ()):
                break
            if later.complete:
                found.append(Drop(clause.id, later.id))
                break
    return found


def _threads(clauses: Sequence[Clause], before: Mapping[str, list[ClauseLink]], known: Mapping[str, Clause]) -> list[Thread]:
    """Join clauses along their best ancestors, as long as they stay near the first wording of the thread.

    A clause that contains a second formula completely (merged, embedded) is also in the thread of that formula.
    """
    thread: dict[str, int] = {}
    members: list[list[str]] = []
    for clause in clauses:
        links = before.get(clause.id, [])
        score = {one.earlier: one.score for one in links}
        if clause.ancestor is None or not _near(members[thread[clause.ancestor]], score):
            thread[clause.id] = len(members)
            members.append([clause.id])
            continue
        thread[clause.id] = thread[clause.ancestor]
        members[thread[clause.id]].append(clause.id)
        for one in links:
            other = thread[one.earlier]
            whole = one.earlier_span[1] - one.earlier_span[0] >= 0.6 * len(known[one.earlier].text)
            if one.kind is LinkKind.MERGED and whole and clause.id not in members[other]:
                members[other].append(clause.id)
    return [Thread(f"t-{ids[0]}", _label([known[id] for id in ids]), tuple(ids)) for ids in members]


def _near(ids: Sequence[str], score: Mapping[str, float]) -> bool:
    """Return whether a clause is linked to the first wording of the thread, or to most of its clauses."""
    if score.get(ids[0], 0.0) >= _FIRST_WORDING:
        return True
    return 2 * sum(id in score for id in ids) > len(ids)


def _label(clauses: Sequence[Clause]) -> str:
    """Return the opening words of the latest clause."""
    words = clauses[-1].text.split()
    return " ".join(words[:_LABEL_WORDS]) + (" \u2026" if len(words) > _LABEL_WORDS else "")
