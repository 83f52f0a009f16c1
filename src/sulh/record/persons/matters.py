"""The entries about persons, by the round, case or plan that they are of; read from the ledger once, and kept in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from sulh.model import RecordError
from sulh.record.chain import digest
from sulh.record.erasures import KIND as ERASE
from sulh.record.erasures import instead_of, readable
from sulh.record.ledger import Draft, append
from sulh.record.models import Entry
from sulh.record.persons.kind import KIND
from sulh.record.projection.apply import apply
from sulh.record.sealed_fields import need_key

__all__ = ["MatterEntry", "add_entry", "held", "last_entry", "worked_out"]

_MOST = 64  # views that are kept in memory
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """One entry about a matter: its number, who signed it, when it was written, and what it says."""

    seq: int
    author: str
    at: str
    body: Mapping[str, Any]


class _Memory:
    """What this process read of one state of the ledger."""

    def __init__(self) -> None:
        self.state: Hashable = None
        self.matters: dict[tuple[str, str], list[MatterEntry]] = {}
        self.views: dict[Hashable, Any] = {}
        self.lock = Lock()


_MEMORY = _Memory()


def held(matter: str) -> Mapping[str, Sequence[MatterEntry]]:
    """The entries of all matters of a sort (round, case, plan) by identifier, each in the order in which they were written.

    Raises RecordError where the record is sealed and its key is not here, and where an entry is not what was entered.
    """
    return {key: found for (of, key), found in _read().items() if of == matter}


def last_entry(matter: str, key: str) -> int:
    """The number of the last entry about a matter; 0 where there is none."""
    found = _read().get((matter, key), ())
    return found[-1].seq if found else 0


def add_entry(author: str, matter: str, key: str, said: Mapping[str, Any]) -> int:
    """Write an entry about a matter, and give its number; call it inside `ledger.writing`."""
    links = append([Draft(author, KIND, {"matter": matter, "id": key, **said})])
    apply(links)
    return links[-1].seq


def worked_out(make: Callable[[], _Found], *of: Hashable) -> _Found:
    """What `make` works out of the entries, from memory while no entry about persons was added or erased."""
    _read()
    with _MEMORY.lock:
        if of in _MEMORY.views:
            found: _Found = _MEMORY.views[of]
            return found
        state = _MEMORY.state
    made = make()
    with _MEMORY.lock:
        if _MEMORY.state == state:
            while len(_MEMORY.views) >= _MOST:
                _MEMORY.views.pop(next(iter(_MEMORY.views)))
            _MEMORY.views[of] = made
    return made


def _whole() -> dict[tuple[str, str], list[MatterEntry]]:
    """The entries as the database holds them. Raises RecordError for one that is not what was entered: by these lists people are freed."""
    instead = instead_of(readable(Entry.objects.filter(kind=ERASE).order_by("seq").values_list("seq", "body")))
    found: dict[tuple[str, str], list[MatterEntry]] = {}
    entries = Entry.objects.filter(kind=KIND, body__isnull=False).order_by("seq")
    for seq, author, at, body, salt, own in entries.values_list("seq", "author", "at", "body", "salt", "digest").iterator(chunk_size=200):
        if body is None or digest(salt, body) != instead.get(seq, own):
            raise RecordError(
                "an entry about lists of persons is not what was entered, or does not open: none of them is shown before `sulh verify` has "
                "said what happened"
            )
        said = json.loads(body)
        if isinstance(said, dict):
            found.setdefault((str(said.get("matter")), str(said.get("id"))), []).append(MatterEntry(seq, author, at, said))
    return found


def _read() -> dict[tuple[str, str], list[MatterEntry]]:
    rows = Entry.objects.filter(kind__in=(KIND, ERASE)).order_by("-seq").values_list("seq", "hash")[:1]
    state = (str(connection.settings_dict["NAME"]), *(tuple(row) for row in rows))
    with _MEMORY.lock:
        if _MEMORY.state == state:
            return _MEMORY.matters
    need_key()
    try:
        found = _whole()
    except RecordError:  # somebody may have erased something between the two questions
        found = _whole()
    with _MEMORY.lock:
        _MEMORY.state, _MEMORY.matters, _MEMORY.views = state, found, {}
    return found
