"""A database of one's own for a moment: what follows from a ledger is derived there, so that what is checked stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.utils import load_backend

from sulh.record.access import SCOPES
from sulh.record.chain import LINK
from sulh.record.inserting import insert
from sulh.record.models import Entry, Text
from sulh.record.projection.apply import rebuild
from sulh.record.projection.models import Scope
from sulh.record.projection.schema import make
from sulh.record.projection.touched import batches
from sulh.record.truth import SqliteFile, Truth

__all__ = ["derive", "scratch"]

# An SQLite database without a name lies in memory, and on disk in a file that no folder lists once it is large.
_NAMELESS = "file:"
_SETTINGS: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": _NAMELESS,
    "OPTIONS": {"init_command": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"},
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
    "TIME_ZONE": None,
    "TEST": {},
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": False,
}


@contextmanager
def scratch() -> Iterator[None]:
    """Within, this thread's database is an empty one that vanishes at the end."""
    before = connections[DEFAULT_DB_ALIAS]
    own = load_backend(_SETTINGS["ENGINE"]).DatabaseWrapper(dict(_SETTINGS), DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = before
        own.close()


def derive(truth: Truth, scopes: list[str]) -> None:
    """Fill the database, which is empty, with all that follows from the ledger and the texts of `truth`, for those scopes."""
    make()
    if isinstance(truth, SqliteFile):
        # A table that this database does not have, as of entries and texts, is looked for in the one beside it.
        with connection.cursor() as cursor:
            cursor.execute("ATTACH %s AS found", [str(truth.copy)])
    else:
        _fill(truth)
    with transaction.atomic():
        Scope.objects.bulk_create([Scope(id=scope) for scope in sorted({*SCOPES, *scopes})])
        rebuild()


def _fill(truth: Truth) -> None:
    """Entries and texts from elsewhere than an SQLite file."""
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
        editor.create_model(Text)
    with transaction.atomic():
        for links in batches(truth.links(), 2000):
            insert(Entry._meta.db_table, LINK, [tuple(getattr(link, name) for name in LINK) for link in links])
        for texts in batches(truth.texts(), 200):
            insert(Text._meta.db_table, ("document", "text"), texts)
