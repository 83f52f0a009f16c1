"""The events of an exchange in a file of JSON lines, which is only ever added to; it names people, and is the mediator's alone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sulh.persons.exchange.events import ExchangeError, ExchangeEvent, event_data, event_from
from sulh.persons.exchange.state import round_of
from sulh.persons.exchange.views import visible_events

__all__ = ["append_events", "load_log"]


def load_log(path: Path) -> list[ExchangeEvent]:
    """Return the events of a file. Raises ExchangeError with the line of one that is none, or of one that was broken off."""
    found = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith("\n"):
                    raise ExchangeError(f"{path}, line {number}: was broken off; take it out and do again what it was to hold")
                try:
                    found.append(event_from(json.loads(line)))
                except (ValueError, AttributeError, TypeError, ExchangeError) as problem:
                    raise ExchangeError(f"{path}, line {number}: {problem}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise ExchangeError(f"{path}: cannot be read ({problem})") from problem
    return found


def append_events(path: Path, known: Sequence[ExchangeEvent], new: Sequence[ExchangeEvent]) -> None:
    """Add events to a file that holds `known`, all or none; a file that is not there is made, for its owner's eyes only.

    Raises ExchangeError when an event cannot happen, also by what its own side sees, and when somebody else wrote to the file since it
    was read.
    """
    held = [*known, *new]
    whole = round_of(held)
    for side in {one.by for one in new} & set(whole.sides):
        round_of(visible_events(held, side))
    lines = "".join(json.dumps(event_data(one), ensure_ascii=False) + "\n" for one in new).encode()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        before = os.fstat(handle).st_size
        if path.read_bytes().count(b"\n") != len(known):
            raise ExchangeError(f"{path}: was written to meanwhile; do it again")
        written = os.write(handle, lines)
        if written < len(lines):
            os.ftruncate(handle, before)
            raise ExchangeError(f"{path}: the disk is full; nothing was written")
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Wait until no other program writes to the file, where the system can tell; closing the handle lets the next one in."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
