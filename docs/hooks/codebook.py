"""Writes the tables of codes and columns in the manual from the declared kinds of fact, the vocabularies and the room of words."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import django

from sulh import words
from sulh.model import vocabulary
from sulh.model.tables import TABLES, Column

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
django.setup()

from sulh.record.exports.codebook import meaning_of  # noqa: E402  # its tables want settings
from sulh.record.exports.columns import TABLES as EXPORTED  # noqa: E402

CODES = re.compile(r"^<!-- codes: (\w+) -->$", re.MULTILINE)
COLUMNS = "<!-- tables -->"
EXPORTS = "<!-- export tables -->"
HOLDS = {"text": "text", "whole": "whole number", "number": "number", "yes_no": "yes or no", "list": "list"}


def code_table(name: str) -> str:
    """The codes of one vocabulary as a Markdown table; ValueError when a code has no definition."""
    rows = []
    for code in getattr(vocabulary, name):
        if not (meaning := words.definition(name, code.value)):
            raise ValueError(f"{name} {code.value} has no definition in data/words/codes.csv")
        rows.append(f"| `{code.value}` | {meaning} |")
    return "\n".join(["| code | meaning |", "|---|---|", *rows])


def tables(columns_of: Mapping[str, tuple[Column, ...]], heading: str) -> str:
    """The columns of each table as a Markdown table under a heading of its own."""
    parts = []
    for name, columns in columns_of.items():
        rows = [
            f"| `{one.name}` | {f'code of {one.codes}' if one.codes else HOLDS[one.holds]} | {meaning_of(name, one)} |" for one in columns
        ]
        parts.append("\n".join([heading.format(name), "", "| column | holds | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the tables wherever a page asks for them (called by mkdocs)."""
    filled = CODES.sub(lambda found: code_table(found[1]), markdown)
    return filled.replace(COLUMNS, tables(TABLES, "### `{}`")).replace(EXPORTS, tables(EXPORTED, "### `{}` in an export"))
