"""What somebody sees of a person's file: a function of the events, the same as if what is hidden had never happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sulh.persons.cases.events import CaseEvent
from sulh.persons.cases.events import CaseEventKind as Kind
from sulh.persons.cases.fields import PART_OF_FIELD, PART_OF_KIND
from sulh.persons.cases.state import Case, case_of

__all__ = ["HIDDEN", "visible_case", "visible_events"]

# What stands where somebody must not see a text that the kind needs.
HIDDEN = "-"


def visible_case(events: Sequence[CaseEvent], viewer_groups: Collection[str], until: dt.datetime | None = None) -> Case:
    """Return the file as it stood `until` a moment, by what somebody of these groups may see of it now. Raises CaseError as `case_of`."""
    return case_of(visible_events(events, viewer_groups), until)


def visible_events(events: Sequence[CaseEvent], viewer_groups: Collection[str]) -> tuple[CaseEvent, ...]:
    """Return the events of a file that somebody of these groups may see, in their order.

    Left out are events for other groups only; family contact, what a family was told, health and who reported or saw (where an event must
    name somebody, a dash stands there), for whoever is in no group that the terms name for it. The terms that are in force last count,
    for earlier events too. Whether somebody may see the file at all is not asked here. Raises CaseError as `case_of`.
    """
    case = case_of(events)
    groups = set(viewer_groups)
    hidden = {part for part, may in case.terms.may_see.items() if not groups & set(may)}
    kinds = {event.id: event.what for event in events}
    found = []
    for event in events:
        if event.only and not groups & set(event.only):
            continue
        if PART_OF_KIND.get(event.what) in hidden or PART_OF_KIND.get(kinds.get(event.about, event.what)) in hidden:
            continue
        seen = replace(event, values=_without(event.values, hidden))
        if event.what is Kind.CORRECTED:
            fields = _corrections(event.values["fields"], hidden)
            if not fields:
                continue
            seen = replace(seen, values={**seen.values, "fields": fields})
        found.append(seen)
    return tuple(found)


def _without(values: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Values without those of hidden parts; a name that must stand there is a dash."""
    kept = {}
    for name, value in values.items():
        part = PART_OF_FIELD.get(name)
        if part not in hidden:
            kept[name] = value
        elif part == "informants":
            kept[name] = HIDDEN
    return kept


def _corrections(fields: Mapping[str, str], hidden: Collection[str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if PART_OF_FIELD.get(name) not in hidden}
