"""Tables that say how far their reader is, for checks that somebody waits for."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from typing import Any

from sulh.record.truth import Tables

__all__ = ["Progress", "WatchedTables"]

# Told the stage, how many rows were looked at, and how many there are (0 where it is not known).
Progress = Callable[[str, int, int], None]
_EVERY = 500  # rows
_TABLE = re.compile(r'FROM "(\w+)"')
_ENTRIES, _PROJECTED = "record_entry", "projection_"


class WatchedTables(Tables):
    """The same tables. What is read says the stage: the entries; the entries again, from which all is derived; then what pages read."""

    def __init__(self, tables: Tables, progress: Progress) -> None:
        self._tables, self._progress = tables, progress
        self.name, self.vendor, self.has_secrets = tables.name, tables.vendor, tables.has_secrets
        self._stage, self._looked, self._of = "", 0, 0
        self._entries = 0

    def columns(self, table: str) -> tuple[str, ...]:
        return self._tables.columns(table)

    def rows(self, query: str) -> Generator[tuple[Any, ...], None, None]:
        found = _TABLE.search(query)
        self._begin(found[1] if found else "")
        for number, row in enumerate(self._tables.rows(query), 1):
            if number % _EVERY == 0:
                self._looked += _EVERY
                self._tell()
            yield row

    def _begin(self, table: str) -> None:
        if table == _ENTRIES and self._entries == 0:
            self._entries = self._count(table)
            self._enter("entries", self._entries)
        elif table == _ENTRIES:
            self._enter("derive", 0)
        elif table.startswith(_PROJECTED) and self._stage == "derive":
            names = (str(row[0]) for row in self._tables.rows(_NAMES[self.vendor]))
            self._enter("compare", sum(self._count(name) for name in names if name.startswith(_PROJECTED) and "search" not in name))

    def _enter(self, stage: str, of: int) -> None:
        self._stage, self._looked, self._of = stage, 0, of
        self._tell()

    def _tell(self) -> None:
        self._progress(self._stage, min(self._looked, self._of) if self._of else 0, self._of)

    def _count(self, table: str) -> int:
        return int(next(iter(self._tables.rows(f'SELECT count(*) FROM "{table}"')))[0])


_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
}
