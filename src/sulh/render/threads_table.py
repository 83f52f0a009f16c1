"""A thread matrix for the terminal: formulae down, statements across, and what became of the last statement's clauses word by word."""

from __future__ import annotations

from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sulh import words
from sulh.render.quotes import one_line
from sulh.render.threads import MARKS, Pairing, ThreadRow, comparison, note, rows, short_label, statement_label
from sulh.wording import Change, Threads, Use

__all__ = ["write_comparison", "write_threads", "write_uses"]

_STYLES = {"first_seen": "green", "carried": "dim", "changed": "bold yellow", "returned": "cyan", "dropped": "red", "": "dim"}
_LABEL = 44


def write_threads(threads: Threads, stream: IO[str]) -> None:
    """Write the matrix of the formulae that stand in two statements or more, and the changes of the last statement."""
    if not threads.statements:
        _write([Text("No statement was given.")], stream)
        return
    shown = rows(threads)
    recurring = [row for row in shown if row.present > 1]
    parts: list[RenderableType] = [Rule(style="dim"), _heading("statements")]
    parts += [Text(f"{number:>3}  {statement_label(one)}") for number, one in enumerate(threads.statements, 1)]
    parts += [_gap(), _heading("formulae"), *_matrices(recurring, len(threads.statements), Console(file=stream).width)]
    alone = len(shown) - len(recurring)
    if alone:
        parts.append(Text(f"{alone} more stand in one statement only; --format html or jsonl shows them.", style="dim"))
    parts += [_gap(), _legend()]
    last = threads.statements[-1]
    before = _before(threads)
    if before is not None:
        parts += [_gap(), _heading(f"{short_label(last)} compared with {before[1]}")]
        parts += _pairings(comparison(threads, before[0], last.id))
    if (told := note(threads.statements)) is not None:
        parts += [_gap(), Text(told, style="italic")]
    _write(parts, stream)


def write_comparison(threads: Threads, earlier: str, later: str, stream: IO[str]) -> None:
    """Write how a statement differs from one named earlier statement, clause by clause."""
    pair = threads.statement(earlier), threads.statement(later)
    parts: list[RenderableType] = [Rule(style="dim")]
    parts += [Text(f"earlier  {statement_label(pair[0])}"), Text(f"later    {statement_label(pair[1])}"), _gap()]
    parts += _pairings(comparison(threads, earlier, later), same=True)
    if (told := note(pair)) is not None:
        parts += [_gap(), Text(told, style="italic")]
    _write(parts, stream)


def write_uses(uses: tuple[Use, ...], titles: dict[str, str], stream: IO[str]) -> None:
    """Write every use of a phrase with its context, the statements' titles above them."""
    parts: list[RenderableType] = []
    current = ""
    for use in uses:
        if use.statement != current:
            current = use.statement
            parts += [_gap(), Text(titles[current], style="bold"), Text("by " + (", ".join(use.issuers) or "unknown"), style="dim")]
        line = Text("  \u2026")
        line.append(one_line(use.before) + " ", style="dim")
        line.append(one_line(use.text), style="bold")
        line.append(("" if use.after[:1] in ".,;:" else " ") + one_line(use.after) + "\u2026", style="dim")
        if remarks := _remarks(use):
            line.append(f"  [{', '.join(remarks)}]", style="cyan")
        parts.append(line)
    variants = sorted({use.variant for use in uses})
    counted = {variant: sum(use.variant == variant for use in uses) for variant in variants}
    parts += [_gap(), Text(f"{len(uses)} uses in {len({use.statement for use in uses})} statements; wordings:")]
    parts += [Text(f"  {counted[variant]:>4}  {variant}") for variant in sorted(variants, key=lambda one: (-counted[one], one))]
    if any(use.retold for use in uses):
        parts += [_gap(), Text("Words from retold statements are a retelling, not the wording of those who issued them.", style="italic")]
    _write(parts, stream)


def _remarks(use: Use) -> list[str]:
    first = "first use" if use.first else "first in this variant" if use.first_of_variant else ""
    return [word for word in (first, "" if use.exact else "variant") if word]


def _before(threads: Threads) -> tuple[str, str] | None:
    """The id and date of the statement that the last one is compared with: the last complete one of its track before it."""
    last = threads.statements[-1]
    held = [one for one in threads.statements[:-1] if one.track == last.track] or list(threads.statements[:-1])
    chosen = next((one for one in reversed(held) if one.complete), held[-1] if held else None)
    return (chosen.id, short_label(chosen)) if chosen is not None else None


def _matrices(shown: list[ThreadRow], columns: int, width: int) -> list[RenderableType]:
    """The matrix, in blocks of as many statements as the width holds."""
    if not shown:
        return [Text("No formula stands in more than one statement.")]
    label = min(_LABEL, max(20, width // 2))
    each = max(1, (width - label - 2) // 3)
    return [_matrix(shown, range(low, min(columns, low + each)), label) for low in range(0, columns, each)]


def _matrix(shown: list[ThreadRow], columns: range, label: int) -> Table:
    made = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    made.add_column("", width=label, no_wrap=True, overflow="ellipsis")
    for number in columns:
        made.add_column(str(number + 1), justify="right", width=2, no_wrap=True)
    for row in shown:
        cells = [Text(MARKS[row.cells[number]], style=_STYLES[row.cells[number]]) for number in columns]
        made.add_row(Text(row.label, style="dim" if row.boilerplate else ""), *cells)
    return made


def _pairings(found: tuple[Pairing, ...], *, same: bool = False) -> list[RenderableType]:
    """The rows of a comparison; clauses with the same words are only counted unless `same`."""
    parts: list[RenderableType] = []
    kept = [one for one in found if same or one.state != "carried"]
    for one in kept:
        clause = one.later or one.earlier
        assert clause is not None
        number = f"{clause.number}. " if clause.number else ""
        parts.append(Text(f"{number}{one.label}", style=_STYLES[one.state]))
        parts.append(Padding(_marked(one.changes), (0, 0, 1, 4)))
    if carried := len(found) - len(kept):
        counted = "1 clause is" if carried == 1 else f"{carried} clauses are"
        parts.append(Text(f"{counted} carried with the same words.", style="dim"))
    return parts


def _marked(pieces: tuple[Change, ...]) -> Text:
    """The change in one text: [-gone-] and {+new+}, coloured on a terminal."""
    shown = Text()
    for piece in pieces:
        if piece.op == "equal":
            shown.append(_spaced(piece.later))
        elif piece.op == "delete":
            shown.append(f"[-{piece.earlier.strip()}-]" + _tail(piece.earlier), style="red strike")
        else:
            shown.append("{+" + piece.later.strip() + "+}" + _tail(piece.later), style="green underline")
    return shown


def _spaced(text: str) -> str:
    inner = one_line(text)
    return ("" if not text[:1].isspace() else " ") + inner + _tail(text)


def _tail(text: str) -> str:
    return " " if text[-1:].isspace() else ""


def _heading(text: str) -> Text:
    return Text(text.upper(), style="bold cyan")


def _gap() -> Text:
    return Text("")


def _legend() -> Text:
    return Text("   ".join(f"{MARKS[state]} {words.code('ClauseState', state, 'long')}" for state in MARKS if state), style="dim")


def _write(parts: list[RenderableType], stream: IO[str]) -> None:
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(Group(*parts))
    stream.write("\n".join(line.rstrip() for line in captured.get().split("\n")))
