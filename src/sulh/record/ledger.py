"""The ledger: one append-only sequence of entries, each carrying the hash of the one before."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from sulh.model import RecordError
from sulh.record.canonical import canonical, stored
from sulh.record.chain import GENESIS, GONE, LINK, Link, digest, hashed
from sulh.record.inserting import insert
from sulh.record.links import links
from sulh.record.models import Entry
from sulh.record.parting import Parting, compare
from sulh.record.seals import Sealer
from sulh.record.verifying import Verdict, verify
from sulh.record.withholding import RECEIVED, WITHHOLD, received_body

__all__ = ["GENESIS", "Draft", "Parting", "Verdict", "append", "canonical", "compare", "head", "noting", "verify", "writing"]

# Any number that no other program uses on the same database.
_ADVISORY_LOCK = 0x53756C68  # "Sulh"
_LONGEST_NAME = 200
_SALT = 16  # bytes
# Entries so many that reading their bodies back costs; of the others the order of keys is kept too, which is the text's.
_MANY = frozenset({"document", "claim"})


_NOTED: ContextVar[list[tuple[int, str]] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[tuple[int, str]]]:
    """The numbers and kinds of the entries that are appended within, in a list that fills as they are."""
    noted: list[tuple[int, str]] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place in the sequence."""

    author: str
    kind: str
    body: dict[str, Any]


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


def _is_copy() -> bool:
    """Whether the record is a copy for a group, as it came: it ends with the entry that withholds, and lacks bodies."""
    last = Entry.objects.order_by("-seq").values_list("kind", flat=True).first()
    return last == WITHHOLD and any(link.instead != GONE for link in links(Entry.objects.filter(body__isnull=True)))


def append(drafts: Iterable[Draft]) -> list[Link]:
    """Write the drafts as the next entries, all at the same time of day; call it inside `writing`.

    Where the record is a copy that somebody was given, an entry that says so comes before the first of them.

    Raises RecordError outside a transaction, and for an author without a name.
    """
    if not connection.in_atomic_block:
        raise RecordError("entries are appended inside `ledger.writing()`, so that they and what follows from them stand or fall together")
    seq, previous = head()
    drafts = list(drafts)
    if drafts and _is_copy():
        drafts.insert(0, Draft(drafts[0].author, RECEIVED, received_body(seq, previous)))
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    entries: list[Link] = []
    rows: list[tuple[Any, ...]] = []
    sealer = Sealer()
    salts = secrets.token_hex(_SALT * len(drafts))
    for number, draft in enumerate(drafts):
        if not 0 < len(draft.author.strip()) <= _LONGEST_NAME:
            raise RecordError(f"an entry is signed with a name of 1 to {_LONGEST_NAME} characters")
        seq += 1
        body, parsed = stored(draft.body)
        salt = salts[2 * _SALT * number : 2 * _SALT * (number + 1)]
        body_digest = digest(salt, body)
        own = hashed(previous, seq, at, draft.author, draft.kind, body_digest)
        row = (seq, at, draft.author, draft.kind, body, salt, body_digest, previous, own)
        entries.append(Link(*row, parsed=parsed if draft.kind in _MANY else None))
        stored_body = sealer.body(draft.kind, parsed, body, body_digest)
        rows.append((seq, at, draft.author, draft.kind, stored_body, salt, body_digest, previous, own))
        previous = own
    insert(Entry._meta.db_table, LINK, rows)
    if (noted := _NOTED.get()) is not None:
        noted.extend((one.seq, one.kind) for one in entries)
    return entries
