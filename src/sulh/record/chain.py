"""How entries hang together: the digest of a body, and the hash that links an entry to the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sulh.record.canonical import quoted, sha256

__all__ = ["GENESIS", "GONE", "LINK", "LOCKED", "Fault", "Link", "digest", "hashed", "misfit"]

GENESIS = "0" * 64
# Stands for the digest of a body that was erased as a whole.
GONE = "gone"
# Stands in the place of the damage where a sealed body only lacks its key.
LOCKED = "locked"


class Link(NamedTuple):
    """An entry as the chain sees it, by its columns: an instance of the model takes many times as long to make.

    `body` is None where it is withheld from a copy. `instead` is what a later entry of kind `erase` says of the body: the digest of
    the one that stands there with words blacked, or `GONE`; empty where nothing was erased. `sealed` says why a sealed body is not
    here: `LOCKED` without the record key, else the damage. `parsed` is the body as a value where whoever made the entry still has it.
    """

    seq: int
    at: str
    author: str
    kind: str
    body: str | None
    salt: str
    digest: str
    previous: str
    hash: str
    instead: str = ""
    sealed: str = ""
    parsed: Any = None


# The columns of an entry, in the order of `Link`.
LINK = tuple(name for name in Link._fields if name not in Link._field_defaults)


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not fit: the number of the entry it concerns, and what is wrong."""

    seq: int
    problem: str


def digest(salt: str, body: str) -> str:
    """What the chain knows of a body. The salt keeps a body that is withheld from a copy from being guessed."""
    return sha256(salt + body)


def hashed(previous: str, seq: int, at: str, author: str, kind: str, body_digest: str) -> str:
    """The hash of an entry, which the next one carries."""
    return sha256(f"[{quoted(previous)},{seq},{','.join(map(quoted, (at, author, kind, body_digest)))}]")


def misfit(entry: Link, seq: int, previous: str) -> str | None:
    """What is wrong with an entry that ought to be number `seq` after the hash `previous`; None when it fits."""
    if entry.seq != seq:
        return f"entry {seq} is missing: {entry.seq} comes next"
    if entry.previous != previous:
        return f"entry {seq} does not follow the one before: it was put in, or the one before was exchanged"
    if entry.sealed not in ("", LOCKED):
        return f"the body of entry {seq} ({entry.kind}, {entry.author}, {entry.at}) {entry.sealed}"
    if entry.body is not None and (problem := _changed(entry, entry.body)):
        return f"the body of entry {seq} ({entry.kind}, {entry.author}, {entry.at}) {problem}"
    if hashed(previous, seq, entry.at, entry.author, entry.kind, entry.digest) != entry.hash:
        return f"entry {seq} ({entry.kind}, {entry.author}, {entry.at}) was changed: it does not give its hash"
    return None


def _changed(entry: Link, body: str) -> str:
    """What is wrong with a body that is there: it is neither what was entered nor what an erasure left, or what was erased is back."""
    own = digest(entry.salt, body)
    if not entry.instead:
        return "" if own == entry.digest else "was changed"
    if own == entry.digest:
        return "was erased, and is there again"
    return "" if own == entry.instead else "is not what its erasure left"
