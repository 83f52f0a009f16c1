"""A reading as a calm table for the terminal: who met, where, when, about what, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sulh.model import Citation, Reading
from sulh.render.outline import Group as Part
from sulh.render.outline import OutlineEntry, outline
from sulh.render.quotes import one_line, passage

__all__ = ["table", "write_table"]

_HEADING = "bold cyan"
_LABEL = "cyan"
_QUOTE = "dim"
_DOT = " \u00b7 "
_LABEL_WIDTH = 13
# From this width on a quote stands beside its entry rather than beneath it.
_BESIDE = 110


def write_table(reading: Reading, stream: IO[str]) -> None:
    """Write the table to `stream`: as wide as the terminal (80 cells elsewhere, or COLUMNS), coloured only there and without NO_COLOR."""
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(table(reading, width=console.width))
    stream.write("\n".join(line.rstrip() for line in captured.get().split("\n")))


def table(reading: Reading, *, width: int) -> RenderableType:
    """The table of one reading for a console `width` cells wide."""
    drawn = _Drawing(reading.document.text, width)
    shown = outline(reading)
    parts: list[RenderableType] = [Rule(style="dim"), Text(one_line(shown.title), style="bold")]
    parts.append(Text(one_line(_DOT.join(shown.notes)), style=_QUOTE))
    if not shown.groups:
        parts.append(Padding(Text("Nothing about talks was found in this document."), (1, 0, 0, 0)))
    for group in shown.groups:
        parts.append(Padding(Text(group.heading.upper(), style=_HEADING), (1, 0, 0, 0)))
        parts.extend(drawn.entry(number, entry) for number, entry in enumerate(group.entries, 1))
    parts.append(Text(""))
    return Group(*parts)


class _Drawing:
    """Draws the entries of one document; holds its text, which quotes are cut from, and the width there is."""

    def __init__(self, text: str, width: int) -> None:
        self._text = text
        self._quote_width = width * 9 // 20 if width >= _BESIDE else None
        self._limit = 200 if self._quote_width else max(min(width * 2, 200), 40)

    def entry(self, number: int, entry: OutlineEntry) -> RenderableType:
        body: list[RenderableType] = [self._head(entry)]
        if entry.groups:
            body.append(self._parts(entry.groups))
        numbered = Table.grid(padding=(0, 1, 0, 0), expand=True)
        numbered.add_column(width=3, justify="right", style=_QUOTE)
        numbered.add_column(ratio=1)
        numbered.add_row(f"{number}.", Group(*body))
        return numbered

    def _head(self, entry: OutlineEntry) -> RenderableType:
        head = Text(one_line(entry.title), style="bold" if entry.kind == "meeting" else "")
        notes = (*entry.notes, "main subject") if entry.prominent else entry.notes
        if notes:
            head.append("\n" if entry.kind == "meeting" else _DOT, style="not bold")
            head.append(one_line(_DOT.join(notes)), style="not bold")
        grid = self._grid()
        self._add(grid, head, entry.cites)
        return grid

    def _parts(self, groups: Iterable[Part]) -> Table:
        grid = self._grid(labelled=True)
        for group in groups:
            rows = [_flow(group)] if group.flowing else [(_line(entry), entry.cites) for entry in group.entries]
            for index, (said, cites) in enumerate(rows):
                self._add(grid, said, cites, label="" if index else group.heading)
        return grid

    def _grid(self, *, labelled: bool = False) -> Table:
        grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
        if labelled:
            grid.add_column(width=_LABEL_WIDTH, style=_LABEL)
        grid.add_column(ratio=1)
        if self._quote_width:
            grid.add_column(width=self._quote_width)
        return grid

    def _add(self, grid: Table, said: Text, cites: Iterable[Citation], *, label: str | None = None) -> None:
        words, offset = passage(cites, self._text, limit=self._limit)
        quote = Text(f"\u201c{words}\u201d @{offset}", style=_QUOTE)
        labels = [] if label is None else [label]
        grid.add_row(*labels, *([said, quote] if self._quote_width else [Group(said, quote)]))


def _flow(group: Part) -> tuple[Text, tuple[Citation, ...]]:
    """Names in one line, with the words where each is first named."""
    names = ", ".join(one_line(entry.title) for entry in group.entries)
    return Text(names), tuple(chain.from_iterable(entry.cites[:1] for entry in group.entries))


def _line(entry: OutlineEntry) -> Text:
    return Text(one_line(entry.title) + (f" ({one_line(', '.join(entry.notes))})" if entry.notes else ""))
