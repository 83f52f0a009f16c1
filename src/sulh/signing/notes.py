"""Signed notes (c2sp.org/signed-note): a text with signature lines under it, read strictly and written in one way only."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sulh.model import ProofError

__all__ = [
    "ID_SIZE",
    "MOST_BYTES",
    "Note",
    "Signature",
    "about",
    "checked_text",
    "decoded",
    "encoded",
    "is_key_name",
    "printable",
    "whole_number",
]

MOST_BYTES = 1 << 20
MOST_SIGNATURES = 100
ID_SIZE = 4  # bytes of the identifier of a key
_LEAD = "— "
_NUMBER = re.compile("0|[1-9][0-9]{0,18}")
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: who is said to have signed, the four bytes that name the key, and the signature itself."""

    name: str
    key_id: bytes
    body: bytes

    def line(self) -> str:
        """The line as it stands in a note, with its end."""
        return f"{_LEAD}{self.name} {encoded(self.key_id + self.body)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a newline, and the signatures under it in their order. That it was read says nothing of who signed."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def read(cls, data: bytes) -> Note:
        """The note in these bytes. Raises ProofError for bytes that are none, which no other spelling of a note is either."""
        text, _, below = checked_text(data).rpartition("\n\n")
        if not below:
            raise ProofError("it has no signatures: a signed note is a text, an empty line, and a line for each signature")
        if not below.endswith("\n"):
            raise ProofError("it was cut off: its last line has no end")
        lines = below[:-1].split("\n")
        if len(lines) > MOST_SIGNATURES:
            raise ProofError(f"it has {len(lines)} signatures; at most {MOST_SIGNATURES} are read")
        return cls(text + "\n", tuple(_signature(line) for line in lines))

    def write(self) -> bytes:
        """The note as bytes."""
        return (self.text + "\n" + "".join(one.line() for one in self.signatures)).encode()

    def signed(self, signature: Signature) -> Note:
        """The note with one more signature, in the place of one that the same key gave before."""
        others = [one for one in self.signatures if (one.name, one.key_id) != (signature.name, signature.key_id)]
        return Note(self.text, (*others, signature))


def checked_text(data: bytes) -> str:
    """The bytes as text. Raises ProofError for more than a megabyte, what is not UTF-8, and control characters other than newline."""
    if len(data) > MOST_BYTES:
        raise ProofError(f"it is longer than {MOST_BYTES} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ProofError(f"it is not UTF-8 (byte {problem.start})") from problem
    if found := re.search(r"[\x00-\x09\x0b-\x1f]", text):
        if found[0] == "\r":
            raise ProofError("its lines end in CR LF: something converted it on the way")
        raise ProofError(f"it has the control character {found[0]!r}")
    return text


def _signature(line: str) -> Signature:
    name, _, value = line.removeprefix(_LEAD).partition(" ")
    if not line.startswith(_LEAD) or not is_key_name(name):
        raise ProofError(f"{printable(line)[:80]!r} is no line of a signature: an em dash, the name of a key, and base64")
    body = decoded(value)
    if len(body) <= ID_SIZE:
        raise ProofError(f"the signature of {printable(name)} is cut short")
    return Signature(name, body[:ID_SIZE], body[ID_SIZE:])


def is_key_name(name: str) -> bool:
    """Whether a key may be called so: not empty, no spaces of any script, no plus, nothing that breaks a line or is no text."""
    return bool(name) and "+" not in name and not any(one.isspace() or one < " " or "\ud800" <= one <= "\udfff" for one in name)


def encoded(data: bytes) -> str:
    """The bytes in base64."""
    return base64.b64encode(data).decode()


def decoded(text: str, size: int | None = None) -> bytes:
    """The bytes of canonical base64. Raises ProofError for anything else, and for another `size` in bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise ProofError(f"{printable(text)[:60]!r} is not base64") from problem
    # Unused bits that are not zero, or padding left out, would give one value several spellings.
    if encoded(data) != text:
        raise ProofError(f"{printable(text)[:60]!r} is not base64 as it is written canonically")
    if size is not None and len(data) != size:
        raise ProofError(f"{printable(text)[:60]!r} has {len(data)} bytes where {size} are expected")
    return data


def whole_number(text: str) -> int:
    """A number from 0 to 2**63-1 in decimal without leading zeros. Raises ProofError for anything else."""
    if not _NUMBER.fullmatch(text) or int(text) > _LARGEST:
        raise ProofError(f"{printable(text)[:40]!r} is no number of entries")
    return int(text)


def printable(text: str) -> str:
    """Text of others for a terminal: what would move the cursor, turn the direction of writing or not be seen at all is escaped."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


@contextmanager
def about(what: object) -> Iterator[None]:
    """Let every ProofError within say of what it speaks."""
    try:
        yield
    except ProofError as problem:
        raise ProofError(f"{what}: {problem}") from problem
