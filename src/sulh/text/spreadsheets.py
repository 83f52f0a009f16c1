"""Cells of CSV files that no spreadsheet runs as a formula: documents come from anybody."""

from __future__ import annotations

__all__ = ["SAFE_PREFIX", "safe"]

# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SAFE_PREFIX = "'"


def safe(value: object) -> object:
    """A cell as it is written: text that a spreadsheet would take for a formula begins with an apostrophe."""
    return SAFE_PREFIX + value if isinstance(value, str) and value.startswith(_FORMULA) else value
