"""The projected tables in the database: made from their declarations, and made anew when these change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.db.models import Model
from django.db.utils import load_backend

from sulh.record.canonical import canonical, sha256
from sulh.record.projection.models import ProjectionState

__all__ = ["TRIGGERS", "can_make", "fingerprint", "fingerprint_for", "indexing_at_once", "made_from", "make", "making", "tables"]

# The search index of each database, over the rows of SearchRow.
TRIGGERS = {
    "projection_search_insert": "CREATE TRIGGER projection_search_insert AFTER INSERT ON projection_searchrow BEGIN"
    " INSERT INTO projection_search(rowid, kind, audience, folded, sounds)"
    " VALUES (new.id, new.kind, new.audience, new.folded, new.sounds); END",
    "projection_search_delete": "CREATE TRIGGER projection_search_delete AFTER DELETE ON projection_searchrow BEGIN"
    " INSERT INTO projection_search(projection_search, rowid, kind, audience, folded, sounds)"
    " VALUES ('delete', old.id, old.kind, old.audience, old.folded, old.sounds); END",
}
# Raised when the same entries give other rows than before, so that tables of earlier versions are made anew (5: promises are due when
# their words say).
_DERIVED = 5
_SQLITE = (
    "CREATE VIRTUAL TABLE projection_search USING fts5(kind, audience, folded, sounds, content='projection_searchrow', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0')",
    *TRIGGERS.values(),
)
# A tsvector holds at most one megabyte; the beginning of a very long document has to do.
_POSTGRESQL = (
    "ALTER TABLE projection_searchrow ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', left(folded, 400000)), 'A') || setweight(to_tsvector('simple', left(sounds, 100000)), 'B')) STORED",
    "CREATE INDEX projection_searchrow_words ON projection_searchrow USING gin (words)",
)


def tables() -> tuple[type[Model], ...]:
    """Every projected table."""
    return tuple(apps.get_app_config("projection").get_models())


def fingerprint() -> str:
    """A digest of everything that makes the tables what they are: when it changes, they are made anew."""
    return fingerprint_for(connection.vendor)


@cache
def fingerprint_for(vendor: str) -> str:
    """The same for a database of one vendor, whichever is open."""
    types = load_backend(f"django.db.backends.{'sqlite3' if vendor == 'sqlite' else vendor}").DatabaseWrapper({}, DEFAULT_DB_ALIAS)
    described = [
        [
            table._meta.db_table,
            [[field.column, field.db_type(types), field.null, field.unique] for field in table._meta.concrete_fields],
            [[index.name, list(index.fields)] for index in table._meta.indexes],
        ]
        for table in tables()
    ]
    return sha256(canonical([vendor, _DERIVED, described, _SQLITE if vendor == "sqlite" else _POSTGRESQL]))


def can_make() -> bool:
    """Whether the tables can be made anew: on PostgreSQL by their owner only, and a desk may work as another role."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('record_entry')")
        row = cursor.fetchone()
    return row is None or bool(row[0])


@contextmanager
def making() -> Iterator[None]:
    """One transaction in which tables can be made, so that on a full disk those that were there stay.

    SQLite makes none while it checks references, and turns its checks off only outside a transaction.
    """
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
    finally:
        connection.enable_constraint_checking()


def make() -> None:
    """Make the tables, empty, in the place of those that are there; call it inside `making`, or where there are none."""
    if connection.vendor == "sqlite":
        _drop_index()
    with connection.schema_editor() as editor:
        present = set(connection.introspection.table_names())
        for table in reversed(tables()):
            if table._meta.db_table in present:
                editor.delete_model(table)
        for table in tables():
            editor.create_model(table)
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            editor.execute(statement)


@contextmanager
def indexing_at_once() -> Iterator[None]:
    """Within, a transaction, rows to search may be written anew: on SQLite the index is made of all of them at the end."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        yield
        cursor.execute("INSERT INTO projection_search(projection_search) VALUES ('rebuild')")
        for statement in TRIGGERS.values():
            cursor.execute(statement)


def _drop_index() -> None:
    """Take the search index away, also one so damaged that SQLite does not open it to drop it."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("DROP TABLE IF EXISTS projection_search")
        except DatabaseError:
            cursor.execute("PRAGMA writable_schema=ON")
            cursor.execute("DELETE FROM sqlite_master WHERE type = 'table' AND name = 'projection_search'")
            cursor.execute("PRAGMA writable_schema=RESET")
            for part in ("data", "idx", "content", "docsize", "config"):
                cursor.execute(f"DROP TABLE IF EXISTS projection_search_{part}")


def made_from() -> str:
    """The fingerprint of the declarations that the tables were made from; empty while there are none."""
    try:
        with transaction.atomic():
            return ProjectionState.objects.values_list("fingerprint", flat=True).first() or ""
    except DatabaseError:
        return ""
