"""Roots over whole runs of entries, kept so that a proof reads a few hundred hashes and not all: see `sulh.record.tree`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.record.heads import leaf_of
from sulh.record.models import Entry, Written
from sulh.record.projection.models import Subtree
from sulh.record.projection.touched import Touched
from sulh.record.projection.writing import put
from sulh.signing.merkle import fold

__all__ = ["STEP", "leaves", "project_subtrees", "stored_subtrees", "subtree_key"]

# Subtrees of 2**8, 2**16, ... entries are kept: a proof then reads a few runs of 256 hashes, which takes about ten milliseconds.
STEP = 8


def subtree_key(level: int, number: int) -> int:
    """The key of the subtree `number` (from 0) over 2**level entries."""
    return (level << 48) + number


def leaves(first: int, number: int) -> list[bytes]:
    """The hashes of the leaves of `number` entries, from the one with the index `first` (from 0) on."""
    found = Entry.objects.filter(seq__gt=first, seq__lte=first + number).order_by("seq").values_list("hash", flat=True)
    return [leaf_of(one) for one in found]


def stored_subtrees(level: int, first: int, number: int) -> list[bytes]:
    """The roots of `number` subtrees that are kept, from `first` on."""
    low = subtree_key(level, first)
    found = Subtree.objects.filter(pk__gte=low, pk__lt=low + number).order_by("pk").values_list("hash", flat=True)
    return [bytes.fromhex(one) for one in found]


def project_subtrees(entries: Sequence[Written], touched: Touched) -> None:
    """Keep the roots of the runs that these entries, which follow one another, complete."""
    if entries and entries[-1].seq >> STEP > (entries[0].seq - 1) >> STEP:
        put(_completed(entries), touched)


def _completed(entries: Sequence[Written]) -> Iterator[Subtree]:
    before, after = entries[0].seq - 1, entries[-1].seq
    below = {entry.seq - 1: leaf_of(entry.hash) for entry in entries}
    level = STEP
    while after >> level > before >> level:
        made: dict[int, bytes] = {}
        for number in range(before >> level, after >> level):
            places = range(number << STEP, (number + 1) << STEP)
            early = sum(at not in below for at in places)
            held: list[bytes] = []
            if early:
                held = leaves(places[0], early) if level == STEP else stored_subtrees(level - STEP, places[0], early)
            run = held + [below[at] for at in places[early:] if at in below]
            if len(run) != len(places):
                return  # an entry is missing: `verify` says which, and no root can be given
            made[number] = fold(run)
            yield Subtree(id=subtree_key(level, number), hash=made[number].hex())
        below, level = made, level + STEP
