"""Find the tables of a text: a header and the rows under it, as formats write them, cells parted by bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["RowsUnderHeader", "TableLine", "tables_in"]

_BAR = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:–—-]*")
_CAPTION = 300


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row of a table: its cells without white space around them, and where the line stands in the text."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RowsUnderHeader:
    """A table: the header, the rows with as many cells as it has, and the last line of text before it."""

    header: TableLine
    rows: tuple[TableLine, ...]
    caption: str


def tables_in(text: str) -> Iterator[RowsUnderHeader]:
    """Yield the tables of a text that have a header and a row.

    A cell that spans several rows may be written in the first of them only: an empty first cell is that of the row above. Rows with more
    or fewer cells than the header are left out, as nobody can say which cell is missing.
    """
    caption, lines = "", list[TableLine]()
    for line in re.finditer(r"[^\n]+", text):
        words = line[0]
        if "|" in words:
            if not _RULE.fullmatch(words):
                lines.append(TableLine(_cells(words), line.start(), line.end()))
        elif words.strip():
            yield from _table(lines, caption)
            caption, lines = words.strip()[-_CAPTION:], []
    yield from _table(lines, caption)


def _cells(words: str) -> tuple[str, ...]:
    inner = words.strip()
    if inner.startswith("|"):
        inner = inner[1:].removesuffix("|")
    return tuple(cell.strip() for cell in _BAR.split(inner.strip(" ")))


def _table(lines: list[TableLine], caption: str) -> Iterator[RowsUnderHeader]:
    if len(lines) < 2 or len(lines[0].cells) < 2:
        return
    rows = list[TableLine]()
    for line in lines[1:]:
        if len(line.cells) == len(lines[0].cells):
            first = line.cells[0] or (rows[-1].cells[0] if rows else "")
            rows.append(TableLine((first, *line.cells[1:]), line.start, line.end))
    if rows:
        yield RowsUnderHeader(lines[0], tuple(rows), caption)
