"""Overwrite what the database freed when something was erased: until then the words may still lie in its files."""

from __future__ import annotations

import time
from typing import Any

from django.db import DatabaseError, connection

__all__ = ["is_soiled", "soil", "wipe"]

_SOILED = "sulh: something was erased, and what the tables freed is still to be overwritten"
_PATIENCE = 30.0  # seconds that readers of the file are waited for


def soil() -> None:
    """Note, in the transaction that erases, that freed space is to be overwritten; whoever opens the record next does it if need be."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA user_version = 1")
        else:
            cursor.execute(f"COMMENT ON TABLE record_entry IS '{_SOILED}'")


def is_soiled() -> bool:
    """Whether something was erased whose words may still lie in freed space."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA user_version")
            return bool(cursor.fetchone()[0])
        cursor.execute("SELECT obj_description('record_entry'::regclass)")
        return bool(cursor.fetchone()[0] == _SOILED)


def wipe() -> bool:
    """Overwrite what was freed; False where others keep it from being done now. Call it outside transactions.

    SQLite: the file is written anew and its write-ahead log cut off. PostgreSQL: every table is written anew, with its statistics;
    the server's own logs and archives are not in reach. Blocks of the disk that were freed before are the file system's.
    """
    try:
        return _wipe_file() if connection.vendor == "sqlite" else _wipe_tables()
    except DatabaseError:
        return False


def _wipe_file() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        until = time.monotonic() + _PATIENCE
        while not _is_cut(cursor):
            if time.monotonic() > until:
                return False
            time.sleep(0.2)
        cursor.execute("PRAGMA user_version = 0")
        return _is_cut(cursor)


def _is_cut(cursor: Any) -> bool:
    """Cut the write-ahead log off; readers of what is in it are in the way."""
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return not cursor.fetchone()[0]


def _wipe_tables() -> bool:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
        cursor.execute("COMMENT ON TABLE record_entry IS NULL")
    return True
