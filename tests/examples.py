"""How many examples a property gets: few in a quick run, as many as it asks for where `make test-all` sets SULH_TESTS."""

from __future__ import annotations

import os

__all__ = ["ALL", "FEW", "examples"]

ALL = os.environ.get("SULH_TESTS", "") == "all"
FEW = 25


def examples(many: int, *, few: int = FEW) -> int:
    """`many` in a run of everything, never more than `few` in a quick one; for `settings(max_examples=...)`.

    A property whose example takes tenths of a second asks for fewer.
    """
    return many if ALL else min(many, few)
