"""Files sealed with a key: AES-256-GCM in chunks, the key made by scrypt from the words or bytes of a key file."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import IO, Any

from sulh.model import MissingExtraError, RecordError

__all__ = ["Sealed", "is_sealed", "key_in", "unsealed"]

_MAGIC = b"sulh sealed 1\n"
_CHUNK = 1 << 20  # bytes in the clear in one chunk
_TAG = 16
_SHORTEST = 16  # bytes of a key file
_SCRYPT = {"n": 1 << 16, "r": 8, "p": 1}
_MOST = {"n": 1 << 20, "r": 32, "p": 16}  # what a file may ask of the machine that opens it


def key_in(file: Path) -> bytes:
    """The secret in a key file: a passphrase or random bytes, without the line's end. Raises RecordError when it is too short."""
    try:
        secret = file.read_bytes().strip(b"\r\n")
    except OSError as problem:
        raise RecordError(f"the key file {file} cannot be read ({problem.strerror})") from problem
    if len(secret) < _SHORTEST:
        raise RecordError(f"the key in {file} has {len(secret)} bytes; it needs {_SHORTEST}, for instance five random words")
    return secret


def is_sealed(file: Path) -> bool:
    """Whether the file was sealed with a key."""
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


class Sealed(io.RawIOBase):
    """A stream whose bytes reach `target` sealed; each chunk's place, and which is the last, is part of what is sealed. Close it."""

    def __init__(self, target: IO[bytes], secret: bytes) -> None:
        super().__init__()
        salt, self._prefix = os.urandom(16), os.urandom(7)
        self._head = json.dumps({"scrypt": _SCRYPT, "salt": salt.hex(), "nonce": self._prefix.hex()}).encode() + b"\n"
        self._cipher = _cipher(secret, salt, _SCRYPT)
        self._target, self._waiting, self._number = target, bytearray(), 0
        target.write(_MAGIC + self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last), chunk, self._head))
        self._number += 1


class _Opened(io.RawIOBase):
    """The bytes in the clear of a sealed stream."""

    def __init__(self, source: IO[bytes], secret: bytes, name: str) -> None:
        super().__init__()
        self._source, self._name = source, name
        source.read(len(_MAGIC))
        self._head = source.readline(1000)
        try:
            said = json.loads(self._head)
            costs = {name: int(said["scrypt"][name]) for name in _MOST}
            self._prefix = bytes.fromhex(said["nonce"])
            if any(not 0 < costs[name] <= most for name, most in _MOST.items()) or len(self._prefix) != 7:
                raise ValueError("its head asks for what no sealed file does")
            self._cipher = _cipher(secret, bytes.fromhex(said["salt"]), costs)
        except (ValueError, KeyError, TypeError) as problem:
            raise RecordError(f"{name} is damaged ({problem})") from problem
        self._number, self._next, self._ready = 0, source.read(_CHUNK + _TAG), memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        while not self._ready and self._next:
            self._ready = memoryview(self._open())
        size = min(len(target), len(self._ready))
        target[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _open(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        chunk, self._next = self._next, self._source.read(_CHUNK + _TAG)
        try:
            clear: bytes = self._cipher.decrypt(_nonce(self._prefix, self._number, not self._next), chunk, self._head)
        except (InvalidTag, ValueError) as problem:
            raise RecordError(f"{self._name} does not open: the key is another one, or the file was changed or cut") from problem
        self._number += 1
        return clear


def unsealed(source: IO[bytes], secret: bytes | None, name: str) -> IO[bytes]:
    """The bytes in the clear of a sealed stream. Raises RecordError without the key, with another one, and for changed bytes."""
    if secret is None:
        raise RecordError(f"{name} is sealed; --key FILE names the file with its key")
    return io.BufferedReader(_Opened(source, secret, name), _CHUNK)


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _cipher(secret: bytes, salt: bytes, costs: dict[str, int]) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
    except ImportError as problem:
        raise MissingExtraError("A sealed backup", "desk") from problem
    return AESGCM(Scrypt(salt=salt, length=32, **costs).derive(secret))
