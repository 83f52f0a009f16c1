"""The head of a ledger: how many entries it has and the root over them, as a checkpoint (c2sp.org/tlog-checkpoint) in a signed note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sulh.model import ProofError
from sulh.signing.merkle import EMPTY, HASH_SIZE
from sulh.signing.notes import MOST_BYTES, Note, about, checked_text, decoded, encoded, printable, whole_number
from sulh.signing.signers import Signer, Verifier

__all__ = ["Checkpoint", "Head", "Signed", "bytes_of", "head_in", "when"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`size` entries of the ledger called `origin` have the Merkle root `root`. Lines that others put under these three are kept."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """The checkpoint in the text of a note. Raises ProofError for a text that is none."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
            raise ProofError("this is no head of a ledger: it has a line each for the ledger, the number of entries and their root")
        origin, size, root, *more = lines[:-1]
        found = cls(origin, whole_number(size), decoded(root, HASH_SIZE), tuple(more))
        if not found.size and found.root != EMPTY:
            raise ProofError("a head of no entries with a root of some")
        return found

    def text(self) -> str:
        """The text that is signed."""
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), encoded(self.root), *self.more))

    @property
    def title(self) -> str:
        """Number and root, for messages."""
        return f"{self.size} entries with the root {encoded(self.root)}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was found to fit; `at` is the time that a witness gives, in seconds since 1970."""

    verifier: Verifier
    at: int | None

    @property
    def title(self) -> str:
        """Who did what, when: for messages."""
        return f"signed by {self.verifier.title}" if self.at is None else f"witnessed by {self.verifier.title} at {when(self.at)}"


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint with the signatures under it, which are not to be believed before `signed_by` has looked at them."""

    checkpoint: Checkpoint
    note: Note

    @classmethod
    def read(cls, data: bytes) -> Head:
        """The head in these bytes: a signed note, or the bare text that `sulh head` prints to be signed. Raises ProofError for others."""
        text = checked_text(data)
        if "\n\n" not in text and "\n— " in text:
            raise ProofError("the empty line between the text and its signatures is missing")
        note = Note.read(data) if "\n\n" in text else Note(text, ())
        return cls(Checkpoint.read(note.text), note)

    @classmethod
    def of(cls, checkpoint: Checkpoint) -> Head:
        """The head that nobody signed yet."""
        return cls(checkpoint, Note(checkpoint.text(), ()))

    def write(self) -> bytes:
        """The head as bytes: a signed note, or the bare text where nobody signed."""
        return self.note.write() if self.note.signatures else self.note.text.encode()

    def signed(self, signer: Signer, at: int | None = None) -> Head:
        """The head with one more signature. Raises ProofError where it says more than number and root: that would be signed too."""
        if self.checkpoint.more:
            said = " / ".join(map(printable, self.checkpoint.more))
            raise ProofError(f"this head says more than number and root, and a signature would cover it: {said[:200]}")
        return Head(self.checkpoint, self.note.signed(signer.sign(self.note.text, at)))

    def signed_by(self, verifiers: Iterable[Verifier]) -> tuple[Signed, ...]:
        """The signatures of these keys, each of which must have signed. Raises ProofError for one that is missing or does not fit."""
        found: list[Signed] = []
        for verifier in dict.fromkeys(verifiers):
            own = [one for one in self.note.signatures if verifier.made(one)]
            if not own:
                raise ProofError(f"{verifier.title} did not sign this head; {self._signers()}")
            found += [Signed(verifier, verifier.verify(self.note.text, one)) for one in own]
        return tuple(found)

    def _signers(self) -> str:
        named = ", ".join(f"{printable(one.name)} ({one.key_id.hex()})" for one in self.note.signatures)
        return f"the signatures under it are said to be by {named}" if named else "nobody did"


def bytes_of(file: Path) -> bytes:
    """What stands in a file of a head or a proof, at most a byte more than is ever read. Raises ProofError when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as problem:
        raise ProofError(f"it cannot be read ({problem.strerror})") from problem


def head_in(file: Path) -> Head:
    """The head in a file. Raises ProofError, with the name of the file, when it is none."""
    with about(file):
        return Head.read(bytes_of(file))


def when(seconds: int) -> str:
    """A time in UTC, to the second; one that no calendar reaches is given as its seconds."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{seconds} seconds after 1970"
