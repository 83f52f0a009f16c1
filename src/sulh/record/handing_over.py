"""A copy of the record that may be handed to a group: the whole ledger, without the words of what the group may not see."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.utils import ConnectionHandler

from sulh.model import RecordError
from sulh.record.access import members, scope_of
from sulh.record.chain import LINK
from sulh.record.inserting import insert
from sulh.record.keyring import Ring
from sulh.record.ledger import Draft, append, writing
from sulh.record.ledger import head as ledger_head
from sulh.record.links import links
from sulh.record.location import FILE_SETTING, database
from sulh.record.models import Entry, Text, User
from sulh.record.projection.apply import apply, rebuild
from sulh.record.projection.models import Audience, Source
from sulh.record.sealed_fields import need_key, ring_here
from sulh.record.sealed_values import is_value_sealed
from sulh.record.shapes import Viewer
from sulh.record.shareable import shareable
from sulh.record.tree import head_of_record
from sulh.record.withholding import ACCOUNTING, Withheld, runs
from sulh.signing.heads import Checkpoint

__all__ = ["HandedOver", "hand_over"]

_BLANK = {"body": None, "salt": ""}
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a copy holds: its entries, how many of them without their words, the entry that says so, and its head."""

    entries: int
    withheld: int
    entry: int
    head: Checkpoint


def hand_over(file: Path, group: str, *, author: str, reason: str = "", until: str = "") -> HandedOver:
    """Write a copy for the accounts of `group` into a new file, after an entry that says what is withheld from it and why.

    Bodies and salts of what the group may not see are blank, texts of documents it may not see are absent, and there are no accounts,
    sessions, tokens or secrets. The copy's head is that of the record. `until` is the day up to which the group keeps it, where that
    was agreed. Raises RecordError for a group that nobody is in and nothing is shared with, and a file that is there already or cannot
    be written; then nothing was written anywhere.
    """
    _known(group)
    if file.exists():
        raise RecordError(f"{file} is there already; name a new file")
    beside = file.with_name(f".{file.name}.part")
    scope = Viewer(group, "reader", scope_of([group]), members(scope_of([group])))
    try:
        with writing():
            need_key()
            _refuse_what_lacks_words()
            kept = shareable(scope)
            hidden = [seq for seq in Entry.objects.order_by("seq").values_list("seq", flat=True) if seq not in kept]
            said = {"entries": runs(hidden), "for": group, "reason": reason} | ({"until": until} if until else {})
            made = append([Draft(author, "withhold", said)])
            apply(made)
            head = head_of_record()
            documents = _documents(kept)
            _write(beside, kept | {one.seq for one in made}, documents, head)
        beside.replace(file)
    except OSError as problem:
        raise RecordError(f"{file} cannot be written ({problem.strerror})") from problem
    finally:
        _clear(beside)
    return HandedOver(head.size, len(hidden), made[-1].seq, head)


def _refuse_what_lacks_words() -> None:
    """Raise RecordError where bodies are missing that no earlier copy withheld: an entry made now would account for them."""
    if not Entry.objects.filter(body__isnull=True).exists():
        return
    withheld = Withheld()
    for link in links(Entry.objects.filter(Q(body__isnull=True) | Q(kind__in=ACCOUNTING)).order_by("seq")):
        withheld.take(link)
    withheld.last = ledger_head()[0]
    if withheld.problems() or (withheld.missing and User.objects.exists() and not withheld.is_received):
        first = withheld.missing[0][0]
        raise RecordError(f"entry {first} lacks its body: a copy is made from the whole record (`sulh verify` says what is missing)")


def _known(group: str) -> None:
    """Raise RecordError for a group that is none: a name misspelt would give a copy for nobody."""
    named = {name for names in Audience.objects.values_list("groups", flat=True) for name in names.split("|") if name}
    named |= set(Group.objects.values_list("name", flat=True))
    if group not in named:
        raise RecordError(f"there is no group {group!r}: {', '.join(sorted(named)) or 'nothing is shared with a group'}")


def _documents(kept: set[int]) -> list[str]:
    """The documents whose texts go along: those whose entries do."""
    return [pk for pk, seq in Source.objects.filter(sort="document").order_by("pk").values_list("pk", "seq") if seq in kept]


def _write(file: Path, kept: set[int], documents: Sequence[str], head: Checkpoint) -> None:
    """Fill a new database, which only its owner reads, and check that it has the head of the record."""
    _clear(file)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    from django.core.management import call_command

    ring = ring_here()
    try:
        with _database_in(file) as record:
            call_command("migrate", verbosity=0, interactive=False)
            for rows in _entries(record, kept, ring):
                insert(Entry._meta.db_table, LINK, rows)
            for texts in _texts(record, documents, ring):
                insert(Text._meta.db_table, ("document", "text"), texts)
            rebuild()
            if head_of_record() != head:
                raise RecordError("the copy does not have the head of the record, and was thrown away")
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                # A copy is one file; without this its readers would put two others beside it.
                cursor.execute("PRAGMA journal_mode=DELETE")
    except DatabaseError as problem:
        raise RecordError(f"the copy cannot be written: {str(problem).strip()}") from problem


def _clear(file: Path) -> None:
    """Remove a database with what SQLite puts beside it: nothing of a copy that was killed may come into the next one."""
    for ending in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def _database_in(file: Path) -> Iterator[BaseDatabaseWrapper]:
    """Within, this thread's database is the one in the file; gives that of the record, which others go on using."""
    before = connections[DEFAULT_DB_ALIAS]
    own = ConnectionHandler({DEFAULT_DB_ALIAS: database({FILE_SETTING: str(file)})})[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield before
    finally:
        connections[DEFAULT_DB_ALIAS] = before
        own.close()


def _entries(record: BaseDatabaseWrapper, kept: set[int], ring: Ring) -> Iterator[list[tuple[Any, ...]]]:
    """Every entry of the record, in runs; those that are not kept without body and salt."""
    last = 0
    while rows := _select(record, f"SELECT {', '.join(LINK)} FROM record_entry WHERE seq > %s ORDER BY seq LIMIT {_AT_ONCE}", [last]):
        last = rows[-1][0]
        blank = (tuple(_BLANK.get(name, value) for name, value in zip(LINK, row, strict=True)) for row in rows)
        yield [_in_the_clear(row, ring) if row[0] in kept else bare for row, bare in zip(rows, blank, strict=True)]


def _in_the_clear(row: tuple[Any, ...], ring: Ring) -> tuple[Any, ...]:
    """A row of which sealed values are opened: whoever gets the copy has no key for them."""
    return tuple(ring.opened(value, "") if isinstance(value, str) and is_value_sealed(value) else value for value in row)


def _texts(record: BaseDatabaseWrapper, documents: Sequence[str], ring: Ring) -> Iterator[list[tuple[Any, ...]]]:
    for at in range(0, len(documents), 200):
        some = documents[at : at + 200]
        rows = _select(record, f"SELECT document, text FROM record_text WHERE document IN ({', '.join(['%s'] * len(some))})", some)
        yield [_in_the_clear(row, ring) for row in rows]


def _select(record: BaseDatabaseWrapper, query: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with record.cursor() as cursor:
        cursor.execute(query, given)
        return [tuple(row) for row in cursor.fetchall()]
