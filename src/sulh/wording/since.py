"""What changed since last time: what the last statement of a series does with every formula, in the order that matters to its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sulh.model import ClauseState, Issue, SinceKind, SubstanceKind
from sulh.wording.changes import Change
from sulh.wording.histories import FormulaHistory, history, in_order, marked
from sulh.wording.labels import labels
from sulh.wording.statement import Statement
from sulh.wording.substance import tells_day
from sulh.wording.types import Clause, ThreadCell, Threads

__all__ = ["SinceItem", "SinceKind", "SinceView", "since"]


@dataclass(frozen=True, slots=True)
class SinceItem:
    """One formula: what became of it, both texts, and the marked change. `number` counts the items of a view from 1.

    `stood` is in how many statements it stood, up to the one it is compared with. Of what is perhaps the same in other words `earlier` and
    `later` are the texts of both sides, nothing is marked, and `before` and `now` are the threads that these stand in.
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
    before: tuple[str, ...] = ()
    now: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """The threads of what may be the same in other words."""
        return tuple(one for one in dict.fromkeys((*self.before, *self.now)) if one != self.thread)

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
        return _by_issue(self.of(SinceKind.DROPPED, SinceKind.ABSENT))

    def history(self, item: SinceItem) -> FormulaHistory:
        """The history of the formula of an item."""
        return history(self.threads, item.thread, label=item.label)

    def histories(self, item: SinceItem) -> tuple[FormulaHistory, ...]:
        """The history of the formula of an item, and of those which may be the same in other words."""
        return (self.history(item), *(history(self.threads, one) for one in item.others))


def since(threads: Threads, statement: str | None = None) -> SinceView | None:
    """Return what changed in a statement since the one before it, by default in the last one; None when there are no statements.

    First come changes of substance, then verbs that grew stronger or weaker, other changes, what may be the same in other words, what
    returned, what is new, what was dropped and what only stayed. Formulae that may be the same in other words are one item.
    Nothing is dropped from a text that is retold or an excerpt: what it lacks is absent. Words of procedure stand last in each kind,
    among changes of substance the day and place of the statements themselves. Every formula of the statement and of the one before is
    that of one item, or the other one of it.
    """
    if not threads.statements:
        return None
    shown = threads.statement(statement) if statement is not None else threads.statements[-1]
    previous = _previous(threads, shown)
    cells = [cell for cell in threads.column(shown.id) if cell.merged_into is None and threads.shown_with(cell)[0] is cell]
    if previous is not None and (shown.retold or not shown.complete):
        held = {cell.thread for cell in threads.column(shown.id)}
        cells += [
            ThreadCell(cell.thread, shown.id, ClauseState.UNKNOWN, compared_with=previous.id, earlier=cell.clauses)
            for cell in threads.column(previous.id)
            if cell.clauses and cell.merged_into is None and cell.thread not in held
        ]
    named = labels(threads)
    order = {clause.id: at for at, clause in enumerate(threads.clauses)}
    found = sorted(
        ((_kind(cell), cell) for cell in cells),
        key=lambda one: (list(SinceKind).index(one[0]), _is_frame(threads, one[1]), order[_shown_first(one[1])]),
    )
    items = [_item(threads, kind, cell, named[cell.thread], order) for kind, cell in found]
    for kind in (SinceKind.DROPPED, SinceKind.ABSENT):
        if gone := [one for one in items if one.kind is kind]:
            low = items.index(gone[0])
            items[low : low + len(gone)] = [one for _, group in _by_issue(gone) for one in group]
    return SinceView(threads, shown, previous, tuple(replace(one, number=number) for number, one in enumerate(items, 1)))


def _item(threads: Threads, kind: SinceKind, cell: ThreadCell, label: str, order: Mapping[str, int]) -> SinceItem:
    """Return the item of a cell, or of the cells that it leads; its number is not known yet."""
    later, earlier = cell.clauses, cell.earlier
    before: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    if kind is SinceKind.PERHAPS:
        shown = dict.fromkeys(id for one in threads.shown_with(cell) for id in (*(one.clauses or one.earlier), *one.perhaps))
        ids = sorted(shown, key=order.__getitem__)
        later, earlier = (tuple(id for id in ids if (threads.clause(id).statement == cell.statement) is here) for here in (True, False))
        now, before = (tuple(dict.fromkeys(threads.thread_of(id).id for id in side)) for side in (later, earlier))
    compared = threads.statement(threads.clause(earlier[0]).statement) if earlier else None
    place = {one.id: at for at, one in enumerate(threads.statements)}
    last = place[compared.id] if compared is not None else -1
    return SinceItem(
        0,
        kind,
        cell.thread,
        label,
        cell,
        in_order(map(threads.clause, later)),
        in_order(map(threads.clause, earlier)) if kind is not SinceKind.PERHAPS else tuple(map(threads.clause, earlier)),
        compared,
        marked(threads, cell),
        sum(bool(one.clauses) and place[one.statement] <= last for one in threads.thread(cell.thread).cells) if cell.earlier else 0,
        before,
        now,
    )


def _by_issue(items: Iterable[SinceItem]) -> tuple[tuple[Issue | None, tuple[SinceItem, ...]], ...]:
    groups: dict[Issue | None, list[SinceItem]] = {}
    for one in items:
        groups.setdefault(next(iter(one.issues), None), []).append(one)
    order = sorted(groups, key=lambda issue: (issue is None, -len(groups[issue]), issue or ""))
    return tuple((issue, tuple(groups[issue])) for issue in order)


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
    """Return whether a formula is of procedure; of one that changed in substance, whether only the statements' own day and place did."""
    if cell.substance:
        return _is_own_day(threads, cell)
    return all(threads.clause(id).boilerplate for id in cell.clauses or cell.earlier)


def _is_own_day(threads: Threads, cell: ThreadCell) -> bool:
    """Return whether each change of substance is from the day of the earlier statement to that of the later one, or from place to place."""
    moved = [one for one in cell.substance if one.kind is SubstanceKind.DATE]
    others = {one.kind for one in cell.substance} - {SubstanceKind.DATE, SubstanceKind.PLACE}
    if not moved or others or cell.compared_with is None:
        return False
    days = [threads.statement(id).date for id in (cell.compared_with, cell.statement)]
    sides = [(one.earlier, one.later) for one in moved]
    return all(day and tells_day(text, day) for side in sides for text, day in zip(side, days, strict=True))


def _previous(threads: Threads, shown: Statement) -> Statement | None:
    """Return the statement before one in its series, a complete one if there is any."""
    before = list(threads.statements[: threads.statements.index(shown)])
    own: Sequence[Statement] = [one for one in before if one.track == shown.track] or before
    return _last_complete(reversed(own)) if own else None


def _last_complete(latest_first: Iterable[Statement]) -> Statement | None:
    held = list(latest_first)
    return next((one for one in held if one.complete), held[0] if held else None)
