"""The truth of a record as it is found: an SQLite file, a backup or the open database, read and never written to."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sulh.model import RecordError
from sulh.record.canonical import sha256
from sulh.record.chain import LINK, LOCKED, Link
from sulh.record.erasures import KIND as ERASE
from sulh.record.erasures import Erased, instead_of, readable
from sulh.record.keyring import Ring, record_key
from sulh.record.sealed_values import is_value_sealed
from sulh.record.sealing import is_sealed, unsealed

__all__ = ["ACCOUNT", "DATA_KEY", "FACTOR", "FORMAT", "TOKEN", "Dump", "SqliteFile", "Tables", "Truth", "copied", "links_in", "truth_of"]

FORMAT = "sulh record 1"
DATA_KEY = ("key_id", "wrapped", "made", "destroyed")
ACCOUNT = ("username", "password", "role", "language", "is_active")
TOKEN = ("label", "digest", "made", "expires")
# What makes the codes of a second factor; how often it was tried is no part of it.
FACTOR = ("name", "confirmed", "key", "step", "t0", "digits", "tolerance", "drift")
_TRIES, _PAUSE = 5, 0.2  # of copying a file that somebody writes to; seconds
_AT_ONCE = 1000  # rows that are read in one go


class Truth(ABC):
    """Entries, texts and accounts of one record. `name` is for messages."""

    name: str
    # Whether it holds everything of its accounts: a backup in the clear leaves out the secrets of second factors.
    has_secrets = True

    def links(self) -> Generator[Link, None, None]:
        """The entries of the ledger, in their order, opened as by `opened`."""
        yield from self.opened(self.stored_links())

    def opened(self, stored: Iterable[Link]) -> Iterator[Link]:
        """Stored entries with sealed bodies opened where their key is here, and with what erasures left in the place of others."""
        instead, ring = instead_of(self.erased()), self.ring()
        for one in stored:
            link = one._replace(instead=instead[one.seq]) if one.seq in instead else one
            yield _opened(link, ring) if is_value_sealed(link.body) else link

    def ring(self) -> Ring:
        """The data keys, opened with the record key that the environment names. Raises RecordError where it is another record's."""
        return Ring(record_key(), ((key_id, stored) for key_id, stored, *_ in self.data_keys()))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Documents and their texts, opened as by `opened_texts`."""
        return self.opened_texts(self.stored_texts())

    def opened_texts(self, stored: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Stored texts in the clear; those that are sealed and whose key is not here are left out."""
        ring = self.ring()
        for document, text in stored:
            if not is_value_sealed(text):
                yield document, text
                continue
            try:
                yield document, ring.opened(text, sha256(document))
            except RecordError as problem:
                if str(problem) != LOCKED:
                    yield document, text  # it is no more what its document says

    def erased(self) -> list[Erased]:
        """What entries of kind `erase` say, in their order."""
        return list(readable(self._erasures()))

    @abstractmethod
    def stored_links(self) -> Iterator[Link]:
        """The entries of the ledger as they are stored, in their order."""

    @abstractmethod
    def stored_texts(self) -> Iterator[tuple[str, str]]:
        """Documents and their texts as they are stored."""

    @abstractmethod
    def data_keys(self) -> Iterator[tuple[Any, ...]]:
        """The data keys: what `DATA_KEY` names."""

    @abstractmethod
    def _erasures(self) -> Iterator[tuple[int, str | None]]:
        """Number and body of the entries of kind `erase`, in their order."""

    @abstractmethod
    def accounts(self) -> Iterator[dict[str, Any]]:
        """The accounts: what `ACCOUNT` names, `groups`, and lists of `tokens` and of second factors (`factors`)."""


