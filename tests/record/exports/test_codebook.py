"""The codebook defines every column and code that an export holds."""

from __future__ import annotations

from sulh.model import vocabulary
from sulh.record.exports.codebook import CODEBOOK_COLUMNS, codebook
from sulh.record.exports.columns import CODEBOOK_VERSION, TABLES, codes_of


def test_every_column_has_a_definition_and_its_codes() -> None:
    rows = {(row["table"], row["column"]): row for row in codebook()}
    for table, columns in TABLES.items():
        for column in columns:
            row = rows[table, column.name]
            assert str(row["definition"]).strip()
            assert tuple(filter(None, str(row["codes"]).split("|"))) == codes_of(column.codes)


def test_every_code_used_is_defined_and_every_row_says_the_version() -> None:
    rows = codebook()
    defined = {(row["table"], row["column"]) for row in rows if row["type"] == "code"}
    used = {column.codes for columns in TABLES.values() for column in columns if column.codes}
    assert defined == {(name, code.value) for name in used for code in getattr(vocabulary, name)}
    assert {row["version"] for row in rows} == {CODEBOOK_VERSION}
    assert all(tuple(row) == CODEBOOK_COLUMNS for row in rows)


def test_columns_have_names_that_stata_takes() -> None:
    for columns in TABLES.values():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(len(name) <= 32 and name.isidentifier() and name.islower() for name in names)
