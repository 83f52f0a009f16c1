"""Say what each statement does with each formula: the cells of the rows, from which states, drops and all views follow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sulh.model import ClauseMove, ClausePart, ClauseState, LinkGrade, LinkKind
from sulh.wording.statement import Statement
from sulh.wording.substance import substance
from sulh.wording.types import Clause, ClauseLink, Drop, SubstanceChange, Thread, ThreadCell

if TYPE_CHECKING:
    from sulh.wording.link_table import LinkTable
    from sulh.wording.other_words import OtherWords
    from sulh.wording.rows import FormulaRow, Rows

__all__ = ["Cells"]

_LABEL_WORDS = 9
# A clause covered to this share has all its words elsewhere; a conjunction does not count.
_WHOLE = 0.95
# What is new may say in other words what one of so many statements before said; among all before, chance finds something like it.
_BEFORE = 2
_FIRM = tuple(LinkGrade).index(LinkGrade.FIRM)
# What brings a formula back after a statement without it is at least so alike: in a short series a link may be firm by rare words alone.
_BACK = 0.2


class Cells:
    """The threads, drops and states of a series, all of one structure."""

    def __init__(
        self,
        series: Sequence[Statement],
        clauses: Sequence[Clause],
        owner: Sequence[int],
        links: LinkTable,
        rows: Rows,
        other_words: OtherWords,
    ) -> None:
        self._series, self._clauses, self._owner, self._rows = series, clauses, owner, rows
        self._links = links
        self._place = {clause.id: number for number, clause in enumerate(clauses)}
        self._order = {statement.id: at for at, statement in enumerate(series)}
        self._tracks: dict[str | None, list[int]] = {}
        for number, statement in enumerate(series):
            self._tracks.setdefault(statement.track, []).append(number)
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
            cells |= self._missing(number, row, self._tracks[track])
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
        previous = self._previous(at, row)
        if previous is None or previous not in row.members:
            # What the clause continues, which may be an older wording than the last one.
            continued = self._rows.ancestors[clause] if main == number else -1
            earlier = continued if continued in row.members.values() else row.members[before[-1]]
            if main == number and not self._brings_back(earlier, clause):
                return replace(cell, state=ClauseState.PERHAPS, perhaps=(self._clauses[earlier].id,))
            return self._compared(cell, ClauseState.RETURNED, later, [self._clauses[earlier]])
        main_one = self._clauses[row.members[previous]]
        linked = self._links.into_from(clause, previous)
        joined = self._links.earlier[linked[self._links.plain[linked]]].tolist()
        others = [self._clauses[one] for one in joined if self._clauses[one].id != main_one.id]
        return self._compared(cell, self._change(main_one, later, others), later, [main_one, *others])

    def _brings_back(self, earlier: int, later: int) -> bool:
        """Return whether a link holds without a statement between: what is only likely is as often a formula of another matter."""
        at = self._links.find(earlier, later)
        return at is not None and self._links.grade[at] == _FIRM and bool(self._links.score[at] >= _BACK)

    def _change(self, earlier: Clause, later: Clause, others: Sequence[Clause]) -> ClauseState:
        """Return whether a clause is carried with its words or changed."""
        recent = [one for before in (earlier, *others) if (one := self._links.between(before.id, later.id)) is not None]
        same = any(one.kind is LinkKind.SAME for one in recent)
        return ClauseState.CARRIED if same or self._is_rearranged(recent, later) else ClauseState.CHANGED

    def _is_rearranged(self, recent: Sequence[ClauseLink], later: Clause) -> bool:
        """Return whether a clause was only merged with others or split: it has no new words, and no earlier words are lost."""
        kept = [self._pieces(one.earlier, later.statement) for one in recent]
        if len(recent) < 2 and all(len(pieces) < 2 for pieces in kept):
            return False
        return sum(one.later_share for one in recent) >= _WHOLE and all(sum(pieces) >= _WHOLE for pieces in kept)

    def _pieces(self, earlier: str, statement: str) -> list[float]:
        """How much of an earlier clause is kept in each of the clauses of a later statement that go on with it."""
        held = self._links.out_of_into(self._place[earlier], self._order[statement])
        pieces: list[float] = self._links.earlier_share[held[self._links.plain[held]]].tolist()
        return pieces

    def _compared(self, cell: ThreadCell, state: ClauseState, later: Clause, earlier: Sequence[Clause]) -> ThreadCell:
        """The cell with what became of the earlier clauses."""
        found: list[SubstanceChange] = []
        strength, verbs = 0, None
        for before in earlier:
            link = self._links.between(before.id, later.id)
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

    def _previous(self, at: int, row: FormulaRow) -> int | None:
        """Return the statement that one is compared with: the last of the same series, except excerpts that lack the formula."""
        own = self._tracks[self._series[at].track]
        before: Sequence[int] = own[: bisect_left(own, at)] or range(at)
        return next((one for one in reversed(before) if self._series[one].complete or one in row.members), None)

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
        spans = [range(bisect_left(self._owner, at), bisect_right(self._owner, at)) for at in range(len(self._series))]
        wanted: list[tuple[int, range]] = []
        open_: list[tuple[int, int]] = []
        for row, line in enumerate(cells):
            for at, cell in enumerate(line):
                if not cell.clauses:
                    among = spans[self._order[cell.statement]]
                elif cell.state is ClauseState.FIRST_SEEN and cell.merged_into is None:
                    number = self._order[cell.statement]
                    among = range(spans[max(number - _BEFORE, 0)].start, spans[number].start)
                else:
                    continue
                wanted.append((self._place[(cell.clauses or cell.earlier)[0]], among))
                open_.append((row, at))
        for (row, at), other in zip(open_, other_words.closest(wanted, self._taken), strict=True):
            cell = cells[row][at]
            found = self._clauses[other].id if other is not None else None
            if not cell.clauses:
                found = found or self._unsure(cell.earlier[0], cell.statement)
            if found is not None:
                cells[row][at] = replace(cell, state=ClauseState.PERHAPS, perhaps=(found,))
        self._not_gone(cells)
        self._agree(cells)
        for line in cells:
            line[:] = [cell for cell in line if cell.state is not ClauseState.UNKNOWN]

    def _unsure(self, earlier: str, statement: str) -> str | None:
        """The clause of a statement that may go on with an earlier one: of this statement it is not said that it drops it."""
        held = self._links.out_of_into(self._place[earlier], self._order[statement])
        held = held[~self._links.plain[held]]
        return self._clauses[self._links.later[held[-1]]].id if len(held) else None

    def _not_gone(self, cells: list[list[ThreadCell]]) -> None:
        """Let no formula be dropped of which a new sentence is perhaps an older wording."""
        missing = {(row, cell.statement): at for row, line in enumerate(cells) for at, cell in enumerate(line) if not cell.clauses}
        for cell in [cell for line in cells for cell in line if cell.clauses and cell.perhaps]:
            row = self._rows.row_of[self._place[cell.perhaps[0]]]
            at = missing.get((row, cell.statement))
            if at is not None and not cells[row][at].perhaps:
                cells[row][at] = replace(cells[row][at], state=ClauseState.PERHAPS, perhaps=cell.clauses)

    def _agree(self, cells: list[list[ThreadCell]]) -> None:
        """Let a new sentence be perhaps what the formula was that is perhaps this sentence, in its last words, unless another is closer."""
        own_cells = [(row, at, cell) for row, line in enumerate(cells) for at, cell in enumerate(line) if cell.merged_into is None]
        place = {cell.clauses[0]: (row, at) for row, at, cell in own_cells if cell.clauses}
        gone = {(row, cell.statement): cell.perhaps for row, _, cell in own_cells if not cell.clauses and cell.perhaps}
        for row, _, cell in own_cells:
            if cell.clauses or not cell.perhaps:
                continue
            own, at = place[cell.perhaps[0]]
            other = cells[own][at]
            known = self._rows.row_of[self._place[other.perhaps[0]]] if other.perhaps else row
            is_mutual = gone.get((known, other.statement)) == other.clauses
            if other.state in (ClauseState.FIRST_SEEN, ClauseState.PERHAPS) and (known == row or not is_mutual):
                cells[own][at] = replace(other, state=ClauseState.PERHAPS, perhaps=cell.earlier)

    def _taken(self, one: int, other: int) -> bool:
        """Return whether either of two clauses has its words in the statement of the other: the later goes on with another, or so."""
        earlier, later = min(one, other), max(one, other)
        held = self._links.into_from(later, self._owner[earlier]), self._links.out_of_into(earlier, self._owner[later])
        return any(bool(self._links.plain[links].any()) for links in held)

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
