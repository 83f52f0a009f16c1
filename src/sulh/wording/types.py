"""The values of the wording engine: clauses, the links between them, and the rows of formulae with what each statement does with them."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from sulh.model import ClauseMove, ClausePart, ClauseState, Issue, LinkGrade, LinkKind, SubstanceKind
from sulh.wording.statement import Statement
from sulh.wording.verbs import Verb

__all__ = ["Clause", "ClauseLink", "ClauseLinks", "Drop", "SubstanceChange", "Thread", "ThreadCell", "Threads"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a statement, or one clause of a long sentence: `[start, end)` of its text; `text` is these words as spelt.

    `paragraph` is the span of the paragraph or list item that it is part of, and `number` the printed number of that; clauses with the same
    `paragraph` belong together. `index` counts the clauses of a statement from 0. `part` says whether it leads up to the decisions or is
    one. `verb` is the first of `verbs`. `state` and `ancestor` follow from the row of the clause (`Threads.thread_of`): `ancestor` is the
    clause that this one continues best, None for one first seen. `boilerplate` marks words of procedure and protocol.
    """

    id: str
    statement: str
    number: str | None
    index: int
    start: int
    end: int
    text: str
    verb: Verb | None = None
    strength: int | None = None
    issuers: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    state: ClauseState = ClauseState.FIRST_SEEN
    boilerplate: bool = False
    ancestor: str | None = None
    verbs: tuple[Verb, ...] = ()
    paragraph: Span = (0, 0)
    part: ClausePart = ClausePart.OPERATIVE


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Two clauses that share a wording. The spans are offsets in the texts of their statements; `score` is between 0 and 1.

    `grade` says how sure the link is; no state, row or drop follows from a weak one. The spans of a split or merged clause are those of
    the piece that corresponds, not of the whole clause.
    `earlier_share` and `later_share` are the share of the letters of each clause that the other has too.
    `verbs` are the corresponding verbs when their strength differs, and `strength` the later strength minus the earlier; both govern
    words that the two clauses share. `echo` says that one of the clauses only quotes these words: a closer clause of its statement has
    them too.
    """

    earlier: str
    later: str
    kind: LinkKind
    score: float
    reason: str
    earlier_span: Span
    later_span: Span
    earlier_share: float = 1.0
    later_share: float = 1.0
    strength: int = 0
    verbs: tuple[str, str] | None = None
    echo: bool = False
    grade: LinkGrade = LinkGrade.FIRM

    @property
    def strengthened(self) -> bool:
        """Whether a stronger verb replaces a weaker one."""
        return self.strength > 0

    @property
    def weakened(self) -> bool:
        """Whether a weaker verb replaces a stronger one."""
        return self.strength < 0


class ClauseLinks(Sequence[ClauseLink]):
    """The links of a series in the order of their later clause, then the earlier one; each is made when it is asked for."""

    @abstractmethod
    def between(self, earlier: str, later: str) -> ClauseLink | None:
        """Return the link between two clauses by their ids; None when they have none, or a weak one."""

    @abstractmethod
    def before(self, id: str, *, weak: bool = False) -> list[ClauseLink]:
        """Return the links of a clause with earlier ones, in their order: those that are weak, or all others."""

    @abstractmethod
    def after(self, id: str, *, weak: bool = False) -> list[ClauseLink]:
        """Return the links of a clause with later ones, in their order: those that are weak, or all others."""


@dataclass(frozen=True, slots=True)
class SubstanceChange:
    """A change of substance between two linked clauses: a negation, number, date, ... that is another one, came, or went.

    `earlier` and `later` are the words as spelt, the spans their places in the texts of the two statements. What came has no earlier words
    ("" and None), what went no later ones.
    """

    kind: SubstanceKind
    earlier: str
    later: str
    earlier_span: Span | None
    later_span: Span | None


@dataclass(frozen=True, slots=True)
class Drop:
    """A clause that the next complete statement of its series no longer has."""

    clause: str
    missing_from: str


@dataclass(frozen=True, slots=True)
class ThreadCell:
    """What one statement does with one formula. Every page, table and file takes states from here.

    `clauses` are the clauses of the statement that hold the formula, `earlier` those that they continue, all of the statement
    `compared_with`: the one before it, or for a formula that returned the last one that had it. A dropped formula has no clauses here;
    `earlier` are then those that are gone. Where several clauses were merged in one, the first of `earlier` is that of this row.
    `strength` is positive where a stronger verb took the place of a weaker one, and `verbs` are these verbs. `substance` are the changes of
    substance. `move` says that the formula stands elsewhere. `merged_into` is the row in which the clauses are counted when several
    formulae were joined in one sentence; otherwise None. `perhaps` are, where the state is that, clauses of other words that may say the
    same: of this statement for a formula that it does not have in its words, else of an earlier one. Nothing else follows from them.
    """

    thread: str
    statement: str
    state: ClauseState
    clauses: tuple[str, ...] = ()
    compared_with: str | None = None
    earlier: tuple[str, ...] = ()
    strength: int = 0
    verbs: tuple[str, str] | None = None
    substance: tuple[SubstanceChange, ...] = ()
    move: ClauseMove | None = None
    merged_into: str | None = None
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """One formula through the statements, a row of the matrix: its clauses in order; the label is the opening of its latest clause.

    `cells` are the statements that hold or drop it, in order; what a statement without a cell does with it says `Threads.at`.
    """

    id: str
    label: str
    clauses: tuple[str, ...]
    cells: tuple[ThreadCell, ...] = ()


@dataclass(frozen=True)
class Threads:
    """Everything that `trace` found; statements in order of date, then name and id, those without a date last.

    `links` is a sequence of `ClauseLink`, each made when it is asked for.
    """

    statements: tuple[Statement, ...]
    clauses: tuple[Clause, ...]
    links: ClauseLinks
    drops: tuple[Drop, ...]
    threads: tuple[Thread, ...]

    def clause(self, id: str) -> Clause:
        """The clause of this id; KeyError when there is none."""
        return self._clauses[id]

    def statement(self, id: str) -> Statement:
        """The statement of this id; KeyError when there is none."""
        return self._statements[id]

    def ancestors(self, id: str) -> tuple[ClauseLink, ...]:
        """The links to earlier clauses but weak ones, the best ancestor first, then those of the latest statements."""
        links = self.links.before(id)[::-1]
        best = self.clause(id).ancestor if links else None
        return tuple(sorted(links, key=lambda link: link.earlier != best))

    def descendants(self, id: str) -> tuple[ClauseLink, ...]:
        """The links to later clauses but weak ones, in their order."""
        return tuple(self.links.after(id))

    def possible(self, id: str) -> tuple[ClauseLink, ...]:
        """The weak links from and to a clause: what it may continue or be continued by, of which nothing else follows."""
        return (*self.links.before(id, weak=True), *self.links.after(id, weak=True))

    def best(self, id: str) -> ClauseLink | None:
        """The link to the clause that this one continues best."""
        before = self.clause(id).ancestor
        return self.links.between(before, id) if before is not None else None

    def link(self, earlier: str, later: str) -> ClauseLink | None:
        """The link between two clauses but a weak one; None when they have none."""
        return self.links.between(earlier, later)

    def thread(self, id: str) -> Thread:
        """The thread of this id; KeyError when there is none."""
        return self._threads[id]

    def thread_of(self, id: str) -> Thread:
        """The thread that a clause is counted in; KeyError when there is no such clause."""
        return self._thread_of[id]

    def at(self, thread_id: str, statement_id: str) -> ThreadCell:
        """What a statement does with a formula; without the formula it is absent, or unknown where only an excerpt is held."""
        found = self._cells.get((thread_id, statement_id))
        if found is not None:
            return found
        state = ClauseState.ABSENT if self.statement(statement_id).complete else ClauseState.UNKNOWN
        return ThreadCell(thread_id, statement_id, state)

    def column(self, statement_id: str) -> tuple[ThreadCell, ...]:
        """What a statement does with all formulae that it holds or drops: those it holds in their order, then those dropped in theirs."""
        return self._columns.get(statement_id, ())

    def cell(self, thread_id: str, statement_id: str) -> tuple[Clause, ...]:
        """The clauses of a thread in one statement; () when it has none there."""
        return tuple(self._clauses[id] for id in self.at(thread_id, statement_id).clauses)

    def dropped(self, thread_id: str, statement_id: str) -> bool:
        """Whether a statement drops the formula."""
        return self.at(thread_id, statement_id).state is ClauseState.DROPPED

    def counterpart(self, cell: ThreadCell) -> ThreadCell | None:
        """Of two formulae that are each other's closest in other words, the cell of the other; None where there is no such one."""
        if not cell.perhaps:
            return None
        found = self.at(self.thread_of(cell.perhaps[0]).id, cell.statement)
        mutual = found.perhaps and found.perhaps[0] in (cell.clauses or cell.earlier)
        return found if mutual and bool(found.clauses) is not bool(cell.clauses) else None

    def shown_with(self, cell: ThreadCell) -> tuple[ThreadCell, ...]:
        """The cells of a statement that are one item of the first view, the leading one first.

        Of formulae that may be the same in other words they are those that share a sentence, as their own or as that of other words; that
        which the statement has leads.
        """
        if not cell.perhaps:
            return (cell,)
        groups = self._shared.get(cell.statement, {})
        own = list({id(groups[one]): groups[one] for one in _told(cell) if one in groups}.values())
        if len(own) == 1:
            return own[0]
        return tuple(one for one in self.column(cell.statement) if any(one in group for group in own))

    def paragraph(self, id: str) -> tuple[Clause, ...]:
        """All clauses of the paragraph or list item that a clause is part of, in order."""
        own = self.clause(id)
        return self._paragraphs[own.statement, own.paragraph]

    def to_dict(self) -> dict[str, list[Any]]:
        """Plain dictionaries and lists, ready for any JSON writer."""
        names = ("statements", "clauses", "links", "drops", "threads")
        return {name: [_plain(one) for one in getattr(self, name)] for name in names}

    def to_json(self) -> str:
        """One line of JSON; the same statements give the same line whatever the order they were given in."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(", ", ": "))

    @cached_property
    def _clauses(self) -> Mapping[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _statements(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _threads(self) -> Mapping[str, Thread]:
        return {thread.id: thread for thread in self.threads}

    @cached_property
    def _thread_of(self) -> Mapping[str, Thread]:
        known = self._threads
        return {id: known[cell.merged_into or cell.thread] for thread in self.threads for cell in thread.cells for id in cell.clauses}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], ThreadCell]:
        return {(cell.thread, cell.statement): cell for thread in self.threads for cell in thread.cells}

    @cached_property
    def _columns(self) -> Mapping[str, tuple[ThreadCell, ...]]:
        found: dict[str, list[ThreadCell]] = {}
        for thread in self.threads:
            for cell in thread.cells:
                found.setdefault(cell.statement, []).append(cell)
        at = {clause.id: number for number, clause in enumerate(self.clauses)}
        return {
            id: tuple(sorted(cells, key=lambda cell: (not cell.clauses, at[(cell.clauses or cell.earlier)[0]], cell.thread)))
            for id, cells in found.items()
        }

    @cached_property
    def _shared(self) -> Mapping[str, Mapping[str, tuple[ThreadCell, ...]]]:
        """By statement and clause, the cells that share sentences, directly or by way of others, in the order of the column."""
        return {id: _sharing(cells) for id, cells in self._columns.items()}

    @cached_property
    def _paragraphs(self) -> Mapping[tuple[str, Span], tuple[Clause, ...]]:
        found: dict[tuple[str, Span], list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault((clause.statement, clause.paragraph), []).append(clause)
        return {key: tuple(clauses) for key, clauses in found.items()}


def _told(cell: ThreadCell) -> tuple[str, ...]:
    """The clauses of a cell that may be told in other words, and those that may tell them."""
    return (*cell.perhaps, *(cell.clauses or cell.earlier))


def _sharing(column: Sequence[ThreadCell]) -> Mapping[str, tuple[ThreadCell, ...]]:
    """Group the cells of a column that are told in other words by the clauses they share, in time with their number."""
    found: dict[str, list[tuple[int, ThreadCell]]] = {}
    for place, cell in enumerate(column):
        if not cell.perhaps or cell.merged_into is not None:
            continue
        groups = {id(found[one]): found[one] for one in _told(cell) if one in found}
        # The smaller groups are put into the largest one.
        kept, *others = sorted(groups.values(), key=len, reverse=True) or [[]]
        kept.append((place, cell))
        for group in others:
            kept += group
            found.update((one, kept) for _, joined in group for one in _told(joined))
        found.update((one, kept) for one in _told(cell))
    groups = {id(group): group for group in found.values()}
    told = {key: tuple(cell for _, cell in sorted(group, key=itemgetter(0))) for key, group in groups.items()}
    return {one: told[id(group)] for one, group in found.items()}


def _plain(value: Any) -> Any:
    """Values of dataclasses as dictionaries, tuples as lists."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
