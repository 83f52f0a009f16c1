"""A person's file in a file of its own, which is whoever keeps it's alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from sulh.persons.cases.events import CaseError, CaseEvent, event_data, event_from
from sulh.persons.cases.making import added
from sulh.persons.event_file import append_lines, load_lines

__all__ = ["append_to_case", "load_case"]


def load_case(path: Path) -> list[CaseEvent]:
    """Return the events of a file. Raises CaseError with the line of one that is none, or of one that was broken off."""
    return load_lines(path, event_from, CaseError)


def append_to_case(path: Path, known: Sequence[CaseEvent], new: Sequence[CaseEvent], author_groups: Collection[str]) -> None:
    """Add events by somebody of these groups to a file that holds `known`, all or none; see `added`. A new file is its owner's alone."""
    added(known, new, author_groups)
    append_lines(path, len(known), [event_data(one) for one in new], CaseError)
