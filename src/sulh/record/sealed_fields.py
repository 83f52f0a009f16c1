"""Columns whose values may be sealed: whoever reads them gets what they stand for, or nothing where the key is not here."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from sulh.model import RecordError
from sulh.record.keyring import RECORD_KEY, Ring, record_key
from sulh.record.sealed_values import SealedValue, is_value_sealed

__all__ = ["SealedField", "need_key", "need_key_anew", "ring_here"]

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:  # Django's own class takes no types at run time
    _TextField = models.TextField

_KEYS = "SELECT key_id, wrapped FROM record_datakey"
_RINGS: dict[tuple[str, str | None], Ring] = {}


def ring_here(key_id: str = "") -> Ring:
    """The data keys of the open record, from memory while they have the one that is asked for."""
    name = (str(connection.settings_dict["NAME"]), os.environ.get(RECORD_KEY))
    held = _RINGS.get(name)
    if held is None or not key_id or not held.knows(key_id):
        with connection.cursor() as cursor:
            cursor.execute(_KEYS)
            held = _RINGS[name] = Ring(record_key(), cursor.fetchall())
    return held


def need_key() -> Ring:
    """The data keys, for what cannot be done without. Raises RecordError where the record seals and its key is not here."""
    held = ring_here()
    if held.is_sealing and held.is_locked:
        raise RecordError(f"this record seals what is not public: name the file with its key in {RECORD_KEY}")
    return held


def need_key_anew() -> Ring:
    """The data keys as they are in the database now. Raises as `need_key` does."""
    _RINGS.pop((str(connection.settings_dict["NAME"]), os.environ.get(RECORD_KEY)), None)
    return need_key()


class SealedField(_TextField):
    """Text that may be stored sealed. What does not open reads as `locked`; whether that is damage is for `verify` to say."""

    def __init__(self, *args: Any, locked: str | None = None, **extra: Any) -> None:
        self.locked = locked
        super().__init__(*args, **extra)

    def deconstruct(self) -> Any:
        """In the database it is plain text, and so it is in migrations."""
        name, _, args, extra = super().deconstruct()
        return name, "django.db.models.TextField", args, extra

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """What a stored value stands for. Raises RecordError where the record key is that of another record."""
        if value is None or not is_value_sealed(value):
            return value
        sealed = SealedValue.read(value)
        held = ring_here(sealed.key_id)
        try:
            return held.opened(value, "")
        except RecordError:
            return self.locked
