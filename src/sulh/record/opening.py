"""Opening a record: settings, database and tables, ready to use."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sulh.record.location import DATABASE_SETTING, FILE_SETTING, database

__all__ = ["forget_begun", "is_copy", "open_record"]

_NOT_WRITABLE = (
    "{name} cannot be written: the file, its folder or its disk is read-only. What only reads works there (`sulh verify`, head, proof, "
    "export, backup, user list, desk); to add or decide, copy the record to where it can be written"
)
_EARLIER = (
    "{name} was made by an earlier version, which wrote fewer entries, and cannot be brought up to date where it lies: copy it to where "
    "it can be written"
)
_TABLES_LOCK = 0x53756C69  # beside the lock of the ledger
_COPIES: list[tempfile.TemporaryDirectory[str]] = []
_BEGUN: list[Path] = []


def open_record(file: Path | None = None, *, create: bool = False, settings: str = "sulh.record.settings", use: str = "write") -> str:
    """Set up Django on one record and bring its tables up to date; returns the name of the database for messages.

    With `use` "check" nothing is brought up to date and nothing written. With "read", a file that cannot be written, as on
    read-only media, is worked on as a copy that goes with this process: see `is_copy`. With "ledger" likewise, for what is signed or
    kept: then the copy has exactly the entries of the file.

    `file` is an SQLite file; without it the environment decides (`SULH_DATABASE_URL`, `SULH_RECORD`, the user's own file).
    `settings` is the dotted name of the Django settings; those of the desk build on those of the record.
    Raises RecordError when there is no record and `create` is false, when it cannot be written and is to be, or when another record is
    open in this process.
    """
    import django
    from django.conf import settings as active

    from sulh.model import RecordError

    if file is not None:
        os.environ[FILE_SETTING] = str(file.resolve())
        os.environ.pop(DATABASE_SETTING, None)
    name, is_file = _named()
    if is_file and not Path(name).exists():
        if not create:
            raise RecordError(f"no record at {name}; `sulh add PATH...` begins one, --record FILE names another")
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        # Names can kill: nobody else on the machine reads the file.
        os.close(os.open(name, os.O_CREAT | os.O_RDWR, 0o600))
        _BEGUN.append(Path(name))
    original, entries = name, 0
    if is_file and use != "check" and not active.configured and not _is_writable(Path(name)):
        if use == "write":
            raise RecordError(_NOT_WRITABLE.format(name=name))
        name = _copied(Path(name))
        entries = _entries(Path(name))
    if active.configured and str(active.DATABASES["default"]["NAME"]) != name:
        raise RecordError(f"another record is open in this process: {active.DATABASES['default']['NAME']}")
    if not active.configured:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
        django.setup()
    if use == "check":
        return name
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        with _alone(Path(name).parent) if is_file else _alone_on_server():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as problem:
        forget_begun()
        hint = "" if is_file or "denied" not in str(problem) else "; after an update the owner of the tables opens the record first"
        raise RecordError(f"the record {name} cannot be opened: {str(problem).strip()}{hint}") from problem
    if use == "ledger" and is_copy() and _entries(Path(name)) != entries:
        raise RecordError(_EARLIER.format(name=original))
    _finish_erasing()
    return name


def _finish_erasing() -> None:
    """Overwrite what an erasure freed, where it was ended before it could."""
    from sulh.record.wiping import is_soiled, wipe

    if not is_copy() and is_soiled():
        wipe()


def is_copy() -> bool:
    """Whether the open record is a copy of one that cannot be written: what is entered goes with this process."""
    return bool(_COPIES)


def forget_begun() -> None:
    """Remove the file that `open_record` began, since nothing came of it; one that was there before stays."""
    from django.db import connection

    while _BEGUN:
        connection.close()
        file = _BEGUN.pop()
        for ending in ("", "-wal", "-shm", "-journal"):
            file.with_name(file.name + ending).unlink(missing_ok=True)


def _named() -> tuple[str, bool]:
    described = database(os.environ)
    return str(described["NAME"]), str(described["ENGINE"]).endswith("sqlite3")


def _is_writable(file: Path) -> bool:
    """Whether a record there can be written: the file, and what SQLite puts beside it."""
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK)


def _copied(file: Path) -> str:
    from sulh.record.truth import copied

    folder = tempfile.TemporaryDirectory(prefix="sulh-")
    _COPIES.append(folder)
    copy = copied(file, Path(folder.name))
    copy.chmod(0o600)
    os.environ[FILE_SETTING] = str(copy)
    return str(copy)


def _entries(file: Path) -> int:
    """The number of entries in a copy."""
    from sulh.model import RecordError

    try:
        with closing(sqlite3.connect(file)) as opened:
            return int(opened.execute("SELECT count(*) FROM record_entry").fetchone()[0])
    except sqlite3.Error as problem:
        raise RecordError(f"{file} is damaged, or no record ({problem})") from problem


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep others from bringing the tables of a file up to date at the same time; a lock on the folder leaves no file behind."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _alone_on_server() -> Iterator[None]:
    """The same on PostgreSQL, by a lock that ends with the session at the latest."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_TABLES_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_TABLES_LOCK])
