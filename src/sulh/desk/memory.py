"""What pages derived from the record, kept for each language until what it follows from has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from sulh.desk.shown import language
from sulh.record import cache
from sulh.record.cache import Cache
from sulh.record.shapes import Viewer

__all__ = ["forget", "kept"]

_held = Cache(96)  # values; the largest, a timeline of thousands of meetings, takes a few megabytes

Made = TypeVar("Made")


def kept(viewer: Viewer, make: Callable[[], Made], *what: Hashable, on: Sequence[str] = ()) -> Made:
    """What `make` gives for this viewer, from memory if neither the tables `on` (all when empty), language nor day have changed since.

    `what` names the thing and everything that the result depends on besides.
    """
    return _held.get(viewer, make, language(), *what, on=on)


def forget() -> None:
    """Empty the memory, and that of the queries beneath."""
    _held.forget()
    cache.forget()
