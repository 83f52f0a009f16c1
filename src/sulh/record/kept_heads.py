"""Heads that others signed or witnessed, kept in the ledger as entries of kind `head`, each with the public keys that it was checked with.

As entries they stand under every later head, in every copy and backup, and nobody takes one away unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sulh.model import ProofError, RecordError
from sulh.record.chain import Fault, Link
from sulh.record.heads import leaf_of, origin_of
from sulh.signing.heads import Head, Signed
from sulh.signing.merkle import Frontier
from sulh.signing.notes import Signature, printable
from sulh.signing.signers import Verifier

__all__ = ["KIND", "HeadsTaken", "KeptHead", "checked", "head_body", "keys_in", "read_kept"]

KIND = "head"
MOST_BYTES = 1 << 16  # of a head that is kept: a hundred signatures take a fifth of that


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head as entry `seq` keeps it. `keys` are the public keys that whoever kept it said belong to its signers."""

    seq: int
    at: str
    author: str
    head: Head
    keys: tuple[Verifier, ...]


def head_body(head: Head, keys: Iterable[Verifier]) -> dict[str, Any]:
    """The body of the entry that keeps a head: the signed note as it is, and the keys that made its signatures."""
    return {"size": head.checkpoint.size, "note": head.write().decode(), "keys": [str(one) for one in keys]}


def read_kept(seq: int, at: str, author: str, body: str) -> KeptHead:
    """What an entry of kind `head` keeps. Raises ProofError where it keeps none."""
    try:
        said: dict[str, Any] = json.loads(body)
        note, keys = said["note"].encode(), tuple(Verifier.read(str(one)) for one in said["keys"])
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise ProofError(f"entry {seq} is to keep a head, and keeps none ({type(problem).__name__})") from problem
    return KeptHead(seq, at, author, Head.read(note), keys)


def checked(head: Head, known: Sequence[Verifier]) -> tuple[tuple[Signed, ...], tuple[Signature, ...]]:
    """The signatures that fit one of these keys, and those by others, of which nothing is known.

    Raises ProofError where one by a key that is known does not fit.
    """
    made = [one for one in dict.fromkeys(known) if any(one.made(signature) for signature in head.note.signatures)]
    fitting = head.signed_by(made)
    return fitting, tuple(signature for signature in head.note.signatures if not any(one.made(signature) for one in made))


@dataclass(slots=True)
class HeadsTaken:
    """The heads that a ledger keeps, for a check of all of it. Feed it every entry in turn."""

    hashes: list[bytes] = field(default_factory=list)
    kept: list[KeptHead] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def take(self, link: Link) -> None:
        """Take up one entry."""
        self.hashes.append(bytes.fromhex(link.hash))
        if link.kind == KIND and link.body is not None:
            try:
                self.kept.append(read_kept(link.seq, link.at, link.author, link.body))
            except ProofError as problem:
                self.faults.append(Fault(link.seq, str(problem)))

    def problems(self) -> list[Fault]:
        """Kept heads that are not of this ledger, and signatures that do not fit the keys kept with them."""
        return [*self.faults, *self._parted()]

    def sentences(self) -> Iterator[str]:
        """What was checked."""
        if self.kept:
            heads = "1 signed head is" if len(self.kept) == 1 else f"{len(self.kept)} signed heads are"
            yield f"{heads} kept: the ledger has the entries of each, and the signatures fit the keys kept with them"

    def _parted(self) -> Iterator[Fault]:
        if not self.kept:
            return
        roots, frontier = {}, Frontier()
        wanted = {one.head.checkpoint.size for one in self.kept}
        for one in self.hashes:
            frontier.add(leaf_of(one.hex()))
            if frontier.size in wanted:
                roots[frontier.size] = frontier.root()
        origin = origin_of(self.hashes[0].hex())
        for kept in self.kept:
            head = kept.head.checkpoint
            if head.origin != origin or roots.get(head.size) != head.root:
                yield Fault(kept.seq, f"the head that entry {kept.seq} keeps, {head.title}, is not of this ledger")
            try:
                checked(kept.head, kept.keys)
            except ProofError as problem:
                yield Fault(kept.seq, f"the head that entry {kept.seq} keeps: {printable(str(problem))}")


def keys_in(texts: Iterable[str]) -> tuple[Verifier, ...]:
    """The public keys in lines of text. Raises RecordError for a line that is none."""
    try:
        return tuple(dict.fromkeys(Verifier.read(line.strip()) for text in texts for line in text.splitlines() if line.strip()))
    except ProofError as problem:
        raise RecordError(str(problem)) from problem
