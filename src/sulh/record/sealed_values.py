"""One value sealed for the database: AES-256-GCM under the data key of its subject, in a form that tells it from a value in the clear."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from typing import Any

from sulh.model import MissingExtraError, RecordError

__all__ = ["KEY_SIZE", "SealedValue", "is_value_sealed", "new_key", "opened_value", "sealed_value", "unwrapped", "wrapped"]

# No body begins so, which is JSON, and the text of a document that does would be one about Sulh.
_PREFIX = "\x02sulh sealed 1 "
KEY_SIZE = 32  # bytes
_NONCE = 12
# What a JSON object is filled up with, which never ends so, and to how many bytes at least.
_FILLING, _LEAST = b"\0", 4096


@dataclass(frozen=True, slots=True)
class SealedValue:
    """A sealed value: the data key it is sealed with, the digest of what it stands for, and the bytes."""

    key_id: str
    digest: str
    data: bytes

    @classmethod
    def read(cls, stored: str) -> SealedValue:
        """The sealed value that a column holds. Raises RecordError for what is none."""
        try:
            key_id, digest, data = stored.removeprefix(_PREFIX).split(" ")
            return cls(key_id, digest, base64.b64decode(data, validate=True))
        except ValueError as problem:
            raise RecordError("what stands in the place of a sealed value is none") from problem

    @staticmethod
    def key_in(stored: str) -> str:
        """The data key that a sealed value, of which the beginning is enough, is sealed with."""
        return stored.removeprefix(_PREFIX).partition(" ")[0]

    @property
    def _about(self) -> bytes:
        """What cannot be exchanged without the value not opening any more."""
        return f"{_PREFIX}{self.key_id} {self.digest}".encode()


def is_value_sealed(stored: str | None) -> bool:
    """Whether a column holds a sealed value."""
    return stored is not None and stored.startswith(_PREFIX)


def sealed_value(value: str, key: bytes, key_id: str, digest: str, *, is_filled: bool = False) -> str:
    """The value as the database keeps it; `digest` is that of the entry or document it belongs to, and to no other.

    A JSON object `is_filled` up to 4, 8, 16 KiB and so on, so that its length says no more than its magnitude.
    """
    nonce = os.urandom(_NONCE)
    about = SealedValue(key_id, digest, b"")._about
    plain = value.encode()
    if is_filled:
        plain = plain.ljust(max(_LEAST, 1 << (len(plain) - 1).bit_length()), _FILLING)
    data = nonce + _cipher(key).encrypt(nonce, plain, about)
    return f"{about.decode()} {base64.b64encode(data).decode()}"


def opened_value(sealed: SealedValue, key: bytes) -> str:
    """The value in the clear. Raises RecordError when the bytes were changed, or are sealed with another key."""
    plain = _opened(key, sealed.data, sealed._about, "a sealed value does not open: it was changed, or its key was exchanged")
    return (plain.rstrip(_FILLING) if plain.startswith(b"{") else plain).decode()


def new_key() -> bytes:
    """A key made by chance."""
    return os.urandom(KEY_SIZE)


def wrapped(key: bytes, record_key: bytes, key_id: str) -> str:
    """A data key sealed with the record key."""
    nonce = os.urandom(_NONCE)
    return base64.b64encode(nonce + _cipher(record_key).encrypt(nonce, key, key_id.encode())).decode()


def unwrapped(stored: str, record_key: bytes, key_id: str) -> bytes:
    """The data key. Raises RecordError with another record key, and for changed bytes."""
    try:
        data = base64.b64decode(stored, validate=True)
    except ValueError as problem:
        raise RecordError("a data key of this record is damaged") from problem
    return _opened(record_key, data, key_id.encode(), "the record key is not that of this record, or a data key was changed")


def _opened(key: bytes, data: bytes, about: bytes, otherwise: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        opened: bytes = _cipher(key).decrypt(data[:_NONCE], data[_NONCE:], about)
    except (InvalidTag, ValueError) as problem:
        raise RecordError(otherwise) from problem
    return opened


def _cipher(key: bytes) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as problem:
        raise MissingExtraError("A sealed record", "desk") from problem
    return AESGCM(key)
