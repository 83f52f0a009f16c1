"""The tables of an export and their columns, from which tables, labels and codebook are made; most follow from declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import get_type_hints

from sulh.model import vocabulary
from sulh.model.kinds import Kind, kind_named, kinds
from sulh.model.tables import Cell, Column, Holds, Row, columns_of
from sulh.record.meeting import MeetingColumns

__all__ = ["CODEBOOK_VERSION", "MEETING", "TABLES", "Cell", "Column", "Holds", "Row", "codes_of"]

# Raised when a table, a column or the meaning of a code changes: first number for a change that breaks a reader, second for an addition.
CODEBOOK_VERSION = "2.0"

MEETING = tuple(one.name for one in fields(MeetingColumns))
_CODES = {"kind": "MeetingKind", "status": "MeetingStatus", "place_precision": "PlacePrecision", "review": "ClaimStatus"}
_HOLDS: Mapping[object, Holds] = {int: "whole", float: "number", bool: "yes_no", tuple: "list"}
_WHOLE = ("sources", "meetings", "evidence", "length", "span_start", "span_end", "list_row", "gwno", "country_gwno", "pax_agreement")
_LISTS = ("tracks", "owners", "issues")
_CODED = {"actor_kind": "ActorKind", "role": "Role", "date_precision": "DatePrecision", "claim_status": "ClaimStatus", "sharing": "Sharing"}


def codes_of(name: str) -> tuple[str, ...]:
    """The codes of a vocabulary in their order; empty for the empty name."""
    return tuple(code.value for code in getattr(vocabulary, name)) if name else ()


def _named(names: str, **codes: str) -> tuple[Column, ...]:
    """Columns by their names; what they hold goes by the name, which means the same in every table."""
    known = _CODED | codes
    return tuple(
        Column(name, "whole" if name in _WHOLE else "list" if name in _LISTS else "text", known.get(name, "")) for name in names.split()
    )


def _meeting_columns() -> Iterable[Column]:
    hints = get_type_hints(MeetingColumns)
    for name in MEETING:
        inner = [part for part in getattr(hints[name], "__args__", (hints[name],)) if part not in (type(None), ...)]
        base = getattr(hints[name], "__origin__", inner[0])
        yield Column(name, _HOLDS.get(base, _HOLDS.get(inner[0], "text")) if base is not str else "text", _CODES.get(name, ""))


_KEYS = _named("iso3 gwno ucdp_id paax_id mend_id acled_name")
_SOURCE = _named("document quote span_start span_end list_row list_column claim_status")
_DISPUTED = (Column("disputed", "yes_no"),)


def _part(name: str) -> tuple[Column, ...]:
    return tuple(column for one in kind_named(name).values for column in columns_of(one))


def _fact(kind: Kind) -> tuple[Column, ...]:
    return (*_named(f"{kind.name}_id meeting"), *(column for one in kind.values for column in columns_of(one)), *_SOURCE)


TABLES: Mapping[str, tuple[Column, ...]] = {
    "meetings": (
        *_named("meeting title track track_name tracks"),
        *_meeting_columns(),
        *_named("date_precision country_iso3 country_gwno"),
    ),
    "participants": (*_named("meeting"), *_part("participation"), *_named("sources"), *_DISPUTED, *_KEYS),
    "people": (*_named("meeting"), *_part("attendance"), *_SOURCE),
    "agenda": (*_named("meeting"), Column("issue", codes="Issue"), *_named("sources")),
    "actors": (*_named("actor actor_name actor_kind meetings"), *_KEYS),
    "tracks": _named("track name process started venue parallel_to part_of meetings"),
    "memberships": _named("track meeting document decided_by"),
    **{kind.plural: _fact(kind) for kind in kinds() if not kind.merged},
    "commitments": (
        *_named("commitment track meeting owners issues due due_day status evidence", status="CommitmentStatus", issues="Issue"),
        *_named("document quote span_start span_end"),
    ),
    "claims": (*_named("claim mention meeting property value decided status method", status="ClaimStatus"), *_SOURCE),
    "documents": _named("document title publisher published kind language length sort sharing copy_of pax_agreement", kind="DocumentKind"),
}
