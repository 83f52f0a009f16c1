"""The agreed language of a formula: every wording it has had, when and by whom it was first used, and what each change did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sulh.model import ClauseState, LinkKind
from sulh.wording.changes import Change, changes
from sulh.wording.folding import folded_text
from sulh.wording.labels import labels
from sulh.wording.statement import Statement
from sulh.wording.types import Clause, ClauseLink, ThreadCell, Threads

__all__ = ["FormulaHistory", "FormulaStep", "FormulaWording", "history", "in_order", "marked"]

# A clause that has less of the one it continues is a piece of it.
_AS_LONG = 0.9


@dataclass(frozen=True, slots=True)
class FormulaStep:
    """What one statement does with a formula: its clauses there, those they are compared with, and the marked change between them."""

    cell: ThreadCell
    statement: Statement
    clauses: tuple[Clause, ...]
    earlier: tuple[Clause, ...]
    compared_with: Statement | None
    pieces: tuple[Change, ...]

    @property
    def share(self) -> float:
        """The share of the words of both texts that were taken out or put in, 0 to 1."""
        sizes = [(piece.op, len(piece.earlier.split()) + len(piece.later.split())) for piece in self.pieces]
        total = sum(size for _, size in sizes)
        return sum(size for op, size in sizes if op != "equal") / total if total else 0.0


@dataclass(frozen=True, slots=True)
class FormulaWording:
    """One wording of a formula as spelt in its first use, and the statements that have it, in order."""

    text: str
    statements: tuple[Statement, ...]
    issuers: tuple[str, ...]

    @property
    def retold(self) -> bool:
        """Whether no statement with these words gives them as issued."""
        return all(one.retold for one in self.statements)


@dataclass(frozen=True, slots=True)
class FormulaHistory:
    """A formula through a series. `steps` are in the order of the statements, `wordings` in that of their first uses."""

    thread: str
    label: str
    steps: tuple[FormulaStep, ...]
    wordings: tuple[FormulaWording, ...]

    @property
    def held(self) -> tuple[FormulaStep, ...]:
        """The steps of the statements that have the formula."""
        return tuple(step for step in self.steps if step.clauses)

    @property
    def first(self) -> FormulaStep:
        """The first use among the statements held."""
        return self.held[0]

    @property
    def last(self) -> FormulaStep:
        """The last use."""
        return self.held[-1]


def history(threads: Threads, thread: str, *, label: str | None = None) -> FormulaHistory:
    """Return the history of a formula by the id of its thread; KeyError when there is none. `label` is one known already."""
    found = threads.thread(thread)
    steps = tuple(_step(threads, cell) for cell in found.cells)
    return FormulaHistory(thread, label if label is not None else labels(threads)[thread], steps, _wordings(steps))


def _step(threads: Threads, cell: ThreadCell) -> FormulaStep:
    clauses, earlier = (in_order(threads.clause(id) for id in ids) for ids in (cell.clauses, cell.earlier))
    return FormulaStep(
        cell,
        threads.statement(cell.statement),
        clauses,
        earlier,
        threads.statement(cell.compared_with) if cell.compared_with else None,
        marked(threads, cell),
    )


def marked(threads: Threads, cell: ThreadCell) -> tuple[Change, ...]:
    """Return the change that a cell stands for, in pieces: between the earlier clauses and those here, or only what is new or gone.

    Words that are only not in a text that is retold or an excerpt are not marked as taken out, nor is anything that may stand on the other
    side in other words. Of a clause that was split, and of one
    with a formula inside a longer text, only the piece that corresponds is compared, so that what stands elsewhere is not shown as taken
    out.
    """
    clauses, earlier = ([threads.clause(id) for id in ids] for ids in (cell.clauses, cell.earlier))
    if cell.state in (ClauseState.UNKNOWN, ClauseState.PERHAPS):
        return changes(_joined(clauses or earlier), _joined(clauses or earlier))
    if not clauses or not earlier:
        return changes(_joined(earlier), _joined(clauses))
    link = threads.link(earlier[0].id, clauses[0].id) if len(clauses) == len(earlier) == 1 else None
    if link is not None and link.kind is LinkKind.SPLIT:
        return changes(_cut(threads, earlier[0], _own_piece(threads, link)), clauses[0].text)
    return changes(_joined(earlier), _joined(clauses))


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Return clauses of one statement as they stand in it: a cell names the one first that it goes on with."""
    return tuple(sorted(clauses, key=lambda one: one.start))


def _joined(clauses: Sequence[Clause]) -> str:
    return " ".join(one.text for one in in_order(clauses))


def _own_piece(threads: Threads, link: ClauseLink) -> tuple[int, int]:
    """Return the piece of a clause that a link is about, without what other links of the clause to the same statement hold more closely."""
    low, high = link.earlier_span
    length, own = len(threads.clause(link.earlier).text), threads.clause(link.later).statement
    for one in threads.descendants(link.earlier):
        if one.later == link.later or one.echo or threads.clause(one.later).statement != own:
            continue
        start, end = one.earlier_span
        if low < start < high:
            high = start
        elif start <= low < end < high and _held(one, length) > _held(link, length):
            low = end
    return low, high


def _held(link: ClauseLink, length: int) -> float:
    """How much of the words from the first to the last that a link has in common with a clause of this length it has in common."""
    return link.earlier_share * length / (link.earlier_span[1] - link.earlier_span[0])


def _cut(threads: Threads, clause: Clause, span: tuple[int, int]) -> str:
    return threads.statement(clause.statement).text[slice(*span)]


def _wordings(steps: Sequence[FormulaStep]) -> tuple[FormulaWording, ...]:
    """Group the uses by their words; spelling, numbering and spaces do not count."""
    found: dict[str, list[FormulaStep]] = {}
    for step in steps:
        if step.clauses:
            text = _joined(step.clauses)
            key = folded_text(text).letters or text
            previous = next(reversed(found), None)
            # What is carried has the same words, however a copy spells them.
            if step.cell.state is ClauseState.CARRIED and previous is not None and len(step.clauses) == 1:
                key = _key_of(found, step) or key
            found.setdefault(key, []).append(step)
    return tuple(
        FormulaWording(
            _joined(uses[0].clauses),
            tuple(one.statement for one in uses),
            tuple(dict.fromkeys(issuer for one in uses for clause in one.clauses for issuer in clause.issuers)),
        )
        for uses in found.values()
    )


def _key_of(found: dict[str, list[FormulaStep]], step: FormulaStep) -> str | None:
    """Return the wording of the clause that a carried one continues; none where it carries only a piece of that clause."""
    earlier = {one.id for one in step.earlier}
    own = len(folded_text(_joined(step.clauses)).letters)
    held = ((key, clause) for key, uses in found.items() for use in uses for clause in use.clauses if clause.id in earlier)
    return next((key for key, clause in held if _AS_LONG * len(folded_text(clause.text).letters) <= own), None)
