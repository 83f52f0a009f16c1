"""Who counts, reports or assesses: an actor by its identifier, and its name in the record."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ReportedBy"]


class ReportedBy(NamedTuple):
    """A side or mission: its identifier, and its name in the record."""

    id: str
    name: str
