"""The demonstration record, built once for the tests of a module; what a test changes in it is rolled back after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sulh
from sulh.model import Reading


def readings(folder: Any) -> list[Reading]:
    """What the demonstration documents are read as."""
    return [sulh.read(path) for path in sorted(folder.glob("*.md"))]


@contextmanager
def kept_for_a_module(blocker: Any, build: Callable[[], object]) -> Iterator[None]:
    """What `build` puts into the database, inside a transaction around those of the tests."""
    from django.db import transaction

    with blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)
