"""Which bodies may be missing: from a copy those that an entry of kind `withhold` names, from anything else what was erased as a whole."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sulh.record.canonical import stored
from sulh.record.chain import GONE, Fault, Link
from sulh.record.erasures import KIND as ERASE
from sulh.record.erasures import Erased

__all__ = ["ACCOUNTING", "RECEIVED", "WITHHOLD", "Cover", "Withheld", "received_body", "runs"]

WITHHOLD = "withhold"
RECEIVED = "received"
# Entries that account for bodies.
ACCOUNTING = (WITHHOLD, RECEIVED, ERASE)
_COPY = "a copy lacks exactly the bodies that one entry withholds, and ends with that entry or goes on with one that says it was received"


@dataclass(frozen=True, slots=True)
class Cover:
    """What one entry takes away: the bodies of the entries in `ranges` (first and last number, both included)."""

    seq: int
    author: str
    ranges: tuple[tuple[int, int], ...]
    audience: str | None
    reason: str

    def holds(self, seq: int) -> bool:
        """Whether the entry of that number is among them; the ranges rise."""
        at = bisect_right(self.ranges, (seq, float("inf"))) - 1
        return at >= 0 and seq <= self.ranges[at][1]


@dataclass(slots=True)
class Withheld:
    """The bodies that are missing from a ledger, and the entries that account for them. Feed it every entry in turn.

    They are accounted for in a copy, and nowhere else. A copy for a group lacks exactly the bodies that one entry of kind `withhold` names,
    all of them and no others, and has the body of that entry. It ends with that entry; or the entry after it, of kind `received`, says
    that whoever got the copy goes on with it. What was erased as a whole is missing everywhere.
    """

    missing: list[tuple[int, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    received: dict[int, str] = field(default_factory=dict)  # the author of each entry that takes a copy up, by the number of its last entry
    erasures: list[Erased] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    locked: list[int] = field(default_factory=list)
    last: int = 0

    def take(self, link: Link) -> None:
        """Take up one entry."""
        self.last = link.seq
        if link.sealed:
            self.locked.append(link.seq)
            return
        if link.body is None:
            if link.instead == GONE:
                self.gone.append(link.seq)
            else:
                self.missing.append((link.seq, link.kind))
            return
        try:
            if link.kind == WITHHOLD:
                self.covers.append(_cover(link, json.loads(link.body)))
            elif link.kind == ERASE:
                self.erasures.append(Erased.read(link.seq, link.author, link.body))
        except (ValueError, TypeError, KeyError, AttributeError):
            self.faults.append(Fault(link.seq, f"entry {link.seq} ({link.kind}) does not say which entries it is about"))
        if link.kind == RECEIVED:
            if link.body != stored(received_body(link.seq - 1, link.previous))[0]:
                self.faults.append(Fault(link.seq, f"entry {link.seq} ({link.kind}) does not say which copy it takes up"))
            self.received[link.seq - 1] = link.author

    @property
    def cover(self) -> Cover | None:
        """The entry that accounts for what is missing; None where nothing is, and where it is not accounted for."""
        if not self.missing or any(kind == ERASE for _, kind in self.missing):
            return None
        whole = (one for one in reversed(self.covers) if one.seq == self.last or one.seq in self.received)
        return next(filter(self._is_lacking, whole), None)

    def _is_lacking(self, cover: Cover) -> bool:
        """Whether exactly the bodies that the entry names are missing; what was erased may be among them."""
        gone = sum(map(cover.holds, self.gone))
        named = sum(last - first + 1 for first, last in cover.ranges)
        return all(cover.holds(seq) for seq, _ in self.missing) and named == len(self.missing) + gone

    @property
    def is_received(self) -> bool:
        """Whether this is a copy that whoever got it goes on with."""
        return self.cover is not None and self.cover.seq in self.received

    def problems(self) -> list[Fault]:
        """Bodies that are missing and not accounted for."""
        if not self.missing or self.cover is not None:
            return self.faults
        bare = [(seq, kind) for seq, kind in self.missing if kind == ERASE or not any(cover.holds(seq) for cover in self.covers)]
        faults = [*self.faults, *(_fault(bare, kind) for kind in dict.fromkeys(kind for _, kind in bare))]
        if not bare:
            first = self.missing[0][0]
            lacking = f"lacks its body, as {len(self.missing) - 1} more do" if len(self.missing) > 1 else "lacks its body"
            faults.append(Fault(first, f"entry {first} {lacking}, and this is no copy in which that is so: {_COPY}"))
        return faults

    def sentences(self) -> Iterator[str]:
        """What is withheld or erased, by whom and why, and who goes on with the copy."""
        if (cover := self.cover) is not None:
            audience = f" in copies for {cover.audience}" if cover.audience else ""
            reason = f": {cover.reason}" if cover.reason else ""
            bodies = "1 body is" if len(self.missing) == 1 else f"{len(self.missing)} bodies are"
            yield f"this is a copy: {bodies} withheld{audience} by {cover.author}, entry {cover.seq}{reason}"
            if cover.seq in self.received:
                yield f"{self.received[cover.seq]} took the copy up, entry {cover.seq + 1}, and what follows was added to it"
        for erased in self.erasures:
            number = len(erased.entries)
            entries = "1 entry" if number == 1 else f"{number} entries"
            whole = all(one == GONE for one in erased.entries.values())
            left = "" if whole else "; that the words left are the old ones only an older copy shows (--against)"
            yield f"words of {entries} are erased by {erased.author}, entry {erased.seq}: {erased.reason}{left}"


def received_body(last: int, last_hash: str) -> dict[str, Any]:
    """The body of the entry with which whoever got a copy goes on: the copy's last entry, by number and hash."""
    return {"entries": last, "hash": last_hash}


def runs(seqs: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers in rising order as runs, each by its first and last."""
    found: list[tuple[int, int]] = []
    for seq in seqs:
        if found and found[-1][1] == seq - 1:
            found[-1] = (found[-1][0], seq)
        else:
            found.append((seq, seq))
    return found


def _fault(bare: Iterable[tuple[int, str]], kind: str) -> Fault:
    seqs = [seq for seq, one in bare if one == kind]
    which = f"entry {seqs[0]}" if len(seqs) == 1 else f"{len(seqs)} entries, the first {seqs[0]}"
    return Fault(seqs[0], f"the body of {which} ({kind}) is missing, and no entry says that it was withheld")


def _cover(link: Link, body: dict[str, object]) -> Cover:
    ranges = body["entries"]
    if not isinstance(ranges, list):
        raise TypeError(ranges)
    pairs = tuple((int(first), int(last)) for first, last in ranges)
    if any(first > last for first, last in pairs) or any(one[1] >= other[0] for one, other in pairwise(pairs)):
        raise ValueError("ranges that do not rise")
    return Cover(link.seq, link.author, pairs, str(body["for"]) if body.get("for") else None, str(body.get("reason") or ""))
