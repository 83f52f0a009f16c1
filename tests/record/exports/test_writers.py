"""What is written comes back: CSV, Excel, Parquet, Stata and JSON lines, in any script."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sulh.record.exports import writers
from sulh.record.exports.columns import Column, Row
from sulh.text.spreadsheets import safe

COLUMNS = (
    Column("name"),
    Column("role", "text", "Role"),
    Column("count", "whole"),
    Column("share", "number"),
    Column("head", "yes_no"),
    Column("issues", "list", "Issue"),
)
# What a file can hold: no control characters, no half of a pair.
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=30)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.none() | WORDS.filter(bool),
            "role": st.none() | st.sampled_from(["host", "party", "observer"]),
            "count": st.none() | st.integers(-(2**31) + 200, 2**31 - 200),
            "share": st.none() | st.floats(-1e6, 1e6).map(lambda x: round(x, 4)),
            "head": st.booleans(),
            "issues": st.lists(st.sampled_from(["unity", "health"]), max_size=2).map(tuple),
        }
    ),
    max_size=5,
)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ARABIC = "وحدة سوريا وسلامة أراضيها"


def made(rows: list[Row]) -> list[writers.Table]:
    return [("things", COLUMNS, rows)]


@given(ROWS)
@QUICK
def test_csv_round_trip(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, book = writers.write_csv(made(rows), Path(folder))
        assert book.name == "codebook.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
    for row, back in zip(rows, found, strict=True):
        name = row["name"]
        assert back["name"] == (safe(name) if name else "")
        assert back["issues"] == "; ".join(row["issues"] or ())  # type: ignore[arg-type]
        assert back["head"] == str(int(bool(row["head"])))


@given(ROWS)
@QUICK
def test_parquet_round_trip(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, _ = writers.write_parquet(made(rows), Path(folder))
        found = pl.read_parquet(path)
    assert found.schema["issues"] == pl.List(pl.String)
    assert [tuple(one["issues"]) for one in found.to_dicts()] == [row["issues"] for row in rows]
    assert [one["name"] for one in found.to_dicts()] == [row["name"] for row in rows]


@given(ROWS)
@QUICK
def test_json_lines_round_trip(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, _ = writers.write_jsonl(made(rows), Path(folder))
        found = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert [{**one, "issues": tuple(one["issues"])} for one in found] == rows


@given(ROWS.filter(bool))
@QUICK
def test_stata_round_trip_with_labels(rows: list[Row]) -> None:
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = writers.write_dta(made(rows), Path(folder))[0]
        found, meta = pyreadstat.read_dta(str(path), output_format="polars")
    assert meta.column_names_to_labels["name"] == "name"
    labels = meta.variable_value_labels["role"]
    assert [labels[code] if code is not None else None for code in found["role"]] == [row["role"] for row in rows]
    assert [value or None for value in found["name"]] == [row["name"] for row in rows]
    assert [bool(value) for value in found["head"]] == [row["head"] for row in rows]


def test_pandas_reads_the_stata_file(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    rows: list[Row] = [{"name": ARABIC, "role": "host", "count": 3, "share": 0.5, "head": True, "issues": ("unity",)}]
    path = writers.write_dta(made(rows), tmp_path)[0]
    found = pandas.read_stata(path)
    assert (found["name"][0], str(found["role"][0]), int(found["count"][0])) == (ARABIC, "host", 3)


def test_excel_round_trip_and_no_formula_runs(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    rows: list[Row] = [
        {"name": ARABIC, "role": "host", "count": 3, "share": 0.5, "head": True, "issues": ("unity", "health")},
        {"name": "=1+1", "role": None, "count": None, "share": None, "head": False, "issues": ()},
        {"name": "x" * 40_000, "role": None, "count": None, "share": None, "head": False, "issues": ()},
    ]
    [path] = writers.write_xlsx(made(rows), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["things", "codebook"]
    lines = list(book["things"].iter_rows(values_only=True))
    assert lines[0] == tuple(column.name for column in COLUMNS)
    assert lines[1] == (ARABIC, "host", 3, 0.5, 1, "unity; health")
    assert book["things"]["A3"].data_type == "s"
    assert len(lines[3][0]) == 32_767


def test_csv_opens_in_excel_with_arabic_intact_and_no_formula_runs(tmp_path: Path) -> None:
    empty: Row = {"role": None, "count": None, "share": None, "head": False, "issues": ()}
    rows: list[Row] = [{"name": name, **empty} for name in (ARABIC, "=HYPERLINK(1)")]
    path, _ = writers.write_csv(made(rows), tmp_path)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert ARABIC in content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in content.decode("utf-8-sig")


def test_long_text_is_cut_for_stata_with_a_sign(tmp_path: Path) -> None:
    import pyreadstat

    rows: list[Row] = [{"name": "ش" * 3000, "role": None, "count": 1, "share": None, "head": False, "issues": ()}]
    path = writers.write_dta(made(rows), tmp_path)[0]
    found, _ = pyreadstat.read_dta(str(path), output_format="polars")
    assert found["name"][0].endswith("ش…")
    assert len(found["name"][0].encode()) <= 2045
