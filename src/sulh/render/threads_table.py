"""A thread matrix for the terminal: formulae down, statements across, and what became of the last statement's clauses word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sulh import words
from sulh.model import ClauseState, VariantKind
from sulh.render.quotes import one_line
from sulh.render.since import SHOWN, caution, compared, explained, finding, formula_text, heading, item_remarks, moved, remark, step_remarks
from sulh.render.threads import MARKS, ThreadRow, note, rows, statement_label
from sulh.wording import Change, Clause, FormulaHistory, SinceItem, SinceKind, SinceView, Threads, since

if TYPE_CHECKING:
    from sulh.wording import Use
    from sulh.wording.gathering import GatheringRemark

__all__ = ["write_formula", "write_threads", "write_uses"]

_STYLES = {
    "first_seen": "green",
    "carried": "dim",
    "changed": "bold yellow",
    "returned": "cyan",
    "perhaps": "blue",
    "dropped": "red",
    "": "dim",
}
_KINDS = {
    SinceKind.SUBSTANCE: "bold magenta",
    SinceKind.STRONGER: "bold yellow",
    SinceKind.WEAKER: "bold yellow",
    SinceKind.CHANGED: "yellow",
    SinceKind.PERHAPS: "blue",
    SinceKind.RETURNED: "cyan",
    SinceKind.NEW: "green",
    SinceKind.DROPPED: "red",
    SinceKind.ABSENT: "red",
}
_LABEL = 44


def write_threads(threads: Threads, stream: IO[str], *, label: str = "", remarks: Sequence[GatheringRemark] = ()) -> None:
    """Write what changed since last time, then the matrix of the formulae that stand in two statements or more.

    `label` names the series where there are several; `remarks` say what was put together and kept apart before tracing.
    """
    view = since(threads)
    if view is None:
        _write([Text("No statement was given.")], stream)
        return
    parts: list[RenderableType] = [Rule(title=one_line(label), style="dim")]
    parts += [Text(remark(one), style="dim") for one in remarks]
    parts += [_heading("statements")]
    parts += [_beside(f"{number:>3}  ", Text(statement_label(one))) for number, one in enumerate(threads.statements, 1)]
    parts += [_gap(), Text(compared(view)), Text(finding(view), style="bold")]
    if (told := caution(view)) is not None:
        parts.append(Text(told, style="italic"))
    parts += _since(view)
    shown = rows(threads)
    recurring = [row for row in shown if row.present > 1]
    parts += [_gap(), _heading("formulae"), *_matrices(recurring, len(threads.statements), Console(file=stream).width)]
    alone = len(shown) - len(recurring)
    if alone:
        parts.append(Text(f"{alone} more stand in one statement only; --format html or jsonl shows them.", style="dim"))
    parts += [_gap(), _legend()]
    if (told := note(threads.statements)) is not None:
        parts += [_gap(), Text(told, style="italic")]
    _write(parts, stream)


def write_formula(found: FormulaHistory, stream: IO[str]) -> None:
    """Write the agreed language of one formula, and below it what each statement did with it."""
    parts: list[RenderableType] = [Rule(style="dim"), Text(formula_text(found)), _gap(), _heading("what each statement did")]
    for step in reversed(found.steps):
        parts.append(Text(f"{statement_label(step.statement)}: {step_remarks(step)}", style=_STYLES[_mark(step.cell.state)]))
        if step.clauses and step.cell.state is not ClauseState.CARRIED:
            parts.append(Padding(_marked(step.pieces), (0, 0, 1, 4)))
    if (told := note(tuple(step.statement for step in found.steps))) is not None:
        parts += [_gap(), Text(told, style="italic")]
    _write(parts, stream)


def _mark(state: ClauseState) -> str:
    return state.value if state.value in _STYLES else ""


def _since(view: SinceView) -> list[RenderableType]:
    """What changed, by kind; what is gone in groups; what only stayed is counted."""
    parts: list[RenderableType] = []
    for kind in SHOWN:
        found = view.of(kind)
        if not found:
            continue
        parts += [_gap(), _heading(f"{heading(kind)} ({len(found)})")]
        if (said := explained(kind)) is not None:
            parts.append(Text(said, style="italic"))
        if kind in (SinceKind.DROPPED, SinceKind.ABSENT):
            for issue, items in view.gone:
                parts.append(Text(words.code("Issue", issue) if issue else "other", style="dim"))
                parts += [part for item in items for part in _item(item)]
        else:
            parts += [part for item in found for part in _item(item)]
    if carried := view.count(SinceKind.CARRIED):
        counted = "1 formula stands" if carried == 1 else f"{carried} formulae stand"
        parts += [_gap(), Text(f"{counted} in the same words.", style="dim")]
        parts += [Text(f"  {told}: {one_line(one.label)}", style="dim") for one in view.of(SinceKind.CARRIED) if (told := moved(one))]
    if any(one.kind is not SinceKind.CARRIED for one in view.items):
        parts.append(Text("--formula N shows the agreed language and the history of one of these.", style="dim"))
    return parts


def _item(item: SinceItem) -> list[RenderableType]:
    label = Text(one_line(item.label), style=_KINDS[item.kind])
    for told in item_remarks(item):
        label.append(f"  {one_line(told)}", style="bold" if item.kind is SinceKind.SUBSTANCE else "dim")
    head = _beside(f"{item.number:>3}. ", label)
    if item.kind is SinceKind.PERHAPS:
        return [head, *(Padding(_texts(name, held), (0, 0, 0, 5)) for name, held in (("before", item.earlier), ("now", item.later)))]
    return [head, Padding(_marked(item.pieces), (0, 0, 0, 5))]


def _beside(number: str, text: Text) -> Table:
    """A text that stays to the right of its number when it is wrapped."""
    line = Table.grid()
    line.add_column(style="dim", width=len(number))
    line.add_column()
    line.add_row(number, text)
    return line


def _texts(name: str, clauses: Sequence[Clause]) -> Text:
    """The words of one side, unmarked."""
    return Text(f"{name:7}", style="dim").append(one_line(" ".join(one.text for one in clauses)), style="not dim")


def write_uses(uses: tuple[Use, ...], titles: dict[str, str], stream: IO[str]) -> None:
    """Write every use of a phrase with its context, the statements' titles above them."""
    parts: list[RenderableType] = []
    current = ""
    for use in uses:
        if use.statement != current:
            current = use.statement
            parts += [_gap(), Text(titles[current], style="bold")]
            if use.issuers:
                parts.append(Text("by " + ", ".join(use.issuers), style="dim"))
        line = Text("  \u2026")
        line.append(_spaced(use.before), style="dim")
        line.append(one_line(use.text), style="bold")
        line.append(_spaced(use.after).rstrip() + "\u2026", style="dim")
        if remarks := _remarks(use):
            line.append(f"  [{', '.join(remarks)}]", style="cyan")
        parts.append(line)
    counted = Counter(use.variant for use in uses)
    how = {use.variant: use.how for use in uses if use.first_of_variant}
    exact = sum(use.exact for use in uses)
    parts += [
        _gap(),
        Text(
            f"{_counted(len(uses), 'use')} in {_counted(len({use.statement for use in uses}), 'statement')}: "
            f"{exact} as asked for, {_counted(len(uses) - exact, 'variant')}. Wordings:"
        ),
    ]
    for variant, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
        parts.append(Text(f"  {count:>4}  {one_line(variant)}").append(f"  {_how(how[variant])}".rstrip(), style="dim"))
    if exact < len(uses):
        parts.append(Text(_counted_as(uses), style="dim"))
    if any(use.retold for use in uses):
        parts += [_gap(), Text("Words from retold statements are a retelling, not the wording of those who issued them.", style="italic")]
    _write(parts, stream)


