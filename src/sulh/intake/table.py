"""A list as rows of named cells, whatever file it came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sulh.model import SulhError

__all__ = ["IntakeError", "ListRow", "ListTable", "RowError", "named_columns"]


class IntakeError(SulhError):
    """A list cannot be taken in at all; the message names the file, what was wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list. `number` counts from 1 without the heads of columns; `line` is the line of the file that it begins on.

    `cells` are the texts of its filled cells by the name of their column. In a spreadsheet a date may be kept as one: `dates` names the
    columns whose text, written YYYY-MM-DD, comes from such a cell.
    """

    number: int
    cells: Mapping[str, str]
    line: int | None = None
    dates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row, or one of its cells, is not taken: number and line, the column ("" for the whole row), what stands there, the reason."""

    row: int
    column: str
    reason: str
    written: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"row {self.row}" + (f" (line {self.line})" if self.line is not None else "")
        shown = f" {self.written[:60]!r}" if self.written else ""
        return f"{where}{f', column {self.column}' if self.column else ''}:{shown} {self.reason}"


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list: the names of its columns, and its rows, which can be gone through again and again.

    A row that is broken comes as a `RowError`. `digest` is the SHA-256 of the file; `remarks` say what was found out about it: its
    encoding, what stands between cells, rows left out.
    """

    name: str
    columns: tuple[str, ...]
    digest: str
    remarks: tuple[str, ...]
    _rows: Callable[[], Iterator[ListRow | RowError]] = field(repr=False)

    def rows(self) -> Iterator[ListRow | RowError]:
        """The rows in order, from the first."""
        return self._rows()


def named_columns(heads: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the names of columns: spaces made one, empty ones called by their place, a name that comes again with its number.

    Raises IntakeError when no cell of the row of heads has words.
    """
    found: list[str] = []
    for place, head in enumerate(heads, 1):
        wanted = " ".join(head.split()) or f"column {place}"
        again = wanted
        number = 2
        while again in found:
            again, number = f"{wanted} ({number})", number + 1
        found.append(again)
    if not any(head.strip() for head in heads):
        raise IntakeError(f"{name}: its first row has no names of columns; put them there")
    return tuple(found)
