"""What columns and codes of lists of persons are called, in English and Arabic: a list is read whichever of them heads it."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from sulh.text.folding import fold

__all__ = ["code_of", "field_columns", "plain_digits"]


def field_columns(columns: Iterable[str]) -> dict[str, str]:
    """Return by field the column that holds it; of two columns for one field the first. Columns that nobody knows are left out."""
    fields = {word: field for (field, code), known in _table().items() if not code for word in known}
    found: dict[str, str] = {}
    for column in columns:
        field = fields.get(_key(column))
        if field is not None:
            found.setdefault(field, column)
    return found


def code_of(vocabulary: str, written: str) -> str | None:
    """Return the code that a word stands for, such as "wounded" for "جريح" in `PersonCategory`; None where no code is called so."""
    return _codes(vocabulary).get(_key(written))


def plain_digits(text: str) -> str:
    """Return the text with digits of any script as 0 to 9."""
    return "".join(str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in text)


@cache
def _codes(vocabulary: str) -> Mapping[str, str]:
    return {word: code for (field, code), known in _table().items() if field == vocabulary and code for word in (*known, _key(code))}


@cache
def _table() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The folded words by field and code; a column has no code."""
    content = (files("sulh.data") / "person_lists.csv").read_text(encoding="utf-8")
    return {(row["field"], row["code"]): tuple(map(_key, row["words"].split("|"))) for row in csv.DictReader(content.splitlines())}


def _key(text: str) -> str:
    marks = "".join(one for one in text if not unicodedata.combining(one))
    return " ".join(fold(marks).replace("_", " ").split()).rstrip(".:")
