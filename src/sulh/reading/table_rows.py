"""Find the tables of a text: a header and the rows under it, cells parted by bars, or lines that end with numbers as in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["RowsUnderHeader", "TableLine", "tables_in"]

# A line of a plain text's table, whose blanks were taken out: a label and the numbers of its columns.
_NUMBERED = re.compile(r"(?P<label>[^\d|\n][^|\n]{0,60}?)(?P<numbers>(?: (?:\d[\d,]*|–|-|n/a))+)(?: \([^()]*\))?")
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
    yield from _plain_tables(text)
    for line in re.finditer(r"[^\n]+", text):
        words = line[0]
        if "|" in words:
            if not _RULE.fullmatch(words):
                lines.append(TableLine(_cells(words), line.start(), line.end()))
        elif words.strip():
            yield from _table(lines, caption)
            caption, lines = words.strip()[-_CAPTION:], []
    yield from _table(lines, caption)


def _plain_tables(text: str) -> Iterator[RowsUnderHeader]:
    """The tables of plain text: two rows and more with the same number of numbers, under a line without any.

    Where the heads of several columns part is not known, so of several numbers only the last is kept, and only where the head ends with
    "total"; it is the sum of its row.
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if not _RULE.fullmatch(line[0])]
    at = 0
    while at < len(lines):
        rows = list(_rows_from(lines, at))
        if len(rows) > 1 and at and not any(sign.isdigit() for sign in lines[at - 1][0]):
            made = _plain(lines[at - 1], rows, lines[at - 2][0].strip()[-_CAPTION:] if at > 1 else "")
            if made is not None:
                yield made
        at += max(1, len(rows))


def _rows_from(lines: list[re.Match[str]], at: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """The lines from one on that have as many numbers as it, each with its parts."""
    many = None
    for line in lines[at:]:
        row = _NUMBERED.fullmatch(line[0].strip())
        numbers = len(row["numbers"].split()) if row else 0
        if row is None or (many is not None and numbers != many):
            return
        many = numbers
        yield line, row


def _plain(header: re.Match[str], rows: list[tuple[re.Match[str], re.Match[str]]], caption: str) -> RowsUnderHeader | None:
    head = header[0].strip()
    if len(rows[0][1]["numbers"].split()) > 1:
        if not head.casefold().endswith("total"):
            return None
        cells = ("", "Total")
    else:
        first, _, rest = head.partition(" ")
        cells = (first, rest)
    made = (TableLine((row["label"].strip(), row["numbers"].split()[-1]), line.start(), line.end()) for line, row in rows)
    return RowsUnderHeader(TableLine(cells, header.start(), header.end()), tuple(made), caption)


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
