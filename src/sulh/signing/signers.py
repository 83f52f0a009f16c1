"""Keys that sign and verify notes: Ed25519 as signed notes have it, and timed cosignatures of witnesses (c2sp.org/tlog-cosignature)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from sulh.model import MissingExtraError, ProofError
from sulh.signing.notes import ID_SIZE, Signature, decoded, encoded, is_key_name, printable

__all__ = ["COSIGNS", "KEY_SIZE", "SIGNS", "Signer", "Verifier", "need_cryptography", "new_signer", "signer_of"]

# What a key is for; the byte stands in its identifier, so that a signature of one sort is none of the other.
SIGNS, COSIGNS = 0x01, 0x04
KEY_SIZE = 32  # bytes
_SIGNATURE_SIZE = 64
_TIME_SIZE = 8
_LATEST = 2**63 - 1
# The points of small order, without the sign bit: a signature "by" such a key fits many texts, so that whoever has it can deny all.
_SMALL = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public half of a key: its name, what it is for (SIGNS or COSIGNS), and 32 bytes. As text it is a vkey of C2SP."""

    name: str
    use: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise ProofError(f"{printable(self.name)!r} cannot be the name of a key: no spaces, no plus, and not empty")
        if self.use not in (SIGNS, COSIGNS):
            raise ProofError(f"a key of type {self.use} is not known here: 1 (Ed25519) signs, 4 (timed Ed25519) cosigns")
        if len(self.public) != KEY_SIZE:
            raise ProofError(f"a key of Ed25519 has {KEY_SIZE} bytes, this one {len(self.public)}")
        if self.public[:-1] + bytes([self.public[-1] & 0x7F]) in _SMALL:
            raise ProofError("this is no key: signatures that fit it can be made by anybody")

    @classmethod
    def read(cls, text: str) -> Verifier:
        """The key that a vkey, NAME+HASH+BASE64, stands for. Raises ProofError for another text, and for a hash that does not fit."""
        name, _, rest = text.strip("\n").partition("+")
        key_id, _, value = rest.partition("+")
        if not value:
            raise ProofError(f"{printable(text)[:80]!r} is no key: a public key is NAME+HASH+BASE64, as `sulh key show` prints it")
        data = decoded(value, KEY_SIZE + 1)
        found = cls(name, data[0], data[1:])
        if found.key_id.hex() != key_id:
            raise ProofError(f"the hash {printable(key_id)[:16]!r} does not belong to the key of {printable(name)}: it was copied wrongly")
        return found

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(bytes([self.use]) + self.public)}"

    @property
    def key_id(self) -> bytes:
        """The four bytes that name the key in signatures."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.use]) + self.public).digest()[:ID_SIZE]

    @property
    def title(self) -> str:
        """Name and identifier, for messages: two names may look alike, so the identifier always stands beside it."""
        return f"{printable(self.name)} ({self.key_id.hex()})"

    def made(self, signature: Signature) -> bool:
        """Whether the signature is said to be by this key."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)

    def verify(self, text: str, signature: Signature) -> int | None:
        """The time that a cosignature names, in seconds since 1970; None for a plain signature. Raises ProofError when it does not fit."""
        need_cryptography()
        from cryptography.exceptions import InvalidSignature

        timed = self.use == COSIGNS
        size = _SIGNATURE_SIZE + (_TIME_SIZE if timed else 0)
        if not self.made(signature) or len(signature.body) != size:
            raise ProofError(f"the signature of {self.title} is not of the size that its key makes")
        at = int.from_bytes(signature.body[:_TIME_SIZE], "big") if timed else None
        if at is not None and at > _LATEST:
            raise ProofError(f"the cosignature of {self.title} has a time that there is not")
        try:
            _ed25519().Ed25519PublicKey.from_public_bytes(self.public).verify(signature.body[-_SIGNATURE_SIZE:], _message(text, at))
        except (InvalidSignature, ValueError) as problem:
            raise ProofError(f"the signature of {self.title} does not fit: the text is not what was signed") from problem
        return at


@dataclass(frozen=True, slots=True)
class Signer:
    """A whole key. `secret` is the 32 bytes of the private half; it never shows in messages."""

    verifier: Verifier
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_SIZE or _public(self.secret) != self.verifier.public:
            raise ProofError(f"the two halves of the key of {self.verifier.title} do not belong together")

    def sign(self, text: str, at: int | None = None) -> Signature:
        """Sign the text of a note; a witness's key signs with `at`, the time in seconds since 1970, and the other without."""
        if (at is not None) != (self.verifier.use == COSIGNS):
            said = "witnesses with (`sulh witness`)" if self.verifier.use == COSIGNS else "signs heads (`sulh head --sign`)"
            raise ProofError(f"the key of {self.verifier.title} {said}; make another for this")
        key = _ed25519().Ed25519PrivateKey.from_private_bytes(self.secret)
        time = b"" if at is None else at.to_bytes(_TIME_SIZE, "big")
        return Signature(self.verifier.name, self.verifier.key_id, time + key.sign(_message(text, at)))


def new_signer(name: str, use: int = SIGNS) -> Signer:
    """A new key. Raises ProofError for a name that no key can have, and one that shows as another or not at all."""
    if not name.isprintable():
        raise ProofError(f"{printable(name)!r} cannot be the name of a key: it has letters that are not seen")
    secret = secrets.token_bytes(KEY_SIZE)
    return Signer(Verifier(name, use, _public(secret)), secret)


def signer_of(name: str, use: int, secret: bytes) -> Signer:
    """The whole key from its private half."""
    return Signer(Verifier(name, use, _public(secret)), secret)


def _message(text: str, at: int | None) -> bytes:
    """What is signed: the text of the note, under a time where a witness signs."""
    return (text if at is None else f"cosignature/v1\ntime {at}\n{text}").encode()


def _public(secret: bytes) -> bytes:
    need_cryptography()
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = _ed25519().Ed25519PrivateKey.from_private_bytes(secret)
    public: bytes = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return public


def need_cryptography() -> None:
    """Raise MissingExtraError without the library that signs, which only comes with the record."""
    if find_spec("cryptography") is None:
        raise MissingExtraError("Signing", "desk")


def _ed25519() -> Any:
    need_cryptography()
    from cryptography.hazmat.primitives.asymmetric import ed25519

    return ed25519