def _counted_as(uses: Sequence[Use]) -> str:
    """What the variants among the uses are: every kind that one of them is of."""
    held = {kind for use in uses if not use.exact for kind in use.how}
    return f"Counted as variants: {', '.join(words.code('VariantKind', kind) for kind in VariantKind if kind in held)}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _remarks(use: Use) -> list[str]:
    first = "first use" if use.first else "first in this variant" if use.first_of_variant else ""
    return [word for word in (first, "" if use.exact else "variant", _how(use.how)) if word]


def _how(kinds: tuple[VariantKind, ...]) -> str:
    """What makes a use a variant, in words."""
    return ", ".join(words.code("VariantKind", kind) for kind in kinds)


def _matrices(shown: list[ThreadRow], columns: int, width: int) -> list[RenderableType]:
    """The matrix, in blocks of as many statements as the width holds."""
    if not shown:
        return [Text("No formula stands in more than one statement.")]
    label = min(_LABEL, max(20, width // 2), max(1, width - 3))
    each = max(1, (width - label - 2) // 3)
    return [line for low in range(0, columns, each) for line in _matrix(shown, range(low, min(columns, low + each)), label)]


def _matrix(shown: list[ThreadRow], columns: range, label: int) -> Iterator[Text]:
    """The lines of a block: a label of so many letters, then two for each statement. A table of rich takes five times as long."""
    yield _line(" " * label, "dim", [part for number in columns for part in ((" ", "dim"), (f"{number + 1:>2}", "dim"))])
    for row in shown:
        name = Text(row.label)
        name.truncate(label, overflow="ellipsis", pad=True)
        states = [row.cells[number] for number in columns]
        cells = [part for state in states for part in ((" ", ""), (f"{MARKS[state]:>2}", _STYLES[state]))]
        yield _line(name.plain, "dim" if row.boilerplate else "", cells)


def _line(label: str, style: str, cells: Sequence[tuple[str, str]]) -> Text:
    return Text.assemble((label, style), *cells, no_wrap=True, overflow="crop")


def _marked(pieces: tuple[Change, ...]) -> Text:
    """The change in one text: [-gone-] and {+new+}, coloured on a terminal."""
    shown = Text()
    for piece in pieces:
        if piece.op == "equal":
            shown.append(_spaced(piece.shown))
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
