"""What a document says of releases."""

from __future__ import annotations

from sulh.model import Release
from sulh.reading.context import Context

__all__ = ["read_releases"]


def read_releases(context: Context) -> tuple[Release, ...]:
    """The releases of a document."""
    return ()
