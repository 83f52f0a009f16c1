"""The tables of the record that is open in this process, read as they are at one moment."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from sulh.model import RecordError
from sulh.record.truth import Tables, truth_of

__all__ = ["OpenTables", "open_tables", "record_as_it_is"]

_COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{}'"


class OpenTables(Tables):
    """The tables behind a connection, which they keep to while the thread works on another database."""

    def __init__(self, connected: BaseDatabaseWrapper) -> None:
        self._connected = connected
        self.vendor = connected.vendor
        self.name = str(connected.settings_dict["NAME"])

    def columns(self, table: str) -> tuple[str, ...]:
        if self.vendor == "sqlite":
            return tuple(row[1] for row in self.rows(f'PRAGMA table_info("{table}")'))
        return tuple(row[0] for row in self.rows(_COLUMNS.format(table)))

    def rows(self, query: str) -> Generator[tuple[Any, ...], None, None]:
        try:
            large = self.vendor == "postgresql" and query.startswith("SELECT")
            with self._connected.chunked_cursor() if large else self._connected.cursor() as cursor:
                cursor.execute(query)
                while some := cursor.fetchmany(2000):
                    yield from some
        except DatabaseError as problem:
            raise RecordError(f"{self.name} is damaged, or no record ({str(problem).strip()})") from problem


@contextmanager
def open_tables() -> Iterator[OpenTables]:
    """The open record, all of it as at the same moment."""
    connected = connections[DEFAULT_DB_ALIAS]
    begins = not connected.in_atomic_block
    with transaction.atomic():
        if begins and connected.vendor == "postgresql":
            with connected.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield OpenTables(connected)


@contextmanager
def record_as_it_is() -> Iterator[Tables]:
    """The open record at one moment, while others go on writing: a file is read from a copy, so that nobody waits."""
    connected = connections[DEFAULT_DB_ALIAS]
    file = Path(str(connected.settings_dict["NAME"]))
    if connected.vendor == "sqlite" and not connected.in_atomic_block and file.is_file():
        with truth_of(file) as truth:
            assert isinstance(truth, Tables)
            yield truth
    else:
        with open_tables() as tables:
            yield tables
