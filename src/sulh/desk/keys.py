"""The key that the desk signs sessions with: from the environment, else from a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from sulh.record.location import DATABASE_SETTING, FILE_SETTING, default_file

__all__ = ["KEY_SETTING", "secret_key"]

KEY_SETTING = "SULH_SECRET_KEY"


def secret_key(settings: Mapping[str, str]) -> str:
    """The key in `SULH_SECRET_KEY`, else the one beside the record's file, which is made on first use.

    With a database server and no setting, the key lives where the user's own record would.
    """
    if settings.get(KEY_SETTING):
        return settings[KEY_SETTING]
    record = default_file() if settings.get(DATABASE_SETTING) else Path(settings.get(FILE_SETTING) or default_file())
    return _kept(record.with_name(record.name + ".key"))


def _kept(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(64)
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text("utf-8").strip() or fresh
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(fresh)
    return fresh
