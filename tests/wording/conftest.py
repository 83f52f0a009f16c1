"""Statements of invented processes for the tests of wording."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sulh.wording import Statement

_TESTS = str(Path(__file__).resolve().parent.parent)
if _TESTS not in sys.path:
    sys.path.insert(0, _TESTS)

from statements import AID, INTEGRITY, MINES, TRUCE, numbered  # noqa: E402


@pytest.fixture
def series() -> list[Statement]:
    """Four rounds: a formula carried and changed, one dropped, one that returns, an excerpt between them."""
    return [
        Statement("r1", numbered(INTEGRITY, TRUCE, MINES), "2031-01-10", complete=True),
        Statement("r2", numbered(INTEGRITY, TRUCE.replace("Called for", "Demanded")), "2031-05-02"),
        Statement("r3", numbered(INTEGRITY), "2031-09-20", complete=False),
        Statement("r4", numbered(MINES, INTEGRITY + ", which no action may undermine", AID), "2032-02-01"),
    ]
