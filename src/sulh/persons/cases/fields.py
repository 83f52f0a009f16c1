"""What each kind of event holds, declared once: the fields, which must be filled, of what type, and which only some may see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sulh.model.vocabulary import Certainty, HolderAnswer, HypothesisState, PersonFate, PersonWhereabouts
from sulh.persons.cases.events import CaseError, CaseEvent
from sulh.persons.cases.events import CaseEventKind as Kind
from sulh.persons.decisions import DECIDED
from sulh.text.edtf import valid

__all__ = ["BODY", "CORRECTABLE", "FIELDS", "PARTS", "PART_OF_FIELD", "PART_OF_KIND", "TELLABLE", "CaseField", "check_values"]

PARTS = ("family", "health", "informants")
"""What of a file is hidden from whoever the file's terms do not name for it: family contact, health, who reported or saw."""

PART_OF_KIND: Mapping[Kind, str] = {Kind.CONTACT: "family", Kind.TOLD: "family"}
PART_OF_FIELD: Mapping[str, str] = {"health": "health", "reporter": "informants", "witness": "informants"}
BODY = frozenset(
    {PersonWhereabouts.BODY_HELD, PersonWhereabouts.BODY_HANDED_OVER, PersonWhereabouts.BODY_NOT_FOUND, PersonWhereabouts.IDENTIFIED}
)
"""Whereabouts of a dead person's body: each such decision names the one that the person is dead."""

TELLABLE = frozenset({Kind.REPORTED, Kind.SIGHTED, Kind.CLAIMED, Kind.DOCUMENT, Kind.HYPOTHESIS, Kind.FATE, Kind.WHEREABOUTS})
"""What a family can be told, where the contact says that it may be."""

