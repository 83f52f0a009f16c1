"""The tables of an export: names, columns, types, codes and meanings, from which tables, labels and codebook are all made."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

from sulh.model import vocabulary

__all__ = ["CODEBOOK_VERSION", "TABLES", "Cell", "Column", "Kind", "Row", "codes_of"]

# Raised when a table, a column or the meaning of a code changes: first number for a change that breaks a reader, second for an addition.
CODEBOOK_VERSION = "1.0"

Kind = Literal["text", "whole", "number", "yes_no", "list"]
Cell = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `codes` names the vocabulary of `sulh.model` whose codes the cells hold, or is empty; `list` cells hold texts."""

    name: str
    kind: Kind
    meaning: str
    codes: str = ""
    example: str = ""


def codes_of(name: str) -> tuple[str, ...]:
    """The codes of a vocabulary in their order; empty for the empty name."""
    return tuple(code.value for code in getattr(vocabulary, name)) if name else ()


def _tables() -> dict[str, tuple[Column, ...]]:
    content = files("sulh.data").joinpath("export_columns.csv").read_text(encoding="utf-8")
    kinds = {kind: kind for kind in get_args(Kind)}
    found: dict[str, list[Column]] = {}
    for row in csv.DictReader(io.StringIO(content)):
        found.setdefault(row["table"], []).append(Column(row["column"], kinds[row["type"]], row["meaning"], row["codes"], row["example"]))
    return {table: tuple(columns) for table, columns in found.items()}


TABLES: Mapping[str, tuple[Column, ...]] = _tables()
