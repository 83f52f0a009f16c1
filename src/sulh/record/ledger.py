"""The ledger: one append-only sequence of entries, each carrying the hash of the one before."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from sulh.model import RecordError
from sulh.record.canonical import canonical, sha256
from sulh.record.inserting import insert
from sulh.record.models import Entry

__all__ = ["GENESIS", "Draft", "append", "canonical", "digest", "head", "link", "writing"]

GENESIS = "0" * 64

# Any number that no other program uses on the same database.
_ADVISORY_LOCK = 0x53756C68  # "Sulh"
_COLUMNS = ("seq", "at", "author", "kind", "body", "salt", "digest", "previous", "hash")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place in the sequence."""

    author: str
    kind: str
    body: dict[str, Any]


def digest(salt: str, body: str) -> str:
    """What the chain knows of a body. The salt keeps a body that is withheld from a copy from being guessed."""
    return sha256(salt + body)


def link(previous: str, seq: int, at: str, author: str, kind: str, body_digest: str) -> str:
    """The hash of an entry, which the next one carries."""
    return sha256(canonical([previous, seq, at, author, kind, body_digest]))


@contextmanager
def writing() -> Iterator[None]:
    """One transaction in which nobody else appends. SQLite takes its write lock at BEGIN IMMEDIATE, PostgreSQL an advisory lock."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
        yield


def head() -> tuple[int, str]:
    """Number and hash of the last entry; 0 and zeros when there is none."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, GENESIS)


def append(drafts: Iterable[Draft]) -> list[Entry]:
    """Write the drafts as the next entries, all at the same time of day; call it inside `writing`. Raises RecordError outside."""
    if not connection.in_atomic_block:
        raise RecordError("entries are appended inside `ledger.writing()`, so that they and what follows from them stand or fall together")
    seq, previous = head()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    entries = []
    for draft in drafts:
        seq += 1
        body, salt = canonical(draft.body), secrets.token_hex(16)
        body_digest = digest(salt, body)
        hashed = link(previous, seq, at, draft.author, draft.kind, body_digest)
        entries.append(
            Entry(
                seq=seq,
                at=at,
                author=draft.author,
                kind=draft.kind,
                body=body,
                salt=salt,
                digest=body_digest,
                previous=previous,
                hash=hashed,
            )
        )
        previous = hashed
    insert("record_entry", _COLUMNS, [tuple(getattr(entry, name) for name in _COLUMNS) for entry in entries])
    return entries
