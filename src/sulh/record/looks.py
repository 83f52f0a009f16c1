"""Who looked at what is restricted: an entry of kind `look` for each viewer, thing and day, written before the thing is shown.

Readers who come at once share one transaction: whoever writes takes the looks of all who wait along. Nobody waits for long for somebody
who adds or decides meanwhile; what could not be written then is written with the next look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.db import DatabaseError, connection

from sulh.record.access import may
from sulh.record.ledger import Draft, append, writing
from sulh.record.opening import is_copy
from sulh.record.projection.apply import apply
from sulh.record.projection.models import Look
from sulh.record.seals import seals
from sulh.record.shapes import DocumentRef, Viewer

__all__ = ["LookedAt", "looked", "looked_at", "seen_by"]

KIND = "look"
_PUBLIC, _RESTRICTED = "public", "restricted"
_PATIENCE = 2  # seconds that a reader waits for somebody who writes
_MOST = 100_000  # looks that are kept in memory

_Key = tuple[str, str, str, str]  # database, viewer, thing, day


@dataclass(frozen=True, slots=True)
class LookedAt:
    """That somebody looked at a thing on a day; `seq` is the entry that says so."""

    seq: int
    author: str
    day: str


def looked_at(viewer: Viewer, documents: Iterable[DocumentRef]) -> bool:
    """Record that the viewer is shown words of these documents: see `looked`.

    Those that are restricted to groups, and in a record that seals also what it seals: all that are not public.
    """
    hidden = [one for one in documents if one.level != _PUBLIC]
    if any(one.level != _RESTRICTED for one in hidden) and not seals():
        hidden = [one for one in hidden if one.level == _RESTRICTED]
    return looked(viewer, (one.id for one in hidden))


def looked(viewer: Viewer, things: Iterable[str]) -> bool:
    """Record that the viewer is shown these things, each once a day: identifiers of restricted documents, names of sealed values.

    Gives whether it is recorded; it is not in a copy of a record that cannot be written, and not yet where somebody else writes for long.
    """
    today, database = dt.datetime.now(dt.UTC).date().isoformat(), str(connection.settings_dict["NAME"])
    wanted = {(database, viewer.name, thing, today) for thing in things}
    with _LOCK:
        if wanted <= _KNOWN:
            return True
        if is_copy():
            return False
        _PENDING.update(dict.fromkeys(wanted - _KNOWN))
    if not _WRITER.acquire(timeout=_PATIENCE):
        return False
    try:
        with _LOCK:
            if wanted <= _KNOWN:
                return True
            batch = [key for key in _PENDING if key[0] == database]
        _write(batch)
    except DatabaseError:
        return False
    finally:
        _WRITER.release()
    with _LOCK:
        if len(_KNOWN) > _MOST:
            _KNOWN.clear()
        _KNOWN.update(batch)
        for key in batch:
            _PENDING.pop(key, None)
    return True


def seen_by(viewer: Viewer, thing: str) -> list[LookedAt]:
    """Who looked at a restricted document, the latest first; for those who may edit it, and for admins. Others get nothing."""
    if not may(viewer, "admin") and not may(viewer, "edit"):
        return []
    return [LookedAt(*row) for row in Look.objects.filter(thing=thing).order_by("-seq").values_list("seq", "author", "day")]


# What this process has recorded, what waits to be, and who writes.
_KNOWN: set[_Key] = set()
_PENDING: dict[_Key, None] = {}
_LOCK, _WRITER = Lock(), Lock()


def _write(batch: Iterable[_Key]) -> None:
    """One entry for each viewer and day, for what no process has recorded yet."""
    with _impatient(), writing():
        fresh: dict[tuple[str, str], list[str]] = {}
        for _, name, thing, day in batch:
            if not Look.objects.filter(thing=thing, author=name, day=day).exists():
                fresh.setdefault((name, day), []).append(thing)
        apply(append(Draft(name, KIND, {"things": sorted(things), "day": day}) for (name, day), things in fresh.items()))


@contextmanager
def _impatient() -> Iterator[None]:
    """Within, a statement waits for the lock of others for a moment only."""
    if connection.in_atomic_block:
        yield
        return
    sqlite = connection.vendor == "sqlite"
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000) if sqlite else 0
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}" if sqlite else f"SET lock_timeout = '{_PATIENCE}s'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}" if sqlite else "SET lock_timeout = 0")