class Tables(Truth):
    """The truth in the tables of a database of one `vendor` (`sqlite` or `postgresql`)."""

    vendor: str

    @abstractmethod
    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table; none when there is no such table."""

    @abstractmethod
    def rows(self, query: str) -> Generator[tuple[Any, ...], None, None]:
        """The rows that a query gives. Raises RecordError when the database cannot read them."""

    def select(self, table: str, columns: Sequence[str], order: str = "") -> Iterator[tuple[Any, ...]]:
        """These columns of every row of a table."""
        names = ", ".join(f'"{column}"' for column in columns)
        return self.rows(f'SELECT {names} FROM "{table}"' + (f' ORDER BY "{order}"' if order else ""))

    def stored_links(self) -> Iterator[Link]:
        for seq, *rest in self.select("record_entry", LINK, "seq"):
            # A damaged file may give anything; what is no text cannot give the digest either.
            body = rest[3] if rest[3] is None else _text(rest[3])
            rest[:] = map(_text, rest)
            yield Link(seq, rest[0], rest[1], rest[2], body, *rest[4:])

    def _erasures(self) -> Iterator[tuple[int, str | None]]:
        for seq, body in self.rows(f"SELECT seq, body FROM record_entry WHERE kind = '{ERASE}' ORDER BY seq"):
            if isinstance(seq, int) and isinstance(body, str):
                yield seq, body

    def data_keys(self) -> Iterator[tuple[Any, ...]]:
        return self.select("record_datakey", DATA_KEY, "key_id") if self.columns("record_datakey") else iter(())

    def stored_texts(self) -> Iterator[tuple[str, str]]:
        return ((_text(document), _text(text)) for document, text in self.select("record_text", ("document", "text"), "document"))

    def accounts(self) -> Iterator[dict[str, Any]]:
        if not self.columns("record_user"):
            return
        groups = dict(self.select("auth_group", ("id", "name")))
        members: dict[int, list[str]] = {}
        for user, group in self.select("record_user_groups", ("user_id", "group_id")):
            members.setdefault(user, []).append(_text(groups.get(group)))
        tokens = self._owned("record_apitoken", TOKEN)
        factors = self._owned("otp_totp_totpdevice", FACTOR)
        for key, *values in self.select("record_user", ("id", *ACCOUNT), "id"):
            account = dict(zip(ACCOUNT, values, strict=True))
            yield account | {
                "is_active": bool(account["is_active"]),
                "groups": sorted(members.get(key, [])),
                "tokens": tokens.get(key, []),
                "factors": [one for one in factors.get(key, []) if one["confirmed"]],
            }

    def _owned(self, table: str, columns: Sequence[str]) -> dict[int, list[dict[str, Any]]]:
        there = [name for name in columns if name in self.columns(table)]
        owned: dict[int, list[dict[str, Any]]] = {}
        for user, *values in self.select(table, ("user_id", *there), "id") if there else ():
            owned.setdefault(user, []).append(dict(zip(there, values, strict=True)))
        return owned


class SqliteFile(Tables):
    """A record in an SQLite file, read from a private copy: reading a file in WAL mode writes beside it, and evidence stays as it is."""

    vendor = "sqlite"

    def __init__(self, file: Path, copy: Path, opened: sqlite3.Connection) -> None:
        self.name = str(file)
        self.copy = copy
        self._opened = opened

    def columns(self, table: str) -> tuple[str, ...]:
        return tuple(row[1] for row in self.rows(f'PRAGMA table_info("{table}")'))

    def rows(self, query: str) -> Generator[tuple[Any, ...], None, None]:
        given = 0
        try:
            try:
                cursor = self._opened.execute(query)
                while some := cursor.fetchmany(_AT_ONCE):
                    given += len(some)
                    yield from some
            except sqlite3.OperationalError:
                # Letters that are none any more must not end the check: they do not give their digest, which names the entry.
                self._opened.text_factory = _replacing
                yield from islice(self._opened.execute(query), given, None)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as problem:  # the last where SQLite's own message quotes what is damaged
            raise RecordError(f"{self.name} is damaged, or no record ({problem})") from problem


class Dump(Truth):
    """A backup: lines of JSON, each a list that begins with its sort, compressed and perhaps sealed with a key."""

    def __init__(self, file: Path, key: bytes | None) -> None:
        self.name = str(file)
        self._file, self._key = file, key
        self.has_secrets = is_sealed(file)

    def stored_links(self) -> Iterator[Link]:
        for row in self._lines("entry"):
            yield Link(*row[: len(LINK)])

    def _erasures(self) -> Iterator[tuple[int, str | None]]:
        for row in self._lines("entry", holding=f'"{ERASE}"'):
            link = Link(*row[: len(LINK)])
            if link.kind == ERASE:
                yield link.seq, link.body

    def stored_texts(self) -> Iterator[tuple[str, str]]:
        return ((document, text) for document, text in self._lines("text"))

    def data_keys(self) -> Iterator[tuple[Any, ...]]:
        return (tuple(row) for row in self._lines("key"))

    def accounts(self) -> Iterator[dict[str, Any]]:
        return ({"tokens": [], "factors": [], **row[0]} for row in self._lines("account"))

    def _lines(self, wanted: str, *, holding: str = "") -> Iterator[list[Any]]:
        try:
            with self._stream() as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
                if json.loads(next(lines, "null")) != [FORMAT]:
                    raise RecordError(f"{self.name} is neither a record nor a backup of one")
                for line in lines:
                    if holding not in line:
                        continue
                    sort, *row = json.loads(line)
                    if sort == wanted:
                        yield row
        except (OSError, EOFError, UnicodeDecodeError, ValueError, TypeError) as problem:
            raise RecordError(f"{self.name} is neither a record nor a backup of one, or is damaged ({problem})") from problem

    @contextmanager
    def _stream(self) -> Iterator[IO[bytes]]:
        with self._file.open("rb") as raw:
            yield unsealed(raw, self._key, self.name) if is_sealed(self._file) else raw


def _opened(link: Link, ring: Ring) -> Link:
    """An entry whose body is sealed with the body in the clear, or with what keeps it from being opened."""
    try:
        return link._replace(body=ring.opened(str(link.body), link.digest))
    except RecordError as problem:
        return link._replace(body=None, sealed=str(problem))


def links_in(file: Path, key: bytes | None = None) -> Iterator[Link]:
    """The entries of the ledger in a file."""
    with truth_of(file, key) as truth:
        yield from truth.links()


@contextmanager
def truth_of(file: Path, key: bytes | None = None) -> Iterator[SqliteFile | Dump]:
    """What a file holds: an SQLite record or a backup, for which `key` is needed when it is sealed. No byte of it is changed.

    Raises RecordError when the file cannot be read or is neither.
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as problem:
        raise RecordError(f"{file} cannot be read ({problem.strerror})") from problem
    if head != b"SQLite format 3\x00":
        if not head:
            raise RecordError(f"{file} is empty: it is no record")
        yield Dump(file, key)
        return
    with tempfile.TemporaryDirectory(prefix="sulh-") as folder:
        copy = copied(file, Path(folder))
        with closing(sqlite3.connect(copy)) as connected:
            found = SqliteFile(file, copy, connected)
            if not found.columns("record_entry"):
                raise RecordError(f"{file} is no record: it has no ledger")
            yield found