# Never among what is known of a person: each has a place of its own, with its own readers.
_RESERVED = {"health": "the field health", "contact": "an event of contact", "source": "a report", "remark": "a report", "name": "name"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class CaseField:
    """One field of a kind of event: whether it must be filled, what it holds, and the codes that it may have.

    `type` is text, code, edtf, day (ISO 8601), sha256, ids (of earlier events), texts (list), known (texts by name) or groups (lists of
    groups by part).
    """

    type: str = "text"
    is_required: bool = False
    codes: tuple[str, ...] = ()


def _needed(kind: str = "text") -> CaseField:
    return CaseField(kind, is_required=True)


def _code(codes: type[StrEnum] | tuple[str, ...], *, is_required: bool = True) -> CaseField:
    return CaseField("code", is_required, tuple(map(str, codes)))


_TEXT, _DAY = CaseField(), CaseField("edtf")

FIELDS: Mapping[Kind, Mapping[str, CaseField]] = {
    Kind.OPENED: {
        "name": _needed(), "known": CaseField("known"), "health": _TEXT, "legal_basis": _needed(), "purpose": _needed(),
        "until": _needed("day"), "may_see": CaseField("groups"),
    },
    Kind.TERMS: {
        "legal_basis": _TEXT, "purpose": _TEXT, "until": CaseField("day"), "may_see": CaseField("groups"), "words": _needed(),
    },
    Kind.REPORTED: {"words": _needed(), "reporter": _needed(), "received": _needed("edtf"), "health": _TEXT},
    Kind.SIGHTED: {
        "on": _needed("edtf"), "place": _needed(), "witness": _needed(), "certainty": _code(Certainty), "words": _TEXT, "health": _TEXT,
    },
    Kind.CLAIMED: {"holder": _needed(), "answer": _code(HolderAnswer), "on": _DAY, "evidence": _TEXT, "request": _TEXT, "words": _TEXT},
    Kind.DOCUMENT: {"title": _needed(), "sha256": _needed("sha256"), "words": _TEXT, "health": _TEXT},
    Kind.HYPOTHESIS: {"words": _needed(), "certainty": _code(Certainty)},
    Kind.JUDGED: {"state": _code(HypothesisState), "decided_by": _needed(), "words": _needed()},
    Kind.FATE: {
        "fate": _code(PersonFate), "decided_by": _needed(), "sources": CaseField("ids"), "on": _DAY, "words": _TEXT, "health": _TEXT,
    },
    Kind.WHEREABOUTS: {
        "whereabouts": _code(PersonWhereabouts), "decided_by": _needed(), "sources": CaseField("ids"), "holder": _TEXT, "place": _TEXT,
        "on": _DAY, "words": _TEXT,
    },
    Kind.CONTACT: {"who": _needed(), "relation": _TEXT, "reach": _TEXT, "may_be_told": CaseField("texts"), "words": _TEXT},
    Kind.TOLD: {"events": _needed("ids"), "on": _needed("edtf"), "words": _TEXT},
    Kind.LINKED: {"other": _needed(), "decided": _code(DECIDED), "decided_by": _needed(), "words": _TEXT},
    Kind.CORRECTED: {"fields": _needed("known"), "words": _needed()},
    Kind.WITHDRAWN: {"words": _needed()},
    Kind.CLOSED: {"words": _needed()},
    Kind.REOPENED: {"words": _needed()},
}  # fmt: skip
"""The fields of each kind, by name. `request` and `other` are SIDE/NUMBER of a round, or an entry of a list (LIST:ID)."""

CORRECTABLE: Mapping[Kind, frozenset[str]] = {
    kind: frozenset(name for name, one in FIELDS[kind].items() if one.type in ("text", "edtf", "code"))
    for kind in (Kind.REPORTED, Kind.SIGHTED, Kind.CLAIMED, Kind.DOCUMENT, Kind.HYPOTHESIS, Kind.CONTACT)
}
"""Which fields of an earlier event a correction may hold; of an opened file the name, health, and whatever is known."""


def check_values(event: CaseEvent) -> None:
    """Raise CaseError where an event lacks a field that its kind must have, or holds one that is unknown or not of its type."""
    fields = FIELDS[event.what]
    where = f"{event.what} {event.id}"
    unknown = next((name for name in event.values if name not in fields), None)
    if unknown is not None:
        raise CaseError(f"{where}: there is no field {unknown!r}; there are {', '.join(fields)}")
    for name, declared in fields.items():
        value = event.values.get(name)
        if not value or (isinstance(value, str) and not value.strip()):
            if declared.is_required:
                raise CaseError(f"{where}: the field {name} is empty; say it")
            continue
        fault = _fault(declared, value)
        if fault:
            raise CaseError(f"{where}: the field {name} {fault}")


def _fault(declared: CaseField, value: Any) -> str:
    """What is wrong with a value, "" for nothing."""
    if declared.type in ("ids", "texts"):
        is_list = isinstance(value, (list, tuple)) and all(isinstance(one, str) and one for one in value)
        return "" if is_list else "must be a list of texts"
    if declared.type in _CHECKED_MAPS:
        return _CHECKED_MAPS[declared.type](value) if isinstance(value, Mapping) else "must hold values by name"
    if not isinstance(value, str):
        return "must be a text"
    if declared.type == "code":
        return "" if value in declared.codes else f"cannot be {value!r}; there are {', '.join(declared.codes)}"
    return _FAULTS[declared.type](value) if declared.type in _FAULTS else ""


def _known_fault(value: Mapping[str, Any]) -> str:
    if not all(isinstance(name, str) and isinstance(text, str) for name, text in value.items()):
        return "must hold texts by name"
    return ""


def _groups_fault(value: Mapping[str, Any]) -> str:
    for part, groups in value.items():
        if part not in PARTS:
            return f"has no part {part!r}; there are {', '.join(PARTS)}"
        if not isinstance(groups, (list, tuple)) or not all(isinstance(one, str) and one for one in groups):
            return f"must hold a list of groups for {part}"
    return ""


def _day_fault(value: str) -> str:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return f"is {value!r}; write a day, such as 2027-12-31"
    return ""


_CHECKED_MAPS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {"known": _known_fault, "groups": _groups_fault}
_FAULTS: Mapping[str, Callable[[str], str]] = {
    "edtf": lambda value: "" if valid(value) else f"is {value!r}; write a date of EDTF, such as 2014-03-05, 2014-03 or 2014",
    "day": _day_fault,
    "sha256": lambda value: "" if _DIGEST.fullmatch(value) else "must be a SHA-256 of 64 figures and letters a to f",
}


def reserved(known: Mapping[str, Any]) -> str:
    """Return what is wrong with the names of what is known of a person, "" for nothing."""
    found = next((name for name in known if name in _RESERVED), None)
    return f"what is known of a person must not hold {found!r}; give it as {_RESERVED[found]}" if found else ""
