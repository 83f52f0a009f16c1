"""Lists opened as rows: encodings, separators, broken rows, spreadsheets."""

from __future__ import annotations

import datetime as dt
import re
import time
import zipfile
from pathlib import Path

import pytest

from sulh.intake import IntakeError, ListRow, RowError, open_table
from sulh.intake.open_formulas import open_formulas

openpyxl = pytest.importorskip("openpyxl")


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252, guessed"), ("cp1251", "cp1251, guessed")],
)
def test_encoding_is_found_and_said(tmp_path: Path, encoding: str, said: str) -> None:
    words = "место освобождения пленных" if encoding == "cp1251" else "café où été libérés à Orléans"
    text = "place,count\n" + "".join(f"{words} {at},{at}\n" for at in range(1, 40))
    table = open_table(written(tmp_path / "a.csv", text, encoding))
    rows = [row for row in table.rows() if isinstance(row, ListRow)]
    assert said in table.remarks[0] and table.columns == ("place", "count")
    assert [row.cells["place"] for row in rows[:2]] == [f"{words} 1", f"{words} 2"] and len(rows) == 39


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_found_also_where_cells_hold_the_others(tmp_path: Path, separator: str) -> None:
    other = ";" if separator == "," else ","
    lines = [["day", "place", "note"], *[[f"2021-07-0{at}", f"Orra{other} north", f"a{other}b{other}c"] for at in range(1, 9)]]
    table = open_table(written(tmp_path / "a.csv", "\n".join(separator.join(line) for line in lines)))
    rows = list(table.rows())
    assert table.columns == ("day", "place", "note") and all(isinstance(row, ListRow) and len(row.cells) == 3 for row in rows)


def test_cells_with_line_breaks_are_one_row_and_keep_the_number_of_their_line(tmp_path: Path) -> None:
    table = open_table(written(tmp_path / "a.csv", 'id,words\n1,"two\nlines"\n\n2,one\n'))
    first, second = table.rows()
    assert isinstance(first, ListRow) and isinstance(second, ListRow)
    assert (first.number, first.line, first.cells["words"]) == (1, 2, "two\nlines") and (second.number, second.line) == (2, 5)


def test_broken_rows_are_said_and_good_ones_come(tmp_path: Path) -> None:
    table = open_table(written(tmp_path / "a.csv", "id,place\n1,Orra\n2,Orra, north\n3,Tell\n4\n"))
    rows = list(table.rows())
    assert [type(row) for row in rows] == [ListRow, RowError, ListRow, ListRow]
    assert isinstance(rows[1], RowError) and (rows[1].row, rows[1].line) == (2, 3) and "has 3 cells" in rows[1].reason


def test_byte_that_the_encoding_lacks_is_a_fault_of_its_row_alone(tmp_path: Path) -> None:
    rows = "".join(f"{at},Orléans où été libérés\n" for at in range(1, 30)).encode()
    (tmp_path / "a.csv").write_bytes(b"id,place\n" + rows + b"30,caf\xe9\n31,Orra\n")
    found = list(open_table(tmp_path / "a.csv").rows())
    assert [type(row) for row in found[-3:]] == [ListRow, RowError, ListRow]
    assert isinstance(found[-2], RowError) and found[-2].column == "place"


def test_columns_without_a_name_or_with_one_name_are_told_apart(tmp_path: Path) -> None:
    assert open_table(written(tmp_path / "a.csv", "day,,day\n1,2,3\n")).columns == ("day", "column 2", "day (2)")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\0\1\2\3binary", "is no text"),
        (b",,\n1,2,3\n", "no names of columns"),
        (b"PK\x03\x04broken", "no spreadsheet that opens"),
    ],
)
def test_file_that_holds_no_list_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(IntakeError, match=reason):
        open_table(path)


def test_sheet_gives_numbers_dates_and_the_choice_of_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Releases"
    for line in (["No", "Day", "Number"], [1, dt.datetime(2018, 11, 24), 12], [None, None, None], [2, "12/02/2019", 3.5]):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    rows = [row for row in table.rows() if isinstance(row, ListRow)]
    assert rows[0].cells == {"No": "1", "Day": "2018-11-24", "Number": "12"} and rows[0].dates == {"Day"}
    assert rows[1].cells["Number"] == "3.5" and not rows[1].dates and (rows[1].number, rows[1].line) == (2, 4)
    book.create_sheet("Other").append(["x"])
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(IntakeError, match="2 filled sheets; name one of them: Releases, Other"):
        open_table(tmp_path / "b.xlsx")
    assert open_table(tmp_path / "b.xlsx", sheet="Other").columns == ("x",)


