"""How many examples a property gets: few in a quick run, as many as it asks for where `make test-all` sets SULH_TESTS."""

from __future__ import annotations

import os

__all__ = ["ALL", "FEW", "examples"]

ALL = os.environ.get("SULH_TESTS", "") == "all"
FEW = 25


def examples(many: int) -> int:
    """`many` in a run of everything, never more than FEW in a quick one; for `settings(max_examples=...)`."""
    return many if ALL else min(many, FEW)
