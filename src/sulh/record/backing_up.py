"""A whole record in one file, and back: a copy of the SQLite file, or a dump that either database takes."""

from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, transaction

from sulh.model import RecordError
from sulh.record.chain import Link
from sulh.record.inserting import insert
from sulh.record.ledger import head, writing
from sulh.record.models import Entry, Text, User
from sulh.record.projection.apply import rebuild
from sulh.record.projection.touched import batches
from sulh.record.truth import FORMAT, accounts_in, links_in, texts_in
from sulh.record.verifying import replay

__all__ = ["backup", "restore"]

_LINK = ("seq", "at", "author", "kind", "body", "salt", "digest", "previous", "hash")
_ACCOUNT = ("username", "password", "role", "language", "email", "is_active")


def backup(file: Path) -> int:
    """Write the record into a new file that only its owner reads; returns the number of entries. Nobody has to stop working.

    An SQLite record is copied whole; one on PostgreSQL becomes a dump of ledger, texts and accounts. Raises RecordError when
    the file is there already or cannot be written.
    """
    beside = file.with_name(f".{file.name}.part")
    try:
        if file.exists():
            raise RecordError(f"{file} is there already; a backup never overwrites one")
        os.close(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        entries = _copy(beside) if connection.vendor == "sqlite" else _dump(beside)
        beside.replace(file)
    except OSError as problem:
        raise RecordError(f"{file} cannot be written ({problem.strerror})") from problem
    finally:
        beside.unlink(missing_ok=True)
    return entries


def _copy(file: Path) -> int:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as target:
        connection.connection.backup(target)
        # A backup is one file; without this its readers would put two others beside it.
        target.execute("PRAGMA journal_mode=DELETE")
        return int(target.execute("SELECT count(*) FROM record_entry").fetchone()[0])


def _dump(file: Path) -> int:
    with transaction.atomic(), file.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        lines = io.TextIOWrapper(packed, encoding="utf-8")
        for row in _rows():
            lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        lines.flush()
        lines.detach()
        return Entry.objects.count()


def _rows() -> Iterator[list[Any]]:
    yield [FORMAT]
    for entry in Entry.objects.order_by("seq").values_list(*_LINK).iterator(chunk_size=2000):
        yield ["entry", *entry]
    for text in Text.objects.order_by("document").values_list("document", "text").iterator(chunk_size=200):
        yield ["text", *text]
    for user in User.objects.order_by("pk").prefetch_related("groups"):
        groups = sorted(group.name for group in user.groups.all())
        yield ["account", {**{name: getattr(user, name) for name in _ACCOUNT}, "groups": groups}]


def restore(file: Path) -> int:
    """Read a backup, of either database, into this empty record; returns the number of entries.

    The chain is verified before anything is kept, and the projections are derived anew. Raises RecordError when the record is
    not empty or the backup does not hold.
    """
    with writing():
        if head()[0] or User.objects.exists():
            raise RecordError("a backup is restored into an empty record: name a new file with --record, or an empty database")
        verdict = replay(_kept(links_in(file)))
        if verdict.fault is not None:
            raise RecordError(f"{file} is not restored: {verdict.fault.problem}")
        for some in batches(texts_in(file), 200):
            insert(Text._meta.db_table, ("document", "text"), some)
        _accounts(accounts_in(file))
        rebuild()
        return verdict.entries


def _kept(links: Iterable[Link]) -> Iterator[Link]:
    """The links, each stored as it passes."""
    for some in batches(links, 2000):
        insert(Entry._meta.db_table, _LINK, [tuple(getattr(link, name) for name in _LINK) for link in some])
        yield from some


def _accounts(accounts: Iterable[dict[str, Any]]) -> None:
    for account in accounts:
        user = User.objects.create(**{name: account[name] for name in _ACCOUNT})
        user.groups.set([Group.objects.get_or_create(name=name)[0] for name in account["groups"]])
