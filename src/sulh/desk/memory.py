"""What pages derived from the record, kept until the ledger grows: all of it follows from the ledger, whose head says what is fresh."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.utils.translation import get_language

from sulh.record.ledger import head
from sulh.record.shapes import Viewer

__all__ = ["forget", "kept"]

_MOST = 96  # entries; the largest, a timeline of thousands of meetings, takes a few megabytes
_held: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()

Made = TypeVar("Made")


def kept(viewer: Viewer, make: Callable[[], Made], *what: Hashable) -> Made:
    """What `make` gives for this viewer, from memory if neither ledger, language nor day has changed since.

    `what` names the thing and everything that the result depends on besides. Who may see something else never shares an entry:
    role and audiences are part of the key. Values must not be changed by those who get them.
    """
    key = (connection.settings_dict["NAME"], head(), dt.date.today(), get_language(), viewer.role, viewer.audiences, what)
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            found: Made = _held[key]
            return found
    made = make()
    with _lock:
        _held[key] = made
        while len(_held) > _MOST:
            _held.popitem(last=False)
    return made


def forget() -> None:
    """Empty the memory."""
    with _lock:
        _held.clear()
