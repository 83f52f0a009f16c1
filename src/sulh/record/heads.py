"""What a record says of heads: the checkpoint of its entries, and how a head of somebody else lies to them. Asks no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sulh.model import ProofError, RecordError
from sulh.record.chain import GENESIS, Link, misfit
from sulh.signing.heads import Checkpoint
from sulh.signing.merkle import Frontier, leaf_hash

__all__ = ["HeadRelation", "HeadStanding", "against_head", "checkpoint_of", "leaf_of", "origin_of", "replayed", "root_in"]


class HeadRelation(StrEnum):
    """How a record lies to a head."""

    SAME = "same"  # it has exactly these entries
    LONGER = "longer"  # it has these entries, and others after them
    SHORTER = "shorter"  # it has fewer
    PARTS = "parts"  # it has others in their place


@dataclass(frozen=True, slots=True)
class HeadStanding:
    """How a record of `entries` entries lies to a head, and in words what is wrong where it is not the same or longer."""

    relation: HeadRelation
    entries: int
    problem: str = ""


def origin_of(first: str) -> str:
    """What heads call the ledger whose first entry has this hash: all copies of one record have the same name, and no other has."""
    return f"sulh/{first}"


def leaf_of(entry_hash: str) -> bytes:
    """The hash of the leaf of an entry: the leaf is the 32 bytes of the entry's own hash."""
    return leaf_hash(bytes.fromhex(entry_hash))


def replayed(links: Iterable[Link]) -> Iterator[str]:
    """The hashes of entries, each after it was found to fit the one before. Raises RecordError at the first that does not."""
    previous, seq = GENESIS, 0
    for link in links:
        if problem := misfit(link, seq + 1, previous):
            raise RecordError(f"{problem}; a record that does not fit has no head")
        seq, previous = link.seq, link.hash
        yield previous


def root_in(links: Iterable[Link], size: int) -> bytes | None:
    """The root over the first `size` of these entries, replayed that far; None where there are fewer. Raises RecordError as `replayed`."""
    frontier = Frontier()
    for one in replayed(links):
        frontier.add(leaf_of(one))
        if frontier.size == size:
            return frontier.root()
    return None


def checkpoint_of(hashes: Iterable[str]) -> Checkpoint:
    """The checkpoint of a ledger from the hashes of all its entries in their order. Raises ProofError when there is none."""
    frontier, origin = Frontier(), ""
    for one in hashes:
        origin = origin or origin_of(one)
        frontier.add(leaf_of(one))
    if not origin:
        raise ProofError("a record without entries has no head")
    return Checkpoint(origin, frontier.size, frontier.root())


def against_head(checkpoint: Checkpoint, hashes: Iterable[str]) -> HeadStanding:
    """How the ledger with these hashes, which have been verified, lies to a head of it or another."""
    frontier, origin, there = Frontier(), "", None
    for one in hashes:
        origin = origin or origin_of(one)
        frontier.add(leaf_of(one))
        if frontier.size == checkpoint.size:
            there = frontier.root()
    if checkpoint.origin != origin:
        said = "the head is of another record, or the first entry was exchanged"
        return HeadStanding(HeadRelation.PARTS, frontier.size, said)
    if there is None:
        missing = f"entries {frontier.size + 1} to {checkpoint.size} of the head are not here: they were cut off, or never came"
        return HeadStanding(HeadRelation.SHORTER, frontier.size, missing)
    if there != checkpoint.root:
        said = f"among its first {checkpoint.size} entries there are others than the head has: one was altered, put in or taken away"
        return HeadStanding(HeadRelation.PARTS, frontier.size, said)
    return HeadStanding(HeadRelation.SAME if frontier.size == checkpoint.size else HeadRelation.LONGER, frontier.size)
