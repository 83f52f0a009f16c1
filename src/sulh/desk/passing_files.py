"""A folder for files that name persons and are gone with the request: in memory, where the system has such a place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["passing_folder"]

_IN_MEMORY = Path("/dev/shm")


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder of its own, which is removed with all that is in it."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as folder:
        yield Path(folder)
