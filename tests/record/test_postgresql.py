"""The whole store suite once more on PostgreSQL, where a server is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

SERVER = "SULH_TEST_DATABASE_URL"


def test_store_suite_passes_on_postgresql(root: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL already")
    if not os.environ.get(SERVER):
        pytest.skip(f"needs a PostgreSQL server: {SERVER}=postgres://user@host/database")
    environment = {**os.environ, "SULH_DATABASE_URL": os.environ[SERVER]}
    command = [sys.executable, "-m", "pytest", "tests/record", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    told = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-6000:]
