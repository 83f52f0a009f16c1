"""What pages read, row by row against what the ledger gives, and what else of a database bears on what is read."""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import islice, zip_longest
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from sulh.model import RecordError
from sulh.record.access import SCOPES
from sulh.record.canonical import canonical
from sulh.record.chain import Fault
from sulh.record.guards import GUARDS
from sulh.record.open_tables import OpenTables
from sulh.record.projection.apply import derived
from sulh.record.projection.models import Claim, MeetingRow, Mention, Scope, Source
from sulh.record.projection.schema import TRIGGERS, fingerprint_for
from sulh.record.projection.touched import MAIN, PROCESS, REBUILT
from sulh.record.scratch import derive, scratch
from sulh.record.truth import Tables

__all__ = ["MADE_OTHERWISE", "derived_faults", "file_faults", "followed", "is_guarded", "made_alike"]

MADE_OTHERWISE = "the tables that pages read were made by another version of Sulh, which makes them anew when it opens the record"
_READ = ("auth", "contenttypes", "otp_totp", "record")  # the applications whose tables are read here
_LONG = 60  # characters of a value in a message
_AT_ONCE = 1000  # rows that are compared in one go
_MARSHAL = 2  # the last version whose bytes follow from the values alone
# Where a row does not name its entry, the row it hangs on does.
_OWNERS: tuple[tuple[str, type[Model]], ...] = (("claim_id", Claim), ("mention", Mention), ("act", Mention), ("commitment", Mention))
# The places of every word in the search index: SQLite's own way to look into one, which lives beside the database.
_TERMS = "SELECT term, group_concat(doc || ' ' || col || ' ' || \"offset\") FROM temp.sulh_terms GROUP BY term"
_TERMS_BEGIN = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.sulh_terms USING fts5vocab('main', 'projection_search', 'instance')"
_TERMS_END = "DROP TABLE IF EXISTS temp.sulh_terms"
_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "postgresql": "SELECT tgname, tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace",
}


def is_guarded(tables: Tables) -> bool:
    """Whether a version made these tables that keeps entries from changing, and says of accounts in the ledger what they are."""
    return "expires" in tables.columns("record_apitoken")


def made_alike(tables: Tables) -> bool:
    """Whether the tables that pages read were made from the declarations of this version."""
    if not tables.columns("projection_projectionstate"):
        return False
    return [row[0] for row in tables.select("projection_projectionstate", ("fingerprint",))] == [fingerprint_for(tables.vendor)]


def _is_migrated(tables: Tables) -> bool:
    """Whether this version has brought the tables up to date, so that they have the columns that it reads."""
    done = set(tables.select("django_migrations", ("app", "name")))
    leaves = MigrationLoader(None).graph.leaf_nodes()
    return {leaf for leaf in leaves if leaf[0] in _READ} <= done


def followed(tables: Tables, entries: int) -> Iterator[Fault]:
    """Entries that were cut off at the end leave a chain that fits; the tables that pages read remember how far it went."""
    last = next((row[0] for row in tables.select("projection_projectionstate", ("seq",))), 0)
    if not isinstance(last, int) or last > entries:
        yield Fault(entries + 1, f"entries {entries + 1} to {last} are missing at the end")
    elif last < entries:
        yield Fault(last + 1, f"the pages do not show entry {last + 1} and later ones; `sulh rebuild` derives them anew")
    versions = _json(next((row[0] for row in tables.select("projection_projectionstate", ("versions",))), ""))
    known = {"", *(str(row[0])[:16] for row in tables.select("record_entry", ("hash",)))}
    names = {MAIN, PROCESS, REBUILT, *(table._meta.db_table for table in derived())}
    try:
        said = json.loads(str(versions))
    except ValueError:  # bytes that were changed on the disk
        said = None
    if not isinstance(said, dict) or not said.keys() <= names or not known.issuperset(map(str, said.values())):
        yield Fault(0, "projection_projectionstate names entries or tables that are none (versions); `sulh rebuild` mends it")


