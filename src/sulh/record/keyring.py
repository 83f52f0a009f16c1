"""The data keys of a record, opened with the record key, which lies in a file outside the database; asks no database itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from sulh.model import RecordError
from sulh.record.chain import LOCKED
from sulh.record.sealed_values import KEY_SIZE, SealedValue, new_key, opened_value, unwrapped

__all__ = ["NAMES", "RECORD_KEY", "Ring", "make_record_key", "record_key", "record_key_in"]

RECORD_KEY = "SULH_RECORD_KEY"
_FIRST_LINE = "sulh record key 1"
_NO_KEY = (
    "{file} is no record key, or was damaged: take a copy of the key that this record is sealed with, for nobody can make it again. "
    "`sulh key record` makes one for a record that is not sealed yet"
)
# The key that makes identifiers of subjects which say nothing of them; a record that seals has it, so it shows whether a record key fits.
NAMES = "names"


def make_record_key(file: Path) -> bytes:
    """Write a new record key into a new file that only its owner reads. Raises RecordError when there is one, or it cannot be written."""
    key = new_key()
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(f"{_FIRST_LINE}\n{base64.b64encode(key).decode()}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as problem:
        raise RecordError(f"{file} is there already; a key is never overwritten") from problem
    except OSError as problem:
        raise RecordError(f"{file} cannot be written ({problem.strerror})") from problem
    return key


def record_key_in(file: Path) -> bytes:
    """The record key in a file. Raises RecordError when it cannot be read, is none, or others on this machine can read it."""
    try:
        mode, lines = file.stat().st_mode, file.read_text("ascii").split()
    except OSError as problem:
        raise RecordError(f"the record key {file} cannot be read ({problem.strerror})") from problem
    except ValueError as problem:
        raise RecordError(_NO_KEY.format(file=file)) from problem
    if os.name != "nt" and stat.S_IMODE(mode) & 0o077:
        raise RecordError(f"others on this machine can read the record key: `chmod 600 {file}`")
    try:
        key = base64.b64decode(lines[-1], validate=True) if " ".join(lines[:-1]) == _FIRST_LINE else b""
    except (ValueError, IndexError):
        key = b""
    if len(key) != KEY_SIZE:
        raise RecordError(_NO_KEY.format(file=file))
    return key


def record_key() -> bytes | None:
    """The record key that the environment names; None where it names none."""
    named = os.environ.get(RECORD_KEY)
    return record_key_in(Path(named)) if named else None


class Ring:
    """The data keys of one record: its rows, each a name and the key as it is wrapped, None where it was destroyed.

    Without the record key nothing opens. Raises RecordError when the record key is that of another record.
    """

    def __init__(self, key: bytes | None, rows: Iterable[tuple[str, str | None]]) -> None:
        self._record_key = key
        self._wrapped = dict(rows)
        self._open: dict[str, bytes] = {}
        self.is_sealing = NAMES in self._wrapped
        if key is not None and self.is_sealing:
            self.key(NAMES)

    @property
    def is_locked(self) -> bool:
        """Whether the record key is not here."""
        return self._record_key is None

    def key(self, key_id: str) -> bytes:
        """A data key. Raises RecordError where it is not here, in words that fit behind "the body of entry 5"."""
        if key_id not in self._open:
            if key_id not in self._wrapped:
                raise RecordError("is sealed, and its data key was taken away")
            stored = self._wrapped[key_id]
            if stored is None:
                raise RecordError("is sealed, and its data key was destroyed, though no entry says that its words were erased")
            if self._record_key is None:
                raise RecordError(LOCKED)
            self._open[key_id] = unwrapped(stored, self._record_key, key_id)
        return self._open[key_id]

    def opened(self, stored: str, digest: str) -> str:
        """A sealed value in the clear, where it belongs to the entry or document with this digest. Raises RecordError as `key` does."""
        sealed = SealedValue.read(stored)
        if digest and sealed.digest != digest:
            raise RecordError("was exchanged with that of another")
        return opened_value(sealed, self.key(sealed.key_id))

    def knows(self, key_id: str) -> bool:
        """Whether there is such a data key."""
        return key_id in self._wrapped

    def add(self, key_id: str, key: bytes, stored: str) -> None:
        """Take up a data key that was just made."""
        self._wrapped[key_id], self._open[key_id] = stored, key

    def named(self, subject: str) -> str:
        """The identifier of the data key of a subject, which says nothing of it. Raises RecordError without the record key.

        Where keys of the subject were destroyed it is that of the key after them.
        """
        key_id = self.digest(subject)
        while key_id in self._wrapped and self._wrapped[key_id] is None:
            key_id = self.after(key_id)
        return key_id

    def after(self, key_id: str) -> str:
        """The identifier of the data key that takes the place of one that is destroyed."""
        return self.digest(f"after {key_id}")

    def digest(self, words: str) -> str:
        """A digest of words by which nobody without the record key can try others."""
        return hmac.new(self.key(NAMES), words.encode(), hashlib.sha256).hexdigest()[:32]
