"""What each kind of event holds, declared once: the fields, which must be filled, of what type, and which only some may see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sulh.model.messages import FilledMessage, TermName
from sulh.model.vocabulary import Certainty, HolderAnswer, HypothesisState, PersonFate, PersonWhereabouts
from sulh.persons.cases.events import CaseError, CaseEvent
from sulh.persons.cases.events import CaseEventKind as Kind
from sulh.persons.decisions import DECIDED
from sulh.text.edtf import valid

__all__ = [
    "BODY",
    "CORRECTABLE",
    "FIELDS",
    "PARTS",
    "PART_OF_FIELD",
    "PART_OF_KIND",
    "TELLABLE",
    "CaseField",
    "check_values",
    "field_term",
    "kind_term",
    "reserved",
    "where_term",
]

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
_RESERVED = {
    "health": TermName("the field health", "case.field_health"), "contact": TermName("an event of contact", "case.contact"),
    "source": TermName("a report", "case.reported"), "remark": TermName("a report", "case.reported"),
    "name": TermName("name", "listed.name"),
}  # fmt: skip
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
    where = where_term(event)
    unknown = next((name for name in event.values if name not in fields), None)
    if unknown is not None:
        raise CaseError(
            "{where}: there is no field {unknown!r}; there are {fields}",
            where=where, unknown=unknown, fields=tuple(map(field_term, fields)),
        )
    for name, declared in fields.items():
        value = event.values.get(name)
        if not value or (isinstance(value, str) and not value.strip()):
            if declared.is_required:
                raise CaseError("{where}: the field {name} is empty; say it", where=where, name=field_term(name))
            continue
        fault = _fault(declared, value)
        if fault is not None:
            raise CaseError("{where}: the field {name} {fault}", where=where, name=field_term(name), fault=fault)


def kind_term(kind: str) -> TermName:
    """A kind of event as a part of an error."""
    return TermName(str(kind), f"case.{kind}")


def field_term(name: str) -> TermName:
    """A field as a part of an error."""
    return TermName(name, f"case.field_{name}")


def where_term(event: CaseEvent) -> FilledMessage:
    """An event as a part of an error."""
    return FilledMessage("{what} {id}", what=kind_term(event.what), id=event.id)


def _fault(declared: CaseField, value: Any) -> FilledMessage | None:
    """What is wrong with a value."""
    if declared.type in ("ids", "texts"):
        is_list = isinstance(value, (list, tuple)) and all(isinstance(one, str) and one for one in value)
        return None if is_list else FilledMessage("must be a list of texts")
    if declared.type in _CHECKED_MAPS:
        return _CHECKED_MAPS[declared.type](value) if isinstance(value, Mapping) else FilledMessage("must hold values by name")
    if not isinstance(value, str):
        return FilledMessage("must be a text")
    if declared.type == "code":
        known = tuple(declared.codes)
        return None if value in known else FilledMessage("cannot be {value!r}; there are {known}", value=value, known=known)
    return _FAULTS[declared.type](value) if declared.type in _FAULTS else None


def _known_fault(value: Mapping[str, Any]) -> FilledMessage | None:
    if not all(isinstance(name, str) and isinstance(text, str) for name, text in value.items()):
        return FilledMessage("must hold texts by name")
    return None


def _groups_fault(value: Mapping[str, Any]) -> FilledMessage | None:
    for part, groups in value.items():
        if part not in PARTS:
            return FilledMessage("has no part {part!r}; there are {known}", part=part, known=tuple(PARTS))
        if not isinstance(groups, (list, tuple)) or not all(isinstance(one, str) and one for one in groups):
            return FilledMessage("must hold a list of groups for {part}", part=TermName(part, f"case.part_{part}"))
    return None


def _day_fault(value: str) -> FilledMessage | None:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return FilledMessage("is {value!r}; write a day, such as 2027-12-31", value=value)
    return None


def _date_fault(value: str) -> FilledMessage | None:
    return None if valid(value) else FilledMessage("is {value!r}; write a date of EDTF, such as 2014-03-05, 2014-03 or 2014", value=value)


def _digest_fault(value: str) -> FilledMessage | None:
    return None if _DIGEST.fullmatch(value) else FilledMessage("must be a SHA-256 of 64 figures and letters a to f")


_CHECKED_MAPS: Mapping[str, Callable[[Mapping[str, Any]], FilledMessage | None]] = {"known": _known_fault, "groups": _groups_fault}
_FAULTS: Mapping[str, Callable[[str], FilledMessage | None]] = {"edtf": _date_fault, "day": _day_fault, "sha256": _digest_fault}


def reserved(known: Mapping[str, Any]) -> FilledMessage | None:
    """Return what is wrong with the names of what is known of a person."""
    found = next((name for name in known if name in _RESERVED), None)
    if found is None:
        return None
    return FilledMessage("what is known of a person must not hold {found!r}; give it as {instead}", found=found, instead=_RESERVED[found])
