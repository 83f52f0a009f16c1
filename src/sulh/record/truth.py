"""The truth of a record out of a file: a backup, which is an SQLite record or a compressed dump of ledger, texts and accounts."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sulh.model import RecordError
from sulh.record.chain import Link

__all__ = ["FORMAT", "accounts_in", "is_sqlite", "links_in", "texts_in"]

FORMAT = "sulh record 1"
_LINK = "seq, at, author, kind, body, salt, digest, previous, hash"


def is_sqlite(file: Path) -> bool:
    """Whether the file is an SQLite database. Raises RecordError when it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(16) == b"SQLite format 3\x00"
    except OSError as problem:
        raise RecordError(f"{file} cannot be read ({problem.strerror})") from problem


def links_in(file: Path) -> Iterator[Link]:
    """The entries of the ledger in a file, in their order."""
    if is_sqlite(file):
        yield from (Link(*row) for row in _sqlite(file, f"SELECT {_LINK} FROM record_entry ORDER BY seq"))
    else:
        yield from (Link(*row) for row in _dump(file, "entry"))


def texts_in(file: Path) -> Iterator[tuple[str, str]]:
    """Documents and their texts in a file."""
    if is_sqlite(file):
        yield from ((document, text) for document, text in _sqlite(file, "SELECT document, text FROM record_text ORDER BY document"))
    else:
        yield from ((document, text) for document, text in _dump(file, "text"))


def accounts_in(file: Path) -> Iterator[dict[str, Any]]:
    """The accounts in a file: name, hashed password, role, groups and what else an account keeps."""
    if not is_sqlite(file):
        yield from (row[0] for row in _dump(file, "account"))
        return
    members: dict[int, list[str]] = {}
    for user, group in _sqlite(
        file, "SELECT m.user_id, g.name FROM record_user_groups m JOIN auth_group g ON g.id = m.group_id ORDER BY g.name"
    ):
        members.setdefault(user, []).append(group)
    columns = ("username", "password", "role", "language", "email", "is_active")
    for row in _sqlite(file, f"SELECT id, {', '.join(columns)} FROM record_user ORDER BY id"):
        yield {**dict(zip(columns, row[1:], strict=True)), "is_active": bool(row[6]), "groups": members.get(row[0], [])}


def _sqlite(file: Path, query: str) -> Iterator[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        try:
            yield from opened.execute(query)
        except sqlite3.DatabaseError as problem:
            raise RecordError(f"{file} is no record ({problem})") from problem


def _dump(file: Path, wanted: str) -> Iterator[list[Any]]:
    """The rows of one sort in a dump: lines of JSON, each a list that begins with its sort."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            if json.loads(next(lines, "null")) != [FORMAT]:
                raise RecordError(f"{file} is neither a record nor a backup of one")
            for line in lines:
                sort, *row = json.loads(line)
                if sort == wanted:
                    yield row
    except (OSError, EOFError, UnicodeDecodeError, ValueError) as problem:
        raise RecordError(f"{file} is neither a record nor a backup of one, or is damaged ({problem})") from problem
