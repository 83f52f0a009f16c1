"""The trace of a series of statements: clauses with their state, links, drops and threads."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sulh.model import ClauseState, LinkKind, SulhError
from sulh.text.edtf import earliest, latest
from sulh.wording.clauses import clauses_of
from sulh.wording.links import link
from sulh.wording.types import Clause, ClauseLink, Drop, Statement, Thread, Threads

__all__ = ["ordered", "trace"]

# An older clause is the ancestor only when it is closer than the latest by more than this: the parties went back to an older wording.
_TIE = 0.1
# What the words of a clause count when an earlier statement has them in several clauses.
_PARTED = 0.87
# A clause this far covered has all its words elsewhere; a word that joins two clauses does not count.
_WHOLE = 0.95
_FIRST_WORDING = 0.2
_LABEL_WORDS = 9


def trace(statements: Iterable[Statement]) -> Threads:
    """Every clause of the statements with its state, linked to earlier ones; the same result whatever the order of the input.

    Statements are ordered by date, then id, those without a date last. A statement given twice counts once. Raises SulhError when one id
    stands for two different statements.
    """
    with _no_collection():
        return _trace(ordered(statements))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Links hold no cycles; looking for some among hundreds of thousands took a third of the time."""
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
        # What a clause only quotes is not what it continues.
        if not one.echo:
            before.setdefault(one.later, []).append(one)
    at = {clause.id: number for number, clause in enumerate(clauses)}
    pieces: dict[tuple[str, str], float] = {}
    parted = {(one.earlier, clauses[at[one.later]].statement) for one in links if one.kind in (LinkKind.SPLIT, LinkKind.MERGED)}
    for one in links if parted else ():
        key = one.earlier, clauses[at[one.later]].statement
        if key in parted:
            pieces[key] = pieces.get(key, 0.0) + one.earlier_share
    clauses = [_with_state(clause, before.get(clause.id, []), series, place, clauses, at, pieces) for clause in clauses]
    return Threads(
        statements=series,
        clauses=tuple(clauses),
        links=tuple(links),
        drops=tuple(_drops(series, clauses, links, at)),
        threads=tuple(_threads(clauses, before, {one.id: one for one in clauses})),
    )


def ordered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements in order of date, then id, each once; those without a date last."""
    known: dict[str, Statement] = {}
    for statement in statements:
        if known.setdefault(statement.id, statement) != statement:
            raise SulhError(f"two different statements have the id {statement.id}; give each an id of its own")
    return tuple(sorted(known.values(), key=_when))


def _when(statement: Statement) -> tuple[bool, str, str, str]:
    """The first day the date allows, then the last, then the id; without a year a date says nothing of the order."""
    first, last = (bound(statement.date) if statement.date else None for bound in (earliest, latest))
    return first is None, first.isoformat() if first else "", last.isoformat() if last else "", statement.id


def _with_state(
    clause: Clause,
    links: Sequence[ClauseLink],
    series: Sequence[Statement],
    place: Mapping[str, int],
    clauses: Sequence[Clause],
    at: Mapping[str, int],
    pieces: Mapping[tuple[str, str], float],
) -> Clause:
    if not links:
        return clause
    ancestor = _ancestor(links, clauses, at)
    held = {clauses[at[one.earlier]].statement for one in links}
    previous = _previous(clause, held, series, place)
    recent = [one for one in links if clauses[at[one.earlier]].statement == previous]
    if not recent:
        state = ClauseState.RETURNED
    elif any(one.kind is LinkKind.SAME for one in recent) or _is_rearranged(recent, pieces):
        state = ClauseState.CARRIED
    else:
        state = ClauseState.CHANGED
    return replace(clause, ancestor=ancestor.earlier, state=state)


def _ancestor(links: Sequence[ClauseLink], clauses: Sequence[Clause], at: Mapping[str, int]) -> ClauseLink:
    """The latest link to the same words; else that to the statement that has the wording best, the latest where several have it well.

    Of several clauses of that statement it is the one that gives most of the words.
    """
    same = [one for one in links if one.kind is LinkKind.SAME]
    if same:
        return max(same, key=lambda one: at[one.earlier])
    groups: dict[str, list[ClauseLink]] = {}
    for one in links:
        groups.setdefault(clauses[at[one.earlier]].statement, []).append(one)
    worth = {id: max(max(map(_nearness, group)), _PARTED * _parted(group)) for id, group in groups.items()}
    top = max(worth.values())
    latest = max((id for id in groups if worth[id] >= top - _TIE), key=lambda id: at[groups[id][0].earlier])
    return max(groups[latest], key=lambda one: (_nearness(one), one.later_share, -at[one.earlier]))


def _nearness(one: ClauseLink) -> float:
    """How near an earlier clause is as an ancestor: how alike the two are, and how much of the later one it accounts for."""
    return (one.score + one.later_share) / 2


def _parted(group: Sequence[ClauseLink]) -> float:
    """How much of a clause the clauses of one earlier statement that were joined in it, or parted from it, have together."""
    return min(1.0, sum(one.later_share for one in group if one.kind in (LinkKind.SPLIT, LinkKind.MERGED)))


def _is_rearranged(recent: Sequence[ClauseLink], pieces: Mapping[tuple[str, str], float]) -> bool:
    """Whether a clause was only joined with others or parted from them: all its words stood there, and all words of there are kept."""
    if not all(one.kind in (LinkKind.SPLIT, LinkKind.MERGED) for one in recent):
        return False
    return sum(one.later_share for one in recent) >= _WHOLE and all(
        pieces[one.earlier, one.later.rpartition("#")[0]] >= _WHOLE for one in recent
    )


def _previous(clause: Clause, held: set[str], series: Sequence[Statement], place: Mapping[str, int]) -> str | None:
    """The statement the clause is compared with: the last of the same series, excerpts that lack the clause passed over."""
    own = series[place[clause.statement]]
    earlier = [one for one in series[: place[own.id]] if one.track == own.track] or list(series[: place[own.id]])
    return next((one.id for one in reversed(earlier) if one.complete or one.id in held), None)


def _drops(series: Sequence[Statement], clauses: Sequence[Clause], links: Sequence[ClauseLink], at: Mapping[str, int]) -> list[Drop]:
    """For each clause the next statement of its series that lacks it, unless only excerpts or none come after."""
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
    """Clauses joined along their best ancestors, as long as they stay near the first wording of the thread.

    A clause that holds a second formula whole (merged, embedded) stands in the thread of that one too.
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
    """Whether a clause is linked to the first wording of the thread, or to most of what the thread holds."""
    if score.get(ids[0], 0.0) >= _FIRST_WORDING:
        return True
    return 2 * sum(id in score for id in ids) > len(ids)


def _label(clauses: Sequence[Clause]) -> str:
    """The opening words of the latest clause."""
    words = clauses[-1].text.split()
    return " ".join(words[:_LABEL_WORDS]) + (" \u2026" if len(words) > _LABEL_WORDS else "")
