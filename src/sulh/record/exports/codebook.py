"""The codebook: every table, column and code of an export with its meaning, from the declarations and `sulh.words`."""

from __future__ import annotations

from sulh import words
from sulh.model.kinds import kinds
from sulh.record.exports.columns import CODEBOOK_VERSION, TABLES, Column, Row, codes_of

__all__ = ["CODEBOOK_COLUMNS", "codebook", "example_of", "meaning_of"]

CODEBOOK_COLUMNS = ("table", "column", "type", "definition", "codes", "example", "version")
_TYPES = {"text": "text", "whole": "whole number", "number": "number", "yes_no": "yes or no", "list": "list of texts", "day": "date"}
# What a row of a table is about, as the words of its columns are kept.
_ABOUT = {"documents": "document", "actors": "actor", "memberships": "membership", "commitments": "commitment", "claims": "claim"}
_ABOUT |= {kind.plural: kind.name for kind in kinds(parts=True)}
_PARTS = {"_names": "their names", "_name": "its name", "_kind": "sort of actor", "_id": "identifier"}
_PARTS |= {"_first": "first day that it can mean, YYYY-MM-DD", "_last": "last day that it can mean, YYYY-MM-DD"}


def meaning_of(table: str, column: Column) -> str:
    """What a column holds; those that follow from a property say so in its words."""
    about = _ABOUT.get(table, table)
    if said := words.meaning(about, column.name):
        return said
    ending = next((ending for ending in _PARTS if column.name.endswith(ending)), "")
    return _PARTS.get(ending, words.prop(about, column.name, "inside"))


def example_of(table: str, column: Column) -> str:
    """A value of a column as an export writes it; empty where none is known."""
    return words.example(_ABOUT.get(table, table), column.name)


def codebook() -> list[Row]:
    """One row per column, then one per code: table, column, type, definition, codes, example, version.

    The rows of codes have the vocabulary in `table` and the code in `column`.
    """
    rows: list[Row] = []
    used: dict[str, None] = {}
    for table, columns in TABLES.items():
        for column in columns:
            codes = "|".join(codes_of(column.codes))
            rows.append(_row(table, column.name, _TYPES[column.holds], meaning_of(table, column), codes, example_of(table, column)))
            if column.codes:
                used.setdefault(column.codes)
    for vocabulary in used:
        rows += [_row(vocabulary, code, "code", words.definition(vocabulary, code), "", "") for code in codes_of(vocabulary)]
    return rows


def _row(*cells: str) -> Row:
    return dict(zip(CODEBOOK_COLUMNS, (*cells, CODEBOOK_VERSION), strict=True))
