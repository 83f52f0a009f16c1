"""Say what each statement does with each formula: the cells of the rows, from which states, drops and all views follow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sulh.model import ClauseMove, ClausePart, ClauseState, LinkGrade, LinkKind
from sulh.wording.ancestors import brings_back
from sulh.wording.predecessors import Predecessors
from sulh.wording.rewording import RewordingOffer, best_pairs
from sulh.wording.rows import FormulaRow, Rows
from sulh.wording.statement import Statement
from sulh.wording.substance import substance
from sulh.wording.types import Clause, ClauseLink, Drop, SubstanceChange, Thread, ThreadCell

if TYPE_CHECKING:
    from sulh.wording.other_words import OtherWords

__all__ = ["Cells"]

_LABEL_WORDS = 9
# A clause covered to this share has all its words elsewhere; a conjunction does not count.
_WHOLE = 0.95
# What is new may say in other words what one of so many statements before said; among all before, chance finds something like it.
_BEFORE = 2
# How close clauses count for a link that is only likely to bring a formula back, and for a weak one: only what is very close is closer.
_DOUBTED, _UNSURE = 2.0, 0.3


class Cells:
    """The threads, drops and states of a series, all of one structure."""

    def __init__(
        self,
        series: Sequence[Statement],
        clauses: Sequence[Clause],
        owner: Sequence[int],
        links: Sequence[ClauseLink],
        rows: Rows,
        other_words: OtherWords,
    ) -> None:
        self._series, self._clauses, self._owner, self._rows = series, clauses, owner, rows
        self._links = {(one.earlier, one.later): one for one in links if one.grade is not LinkGrade.WEAK}
        statement_of = {clause.id: clause.statement for clause in clauses}
        # The clause of a statement that may go on with an earlier one: of this statement it is not said that it drops it.
        self._into: dict[str, list[ClauseLink]] = {}
        # How much of an earlier clause is kept in each of the clauses of a later statement that go on with it.
        self._pieces: dict[tuple[str, str], list[float]] = {}
        place = {clause.id: number for number, clause in enumerate(clauses)}
        for one in self._links.values():
            if not one.echo:
                self._into.setdefault(one.later, []).append(one)
            if not one.echo:
                self._pieces.setdefault((one.earlier, statement_of[one.later]), []).append(one.earlier_share)
        # Each clause with the statements that have words of it in some clause.
        self._elsewhere = {*self._pieces, *((later, statement_of[one.earlier]) for later, held in self._into.items() for one in held)}
        self._place = place
        self._order = {statement.id: at for at, statement in enumerate(series)}
        self._unsure = {
            (place[one.earlier], owner[place[one.later]]): place[one.later] for one in links if one.grade is LinkGrade.WEAK or one.echo
        }
        self._predecessors = Predecessors(series)
        self._ids = [f"t-{clauses[_name(row)].id}" for row in rows.rows]
        cells = [self._row(number, row) for number, row in enumerate(rows.rows)]
        self._reword(cells, other_words)
        self._moves(cells)
        self.threads = tuple(
            Thread(id, self._label(row), tuple(clauses[one].id for one in row.members.values()), tuple(found))
            for id, row, found in zip(self._ids, rows.rows, cells, strict=True)
        )
        self.drops = tuple(self._drops())

    def states(self) -> list[Clause]:
        """The clauses with the states of the cells they are counted in, and their ancestors."""
        state = {id: cell for thread in self.threads for cell in thread.cells if not cell.merged_into for id in cell.clauses}
        found = []
        for number, clause in enumerate(self._clauses):
            before = self._rows.ancestors[number]
            found.append(replace(clause, state=state[clause.id].state, ancestor=self._clauses[before].id if before >= 0 else None))
        return found

    def _row(self, number: int, row: FormulaRow) -> list[ThreadCell]:
        cells = {at: self._held(number, row, at, clause) for at, clause in row.members.items()}
        for track in dict.fromkeys(self._series[at].track for at in row.members):
            cells |= self._missing(number, row, self._predecessors.track(track))
        return [cells[at] for at in sorted(cells)]

    def _held(self, number: int, row: FormulaRow, at: int, clause: int) -> ThreadCell:
        """The cell of a statement that has a clause of the formula."""
        own, later = self._ids[number], self._clauses[clause]
        main = self._rows.row_of[clause]
        cell = ThreadCell(
            own, later.statement, ClauseState.FIRST_SEEN, (later.id,), merged_into=self._ids[main] if main != number else None
        )
        before = [one for one in row.members if one < at]
        if not before:
            return cell
        previous = self._predecessors.of(at, row.members)
        if previous is None or previous not in row.members:
            return self._compared(cell, ClauseState.RETURNED, later, [self._returned_from(row, before, later)])
        main_one = self._clauses[row.members[previous]]
        linked = [self._clauses[self._place[one.earlier]] for one in self._into.get(later.id, ())]
        others = [one for one in linked if one.statement == main_one.statement and one.id != main_one.id]
        return self._compared(cell, self._change(main_one, later, others), later, [main_one, *others])

    def _change(self, earlier: Clause, later: Clause, others: Sequence[Clause]) -> ClauseState:
        """Return whether a clause is carried with its words or changed."""
        recent = [one for before in (earlier, *others) if (one := self._links.get((before.id, later.id))) is not None]
        same = any(one.kind is LinkKind.SAME for one in recent)
        return ClauseState.CARRIED if same or self._is_rearranged(recent, later) else ClauseState.CHANGED

    def _is_rearranged(self, recent: Sequence[ClauseLink], later: Clause) -> bool:
        """Return whether a clause was only merged with others or split: it has no new words, and no earlier words are lost."""
        kept = [self._pieces.get((one.earlier, later.statement), []) for one in recent]
        if len(recent) < 2 and all(len(pieces) < 2 for pieces in kept):
            return False
        return sum(one.later_share for one in recent) >= _WHOLE and all(sum(pieces) >= _WHOLE for pieces in kept)

    def _compared(self, cell: ThreadCell, state: ClauseState, later: Clause, earlier: Sequence[Clause]) -> ThreadCell:
        """The cell with what became of the earlier clauses."""
        found: list[SubstanceChange] = []
        strength, verbs = 0, None
        for before in earlier:
            link = self._links.get((before.id, later.id))
            if link is None or link.echo:
                continue
            if not strength and link.strength:
                strength, verbs = link.strength, link.verbs
            if state is not ClauseState.CARRIED or link.kind is LinkKind.SAME:
                found += substance(before, later, link)
        return replace(
            cell,
            state=ClauseState.CHANGED if found and state is ClauseState.CARRIED else state,
            compared_with=earlier[0].statement,
            earlier=tuple(one.id for one in earlier),
            strength=strength,
            verbs=verbs,
            substance=tuple(dict.fromkeys(found)),
        )

    def _returned_from(self, row: FormulaRow, before: Sequence[int], later: Clause) -> Clause:
        """Return the last clause of a row that the later one continues without doubt; the row may have drifted from it since."""
        held = [self._clauses[row.members[one]] for one in reversed(before)]
        return next((one for one in held if (link := self._links.get((one.id, later.id))) is not None and brings_back(link)), held[0])

    def _missing(self, number: int, row: FormulaRow, track: Sequence[int]) -> dict[int, ThreadCell]:
        """The cells of statements of one series that lack the formula, which the one before had: dropped, or unknown in an excerpt.

        What an excerpt is compared with is the last complete statement before it, or if there is none the one before it.
        """
        found: dict[int, ThreadCell] = {}
        held: int | None = None
        before: int | None = None
        final = max(row.members)
        for at in track:
            complete = self._series[at].complete
            if at in row.members:
                held = row.members[at]
            elif held is not None and (complete or before in row.members):
                gone = self._clauses[held]
                main = self._rows.row_of[held]
                found[at] = ThreadCell(
                    self._ids[number],
                    self._series[at].id,
                    ClauseState.DROPPED if complete else ClauseState.UNKNOWN,
                    compared_with=gone.statement,
                    earlier=(gone.id,),
                    merged_into=self._ids[main] if main != number else None,
                )
                held = None if complete else held
            if held is None and at > final:
                break
            if complete or before is None or not self._series[before].complete:
                before = at
        return found

    def _reword(self, cells: list[list[ThreadCell]], other_words: OtherWords) -> None:
        """Set what is only perhaps gone or new, since a sentence on the other side may say the same; leave out what is then unknown."""
        held = [(row, at) for row, line in enumerate(cells) for at, cell in enumerate(line) if self._is_open(cell)]
        wanted = dict.fromkeys(self._wanted(cells[row][at]) for row, at in held)
        pairs = best_pairs(self._offers(list(wanted), other_words), self._owner)
        for row, at in held:
            other = pairs.get(self._wanted(cells[row][at]))
            if other is not None:
                cells[row][at] = replace(cells[row][at], state=ClauseState.PERHAPS, perhaps=(self._clauses[other].id,))
        self._not_gone(cells)
        for line in cells:
            line[:] = [cell for cell in line if cell.state is not ClauseState.UNKNOWN]

    def _is_open(self, cell: ThreadCell) -> bool:
        """Return whether the statement has no clause in the words of a formula, or no statement before it does."""
        return not cell.clauses or (cell.state is ClauseState.FIRST_SEEN and cell.merged_into is None and self._order[cell.statement] > 0)

    def _wanted(self, cell: ThreadCell) -> tuple[int, int]:
        """The statement and the clause for which one in other words is looked for."""
        return self._order[cell.statement], self._place[(cell.clauses or cell.earlier)[0]]

    def _offers(self, wanted: Sequence[tuple[int, int]], other_words: OtherWords) -> list[RewordingOffer]:
        """Return which clauses may say the same as those wanted: by their words, and where a link between them is not sure."""
        spans = [range(bisect_left(self._owner, at), bisect_right(self._owner, at)) for at in range(len(self._series))]
        among = [
            spans[at] if self._owner[clause] < at else range(spans[max(at - _BEFORE, 0)].start, spans[at].start) for at, clause in wanted
        ]
        found = []
        closest = other_words.closest([(clause, where) for (_, clause), where in zip(wanted, among, strict=True)], self._taken)
        for (at, clause), near in zip(wanted, closest, strict=True):
            found += [RewordingOffer(at, clause, other, alike) for alike, other in near]
            unsure = self._rows.doubted.get(clause) if self._owner[clause] == at else self._unsure.get((clause, at))
            if unsure is not None:
                found.append(RewordingOffer(at, clause, unsure, _DOUBTED if self._owner[clause] == at else _UNSURE))
        return found

    def _not_gone(self, cells: list[list[ThreadCell]]) -> None:
        """Let no formula be dropped of which a new sentence is perhaps an older wording: it is perhaps the last one, too."""
        missing = {(row, cell.statement): at for row, line in enumerate(cells) for at, cell in enumerate(line) if not cell.clauses}
        for row, at in [(row, at) for row, line in enumerate(cells) for at, cell in enumerate(line) if cell.clauses and cell.perhaps]:
            cell = cells[row][at]
            gone = self._rows.row_of[self._place[cell.perhaps[0]]]
            there = missing.get((gone, cell.statement))
            if there is not None and not cells[gone][there].perhaps:
                cells[gone][there] = replace(cells[gone][there], state=ClauseState.PERHAPS, perhaps=cell.clauses)
                cells[row][at] = replace(cell, perhaps=cells[gone][there].earlier)

    def _taken(self, one: int, other: int) -> bool:
        """Return whether either of two clauses has its words in the statement of the other: the later goes on with another, or so."""
        earlier, later = self._clauses[min(one, other)], self._clauses[max(one, other)]
        return (later.id, earlier.statement) in self._elsewhere or (earlier.id, later.statement) in self._elsewhere

    def _moves(self, cells: list[list[ThreadCell]]) -> None:
        """Set what moved: clauses out of the longest run that kept its order, and those of another part of the statement."""
        pairs: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
        for row, line in enumerate(cells):
            for at, cell in enumerate(line):
                if cell.clauses and cell.compared_with and cell.state is not ClauseState.RETURNED and not cell.merged_into:
                    later, earlier = self._place[cell.clauses[0]], self._place[cell.earlier[0]]
                    pairs.setdefault((cell.compared_with, cell.statement), []).append((later, earlier, row, at))
        for found in pairs.values():
            found.sort()
            kept = _increasing([earlier for _, earlier, _, _ in found])
            for number, (later, earlier, row, at) in enumerate(found):
                parts = self._clauses[earlier].part, self._clauses[later].part
                move = ClauseMove.ELSEWHERE if number not in kept else None
                if parts[0] is not parts[1]:
                    move = ClauseMove.TO_OPERATIVE if parts[1] is ClausePart.OPERATIVE else ClauseMove.TO_PREAMBLE
                if move is not None:
                    cells[row][at] = replace(cells[row][at], move=move)

    def _drops(self) -> list[Drop]:
        found = [
            Drop(id, cell.statement)
            for thread in self.threads
            for cell in thread.cells
            if cell.state is ClauseState.DROPPED and not cell.merged_into
            for id in cell.earlier
        ]
        return sorted(found, key=lambda drop: (self._place[drop.clause], self._order[drop.missing_from]))

    def _label(self, row: FormulaRow) -> str:
        """Return the opening words of the latest clause."""
        words = self._clauses[next(reversed(row.members.values()))].text.split()
        return " ".join(words[:_LABEL_WORDS]) + (" \u2026" if len(words) > _LABEL_WORDS else "")


def _name(row: FormulaRow) -> int:
    """Return the first clause that is counted in a row: rows that share their first clauses have names of their own."""
    return min(row.own)


def _increasing(values: Sequence[int]) -> set[int]:
    """Return the places of the longest increasing run of values; equal ones do not break it. Method: patience sorting."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        low = bisect_right(tails, value)
        if low == len(tails):
            tails.append(value)
            ends.append(at)
        else:
            tails[low], ends[low] = value, at
        before.append(ends[low - 1] if low else -1)
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