def derived_faults(tables: Tables) -> tuple[int, list[Fault]]:
    """Derive everything from the ledger anew, elsewhere, and compare: number of rows, and of each table what differs first."""
    scopes = [str(row[0]) for row in tables.select(Scope._meta.db_table, ("id",))]
    faults = [Fault(0, f"the scope {one!r} is no viewer's") for one in scopes if one not in SCOPES and not one.startswith("team|")]
    faults += [Fault(0, f"meetings are not worked out for the scope {one!r}; `sulh rebuild` does") for one in SCOPES if one not in scopes]
    rows = 0
    with scratch():
        try:
            derive(tables, [one for one in scopes if one.startswith("team|")])
        except (LookupError, TypeError, ValueError, AttributeError, DatabaseError) as problem:
            problem.add_note("while deriving")
            said = f"what the ledger says cannot be derived: some entry is not as Sulh writes it ({type(problem).__name__}: {problem})"
            return 0, [*faults, Fault(0, said)]
        made = OpenTables(connection)
        for table in derived():
            try:
                number, fault = _table(tables, made, table)
            except RecordError as problem:
                number, fault = 0, Fault(0, f"table {table._meta.db_table}: {problem}")
            rows += number
            faults += [fault] if fault else []
        if tables.vendor == "sqlite":
            faults += _index(tables, made)
    return rows, sorted(faults, key=lambda fault: fault.seq)


def _table(found: Tables, made: OpenTables, table: type[Model]) -> tuple[int, Fault | None]:
    name, columns = table._meta.db_table, [str(field.column) for field in table._meta.concrete_fields]
    if not set(columns) <= set(found.columns(name)):
        return 0, Fault(0, f"table {name} is missing, or has other columns")
    assert table._meta.pk is not None
    if (same := _same(found, made, name, columns, str(table._meta.pk.column))) is not None:
        return same, None
    key = columns.index(str(table._meta.pk.column))
    plain = _plain(table)
    before: dict[Any, bytes] = {}
    number, twice = 0, 0
    for row in found.select(name, columns):
        number += 1
        twice += row[key] in before
        before[row[key]] = _digest(plain(row))
    wrong, lost = [], []
    for row in made.select(name, columns):
        was = before.pop(row[key], None)
        if was is None:
            lost.append(row[key])
        elif was != _digest(plain(row)):
            wrong.append(row[key])
    differing = len(wrong) + len(lost) + len(before) + twice
    if not differing:
        return number, None
    first = (wrong or lost or list(before) or [None])[0]
    return number, _described(found, made, table, first, differing)


def _same(found: Tables, made: OpenTables, name: str, columns: list[str], key: str) -> int | None:
    """How many rows both tables have where they are the same to the last byte; None where they are not, or are written in another way.

    Every row is read from the table itself, whatever an index says. Marshalled, values differ that only compare as equal, as 1 and 1.0.
    """
    if found.vendor != made.vendor:
        return None
    names = ", ".join(f'"{column}"' for column in columns)
    query = f'SELECT {names} FROM "{name}" NOT INDEXED ORDER BY "{key}"'
    number = 0
    with closing(found.rows(query)) as there, closing(made.rows(query)) as anew:
        while True:
            some, others = list(islice(there, _AT_ONCE)), list(islice(anew, _AT_ONCE))
            if marshal.dumps(some, _MARSHAL) != marshal.dumps(others, _MARSHAL):
                return None
            if not some:
                return number
            number += len(some)


