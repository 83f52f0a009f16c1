"""Actors that no list has: what a document itself says that a name is."""

from __future__ import annotations

from sulh.reading.unlisted.names import with_unlisted

__all__ = ["with_unlisted"]
