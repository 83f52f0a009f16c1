"""The events of an exchange in a file, which is the mediator's alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sulh.persons.event_file import append_lines, load_lines
from sulh.persons.exchange.events import ExchangeError, ExchangeEvent, event_data, event_from
from sulh.persons.exchange.state import round_of
from sulh.persons.exchange.views import visible_events

__all__ = ["append_events", "load_log"]


def load_log(path: Path) -> list[ExchangeEvent]:
    """Return the events of a file. Raises ExchangeError with the line of one that is none, or of one that was broken off."""
    return load_lines(path, event_from, ExchangeError)


def append_events(path: Path, known: Sequence[ExchangeEvent], new: Sequence[ExchangeEvent]) -> None:
    """Add events to a file that holds `known`, all or none; a file that is not there is made, for its owner's eyes only.

    Raises ExchangeError when an event cannot happen, also by what its own side sees, and when somebody else wrote to the file since it
    was read.
    """
    held = [*known, *new]
    whole = round_of(held)
    for side in {one.by for one in new} & set(whole.sides):
        round_of(visible_events(held, side))
    append_lines(path, len(known), [event_data(one) for one in new], ExchangeError)
