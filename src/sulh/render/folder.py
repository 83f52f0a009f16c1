"""Readings as a folder of CSV files, one per table of `sulh.model.tables`.

Cells are what the document says, but that one which a spreadsheet would run as a formula begins with an apostrophe. Several values in
one cell are joined by `;`. Files are UTF-8 with a byte order mark, by which Excel recognises Arabic and Cyrillic.
"""

from __future__ import annotations

import csv
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO

from sulh.model import Reading
from sulh.model.tables import TABLES, Cell, rows
from sulh.text.spreadsheets import safe

__all__ = ["CsvFolder"]


class CsvFolder:
    """Writes readings one by one to CSV files that appear in `folder` together, when the `with` block ends without an error.

    The same content under two paths gives two rows of documents and its facts once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()
        self._open = ExitStack()
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> CsvFolder:
        with ExitStack() as opening:
            holding = tempfile.TemporaryDirectory(prefix=f".{self._folder.name}-", dir=self._folder.parent)
            self._holding = Path(opening.enter_context(holding))
            for name, columns in TABLES.items():
                path = self._holding / f"{name}.csv"
                file = opening.enter_context(path.open("w", encoding="utf-8-sig", errors="replace", newline=""))
                self._files[name] = file
                csv.writer(file).writerow(column.name for column in columns)
            self._open = opening.pop_all()
        return self

    def add(self, reading: Reading) -> None:
        """Write one reading's rows."""
        is_new = reading.document.id not in self._seen
        self._seen.add(reading.document.id)
        for name, row in rows(reading):
            if is_new or name == "documents":
                csv.writer(self._files[name]).writerow(safe(_written(row[column.name])) for column in TABLES[name])

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        with self._open:
            for file in self._files.values():
                file.close()
            if kind is None:
                self._folder.mkdir(exist_ok=True)
                for name in TABLES:
                    (self._holding / f"{name}.csv").replace(self._folder / f"{name}.csv")


def _written(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return ";".join(cell) if isinstance(cell, tuple) else cell
