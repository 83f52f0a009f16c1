"""What changed since last time as one self-contained page without script, with the history of every formula and the matrix below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from markupsafe import Markup

from sulh import words
from sulh.model import ClauseState
from sulh.render.page import asset, digest, templates
from sulh.render.quotes import one_line
from sulh.render.since import SHOWN, caution, compared, explained, finding, formula_text, heading, item_remarks, moved, remark, step_remarks
from sulh.render.since_rows import SinceRow, since_rows
from sulh.render.threads import note, short_label, statement_label
from sulh.wording import Change, FormulaHistory, SinceItem, SinceKind, SinceView, Threads, history, since
from sulh.wording.gathering import GatheringRemark
from sulh.wording.labels import labels

__all__ = ["write_since"]

# Letters of histories on one page: with its markup the page stays below two megabytes.
_ROOM = 900_000
# Wordings that are shown in full in one history; more are counted.
_WORDINGS = 12


@dataclass(frozen=True, slots=True)
class _SincePiece:
    """One formula in the first view, with its remarks and the marked change; `unsure` says that only both texts are shown.

    `number` is that of the view, the same in every form; `printed` is what the statement prints before the clause.
    """

    anchor: str
    number: int
    label: str
    printed: str
    about: tuple[str, ...]
    pieces: tuple[Change, ...]
    earlier: str
    later: str
    before: str
    histories: tuple[tuple[str, str], ...]
    unsure: bool


@dataclass(frozen=True, slots=True)
class _SinceGroup:
    """The formulae of one kind; `parts` are the groups by issue in which what is gone stands; `explained` what is said of them all."""

    name: str
    heading: str
    explained: str | None
    items: tuple[_SincePiece, ...]
    parts: tuple[tuple[str, tuple[_SincePiece, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Card:
    anchor: str
    label: str
    text: str
    steps: tuple[tuple[str, str, tuple[Change, ...]], ...]
    more: int


@dataclass(frozen=True, slots=True)
class _SinceSection:
    """One series: its finding, groups, cards and matrix."""

    key: str
    label: str
    finding: str
    compared: str
    caution: str | None
    groups: tuple[_SinceGroup, ...]
    carried: tuple[tuple[str, str | None, str | None], ...]
    rows: tuple[SinceRow, ...]
    cards: tuple[_Card, ...]
    left_out: int
    width: int
    statements: tuple[tuple[str, str, str], ...]


def write_since(series: Sequence[tuple[str, Threads]], stream: IO[str], *, remarks: Sequence[GatheringRemark] = ()) -> None:
    """Write the page of one or more series, each named by its label ("" for the only one); `remarks` say what was put together."""
    css = asset("since.css")
    held = [(label, threads, view) for label, threads in series if (view := since(threads)) is not None]
    statements = tuple(one for _, threads, _ in held for one in threads.statements)
    room = _ROOM // max(1, len(held))
    chunks = templates().get_template("since.html").generate(
        title=finding(held[0][2]) if held else "No statement was given",
        note=note(statements),
        remarks=[remark(one) for one in remarks],
        sections=(_section(f"s{number}", label, view, room) for number, (label, _, view) in enumerate(held)),
        key=[(kind.value, heading(kind)) for kind in SHOWN],
        css=Markup(css), css_digest=digest(css),
    )  # fmt: skip
    stream.writelines(chunks)


def _section(key: str, label: str, view: SinceView, room: int) -> _SinceSection:
    threads = view.threads
    cards, anchors, left_out = _cards(view, key, room)
    pieces = {one.number: _piece(one, key, anchors) for one in view.items if one.kind is not SinceKind.CARRIED}
    groups = []
    for kind in SHOWN:
        found = view.of(kind)
        if not found:
            continue
        parts: tuple[tuple[str, tuple[_SincePiece, ...]], ...] = ()
        if kind in (SinceKind.DROPPED, SinceKind.ABSENT):
            parts = tuple(
                (words.code("Issue", issue) if issue else "other", tuple(pieces[one.number] for one in items)) for issue, items in view.gone
            )
        groups.append(_SinceGroup(kind.value, heading(kind), explained(kind), tuple(pieces[one.number] for one in found), parts))
    return _SinceSection(
        key,
        label,
        finding(view),
        compared(view),
        caution(view),
        tuple(groups),
        tuple((one.label, anchors.get(one.thread), moved(one)) for one in view.of(SinceKind.CARRIED)),
        tuple(since_rows(threads, anchors)),
        cards,
        left_out,
        22 * len(threads.statements),
        tuple(
            (short_label(one), one_line(statement_label(one)), " \u00b7 ".join(one.sources) or one.source or "")
            for one in threads.statements
        ),
    )


def _piece(item: SinceItem, key: str, anchors: dict[str, str]) -> _SincePiece:
    number = next((clause.number for clause in item.later or item.earlier if clause.number), None)
    both = bool(item.later and item.earlier)
    return _SincePiece(
        f"{key}-i{item.number}",
        item.number,
        item.label,
        f"no. {number}" if number else "",
        # Of two texts that may say the same, the day of the earlier one stands above it.
        () if item.kind is SinceKind.PERHAPS else item_remarks(item),
        item.pieces,
        " ".join(clause.text for clause in item.earlier) if both else "",
        " ".join(clause.text for clause in item.later) if both else "",
        short_label(item.compared_with) if item.compared_with else "",
        _histories(item, anchors),
        item.kind is SinceKind.PERHAPS,
    )


def _histories(item: SinceItem, anchors: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The anchors of the histories of a formula and of those that may be the same, each with the side on which it stands."""
    if not item.others:
        return (("", anchors[item.thread]),) if item.thread in anchors else ()
    sides = (("before", item.before), ("now", item.now))
    return tuple((side, anchors[one]) for side, threads in sides for one in threads if one in anchors)


def _cards(view: SinceView, key: str, room: int) -> tuple[tuple[_Card, ...], dict[str, str], int]:
    """The histories of the formulae, those of the first view first, then those that stand in most statements, as far as there is room."""
    threads = view.threads
    named = labels(threads)
    shown = {one: item.number for item in reversed(view.items) for one in (*item.others, item.thread)}
    # A formula of one statement that is not the last has no history: its words stand in the statement.
    order = sorted(
        (one for one in threads.threads if one.id in shown or len(one.cells) > 1),
        key=lambda one: (shown.get(one.id, len(shown) + 1), -len(one.clauses)),
    )
    cards: list[_Card] = []
    anchors: dict[str, str] = {}
    left_out = 0
    for one in order:
        card = _card(history(threads, one.id, label=named[one.id]), f"{key}-f{len(cards)}")
        size = 2 * len(card.text) + sum(len(piece.earlier) + len(piece.later) for _, _, pieces in card.steps for piece in pieces)
        if size > room:
            left_out += 1
            continue
        room -= size
        anchors[one.id] = card.anchor
        cards.append(card)
    return tuple(cards), anchors, left_out


def _card(found: FormulaHistory, anchor: str) -> _Card:
    told = [step for step in found.steps if step.cell.state is not ClauseState.CARRIED]
    steps = tuple(
        (short_label(step.statement), step_remarks(step), step.pieces if step.clauses and step.earlier else ()) for step in reversed(told)
    )
    return _Card(anchor, found.label, formula_text(found), steps[:_WORDINGS], max(0, len(steps) - _WORDINGS))
