"""What slows whoever guesses passphrases slows the tests too: next to no cost here, the real one in tests that ask for `full_cost`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

__all__ = ["COSTS", "cheap"]

# Where a cost stands, and what it is in tests.
COSTS: tuple[tuple[str, str, Any], ...] = (
    ("sulh.signing.keyfiles", "_COST", (1 << 4, 8, 1)),
    ("sulh.record.sealing", "_SCRYPT", {"n": 1 << 4, "r": 8, "p": 1}),
    ("sulh.persons.keyed.secret", "_COST", 1 << 4),
)


@contextmanager
def cheap() -> Iterator[dict[str, Any]]:
    """Within it guesses cost next to nothing; gives what they cost elsewhere, by module."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    full = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, attribute, little in COSTS:
            module = importlib.import_module(name)
            full[name] = getattr(module, attribute)
            patch.setattr(module, attribute, little)
        for attribute, least in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, attribute, least)
        yield full
