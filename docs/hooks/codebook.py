"""Writes the tables of codes and columns in the manual from the package and the definitions in `sulh.words`."""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from sulh import words
from sulh.model import vocabulary
from sulh.model.tables import TABLES

CODES = re.compile(r"^<!-- codes: (\w+) -->$", re.MULTILINE)
EXPORTED = Path(__file__).resolve().parents[2] / "src" / "sulh" / "data" / "export_columns.csv"
COLUMNS = "<!-- tables -->"
EXPORTS = "<!-- export tables -->"
KINDS = {"text": "text", "whole": "whole number", "number": "number", "yes_no": "yes or no", "list": "list"}
CELLS = {"text": "text", "whole": "whole number", "yes_no": "yes or no", "list": "list"}


def code_table(name: str) -> str:
    """The codes of one vocabulary as a Markdown table."""
    codes: type[StrEnum] = getattr(vocabulary, name)
    rows = [f"| `{code.value}` | {words.definition(name, code.value)} |" for code in codes]
    return "\n".join(["| code | meaning |", "|---|---|", *rows])


def column_tables() -> str:
    """The columns of each tidy table as a Markdown table under a heading of its own."""
    parts = []
    for name, columns in TABLES.items():
        rows = [f"| `{column.name}` | {CELLS[column.kind]} | {column.meaning} |" for column in columns]
        parts.append("\n".join([f"### `{name}`", "", "| column | holds | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def export_tables() -> str:
    """The columns of each table of an export as a Markdown table under a heading of its own."""
    parts: dict[str, list[str]] = {}
    with EXPORTED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            holds = f"code of {row['codes']}" if row["codes"] else KINDS[row["type"]]
            parts.setdefault(row["table"], []).append(f"| `{row['column']}` | {holds} | {row['meaning']} |")
    head = ["| column | holds | meaning |", "|---|---|---|"]
    return "\n\n".join("\n".join([f"### `{table}` in an export", "", *head, *rows]) for table, rows in parts.items())


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the tables wherever a page asks for them (called by mkdocs)."""
    return CODES.sub(lambda found: code_table(found[1]), markdown).replace(COLUMNS, column_tables()).replace(EXPORTS, export_tables())
