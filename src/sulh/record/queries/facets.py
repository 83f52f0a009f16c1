"""Facets: how many things of a list have each value of a property, counted for exactly the rows that the list shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from sulh.record.projection.models import AgendaRow, AttendanceRow, Membership, ParticipationRow
from sulh.record.shapes import NO_TRACK, Facet

__all__ = ["MEETING_FACETS", "counted_facet", "facet", "meeting_facets", "role_counts"]

# What a meeting has of itself, and what hangs on it: the table and its column. An actor's roles are counted where one actor is meant.
_OWN = {"kind": "kind", "status": "status", "year": "SUBSTR(first_day, 1, 4)", "place": "city"}
_COUNTRY = "country"  # beside cities: of a meeting of whose place no more is known
_HANGING: Mapping[str, tuple[type[Any], str]] = {
    "track": (Membership, "track_id"),
    "actor": (ParticipationRow, "actor_id"),
    "role": (ParticipationRow, "role"),
    "issue": (AgendaRow, "issue"),
    "person": (AttendanceRow, "folded"),
}
_ONLY_COUNTRY = "city IS NULL OR place_precision = 'country'"
MEETING_FACETS = (*_OWN, *_HANGING)
_COLUMNS = ("pk", "kind", "status", "first_day", "city", "country", "place_precision")


def facet(name: str, values: Iterable[str | None]) -> Facet:
    """The facet of values of which every thing has one, or none."""
    return counted_facet(name, Counter(one for one in values if one))


def counted_facet(name: str, counts: Mapping[str, int]) -> Facet:
    """The facet of values that were counted already."""
    return Facet(name, tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))))


def meeting_facets(
    rows: QuerySet[Any], names: Sequence[str], *, actor: str | None, merged: Mapping[str, Callable[[str], str]]
) -> tuple[Facet, ...]:
    """These facets of the meetings in `rows`, in one statement over what the list itself is made of.

    Roles are those of `actor`; without one, a meeting counts once for each role that somebody has there. `merged` says of a facet
    which of its values are one; where only the country of a place is known, the place is the country, called as `merged` says of it.
    """
    try:
        query, given = rows.order_by().values_list(*_COLUMNS).query.sql_with_params()
    except EmptyResultSet:
        return tuple(Facet(name, ()) for name in names)
    counted = [_counted(name, actor) for name in names]
    if "place" in names:
        counted.append((f"SELECT '{_COUNTRY}', country, COUNT(*) FROM meant WHERE {_ONLY_COUNTRY} GROUP BY 2", []))
    if "track" in names:
        counted.append((f"SELECT 'track', '{NO_TRACK}', COUNT(*) FROM meant WHERE {_in_no_track()}", []))
    head = "WITH meant(key, kind, status, first_day, city, country, place_precision) AS MATERIALIZED"
    statement = f"{head} ({query}) " + " UNION ALL ".join(part for part, _ in counted)
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, *(one for _, more in counted for one in more)])
        for name, value, number in cursor.fetchall():
            if value and number:
                found["place" if name == _COUNTRY else name][merged[name](value) if name in merged else value] += number
    return tuple(counted_facet(name, found[name]) for name in names)


def _in_no_track() -> str:
    return f"NOT EXISTS (SELECT 1 FROM {Membership._meta.db_table} own WHERE own.row_id = meant.key)"


def role_counts(rows: QuerySet[Any]) -> Iterator[tuple[str, str, int]]:
    """Of the meetings whose rows these are the keys of: each actor and role with the number of those at which the actor had it."""
    try:
        query, given = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH meant(key) AS MATERIALIZED ({query}) SELECT hanging.actor_id, hanging.role, COUNT(*) "
            f"FROM meant {_join()} {ParticipationRow._meta.db_table} hanging ON hanging.row_id = meant.key "
            "GROUP BY hanging.actor_id, hanging.role",
            given,
        )
        yield from cursor.fetchall()


def _join() -> str:
    """On SQLite, CROSS JOIN keeps the order: the meetings that are meant first, then what hangs on them."""
    return "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"


def _counted(name: str, actor: str | None) -> tuple[str, list[str]]:
    """The part of the statement that counts one facet, and what it is given."""
    if name in _OWN:
        return f"SELECT '{name}', {_OWN[name]}, COUNT(*) FROM meant GROUP BY 2", []
    table, column = _HANGING[name]
    on = "ON hanging.row_id = meant.key"
    counts, also, given = ("COUNT(*)", "", []) if name != "role" or actor else ("COUNT(DISTINCT meant.key)", "", [])
    if name == "role" and actor:
        also, given = " AND hanging.actor_id = %s", [actor]
    source = f"FROM meant {_join()} {table._meta.db_table} hanging {on}{also}"
    return f"SELECT '{name}', hanging.{column}, {counts} {source} GROUP BY hanging.{column}", given
