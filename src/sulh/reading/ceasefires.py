"""What a document says of ceasefires."""

from __future__ import annotations

from sulh.model import CeasefireEvent
from sulh.reading.context import Context

__all__ = ["read_ceasefires"]


def read_ceasefires(context: Context) -> tuple[CeasefireEvent, ...]:
    """The ceasefires of a document."""
    return ()
