"""Proofs in files: that an entry is in a ledger (c2sp.org/tlog-proof), and that a head only adds to an earlier one (tlog-witness)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sulh.model import ProofError
from sulh.signing.heads import Checkpoint, Head
from sulh.signing.merkle import HASH_SIZE, included, leaf_hash, only_adds
from sulh.signing.notes import checked_text, decoded, encoded, printable, whole_number

__all__ = ["Addition", "Inclusion", "is_addition", "is_inclusion"]

_INCLUSION = "c2sp.org/tlog-proof@v1"
_LONGEST = 63  # hashes of a path: no tree is higher


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That leaf `index` (from 0) is in the ledger of `head`; `extra` is what the entry is, which the path alone does not say."""

    index: int
    path: tuple[bytes, ...]
    head: Head
    extra: bytes = b""

    @classmethod
    def read(cls, data: bytes) -> Inclusion:
        """The proof in these bytes. Raises ProofError for others."""
        lines, below = _halves(data)
        if lines.pop(0) != _INCLUSION:
            raise ProofError(f"this is no proof of an entry: such a file begins with {_INCLUSION}")
        extra = decoded(lines.pop(0)[len("extra ") :]) if lines and lines[0].startswith("extra ") else b""
        if not lines or not lines[0].startswith("index "):
            raise ProofError("the number of the entry is missing from this proof")
        return cls(whole_number(lines.pop(0)[len("index ") :]), _path(lines), Head.read(below), extra)

    def write(self) -> bytes:
        """The proof as bytes."""
        extra = [f"extra {encoded(self.extra)}"] if self.extra else []
        return _written([_INCLUSION, *extra, f"index {self.index}"], self.path, self.head)

    def shows(self, data: bytes) -> bool:
        """Whether `data` is the leaf that the path leads from."""
        head = self.head.checkpoint
        return included(leaf_hash(data), self.index, head.size, self.path, head.root)


@dataclass(frozen=True, slots=True)
class Addition:
    """That the ledger of `head` begins with the first `old` entries that an earlier head had."""

    old: int
    path: tuple[bytes, ...]
    head: Head

    @classmethod
    def read(cls, data: bytes) -> Addition:
        """The proof in these bytes. Raises ProofError for others."""
        lines, below = _halves(data)
        if not lines[0].startswith("old "):
            raise ProofError("this is no proof that a head adds to an earlier one: such a file begins with the earlier number of entries")
        return cls(whole_number(lines[0][len("old ") :]), _path(lines[1:]), Head.read(below))

    def write(self) -> bytes:
        """The proof as bytes."""
        return _written([f"old {self.old}"], self.path, self.head)

    def shows(self, earlier: Checkpoint) -> bool:
        """Whether `earlier` is the head that was only added to."""
        head = self.head.checkpoint
        if earlier.origin != head.origin or earlier.size != self.old:
            return False
        return only_adds(earlier.size, earlier.root, head.size, head.root, self.path)


def is_inclusion(data: bytes) -> bool:
    """Whether these bytes are meant as the proof of an entry."""
    return data.startswith(_INCLUSION.encode())


def is_addition(data: bytes) -> bool:
    """Whether these bytes are meant as the proof of an addition."""
    return data.startswith(b"old ")


def _halves(data: bytes) -> tuple[list[str], bytes]:
    """The lines before the first empty one, and the head after it."""
    above, empty, below = checked_text(data).partition("\n\n")
    if not empty:
        raise ProofError("this is no proof: its head is missing")
    return above.split("\n"), below.encode()


def _path(lines: Iterable[str]) -> tuple[bytes, ...]:
    path = tuple(decoded(line, HASH_SIZE) for line in lines)
    if len(path) > _LONGEST:
        raise ProofError(f"this proof has {len(path)} hashes; none needs more than {_LONGEST}")
    return path


def _written(lines: Iterable[str], path: Iterable[bytes], head: Head) -> bytes:
    if not head.note.signatures:
        raise ProofError(f"the head {printable(head.checkpoint.origin)} is signed by nobody: a proof under it proves nothing")
    return "\n".join((*lines, *map(encoded, path), "", "")).encode() + head.write()
