"""The tables of an export and their columns, from which tables, labels and codebook are made; most follow from declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_type_hints

from sulh.model import vocabulary
from sulh.model.kinds import Kind, Property, PropertyType, kind_named, kinds
from sulh.model.tables import Cell, Column, Holds, Row, columns_of
from sulh.record.meeting import MeetingColumns

__all__ = ["CODEBOOK_VERSION", "MEETING", "TABLES", "Cell", "Column", "Holds", "Row", "bounds_of", "codes_of", "columns_with_days"]

# Raised when a table, a column or the meaning of a code changes: first number for a change that breaks a reader, second for an addition.
CODEBOOK_VERSION = "2.1"

MEETING = tuple(one.name for one in fields(MeetingColumns))
_CODES = {"kind": "MeetingKind", "status": "MeetingStatus", "place_precision": "PlacePrecision", "review": "ClaimStatus"}
_HOLDS: Mapping[object, Holds] = {int: "whole", float: "number", bool: "yes_no", tuple: "list"}
_WHOLE = ("sources", "meetings", "evidence", "length", "span_start", "span_end", "list_row", "gwno", "country_gwno", "pax_agreement")
_LISTS = ("tracks", "owners", "issues")
_CODED = {"actor_kind": "ActorKind", "role": "Role", "date_precision": "DatePrecision", "claim_status": "ClaimStatus", "sharing": "Sharing"}
_CODED |= {"record_status": "RecordStatus"}
_DAYS = ("first_day", "last_day", "due_day")
# What follows the name of a column with an EDTF date: the first and the last day that it can mean.
_BOUNDS = ("first", "last")


def codes_of(name: str) -> tuple[str, ...]:
    """The codes of a vocabulary in their order; empty for the empty name."""
    return tuple(code.value for code in getattr(vocabulary, name)) if name else ()


def _named(names: str, **codes: str) -> tuple[Column, ...]:
    """Columns by their names; what they hold goes by the name, which means the same in every table."""
    known = _CODED | codes
    return tuple(Column(name, _held_by(name), known.get(name, "")) for name in names.split())


def _held_by(name: str) -> Holds:
    if name in _WHOLE:
        return "whole"
    return "list" if name in _LISTS else "day" if name in _DAYS or name.endswith(("_first", "_last")) else "text"


def bounds_of(name: str) -> tuple[str, ...]:
    """The names of the columns with the first and the last day that the EDTF date in a column can mean."""
    return tuple(f"{name}_{end}" for end in _BOUNDS)


def columns_with_days(one: Property) -> tuple[Column, ...]:
    """The columns of a property; beside an EDTF date stand the days that bound it."""
    days = bounds_of(one.name) if one.holds is PropertyType.DATE and not one.many else ()
    return (*columns_of(one), *(Column(name, "day") for name in days))


def _meeting_columns() -> Iterable[Column]:
    hints = get_type_hints(MeetingColumns)
    for name in MEETING:
        inner = [part for part in getattr(hints[name], "__args__", (hints[name],)) if part not in (type(None), ...)]
        base = getattr(hints[name], "__origin__", inner[0])
        holds: Holds = "day" if name in _DAYS else "text" if base is str else _HOLDS.get(base, _HOLDS.get(inner[0], "text"))
        yield Column(name, holds, _CODES.get(name, ""))


_KEYS = _named("iso3 gwno ucdp_id paax_id mend_id acled_name")
_SOURCE = _named("document quote span_start span_end list_row list_column claim_status record_status")
_DISPUTED = (Column("disputed", "yes_no"),)


def _part(name: str) -> tuple[Column, ...]:
    return tuple(column for one in kind_named(name).values for column in columns_with_days(one))


def _fact(kind: Kind) -> tuple[Column, ...]:
    return (*_named(f"{kind.name}_id meeting"), *(column for one in kind.values for column in columns_with_days(one)), *_SOURCE)


TABLES: Mapping[str, tuple[Column, ...]] = {
    "meetings": (
        *_named("meeting title track track_name tracks"),
        *_meeting_columns(),
        *_named("date_precision country_iso3 country_gwno record_status"),
    ),
    "participants": (*_named("meeting"), *_part("participation"), *_named("sources"), *_DISPUTED, *_named("record_status"), *_KEYS),
    "people": (*_named("meeting"), *_part("attendance"), *_SOURCE),
    "agenda": (*_named("meeting"), Column("issue", codes="Issue"), *_named("sources record_status")),
    "actors": (*_named("actor actor_name actor_kind meetings"), *_KEYS),
    "tracks": _named("track name process started started_first started_last venue parallel_to part_of meetings"),
    "memberships": _named("track meeting document decided_by"),
    **{kind.plural: _fact(kind) for kind in kinds() if not kind.merged},
    "commitments": (
        *_named("commitment track meeting owners issues due due_first due_day status", status="CommitmentStatus", issues="Issue"),
        *_named("happened evidence document quote span_start span_end claim_status record_status"),
    ),
    "claims": (*_named("claim mention meeting property value decided status method", status="ClaimStatus"), *_SOURCE),
    "documents": (
        *_named("document title publisher published published_first published_last kind language", kind="DocumentKind"),
        *_named("length sort sharing copy_of pax_agreement"),
    ),
}
