"""Where a record lives: one SQLite file, or the PostgreSQL database that one setting names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["DATABASE_SETTING", "FILE_SETTING", "database", "default_file"]

DATABASE_SETTING = "SULH_DATABASE_URL"
FILE_SETTING = "SULH_RECORD"

# Write-ahead logging lets pages read while a document is added; `synchronous=FULL` keeps what was acknowledged through a power cut.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;",
}


def default_file() -> Path:
    """The file of the user's own record, in the folder where the system keeps the data of applications."""
    import click

    return Path(click.get_app_dir("sulh")) / "record.db"


def database(settings: Mapping[str, str]) -> dict[str, Any]:
    """Django's description of the database that `settings` (the environment) names: a URL first, then a file, then the user's own file."""
    url = settings.get(DATABASE_SETTING, "")
    if url:
        import dj_database_url

        return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    file = Path(settings.get(FILE_SETTING) or default_file())
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": dict(_SQLITE), "CONN_MAX_AGE": None}
