"""Events in a file of JSON lines, which is only ever added to; it names people, and is for the eyes of whoever keeps it alone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sulh.model import SulhError

__all__ = ["append_lines", "load_lines"]

_Event = TypeVar("_Event")


def load_lines(path: Path, read: Callable[[Mapping[str, Any]], _Event], error: type[SulhError]) -> list[_Event]:
    """Return the events of a file. Raises the error with the line of one that is none, or of one that was broken off."""
    found = []
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith("\n"):
                    raise error(f"{path}, line {number}: was broken off; take it out and do again what it was to hold")
                try:
                    found.append(read(json.loads(line)))
                except (ValueError, AttributeError, TypeError, error) as problem:
                    raise error(f"{path}, line {number}: {problem}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"{path}: cannot be read ({problem})") from problem
    return found


def append_lines(path: Path, known: int, new: Iterable[Mapping[str, Any]], error: type[SulhError]) -> None:
    """Add events to a file that holds so many, all or none; a file that is not there is made, for its owner's eyes only.

    Raises the error when somebody else wrote to the file since it was read.
    """
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in new).encode()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        _lock(handle)
        before = os.fstat(handle).st_size
        if path.read_bytes().count(b"\n") != known:
            raise error(f"{path}: was written to meanwhile; do it again")
        written = os.write(handle, lines)
        if written < len(lines):
            os.ftruncate(handle, before)
            raise error(f"{path}: the disk is full; nothing was written")
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Wait until no other program writes to the file, where the system can tell; closing the handle lets the next one in."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
