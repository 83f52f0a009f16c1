"""Events made from what people write, with an id that tells nothing: no number counts what others may not see."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from sulh.persons.cases.events import CaseEvent, CaseEventKind
from sulh.persons.cases.fields import check_values
from sulh.persons.cases.state import case_of
from sulh.persons.cases.views import visible_events

__all__ = ["added", "written"]


def written(what: CaseEventKind, at: dt.datetime, by: str, *, about: str = "", only: Sequence[str] = (), **values: Any) -> CaseEvent:
    """Return an event with a random id of 12 hexadecimal figures, its empty values left out.

    Raises CaseError where a field is missing, unknown or not of its type; whether the event can happen in a file says `case_of`.
    """
    held = {name: value for name, value in values.items() if value not in ("", None, (), [], {})}
    made = CaseEvent(what, at, by, secrets.token_hex(6), about, tuple(only), held)
    check_values(made)
    return made


def added(events: Sequence[CaseEvent], new: Sequence[CaseEvent], author_groups: Collection[str]) -> tuple[CaseEvent, ...]:
    """Return a file with new events by somebody of these groups, all or none.

    Raises CaseError where one cannot happen, by what the author may see first, so that the message tells nothing else.
    """
    if events:
        case_of((*visible_events(events, author_groups), *new))
    held = (*events, *new)
    case_of(held)
    return held
