"""A key in a file that only its owner reads: in the form that other tools of signed notes read, or sealed with a passphrase."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sulh.model import ProofError
from sulh.signing.notes import about, decoded, encoded
from sulh.signing.signers import KEY_SIZE, Signer, Verifier, need_cryptography, signer_of

__all__ = ["is_sealed", "key_text", "read_key", "read_public", "write_key"]

_PLAIN = "PRIVATE+KEY+"
_SEALED = "SULH+SEALED+KEY+"
# About a third of a second and 128 MB for each guess at a passphrase (scrypt: n, r, p; RFC 7914).
_COST = (1 << 17, 8, 1)
_MEMORY = 256 << 20  # bytes, what scrypt may take at most
_SALT, _NONCE = 16, 12  # bytes
_MOST = 4096  # bytes of a file


def write_key(signer: Signer, file: Path, passphrase: str = "") -> None:
    """Write a key into a new file that only its owner reads. Raises ProofError when there is one already, or it cannot be written."""
    whole = bytes([signer.verifier.use]) + signer.secret
    name, key_id = signer.verifier.name, signer.verifier.key_id.hex()
    if passphrase:
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        sealed = _cipher(passphrase, salt).encrypt(nonce, whole, str(signer.verifier).encode())
        line = f"{_SEALED}{signer.verifier} {encoded(salt + nonce + sealed)}\n"
    else:
        line = f"{_PLAIN}{name}+{key_id}+{encoded(whole)}\n"
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(line.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as problem:
        raise ProofError(f"{file} is there already; a key is never overwritten") from problem
    except OSError as problem:
        raise ProofError(f"{file} cannot be written ({problem.strerror})") from problem


def read_public(text: str) -> Verifier:
    """The public half from the text of a key's file, sealed or not; also from a vkey itself."""
    if text.startswith(_SEALED):
        return Verifier.read(text.removeprefix(_SEALED).partition(" ")[0])
    return _plain(text).verifier if text.startswith(_PLAIN) else Verifier.read(text)


def is_sealed(text: str) -> bool:
    """Whether the text of a key's file asks for a passphrase."""
    return text.startswith(_SEALED)


def read_key(file: Path, passphrase: Callable[[], str]) -> Signer:
    """The key in a file; `passphrase` is asked only when it is sealed.

    Raises ProofError when it cannot be read, is no key, the passphrase is another, or others can read a key that is not sealed.
    """
    with about(file):
        text = key_text(file)
        if is_sealed(text):
            return _opened(text, passphrase())
        if not text.startswith(_PLAIN):
            raise ProofError("this is no private key; `sulh key make` makes one")
        if file.stat().st_mode & 0o077:
            raise ProofError(f"others on this machine can read this key: `chmod 600 {file}`, or make a new one where that does not help")
        return _plain(text)


def key_text(file: Path) -> str:
    """The one line of a key's file. Raises ProofError when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST).decode("utf-8").strip("\n")
    except OSError as problem:
        raise ProofError(f"it cannot be read ({problem.strerror})") from problem
    except UnicodeDecodeError as problem:
        raise ProofError("this is no key") from problem


def _plain(text: str) -> Signer:
    name, _, rest = text.removeprefix(_PLAIN).partition("+")
    key_id, _, value = rest.partition("+")
    whole = _secret(value)
    if len(whole) != KEY_SIZE + 1:
        raise ProofError("the file of this key is cut short, or was changed")
    signer = signer_of(name, whole[0], whole[1:])
    if signer.verifier.key_id.hex() != key_id:
        raise ProofError(f"the file of this key was changed: its hash is not {key_id}")
    return signer


def _secret(value: str) -> bytes:
    """The bytes of base64 that no message may quote."""
    try:
        return decoded(value)
    except ProofError:
        raise ProofError("the file of this key is cut short, or was changed") from None


def _opened(text: str, passphrase: str) -> Signer:
    need_cryptography()
    from cryptography.exceptions import InvalidTag

    public, _, value = text.removeprefix(_SEALED).partition(" ")
    verifier, sealed = Verifier.read(public), _secret(value)
    salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        whole = _cipher(passphrase, salt).decrypt(nonce, rest, str(verifier).encode())
    except (InvalidTag, ValueError) as problem:
        raise ProofError("the passphrase does not open this key, or the file was changed") from problem
    return Signer(verifier, whole[1:])


def _cipher(passphrase: str, salt: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    n, r, p = _COST
    return AESGCM(hashlib.scrypt(passphrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32))
