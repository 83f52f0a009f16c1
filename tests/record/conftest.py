"""The record's tests run on the database that the environment names: SQLite by default, PostgreSQL with SULH_DATABASE_URL."""

from __future__ import annotations

import os
import sys
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
