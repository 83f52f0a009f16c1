"""Writes the tables of codes and columns in the manual from the declared kinds of fact, the vocabularies and the room of words."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import EnumType
from typing import Any

import django

from sulh import words
from sulh.model import vocabulary
from sulh.model.kinds import kinds
from sulh.model.tables import TABLES, Column

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
django.setup()

from sulh.record.exports.codebook import meaning_of  # noqa: E402  # its tables want settings
from sulh.record.exports.columns import TABLES as EXPORTED  # noqa: E402

CODES = re.compile(r"^<!-- codes: (\w+) -->$", re.MULTILINE)
OTHERS = "<!-- other codes -->"
OBJECTS = "<!-- objects -->"
COLUMNS = "<!-- tables -->"
EXPORTS = "<!-- export tables -->"
HOLDS = {"text": "text", "whole": "whole number", "number": "number", "yes_no": "yes or no", "list": "list", "day": "date"}


def code_table(name: str) -> str:
    """The codes of one vocabulary as a Markdown table; ValueError when a code has no definition."""
    rows = []
    for code in getattr(vocabulary, name):
        if not (meaning := words.definition(name, code.value)):
            raise ValueError(f"{name} {code.value} has no definition in data/words/codes.csv")
        rows.append(f"| `{code.value}` | {meaning} |")
    return "\n".join(["| code | meaning |", "|---|---|", *rows])


def other_codes(markdown: str) -> str:
    """The vocabularies that the page has no place of its own for, under a heading each; for kinds that were added later."""
    placed = set(CODES.findall(markdown))
    names = [name for name in vocabulary.__all__ if isinstance(getattr(vocabulary, name), EnumType) and name not in placed]
    return "\n\n".join(f"### `{name}`\n\n{code_table(name)}" for name in names)


def objects() -> str:
    """The fields of each kind's objects in JSON as a Markdown table."""
    rows = ["| objects in | fields |", "|---|---|"]
    for kind in kinds(parts=True):
        fields = [f"`{one.name}`" for one in kind.properties]
        rows.append(f"| `{kind.plural}` | {', '.join([*fields, '`cites`' if kind.cites_many else '`cite`'])} |")
    return "\n".join(rows)


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
    filled = markdown.replace(OTHERS, other_codes(markdown)) if OTHERS in markdown else markdown
    filled = CODES.sub(lambda found: code_table(found[1]), filled).replace(OBJECTS, objects())
    return filled.replace(COLUMNS, tables(TABLES, "### `{}`")).replace(EXPORTS, tables(EXPORTED, "### `{}` in an export"))
