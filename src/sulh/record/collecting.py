"""Fewer rounds of Python's garbage collector where very many values are made at once, none of which refers to itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

__all__ = ["collecting_seldom"]

# A round looks at everything that was made since the one before, for nothing here, and there is one for every 700 values.
_VALUES = 50_000
_LOCK = Lock()
_within: list[tuple[int, int, int]] = []  # for each of those within, how often it was collected before the first of them


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Within, the collector comes once for many thousand values; threads may be within at the same time. Also a decorator."""
    with _LOCK:
        _within.append(_within[0] if _within else gc.get_threshold())
        gc.set_threshold(max(_VALUES, _within[0][0]), *_within[0][1:])
    try:
        yield
    finally:
        with _LOCK:
            before = _within.pop()
            if not _within:
                gc.set_threshold(*before)
