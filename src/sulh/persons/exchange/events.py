"""What can happen in an exchange of lists: one event a line, in plain values, never changed afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sulh.model import SulhError
from sulh.persons.event_shape import EventShape

__all__ = ["ExchangeError", "ExchangeEvent", "ExchangeEventKind", "event_data", "event_from"]


class ExchangeError(SulhError):
    """Something cannot happen in the exchange as it stands; the message says what, about which name, and what to do."""


class ExchangeEventKind(StrEnum):
    """What happened: to the round (opened, moved), to a list of persons held (listed), to a name that is asked about, or that something
    was shown to the other side.
    """

    OPENED = "opened"
    MOVED = "moved"
    LISTED = "listed"
    REQUESTED = "requested"
    ANSWERED = "answered"
    REPLIED = "replied"
    DISPUTED = "disputed"
    ACCEPTED = "accepted"
    MATCHED = "matched"
    PARTED = "parted"
    WITHDRAWN = "withdrawn"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class ExchangeEvent:
    """One event: what, when (with its offset from UTC), by which side or the mediator, about which request, and its values.

    `request` is `SIDE/NUMBER`, of the side that asks and its own number; `held:SIDE/NUMBER` for a person that a side lists as held by it;
    "" for the round. `to` are the sides that it is shown to at once
    besides its own and the mediator. Values by kind:

    - opened: name, sides, mediator, zone, lists_due, answers_due (ISO 8601 with offset), and what the round is kept by, where it is:
      basis, purpose, until (a day)
    - moved: lists_due, answers_due, reason
    - listed: person (texts by field), own (texts that only the side and the mediator see), until (a day after which the name is not kept)
    - requested: of (the side that is asked), person, own, until, as above
    - answered: answer (`HolderAnswer`), on, evidence, question, answered_by, held_id (the holder's own number of the person)
    - replied, disputed, accepted: words
    - matched, parted: other (an entry of a list that it may be, or is not), words
    - withdrawn: words, duplicate_of
    - shown: what ("requests", "answers" or "held"), requests (their keys); `to` says to whom
    """

    what: ExchangeEventKind
    at: dt.datetime
    by: str
    request: str = ""
    to: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


_SHAPE = EventShape(ExchangeEvent, ExchangeEventKind, ExchangeError, "an exchange", texts=("request",), lists=("to",))


def event_data(event: ExchangeEvent) -> dict[str, Any]:
    """An event in plain values, as JSON holds it; `event_from` reads it."""
    return _SHAPE.data(event)


def event_from(held: Mapping[str, Any]) -> ExchangeEvent:
    """The event in plain values. Raises ExchangeError for values that are none."""
    return _SHAPE.read(held)
