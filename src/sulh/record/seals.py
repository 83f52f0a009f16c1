"""Seal what is sensitive when it is written to the open record, and open it when it is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from sulh.model import RecordError
from sulh.model.vocabulary import Sharing
from sulh.record.canonical import sha256
from sulh.record.keyring import NAMES, Ring, record_key, record_key_in
from sulh.record.models import DataKey
from sulh.record.persons.kind import KIND as PERSONS
from sulh.record.prepared import prepared
from sulh.record.seal_rules import NEVER, subject_of, subject_of_text
from sulh.record.sealed_fields import need_key, need_key_anew
from sulh.record.sealed_values import SealedValue, is_value_sealed, new_key, sealed_value, unwrapped, wrapped

__all__ = ["Sealer", "begin_sealing", "destroy_unused", "keys_of", "renew", "rotate", "seals"]

_HEAD = 200  # characters, which hold what says with which key a value is sealed
# Where sealed values stand: table, what names a row, the column, and what says of which kind the row is.
_SEALED_COLUMNS = (("record_entry", "seq", "body", "kind"), ("record_text", "document", "text", "''"))
_SORTS = ("sha256:", "list:", "form:", "entry:")


def begin_sealing(file: Path) -> None:
    """From now on this record seals what is sensitive, with the record key in the file. Raises RecordError when it does so already."""
    key = record_key_in(file)
    if seals():
        raise RecordError("this record seals already; `sulh key rotate` gives it another record key")
    _make(NAMES, key)


def seals() -> bool:
    """Whether this record seals what is sensitive."""
    return bool(_kept(NAMES))


@prepared
def _kept(key: str) -> QuerySet[Any, Any]:
    return DataKey.objects.filter(pk=key, wrapped__isnull=False).values_list("pk")


def rotate(old: Path, new: Path) -> int:
    """Wrap every data key with the new record key, all or none; gives their number. Call it inside a transaction.

    Raises RecordError when the old key is not that of the record.
    """
    before, after = record_key_in(old), record_key_in(new)
    rows = list(DataKey.objects.filter(wrapped__isnull=False))
    if not rows:
        raise RecordError("this record seals nothing; `sulh seal` begins it")
    for row in rows:
        row.wrapped = wrapped(unwrapped(str(row.wrapped), before, row.key_id), after, row.key_id)
    DataKey.objects.bulk_update(rows, ["wrapped"])
    return len(rows)


class Sealer:
    """Seals what is written in one go; where the record seals nothing, everything stays as it is, for one statement."""

    def __init__(self) -> None:
        self._ring: Ring | None = None
        self._there: set[str] = set()  # data keys that were found in the database
        self._hidden: dict[str, str] = {}  # identifiers, whole and as mentions begin, of sources of this run that are not public

    @cached_property
    def _is_on(self) -> bool:
        return seals()

    def body(self, kind: str, body: Mapping[str, Any], text: str, digest: str) -> str:
        """The body of an entry, `text`, as the database keeps it."""
        if kind in NEVER or not self._is_on:
            return text
        if kind in ("document", "source") and body["level"] != "public":
            self._hidden |= dict.fromkeys(_called(str(body["id"])), str(body["id"]))
        subject = subject_of(kind, body, self._source(body))
        return self.sealed(text, subject, digest) if subject else text

    def text(self, document: str, text: str, level: str) -> str:
        """The text of a document as the database keeps it."""
        return self.sealed(text, subject_of_text(document), sha256(document)) if level != "public" and self._is_on else text

    def sealed(self, value: str, subject: str, digest: str) -> str:
        """A value sealed under the key of its subject, which is made where there is none."""
        held = self._keys()
        key_id = held.named(subject)
        if held.knows(key_id) and key_id not in self._there:
            if not _kept(key_id):  # another process erased something, and with it destroyed this key
                held = self._ring = need_key_anew()
                key_id = held.named(subject)
            self._there.add(key_id)
        if not held.knows(key_id):
            _make_in(held, key_id)
        return sealed_value(value, held.key(key_id), key_id, digest, is_filled=subject.startswith(f"{PERSONS}:"))

    def _keys(self) -> Ring:
        self._ring = self._ring or need_key()
        return self._ring

    def _source(self, body: Mapping[str, Any]) -> str:
        """The first source that a body names, by itself or by a claim or mention of it, and that is not public."""
        from sulh.record.projection.models import Claim, Mention, Source

        names = list(dict.fromkeys(_names_in(body)))
        if known := next((self._hidden[name] for name in names if name in self._hidden), ""):
            return known
        own = [name for name in names if name.startswith(_SORTS)]
        others = [name for name in names if not name.startswith(_SORTS)]
        for table, column, some in ((Source, "pk", own), (Mention, "source_id", others), (Claim, "source_id", others)):
            hidden = table.objects.filter(pk__in=some).exclude(audience__level=Sharing.PUBLIC) if some else table.objects.none()
            if found := hidden.values_list(column, flat=True).first():
                self._hidden |= dict.fromkeys((*_called(found), *some), found) if len(some) == 1 else {}
                return str(found)
        return ""


def keys_of(seqs: Iterable[int]) -> set[str]:
    """The data keys that the bodies of these entries are sealed with."""
    with connection.cursor() as cursor:
        found = set()
        for seq in seqs:
            cursor.execute(f"SELECT substr(body, 1, {_HEAD}) FROM record_entry WHERE seq = %s", [seq])
            found |= {SealedValue.key_in(head) for (head,) in cursor.fetchall() if is_value_sealed(head)}
    return found


def renew(key_ids: Iterable[str]) -> None:
    """Seal whatever is still sealed with these data keys with others, so that they can be destroyed.

    A backup of before holds the words that were erased under the old key: while the record kept it, the new record key would open them.
    """
    old, held = frozenset(key_ids), need_key()
    for table, name, column, kind in _SEALED_COLUMNS if old else ():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}, {kind}, substr({column}, 1, {_HEAD}) FROM {table}")
            heads = [(row, of, head) for row, of, head in cursor.fetchall() if is_value_sealed(head)]
            for row, of, head in heads:
                if (key_id := SealedValue.key_in(head)) in old:
                    cursor.execute(f"SELECT {column} FROM {table} WHERE {name} = %s", [row])
                    (stored,) = cursor.fetchone()
                    new = held.after(key_id)
                    if not held.knows(new):
                        _make_in(held, new)
                    plain, digest = held.opened(stored, ""), SealedValue.read(stored).digest
                    left = sealed_value(plain, held.key(new), new, digest, is_filled=of == PERSONS)
                    cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {name} = %s", [left, row])


def destroy_unused(seq: int) -> int:
    """Destroy the data keys that nothing is sealed with any more, as entry `seq` says; gives their number."""
    used = {NAMES}
    with connection.cursor() as cursor:
        for table, _, column, _ in _SEALED_COLUMNS:
            cursor.execute(f"SELECT substr({column}, 1, {_HEAD}) FROM {table}")
            used |= {SealedValue.key_in(head) for (head,) in cursor.fetchall() if is_value_sealed(head)}
    unused = DataKey.objects.filter(wrapped__isnull=False).exclude(pk__in=used)
    return unused.update(wrapped=None, destroyed=seq)


def _make_in(held: Ring, key_id: str) -> None:
    key = record_key()
    assert key is not None
    _make(key_id, key, held)


def _make(key_id: str, key: bytes, held: Ring | None = None) -> None:
    own = new_key()
    stored = wrapped(own, key, key_id)
    DataKey.objects.create(key_id=key_id, wrapped=stored, made=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
    if held is not None:
        held.add(key_id, own, stored)


def _called(source: str) -> Iterator[str]:
    yield from (source, source.partition(":")[2][:12])


def _names_in(body: Mapping[str, Any]) -> Iterator[str]:
    held: Iterable[Any] = (body.get(key) for key in ("id", "document", "source", "subject", "target", "other", "left", "right"))
    for value in held:
        if isinstance(value, str):
            bare = value.removeprefix("meeting:").removeprefix("document:")
            yield from (bare, bare.partition("-")[0])
