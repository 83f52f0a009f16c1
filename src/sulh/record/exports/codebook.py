"""The codebook: every table, column and code of an export with its meaning, generated from the model."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from importlib.resources import files

from sulh.record.exports.columns import CODEBOOK_VERSION, TABLES, Row, codes_of

__all__ = ["CODEBOOK_COLUMNS", "codebook", "meaning_of"]

CODEBOOK_COLUMNS = ("table", "column", "type", "definition", "codes", "example", "version")
_TYPES = {"text": "text", "whole": "whole number", "number": "number", "yes_no": "yes or no", "list": "list of texts"}


@lru_cache(maxsize=1)
def _meanings() -> dict[tuple[str, str], str]:
    content = files("sulh.data").joinpath("codebook.csv").read_text(encoding="utf-8")
    return {(row["vocabulary"], row["code"]): row["definition"] for row in csv.DictReader(io.StringIO(content))}


def meaning_of(vocabulary: str, code: str) -> str:
    """What a code means; KeyError for one that has no definition."""
    return _meanings()[vocabulary, code]


def codebook() -> list[Row]:
    """One row per column, then one per code: table, column, type, definition, codes, example, version.

    The rows of codes have the vocabulary in `table` and the code in `column`.
    """
    rows: list[Row] = []
    used: dict[str, None] = {}
    for table, columns in TABLES.items():
        for column in columns:
            rows.append(_row(table, column.name, _TYPES[column.kind], column.meaning, "|".join(codes_of(column.codes)), column.example))
            if column.codes:
                used.setdefault(column.codes)
    for vocabulary in used:
        for code in codes_of(vocabulary):
            rows.append(_row(vocabulary, code, "code", meaning_of(vocabulary, code), "", ""))
    return rows


def _row(*cells: str) -> Row:
    return dict(zip(CODEBOOK_COLUMNS, (*cells, CODEBOOK_VERSION), strict=True))
