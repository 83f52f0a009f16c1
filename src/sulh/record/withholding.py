"""Which bodies may be missing from a copy, and which are no more what was entered: those that entries say are, by whom and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sulh.record.chain import GONE, Fault, Link
from sulh.record.erasures import KIND as ERASE
from sulh.record.erasures import Erased

__all__ = ["ACCOUNTING", "Cover", "Withheld"]

_WITHHOLD = "withhold"
# Entries that account for bodies; they are never withheld themselves.
ACCOUNTING = (_WITHHOLD, ERASE)


@dataclass(frozen=True, slots=True)
class Cover:
    """What one entry takes away: the bodies of the entries in `ranges` (first and last number, both included)."""

    seq: int
    kind: str
    author: str
    ranges: tuple[tuple[int, int], ...]
    audience: str | None
    reason: str


@dataclass(slots=True)
class Withheld:
    """The bodies that are missing from a ledger, and the entries that account for them. Feed it every entry in turn."""

    missing: list[tuple[int, str]] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    erasures: list[Erased] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def take(self, link: Link) -> None:
        """Take up one entry."""
        if link.body is None:
            # What was erased as a whole is missing from every copy.
            self.missing += [] if link.instead == GONE else [(link.seq, link.kind)]
            return
        try:
            if link.kind == _WITHHOLD:
                self.covers.append(_cover(link, json.loads(link.body)))
            elif link.kind == ERASE:
                self.erasures.append(Erased.read(link.seq, link.author, link.body))
        except (ValueError, TypeError, KeyError, AttributeError):
            self.faults.append(Fault(link.seq, f"entry {link.seq} ({link.kind}) does not say which entries it is about"))

    def problems(self) -> list[Fault]:
        """Bodies that are missing though no entry says so. An entry that withholds may not be withheld itself."""
        allowed = [(first, last) for cover in self.covers for first, last in cover.ranges]
        bare = [(seq, kind) for seq, kind in self.missing if kind in ACCOUNTING or not any(a <= seq <= b for a, b in allowed)]
        return [*self.faults, *(_fault(bare, kind) for kind in dict.fromkeys(kind for _, kind in bare))]

    def sentences(self) -> Iterator[str]:
        """What is withheld or erased, by whom and why, in a sentence for each entry that says so and takes something away here."""
        for cover in self.covers:
            number = sum(any(a <= seq <= b for a, b in cover.ranges) for seq, _ in self.missing)
            if number:
                audience = f" in copies for {cover.audience}" if cover.audience else ""
                reason = f": {cover.reason}" if cover.reason else ""
                bodies = "1 body is" if number == 1 else f"{number} bodies are"
                yield f"{bodies} withheld{audience} by {cover.author}, entry {cover.seq}{reason}"
        for erased in self.erasures:
            number = len(erased.entries)
            entries = "1 entry" if number == 1 else f"{number} entries"
            whole = all(one == GONE for one in erased.entries.values())
            left = "" if whole else "; that the words left are the old ones only an older copy shows (--against)"
            yield f"words of {entries} are erased by {erased.author}, entry {erased.seq}: {erased.reason}{left}"


def _fault(bare: Iterable[tuple[int, str]], kind: str) -> Fault:
    seqs = [seq for seq, one in bare if one == kind]
    which = f"entry {seqs[0]}" if len(seqs) == 1 else f"{len(seqs)} entries, the first {seqs[0]}"
    return Fault(seqs[0], f"the body of {which} ({kind}) is missing, and no entry says that it was withheld")


def _cover(link: Link, body: dict[str, object]) -> Cover:
    ranges = body["entries"]
    if not isinstance(ranges, list):
        raise TypeError(ranges)
    pairs = tuple((int(first), int(last)) for first, last in ranges)
    return Cover(link.seq, link.kind, link.author, pairs, str(body["for"]) if body.get("for") else None, str(body.get("reason") or ""))
