"""Standing formats of talks."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.model import Track
from sulh.reading.context import Context

__all__ = ["TrackMention", "find_tracks", "read_tracks"]


@dataclass(frozen=True, slots=True)
class TrackMention:
    """A mention `[start, end)` of a standing format."""

    start: int
    end: int
    name: str


def find_tracks(text: str) -> list[TrackMention]:
    """Mentions of tracks."""
    return []


def read_tracks(context: Context) -> tuple[Track, ...]:
    """The tracks of a document."""
    return ()