def copied(file: Path, folder: Path) -> Path:
    """A copy of an SQLite file, and of what was not yet carried into it, in `folder`; somebody may be writing to it meanwhile."""
    copy = folder / "record.db"
    try:
        for _ in range(_TRIES):
            before = _state(file)
            for ending, there in before.items():
                if there:
                    shutil.copyfile(f"{file}{ending}", f"{copy}{ending}")
                else:
                    Path(f"{copy}{ending}").unlink(missing_ok=True)
            if _state(file) == before:
                return copy
            time.sleep(_PAUSE)
        for ending in before:
            Path(f"{copy}{ending}").unlink(missing_ok=True)
        # Somebody writes all the time, so there is no file at rest that reading could change.
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as busy, closing(sqlite3.connect(copy)) as target:
            busy.backup(target)
    except (OSError, sqlite3.Error) as problem:
        raise RecordError(f"{file} cannot be read ({problem})") from problem
    return copy


def _state(file: Path) -> dict[str, tuple[int, int] | None]:
    """Size and time of change of the file, its write-ahead log and its journal."""
    found: dict[str, tuple[int, int] | None] = {}
    for ending in ("", "-wal", "-journal"):
        try:
            stat = Path(f"{file}{ending}").stat()
            found[ending] = (stat.st_size, stat.st_mtime_ns)
        except FileNotFoundError:
            found[ending] = None
    return found


def _replacing(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
