"""Codes of places (P-codes and the like) as the names of a table of them, of a version that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sulh.intake.opening import open_table
from sulh.intake.table import IntakeError, ListRow

__all__ = ["PlaceCodes", "place_codes"]

_FIELDS = {"file", "code", "name", "version"}


@dataclass(frozen=True, slots=True)
class PlaceCodes:
    """The table that a list's codes of places are from: its file, the columns of code and name, and its version."""

    file: str
    code: str
    name: str
    version: str

    def names(self) -> Mapping[str, str]:
        """The name of each code, codes in small letters. Raises IntakeError for a table that is not there or contradicts itself."""
        path = Path(self.file)
        try:
            changed = path.stat().st_mtime_ns
        except OSError as problem:
            raise IntakeError(f"{path}: the table of places cannot be opened ({problem.strerror}); check the name") from problem
        return _names(self, changed)

    def __str__(self) -> str:
        return f"{Path(self.file).name}, version {self.version}"


def place_codes(given: Any, name: str, beside: Path) -> PlaceCodes:
    """Return what a mapping says of the codes of a property; a file's name means one in the folder `beside`."""
    if not isinstance(given, dict) or set(given) != _FIELDS or not all(isinstance(one, str) and one.strip() for one in given.values()):
        raise IntakeError(f"place_codes of {name}: say {', '.join(sorted(_FIELDS))}, each in words; codes change with their version")
    return PlaceCodes(**{**given, "file": str(beside / given["file"])})


@lru_cache(8)
def _names(codes: PlaceCodes, _changed: int) -> Mapping[str, str]:
    table = open_table(Path(codes.file))
    missing = [one for one in (codes.code, codes.name) if one not in table.columns]
    if missing:
        raise IntakeError(f"{codes.file}: has no column {', '.join(missing)}; its columns are {', '.join(table.columns)}")
    found: dict[str, str] = {}
    for row in table.rows():
        if not isinstance(row, ListRow) or not (code := row.cells.get(codes.code, "").casefold()):
            continue
        name = row.cells.get(codes.name, "")
        if name and found.setdefault(code, name) != name:
            raise IntakeError(f"{codes.file}: code {code} is {found[code]} and {name} (row {row.number}); take one level of places")
    return found
