from __future__ import annotations

import sys

import polars as pl
import pytest
from factory import TEXT, make_document, make_empty, make_reading

from sulh.model import MissingExtraError
from sulh.model.tables import TABLES, frames, rows

TYPES = {"text": pl.String(), "whole": pl.Int64(), "yes_no": pl.Boolean(), "list": pl.List(pl.String)}


def test_tables_are_those_of_the_manual() -> None:
    facts = ["meetings", "participants", "people", "agenda", "tracks", "acts", "ceasefires", "releases", "tallies"]
    facts += ["reports", "assessments", "responses", "observations", "zones"]
    assert list(TABLES) == ["documents", *facts]


def test_rows_have_the_columns_of_their_table_in_order() -> None:
    seen = set()
    for name, row in rows(make_reading()):
        assert list(row) == [column.name for column in TABLES[name]]
        seen.add(name)
    assert seen == set(TABLES)


@pytest.mark.parametrize("readings", [[make_reading()], [make_empty()], []])
def test_frames_are_typed_even_when_empty(readings: list[object]) -> None:
    made = frames(readings)  # type: ignore[arg-type]
    for name, columns in TABLES.items():
        assert dict(made[name].schema) == {column.name: TYPES[column.holds] for column in columns}


def test_reading_gives_its_tables() -> None:
    tables = make_reading().tables()
    assert tables["participants"].filter(pl.col("role") == "guarantor")["actor"].to_list() == ["RUS", "IRN", "TUR"]
    assert tables["acts"]["actors"].to_list()[0] == ["RUS", "IRN", "TUR"]
    assert tables["meetings"]["spans"].to_list()[1][0] == f"{TEXT.index('The 16th')}-{TEXT.index('. Russia')}"


def test_every_quote_stands_at_its_span() -> None:
    for name, table in make_reading().tables().items():
        if name != "documents":
            assert all(TEXT[row["span_start"] : row["span_end"]] == row["quote"] for row in table.iter_rows(named=True)), name


def test_identifiers_are_unique_and_join() -> None:
    tables = make_reading().tables()
    ids = [key for name, table in tables.items() if name != "documents" for key in table["id"].to_list()]
    assert len(ids) == len(set(ids)) == sum(len(table) for table in tables.values()) - 1
    assert tables["participants"].join(tables["meetings"], left_on="meeting", right_on="id").height == len(tables["participants"])
    assert set(tables["acts"]["document"]) == set(tables["documents"]["document"])


def test_content_given_under_two_names_counts_once() -> None:
    made = frames([make_reading(), make_reading(make_document(path="copy.txt"))])
    assert made["documents"]["path"].to_list() == ["talks/round-16.txt", "copy.txt"]
    assert len(made["meetings"]) == 2


def test_missing_polars_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match=r"sulh\[tables\]"):
        make_reading().tables()
