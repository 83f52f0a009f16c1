"""The matrix of formulae as drawings, one for each row: a line while the formula stands, a mark where it is new, changed, back or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sulh.model import ClauseState
from sulh.render.threads import short_label
from sulh.wording import ThreadCell, Threads
from sulh.wording.labels import labels

__all__ = ["STEP", "SinceRow", "since_rows"]

STEP = 22  # pixels from statement to statement
_HIGH = 24  # pixels that a wholly changed formula is high


@dataclass(frozen=True, slots=True)
class SinceRow:
    """One formula: paths of an SVG of STEP pixels a statement, the places of other marks, and the same in words.

    `line` is drawn where the formula stands, `gap` where it is absent between two uses, `same` are dots, `changed` bars as high as the
    share of words that changed, `gone` bars where it is dropped; `new`, `back` and `perhaps` (in other words) are places of circles.
    """

    label: str
    anchor: str | None
    boilerplate: bool
    count: int
    line: str
    gap: str
    same: str
    changed: str
    gone: str
    new: tuple[int, ...]
    back: tuple[int, ...]
    perhaps: tuple[int, ...]
    words: str


def since_rows(threads: Threads, anchors: Mapping[str, str]) -> Iterator[SinceRow]:
    """Yield the rows of formulae in two statements or more, or in the last one, by how many statements they stand in."""
    place = {one.id: at for at, one in enumerate(threads.statements)}
    named = labels(threads)
    last = threads.statements[-1].id if threads.statements else ""
    found = [one for one in threads.threads if len(one.clauses) > 1 or any(cell.statement == last and cell.clauses for cell in one.cells)]
    for one in sorted(found, key=lambda one: (not one.cells or one.cells[-1].statement != last, -len(one.clauses))):
        yield _row(threads, one.cells, place, named[one.id], anchors.get(one.id), len(one.clauses))


def _row(threads: Threads, cells: tuple[ThreadCell, ...], place: Mapping[str, int], label: str, anchor: str | None, count: int) -> SinceRow:
    parts: dict[str, list[str]] = {"line": [], "gap": [], "same": [], "changed": [], "gone": []}
    new: list[int] = []
    back: list[int] = []
    perhaps: list[int] = []
    told: list[str] = []
    before: int | None = None
    gone = STEP // 2
    for cell in cells:
        at = STEP * place[cell.statement] + STEP // 2
        state = cell.state
        if before is not None and state is ClauseState.PERHAPS:
            parts["gap"].append(f"M{before} 15H{at}")
        elif before is not None and state is not ClauseState.RETURNED:
            parts["line"].append(f"M{before} 15H{at}")
        elif before is None and state is ClauseState.RETURNED and told:
            parts["gap"].append(f"M{gone} 15H{at}")
        if state is ClauseState.CARRIED:
            parts["same"].append(f"M{at} 15h0")
        elif state is ClauseState.CHANGED:
            high = max(6, round(_HIGH * _share(threads, cell)))
            parts["changed"].append(f"M{at} {15 - high // 2}v{high}")
        elif state is ClauseState.DROPPED:
            parts["gone"].append(f"M{at} 9v12")
            gone = at
        elif state is ClauseState.RETURNED:
            back.append(at)
        elif state is ClauseState.PERHAPS:
            perhaps.append(at)
            gone = at if not cell.clauses else gone
        else:
            new.append(at)
        if state is not ClauseState.CARRIED:
            told.append(f"{_said(state)} {short_label(threads.statement(cell.statement))}")
        before = at if cell.clauses else None
    boilerplate = all(threads.clause(id).boilerplate for cell in cells for id in cell.clauses)
    paths = {name: "".join(found) for name, found in parts.items()}
    said = "; ".join(told)
    return SinceRow(label, anchor, boilerplate, count, **paths, new=tuple(new), back=tuple(back), perhaps=tuple(perhaps), words=said)


def _said(state: ClauseState) -> str:
    said = {"first_seen": "new", "returned": "back", "dropped": "gone", "perhaps": "perhaps in other words"}
    return said.get(state.value, state.value)


def _share(threads: Threads, cell: ThreadCell) -> float:
    """Return which share of the letters of both clauses the link leaves without a counterpart."""
    link = threads.link(cell.earlier[0], cell.clauses[0]) if cell.earlier and cell.clauses else None
    return 1.0 - (link.earlier_share + link.later_share) / 2 if link is not None else 0.5
