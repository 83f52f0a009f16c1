"""What can happen to a person's file: one event a line, in plain values, never changed afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sulh.model import SulhError
from sulh.persons.event_shape import EventShape

__all__ = ["CaseError", "CaseEvent", "CaseEventKind", "event_data", "event_from"]


class CaseError(SulhError):
    """Something cannot happen in a person's file as it stands; the message says what, about which event, and what to do."""


class CaseEventKind(StrEnum):
    """What happened: to the file (opened, terms, closed, reopened), to what is known, or to what is decided about the person."""

    OPENED = "opened"
    TERMS = "terms"
    REPORTED = "reported"
    SIGHTED = "sighted"
    CLAIMED = "claimed"
    DOCUMENT = "document"
    HYPOTHESIS = "hypothesis"
    JUDGED = "judged"
    FATE = "fate"
    WHEREABOUTS = "whereabouts"
    CONTACT = "contact"
    TOLD = "told"
    LINKED = "linked"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One event: what, when (with its offset from UTC), written by whom, its own id in the file, and its values.

    `about` is the id of the earlier event that it speaks of ("" for the person). `only` are the groups that may see it; empty for everybody
    who may see the file. Values by kind stand in `sulh.persons.cases.fields.FIELDS`.
    """

    what: CaseEventKind
    at: dt.datetime
    by: str
    id: str
    about: str = ""
    only: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


_SHAPE = EventShape(CaseEvent, CaseEventKind, CaseError, "a person's file", needed=("id",), texts=("about",), lists=("only",))


def event_data(event: CaseEvent) -> dict[str, Any]:
    """An event in plain values, as JSON holds it; `event_from` reads it."""
    return _SHAPE.data(event)


def event_from(held: Mapping[str, Any]) -> CaseEvent:
    """The event in plain values. Raises CaseError for values that are none."""
    return _SHAPE.read(held)
