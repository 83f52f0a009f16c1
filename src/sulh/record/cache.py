"""What was made of the record, kept while what it follows from is unchanged: the one cache of queries and pages."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from sulh.record.prepared import prepared
from sulh.record.projection.models import ProjectionState
from sulh.record.shapes import Viewer

__all__ = ["Cache", "each", "forget", "is_empty", "is_shared", "note", "read_once", "shared", "versions"]

Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)


class _Reading:
    """What one reader has read so far: the versions of the tables, and single things by what they are and their key."""

    def __init__(self, state: dict[str, str]) -> None:
        self.versions = state
        self.things: dict[Hashable, dict[Any, Any]] = {}


_READ: ContextVar[_Reading | None] = ContextVar("reading", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Read the versions, and each single thing, once for all that is asked within, by one reader who changes nothing."""
    token = _READ.set(_Reading(versions()))
    try:
        yield
    finally:
        _READ.reset(token)


def versions() -> dict[str, str]:
    """For every projected table, by its short name, the entry that last changed a row of it."""
    reading = _READ.get()
    if reading is not None:
        return reading.versions
    found = next((held for (held,) in _versions(1)), None) or {}
    return {name.removeprefix("projection_"): version for name, version in found.items()}


@prepared
def _versions(key: int) -> QuerySet[Any, Any]:
    return ProjectionState.objects.filter(pk=key).values_list("versions")


def is_empty(table: str) -> bool:
    """Whether a reader (`read_once`) can spare the statement: no entry has written a row of this projected table yet."""
    reading = _READ.get()
    return reading is not None and reading.versions.get(table) == ""


def shared(viewer: Viewer, make: Callable[[], Made], *what: Hashable, on: Sequence[str]) -> Made:
    """What several parts of one answer ask for, made once while a reader reads (`read_once`), and kept until it changes."""
    return make() if _READ.get() is None else _SHARED.get(viewer, make, *what, on=on)


def is_shared(viewer: Viewer, *what: Hashable, on: Sequence[str]) -> bool:
    """Whether `shared` has this in memory: what needs little of it then spares a statement of its own."""
    return _READ.get() is not None and _SHARED.holds(viewer, *what, on=on)


def each(make: Callable[[list[Key]], dict[Key, Made]], keys: Iterable[Key], *what: Hashable) -> dict[Key, Made]:
    """The things of those keys; those that this reader has not asked for yet are made together, and what has none is left out."""
    reading, wanted = _READ.get(), list(dict.fromkeys(keys))
    if reading is None:
        return make(wanted)
    known = reading.things.setdefault(what, {})
    if missing := [key for key in wanted if key not in known]:
        known.update(make(missing))
    return {key: known[key] for key in wanted if key in known}


def note(things: Mapping[Key, Made], *what: Hashable) -> None:
    """Keep single things that a reader has read by the way for whoever asks for them with `each`."""
    if (reading := _READ.get()) is not None:
        reading.things.setdefault(what, {}).update(things)


def _key(viewer: Viewer, what: tuple[Hashable, ...], on: Sequence[str]) -> Hashable:
    state = versions()
    seen = tuple(state.get(name, "") for name in on) if on else tuple(sorted(state.items()))
    return (str(connection.settings_dict["NAME"]), seen, dt.date.today(), viewer.role, viewer.scope, viewer.audiences, what)


class Cache:
    """At most `most` values, those used last; safe between threads. Two readers at once may both make a value, and get the same."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._rebuilt: dict[str, str] = {}  # by database, the entry after which it was last derived anew

    def get(
        self,
        viewer: Viewer,
        make: Callable[[], Made],
        *what: Hashable,
        on: Sequence[str] = (),
    ) -> Made:
        """What `make` gives for this viewer, from memory if neither the day nor the tables `on` (all when empty) have changed since.

        `what` names the thing and everything else that it depends on. Who may see or do something else never shares a value.
        Values must not be changed by those who get them.
        """
        name, rebuilt = str(connection.settings_dict["NAME"]), versions().get("rebuilt", "")
        key = _key(viewer, what, on)
        with self._lock:
            if self._rebuilt.setdefault(name, rebuilt) != rebuilt:
                # Something may have been erased: what was made before is not even kept where nobody asks for it.
                self._held.clear()
                self._rebuilt[name] = rebuilt
            if key in self._held:
                self._held.move_to_end(key)
                found: Made = self._held[key]
                return found
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    def holds(self, viewer: Viewer, *what: Hashable, on: Sequence[str] = ()) -> bool:
        """Whether `get` would give this from memory."""
        with self._lock:
            return _key(viewer, what, on) in self._held

    def forget(self) -> None:
        """Empty the memory."""
        with self._lock:
            self._held.clear()


_SHARED = Cache(64)


def forget() -> None:
    """Empty the memory of what parts of answers share."""
    _SHARED.forget()