def _plain(table: type[Model]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Rows of either database as the same plain values."""
    change: dict[int, Callable[[Any], Any]] = {}
    for place, field in enumerate(table._meta.concrete_fields):
        if isinstance(field, models.JSONField):
            change[place] = _json
        elif isinstance(field, models.BooleanField):
            change[place] = _flag
    if not change:
        return tuple
    return lambda row: tuple(change[place](value) if place in change else value for place, value in enumerate(row))


def _json(value: Any) -> Any:
    try:
        return canonical(json.loads(value) if isinstance(value, str) else value)
    except ValueError:
        return value


def _flag(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _digest(row: tuple[Any, ...]) -> bytes:
    return hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()[:16]


def _described(found: Tables, made: OpenTables, table: type[Model], key: Any, differing: int) -> Fault:
    """The first row that differs, with its column and both values."""
    name, columns = table._meta.db_table, [str(field.column) for field in table._meta.concrete_fields]
    there, expected = _row(found, table, key), _row(made, table, key)
    seq = _entry(expected or there)
    entry = f"entry {seq}" if seq else "the ledger"
    if there is None:
        said = f"is missing, though {entry} gives it"
    elif expected is None:
        said = "is there, though no entry gives it"
    else:
        column = next((one for one in columns if there[one] != expected[one]), columns[0])
        said = f"has {column} {_short(there[column])}, and {entry} gives {_short(expected[column])}"
    rows = "1 row" if differing == 1 else f"{differing} rows"
    return Fault(seq, f"{rows} of {name} {'is' if differing == 1 else 'are'} not what the ledger says: row {key} {said}")


def _row(tables: Tables, table: type[Model], key: Any) -> dict[str, Any] | None:
    columns = [str(field.column) for field in table._meta.concrete_fields]
    plain = _plain(table)
    assert table._meta.pk is not None
    place = columns.index(str(table._meta.pk.column))
    row = next((row for row in tables.select(table._meta.db_table, columns) if row[place] == key), None)
    return None if row is None else dict(zip(columns, plain(row), strict=True))


def _entry(row: Mapping[str, Any] | None) -> int:
    """The entry that a row follows from, where one alone does; asks the database in which everything was derived anew."""
    if row is None:
        return 0
    if isinstance(row.get("seq"), int):
        return int(row["seq"])
    for column, owner in _OWNERS:
        if column in row and (seq := owner._default_manager.filter(pk=row[column]).values_list("seq", flat=True).first()):
            return int(seq)
    if "row_id" in row or "name" in row:
        meeting = MeetingRow.objects.filter(pk=row["row_id"]).first() if "row_id" in row else None
        name = meeting.name if meeting else row.get("name")
        if seq := Mention.objects.filter(pk=name).values_list("seq", flat=True).first():
            return seq
    return Source.objects.filter(pk=row.get("source_id")).values_list("seq", flat=True).first() or 0


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONG else shown[:_LONG] + "…"


def _index(found: Tables, made: OpenTables) -> Iterator[Fault]:
    """Whether the search index holds the words that it would hold if it were made anew, in their places."""
    try:
        for tables in (found, made):
            list(tables.rows(_TERMS_BEGIN))
        alike = all(one == other for one, other in zip_longest(found.rows(_TERMS), made.rows(_TERMS)))
        for tables in (found, made):
            list(tables.rows(_TERMS_END))
    except RecordError as problem:
        yield Fault(0, f"the search index is damaged, `sulh rebuild` makes it anew ({problem})")
        return
    if not alike:
        yield Fault(0, "the search index finds other words than the texts have; `sulh rebuild` makes it anew")


def file_faults(tables: Tables) -> Iterator[Fault]:
    """What the database itself finds wrong, and triggers and views that Sulh did not make."""
    if tables.vendor == "sqlite":
        problems = [str(row[0]) for row in tables.rows("PRAGMA integrity_check(20)")]
        if problems != ["ok"]:
            yield Fault(0, f"the file is damaged: {'; '.join(problems[:3])}")
    if not is_guarded(tables):
        return  # an earlier version had other triggers, and none that refuses
    if _is_migrated(tables):
        for model in (model for app in _READ for model in apps.get_app_config(app).get_models(include_auto_created=True)):
            if lost := {str(field.column) for field in model._meta.local_concrete_fields} - set(tables.columns(model._meta.db_table)):
                yield Fault(0, f"table {model._meta.db_table} is missing, or has no {', '.join(sorted(lost))}")
    guards = GUARDS[tables.vendor]
    expected = guards | (TRIGGERS if tables.vendor == "sqlite" else dict.fromkeys(guards, "O"))
    there = {str(name): sql for name, sql in tables.rows(_TRIGGERS[tables.vendor])}
    for name in sorted(guards):
        if there.get(name) != expected[name]:
            yield Fault(0, f"the trigger {name} by which the database refuses to change entries was taken away or changed")
    made = made_alike(tables)
    for name in sorted(there.keys() - guards.keys()):
        if there[name] != expected.get(name) and (made or not name.startswith("projection_search_")):
            yield Fault(0, f"the trigger or view {name} is not Sulh's")
