"""Actors and towns that no list has: what a document itself says that a name is."""

from __future__ import annotations

from sulh.reading.english.unlisted.names import with_unlisted
from sulh.reading.english.unlisted.towns import add_towns, town

__all__ = ["add_towns", "town", "with_unlisted"]