def test_title_merged_over_the_columns_is_no_head_of_them_and_rows_keep_their_lines(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in (["Request of the North"], ["No.", "Name"], ["1", "Invented One"]):
        sheet.append(cells)
    sheet.merge_cells("A1:B1")
    book.save(tmp_path / "titled.xlsx")
    table = open_table(tmp_path / "titled.xlsx")
    (row,) = table.rows()
    assert table.columns == ("No.", "Name") and any("title above the list" in one for one in table.remarks)
    assert isinstance(row, ListRow) and (row.number, row.line, row.cells["Name"]) == (1, 3, "Invented One")


@pytest.mark.parametrize("first", [1, 3])  # the column in which the list begins
def test_cell_merged_over_several_rows_counts_in_each_of_them(tmp_path: Path, first: int) -> None:
    """A place that is written once for three persons is the place of all three; programs keep it in the first row alone."""
    book = openpyxl.Workbook()
    sheet = book.active
    days = dt.date(2021, 5, 1), dt.date(2021, 5, 3)
    rows = [("name", "place", "since"), ("A B", "Mill Road", days[0]), ("C D",), ("E F", None, days[1]), (), ("G H",)]
    for line, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, first):
            sheet.cell(line, column, cell)
    sheet.merge_cells(start_row=2, end_row=5, start_column=first + 1, end_column=first + 1)
    sheet.merge_cells(start_row=2, end_row=3, start_column=first + 2, end_column=first + 2)
    book.save(tmp_path / "merged.xlsx")
    table = open_table(tmp_path / "merged.xlsx")
    found = [row for row in table.rows() if isinstance(row, ListRow)]
    assert [row.cells.get("place") for row in found] == ["Mill Road", "Mill Road", "Mill Road", None]
    assert [row.cells.get("since") for row in found] == ["2021-05-01", "2021-05-01", "2021-05-03", None]
    assert [row.dates for row in found][:2] == [frozenset({"since"})] * 2 and [row.line for row in found] == [2, 3, 4, 6]
    assert "cells merged over several rows count in each of them: 2" in table.remarks


def test_list_of_one_merged_cell_alone_keeps_its_head(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Alone"])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "alone.xlsx")
    assert open_table(tmp_path / "alone.xlsx").columns[0] == "Alone"


def test_formula_without_a_value_is_a_fault_of_its_row_with_line_and_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (["id", "killed", "note"], ["a", 1, "x"], ["b", "=1+1", "=A3&\"y\""], ["c", 0, ""], ["=1", "=2", "=3"]):
        book.active.append(line)
    book.save(tmp_path / "formulas.xlsx")
    rows = list(open_table(tmp_path / "formulas.xlsx").rows())
    assert [type(row) for row in rows] == [ListRow, RowError, ListRow, RowError]
    (first, second) = (row for row in rows if isinstance(row, RowError))
    assert (first.row, first.line, first.column, first.written) == (2, 3, "killed", "=1+1") and "so do note" in first.reason
    assert (second.row, second.line, second.column) == (4, 5, "id") and rows[2].cells["id"] == "c"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "valued"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', True),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', True),  # worked out to be an empty text
        ('<c r="B2"><f>1+1</f><v></v></c>', False),
        ('<c r="B2"><f>1+1</f></c>', False),
        ('<c r="B2" s="4"><f t="shared" si="0"/><v/></c>', False),
        ('<x:c r="B2"><x:f>1+1</x:f></x:c>', False),
        ('<c r="B2" s="4"/><c r="C2"><v>1</v></c>', True),
    ],
)
def test_formulas_are_told_from_their_values_however_a_program_writes_them(tmp_path: Path, cell: str, valued: bool) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "n"])
    book.active.append(["a", 7])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data, number = re.subn(rb'<c r="B2".*?</c>', lambda _: cell.encode(), data)
                assert number == 1
            new.writestr(name, data)
    assert (open_formulas(tmp_path / "b.xlsx", "Sheet") == {}) is valued
    assert open_formulas(tmp_path / "b.xlsx", "Other") == {}


def test_formulas_are_found_across_pieces_of_a_large_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("S")
    for at in range(1, 20001):
        sheet.append([f"row {at} with words that fill the sheet up to some pieces", f"={at}" if at % 5000 == 0 else at])
    book.save(tmp_path / "large.xlsx")
    assert open_formulas(tmp_path / "large.xlsx", "S") == {at: {1: f"={at}"} for at in range(5000, 20001, 5000)}


@pytest.mark.parametrize("sheet", ['<c r="A1">' * 100_000, "<c x='" + 'r="A1" ' * 100_000 + "'>", '<c r="A1"><f>' + "<f" * 300_000])
def test_sheet_made_to_be_slow_is_looked_through_like_another(tmp_path: Path, sheet: str) -> None:
    """Cells that never end: looked for one by one to the end of the piece, they would take minutes."""
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", '<w xmlns:r="q"><sheet xmlns="m" name="S" r:id="a"/></w>')
        book.writestr("xl/_rels/workbook.xml.rels", '<r><one Id="a" Target="sheet.xml"/></r>')
        book.writestr("xl/sheet.xml", sheet)
    began = time.process_time()
    assert open_formulas(tmp_path / "b.xlsx", "S") == {}
    assert time.process_time() - began < 10
