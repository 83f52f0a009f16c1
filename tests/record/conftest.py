"""The record's tests run on the database that the environment names: SQLite by default, PostgreSQL with SULH_DATABASE_URL."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

_TESTS = str(Path(__file__).resolve().parent.parent)
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)

django = pytest.importorskip("django")
# A whole run may have set the desk's settings, which build on the record's.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
django.setup()


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test here has an empty record."""


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share a record of their own, on the same kind of database as this run's."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SULH_RECORD", "SULH_DATABASE_URL")}
    environment["DJANGO_SETTINGS_MODULE"] = "sulh.record.settings"
    from django.db import connection

    if connection.vendor == "sqlite":
        yield {**environment, "SULH_RECORD": str(tmp_path / "record.db")}
        return
    name = f"sulh_safety_{uuid.uuid4().hex[:12]}"
    settings = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    yield {
        **environment,
        "SULH_DATABASE_URL": f"postgres://{settings['USER']}{password}@{settings['HOST']}:{settings['PORT'] or 5432}/{name}",
    }
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
