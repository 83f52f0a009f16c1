"""Whether a record is what its ledger says: chain, texts and projections checked, and one copy against another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from django.db import transaction
from django.db.models import Model

from sulh.record.canonical import sha256
from sulh.record.chain import GENESIS, Fault, Link, misfit
from sulh.record.models import Entry, Text
from sulh.record.projection.apply import derived, rebuild
from sulh.record.projection.models import ProjectionState
from sulh.record.truth import links_in

__all__ = ["Parting", "Verdict", "compare", "replay", "verify"]

_COLUMNS = ("seq", "at", "author", "kind", "body", "salt", "digest", "previous", "hash")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. `head` is the hash of the last entry that fits: two copies with the same number and head are the same."""

    entries: int
    withheld: int
    head: str
    fault: Fault | None = None

    @property
    def holds(self) -> bool:
        """Whether everything fits."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Parting:
    """How two copies of a ledger lie to each other: alike up to entry `common`, and how many entries each has after it."""

    common: int
    here: int
    there: int
    problem: str | None = None

    @property
    def same(self) -> bool:
        """Whether the copies are the same."""
        return not self.here and not self.there


def verify(*, projections: bool = False) -> Verdict:
    """Replay the chain from the first entry, check every text against the digest in the ledger, and on request every projected row.

    The verdict names the first entry that does not fit. With `projections` they are derived anew in a transaction that is rolled back.
    """
    digests: dict[str, tuple[int, str]] = {}
    verdict = replay(_links(), digests)
    if verdict.fault is None:
        fault = _texts(digests) or _state(verdict.entries) or (_projections() if projections else None)
        verdict = Verdict(verdict.entries, verdict.withheld, verdict.head, fault)
    return verdict


def replay(links: Iterable[Link], digests: dict[str, tuple[int, str]] | None = None) -> Verdict:
    """Replay a chain; `digests` takes up document -> (entry, digest of its text)."""
    previous, seq, withheld = GENESIS, 0, 0
    for link in links:
        if problem := misfit(link, seq + 1, previous):
            return Verdict(seq, withheld, previous, Fault(seq + 1, problem))
        seq, previous = link.seq, link.hash
        if link.body is None:
            withheld += 1
        elif digests is not None and link.kind == "document":
            body = json.loads(link.body)
            digests[body["id"]] = (seq, body["text_digest"])
    return Verdict(seq, withheld, previous)


def _links() -> Iterator[Link]:
    for row in Entry.objects.order_by("seq").values_list(*_COLUMNS).iterator(chunk_size=10000):
        yield Link(*row)


def _texts(digests: dict[str, tuple[int, str]]) -> Fault | None:
    """The first document whose text is missing or changed; then texts that no entry knows."""
    faults: list[Fault] = []
    found: set[str] = set()
    for document, text in Text.objects.values_list("document", "text").iterator(chunk_size=500):
        found.add(document)
        known = digests.get(document)
        if known is None:
            faults.append(Fault(max((seq for seq, _ in digests.values()), default=0) + 1, f"no entry knows the text of {document}"))
        elif sha256(text) != known[1]:
            faults.append(Fault(known[0], f"the text of {document} (entry {known[0]}) was changed"))
    faults += [
        Fault(seq, f"the text of {document} (entry {seq}) is missing") for document, (seq, _) in digests.items() if document not in found
    ]
    return min(faults, key=lambda fault: fault.seq, default=None)


def _state(entries: int) -> Fault | None:
    """Entries that were cut off at the end leave a chain that fits; the projections remember how far it went."""
    followed = ProjectionState.objects.values_list("seq", flat=True).first() or 0
    if followed > entries:
        return Fault(entries + 1, f"entries {entries + 1} to {followed} are missing at the end")
    if followed < entries:
        return Fault(followed + 1, f"the pages do not show entry {followed + 1} and later ones; `sulh rebuild` derives them anew")
    return None


class _Undo(Exception):
    """Leaves a transaction without keeping anything."""


def _projections() -> Fault | None:
    before = {table: _rows(table) for table in derived()}
    after: dict[type[Model], dict[object, bytes]] = {}
    try:
        with transaction.atomic():
            rebuild()
            after = {table: _rows(table) for table in derived()}
            raise _Undo
    except _Undo:
        pass
    for table in derived():
        wrong = sorted(str(key) for key in before[table].keys() | after[table].keys() if before[table].get(key) != after[table].get(key))
        if wrong:
            return Fault(
                _entry_of(table, wrong[0]),
                f"{len(wrong)} rows of {table._meta.db_table} are not what the ledger says, the first {wrong[0]}",
            )
    return None


def _rows(table: type[Model]) -> dict[object, bytes]:
    """Each row's key with a digest of the row."""
    rows = table._default_manager.values_list("pk", *(field.attname for field in table._meta.concrete_fields))
    return {row[0]: hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()[:16] for row in rows.iterator(chunk_size=5000)}


def _entry_of(table: type[Model], key: str) -> int:
    """The entry a row came from, where it names it; 0 for a row that several entries made."""
    if not any(field.name == "seq" for field in table._meta.fields):
        return 0
    return table._default_manager.filter(pk=key).values_list("seq", flat=True).first() or 0


def compare(other: Path) -> Parting:
    """Where this record's ledger and the one in `other` (an SQLite record or a backup) part; bodies that one withholds do not matter.

    Raises RecordError when `other` is neither, or its own chain does not hold up to where they part.
    """
    common, here, there = 0, 0, 0
    problem, parted = None, False
    previous = GENESIS
    for mine, theirs in zip_longest(_links(), links_in(other)):
        here += parted and mine is not None
        there += parted and theirs is not None
        if parted:
            continue
        if mine is not None and theirs is not None and (mine.seq, mine.hash) == (theirs.seq, theirs.hash):
            if fault := misfit(theirs, common + 1, previous) or misfit(mine, common + 1, previous):
                return Parting(common, 1, 1, fault)
            common, previous = mine.seq, mine.hash
            continue
        parted = True
        here, there = int(mine is not None), int(theirs is not None)
        if mine is not None and theirs is not None:
            problem = f"entry {common + 1} is {_described(mine)} here and {_described(theirs)} there"
        elif theirs is not None:
            problem = misfit(theirs, common + 1, previous)
    return Parting(common, here, there, problem)


def _described(link: Link) -> str:
    return f"{link.kind} by {link.author} at {link.at} ({link.hash[:12]})"
