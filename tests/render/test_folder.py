from __future__ import annotations

import csv
from pathlib import Path

import pytest
from factory import make_arabic, make_document, make_reading

from sulh.model import Reading
from sulh.model.tables import TABLES
from sulh.render.folder import CsvFolder


def written(folder: Path, *readings: Reading) -> dict[str, list[dict[str, str]]]:
    with CsvFolder(folder) as out:
        for reading in readings:
            out.add(reading)
    tables = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def test_cells_are_those_of_the_frames(tmp_path: Path) -> None:
    reading = make_reading()
    tables = written(tmp_path / "out", reading)
    for name, frame in reading.tables().items():
        expected = [
            {
                column: ""
                if cell is None
                else ";".join(cell)
                if isinstance(cell, list)
                else str(cell).lower()
                if isinstance(cell, bool)
                else str(cell)
                for column, cell in row.items()
            }
            for row in frame.iter_rows(named=True)
        ]
        assert tables[name] == expected, name


def test_every_table_has_its_header_and_a_byte_order_mark(tmp_path: Path) -> None:
    written(tmp_path / "out")
    for name, columns in TABLES.items():
        data = (tmp_path / "out" / f"{name}.csv").read_bytes()
        assert data == b"\xef\xbb\xbf" + ",".join(column.name for column in columns).encode() + b"\r\n"


def test_arabic_stays_as_it_is_and_no_cell_is_run_as_a_formula(tmp_path: Path) -> None:
    odd = Reading(make_document(title='=1+1, "quoted"\nand on'), make_arabic().kind)
    tables = written(tmp_path / "out", make_arabic(), odd)
    assert [row["title"] for row in tables["documents"]] == ["جولة جنيف", '\'=1+1, "quoted"\nand on']


def test_content_under_two_names_gives_its_facts_once(tmp_path: Path) -> None:
    tables = written(tmp_path / "out", make_reading(), make_reading(make_document(path="copy.txt")))
    assert (len(tables["documents"]), len(tables["meetings"])) == (2, 2)


def test_earlier_tables_are_replaced_and_other_files_left(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.md").write_text("mine", encoding="utf-8")
    written(tmp_path / "out", make_reading())
    assert len(written(tmp_path / "out", make_arabic())["documents"]) == 1
    assert (tmp_path / "out" / "notes.md").read_text("utf-8") == "mine"


def test_nothing_appears_when_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), CsvFolder(tmp_path / "out") as out:
        out.add(make_reading())
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
