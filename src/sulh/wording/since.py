"""What changed since last time: what the last statement of a series does with every formula, in the order that matters to its readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sulh.model import ClauseState, Issue, SinceKind
from sulh.wording.changes import Change
from sulh.wording.histories import FormulaHistory, history, marked
from sulh.wording.labels import labels
from sulh.wording.statement import Statement
from sulh.wording.types import Clause, ThreadCell, Threads

__all__ = ["SinceItem", "SinceKind", "SinceView", "since"]


@dataclass(frozen=True, slots=True)
class SinceItem:
    """One formula: what became of it, both texts, and the marked change. `number` counts the items of a view from 1.

    `stood` is in how many statements before the last one it stood. Of what is perhaps the same in other words `earlier` and `later` are
    the two texts, nothing is marked, and `other` is the thread of the one that does not count as this formula.
    """

    number: int
    kind: SinceKind
    thread: str
    label: str
    cell: ThreadCell
    later: tuple[Clause, ...]
    earlier: tuple[Clause, ...]
    compared_with: Statement | None
    pieces: tuple[Change, ...]
    stood: int
    other: str | None = None

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of the clauses shown."""
        return tuple(dict.fromkeys(issue for clause in (*self.later, *self.earlier) for issue in clause.issues))

    @property
    def boilerplate(self) -> bool:
        """Whether these are only words of procedure and protocol."""
        return all(clause.boilerplate for clause in (self.later or self.earlier))


@dataclass(frozen=True, slots=True)
class SinceView:
    """One statement against those before it. `previous` is the one it follows, None for the first.

    `items` are in the order to show them.
    """

    threads: Threads
    statement: Statement
    previous: Statement | None
    items: tuple[SinceItem, ...]

    def of(self, *kinds: SinceKind) -> tuple[SinceItem, ...]:
        """The items of some kinds."""
        return tuple(one for one in self.items if one.kind in kinds)

    def count(self, kind: SinceKind) -> int:
        """How many items are of one kind."""
        return sum(one.kind is kind for one in self.items)

    @property
    def may_be_missing(self) -> bool:
        """Whether what is absent may stand in the original: the text is retold, or only an excerpt."""
        return self.statement.retold or not self.statement.complete

    @property
    def gone(self) -> tuple[tuple[Issue | None, tuple[SinceItem, ...]], ...]:
        """What is dropped or absent, grouped by the first issue, the largest group first; what has no issue is last."""
        groups: dict[Issue | None, list[SinceItem]] = {}
        for one in self.of(SinceKind.DROPPED, SinceKind.ABSENT):
            groups.setdefault(next(iter(one.issues), None), []).append(one)
        order = sorted(groups, key=lambda issue: (issue is None, -len(groups[issue]), issue or ""))
        return tuple((issue, tuple(groups[issue])) for issue in order)

    def history(self, item: SinceItem) -> FormulaHistory:
        """The history of the formula of an item."""
        return history(self.threads, item.thread, label=item.label)

    def histories(self, item: SinceItem) -> tuple[FormulaHistory, ...]:
        """The history of the formula of an item, and that of the one which may be the same in other words."""
        return (self.history(item), *((history(self.threads, item.other),) if item.other is not None else ()))


def since(threads: Threads, statement: str | None = None) -> SinceView | None:
    """Return what changed in a statement since the one before it, by default in the last one; None when there are no statements.

    First come changes of substance, then verbs that grew stronger or weaker, other changes, what may be the same in other words, what
    returned, what is new, what was dropped and what only stayed. Two formulae that are each other's closest in other words are one item.
    Nothing is dropped from a text that is retold or an excerpt: what it lacks is absent. Words of procedure stand
    last in each kind. Every formula of the statement and of the one before is that of one item, or the other one of it.
    """
    if not threads.statements:
        return None
    shown = threads.statement(statement) if statement is not None else threads.statements[-1]
    previous = _previous(threads, shown)
    cells = [cell for cell in threads.column(shown.id) if cell.merged_into is None and not _in_pair(threads, cell)]
    if previous is not None and (shown.retold or not shown.complete):
        held = {cell.thread for cell in threads.column(shown.id)}
        cells += [
            ThreadCell(cell.thread, shown.id, ClauseState.UNKNOWN, compared_with=previous.id, earlier=cell.clauses)
            for cell in threads.column(previous.id)
            if cell.clauses and cell.merged_into is None and cell.thread not in held
        ]
    named = labels(threads)
    place = {one.id: at for at, one in enumerate(threads.statements)}
    order = {clause.id: at for at, clause in enumerate(threads.clauses)}
    found = sorted(
        ((_kind(cell), cell) for cell in cells),
        key=lambda one: (list(SinceKind).index(one[0]), _is_frame(threads, one[1]), order[_shown_first(one[1])]),
    )
    items = []
    for number, (kind, cell) in enumerate(found, 1):
        later, earlier = (tuple(threads.clause(id) for id in ids or cell.perhaps) for ids in (cell.clauses, cell.earlier))
        items.append(
            SinceItem(
                number,
                kind,
                cell.thread,
                named[cell.thread],
                cell,
                later,
                earlier,
                threads.statement(earlier[0].statement) if earlier else None,
                marked(threads, cell),
                sum(bool(one.clauses) and place[one.statement] < place[shown.id] for one in threads.thread(cell.thread).cells),
                threads.thread_of(cell.perhaps[0]).id if cell.perhaps else None,
            )
        )
    return SinceView(threads, shown, previous, tuple(items))


def _in_pair(threads: Threads, cell: ThreadCell) -> bool:
    """Return whether a formula that is not there in its words is shown with the new one that is its closest, and it the closest of that."""
    return not cell.clauses and threads.counterpart(cell) is not None


def _kind(cell: ThreadCell) -> SinceKind:
    if cell.state is ClauseState.PERHAPS:
        return SinceKind.PERHAPS
    if cell.state is ClauseState.DROPPED:
        return SinceKind.DROPPED
    if cell.state is ClauseState.UNKNOWN:
        return SinceKind.ABSENT
    if cell.state is ClauseState.RETURNED:
        return SinceKind.RETURNED
    if cell.state is ClauseState.FIRST_SEEN:
        return SinceKind.NEW
    if cell.substance:
        return SinceKind.SUBSTANCE
    if cell.strength:
        return SinceKind.STRONGER if cell.strength > 0 else SinceKind.WEAKER
    return SinceKind.CARRIED if cell.state is ClauseState.CARRIED else SinceKind.CHANGED


def _shown_first(cell: ThreadCell) -> str:
    """Return the clause by whose place a formula is put in order: that of the statement shown, if it has one."""
    return (cell.clauses or cell.perhaps or cell.earlier)[0]


def _is_frame(threads: Threads, cell: ThreadCell) -> bool:
    return all(threads.clause(id).boilerplate for id in cell.clauses or cell.earlier)


def _previous(threads: Threads, shown: Statement) -> Statement | None:
    """Return the statement before one in its series, a complete one if there is any."""
    before = list(threads.statements[: threads.statements.index(shown)])
    own: Sequence[Statement] = [one for one in before if one.track == shown.track] or before
    return _last_complete(reversed(own)) if own else None


def _last_complete(latest_first: Iterable[Statement]) -> Statement | None:
    held = list(latest_first)
    return next((one for one in held if one.complete), held[0] if held else None)
