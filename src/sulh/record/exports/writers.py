"""Writing tables as CSV, Excel, Parquet, Stata and JSON lines; one function a format, each from the same columns and rows."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sulh.record.exports.codebook import CODEBOOK_COLUMNS, codebook, meaning_of
from sulh.record.exports.columns import Cell, Column, Row, codes_of
from sulh.text.spreadsheets import safe

if TYPE_CHECKING:
    import polars

__all__ = ["Table", "frame", "joined", "write_csv", "write_csv_rows", "write_dta", "write_jsonl", "write_parquet", "write_xlsx"]

Table = tuple[str, tuple[Column, ...], list[Row]]

_EXCEL_CELL = 32_767
_EXCEL_BEGINS = 1900
_STATA_TEXT = 2_045
_BOOK = (*(Column(name, "text", "") for name in CODEBOOK_COLUMNS),)


def joined(cell: Cell) -> str | int | float | None:
    """A cell as one value: a list joined by `; `, yes as 1 and no as 0."""
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return int(cell) if isinstance(cell, bool) else cell


def write_csv(tables: Iterable[Table], folder: Path) -> list[Path]:
    """A CSV file per table, UTF-8 with a byte order mark so that Excel shows every script, and the codebook."""
    written = []
    for name, columns, rows in (*tables, _codebook_table()):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv_rows(file, columns, rows)
        written.append(path)
    return written


def write_csv_rows(file: TextIO, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """The head and the rows of one table; no cell runs as a formula."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([safe(joined(row[column.name])) for column in columns] for row in rows)


def write_jsonl(tables: Iterable[Table], folder: Path) -> list[Path]:
    """A file of JSON lines per table, lists as lists, and the codebook."""
    written = []
    for name, columns, rows in (*tables, _codebook_table()):
        path = folder / f"{name}.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(json.dumps({column.name: row[column.name] for column in columns}, ensure_ascii=False) + "\n")
        written.append(path)
    return written


def write_parquet(tables: Iterable[Table], folder: Path) -> list[Path]:
    """A typed Parquet file per table, lists as lists of text, and the codebook."""
    written = []
    for name, columns, rows in (*tables, _codebook_table()):
        path = folder / f"{name}.parquet"
        frame(columns, rows).write_parquet(path)
        written.append(path)
    return written


def write_xlsx(tables: Iterable[Table], path: Path, *, with_codebook: bool = True) -> list[Path]:
    """One workbook: a sheet per table with a frozen header, and the codebook as the last sheet unless it is left out."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        head, days = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, columns, rows in (*tables, *((_codebook_table(),) if with_codebook else ())):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
            for at, column in enumerate(columns):
                sheet.set_column(at, at, min(40, max(12, len(column.name) + 2)))
                sheet.write_string(0, at, column.name, head)
            for line, row in enumerate(rows, 1):
                for at, column in enumerate(columns):
                    value = joined(row[column.name])
                    if column.holds == "day" and (day := _excel_day(value)):
                        sheet.write_datetime(line, at, day, days)
                    else:
                        _write_cell(sheet, line, at, value)
    return [path]


def _excel_day(value: str | int | float | None) -> dt.datetime | None:
    """A day as Excel counts them: it has none before 1900."""
    day = dt.date.fromisoformat(value) if isinstance(value, str) and value else None
    return dt.datetime.combine(day, dt.time()) if day and day.year >= _EXCEL_BEGINS else None


def _write_cell(sheet: Any, line: int, at: int, value: str | int | float | None) -> None:
    if isinstance(value, str):
        sheet.write_string(line, at, value if len(value) <= _EXCEL_CELL else value[: _EXCEL_CELL - 1] + "…")
    elif value is not None:
        sheet.write_number(line, at, value)


def write_dta(tables: Iterable[Table], folder: Path) -> list[Path]:
    """A Stata file (format 118) per table; coded columns are numbers with value labels, every column has a label."""
    import pyreadstat

    written = []
    for name, columns, rows in tables:
        path = folder / f"{name}.dta"
        coded = {column.name: codes_of(column.codes) for column in columns if column.codes and column.holds == "text"}
        data = {column.name: [_stata(row[column.name], column, coded.get(column.name)) for row in rows] for column in columns}
        schema = {column.name: _stata_type(column, column.name in coded) for column in columns}
        import polars as pl

        pyreadstat.write_dta(
            pl.DataFrame(data, schema=schema), str(path), file_label=f"Sulh: {name}", version=15,
            column_labels={column.name: meaning_of(name, column)[:80] for column in columns},
            variable_value_labels={key: dict(enumerate(codes, 1)) for key, codes in coded.items()},
        )  # fmt: skip
        written.append(path)
    written += write_csv([], folder)
    return written


def _stata(cell: Cell, column: Column, codes: Sequence[str] | None) -> Any:
    if codes is not None:
        return codes.index(str(cell)) + 1 if cell in codes else None
    if column.holds == "day":
        return _typed(cell, column)
    value = joined(cell)
    if isinstance(value, str) and len(value.encode()) > _STATA_TEXT:
        return value.encode()[: _STATA_TEXT - 3].decode(errors="ignore") + "…"
    return value


def _stata_type(column: Column, is_coded: bool) -> Any:
    import polars as pl

    if is_coded or column.holds == "yes_no":
        return pl.Int32
    types = {"text": pl.String, "list": pl.String, "whole": pl.Int32, "number": pl.Float64, "day": pl.Date}
    return types[column.holds]


def _typed(cell: Cell, column: Column) -> Any:
    """A cell as a value of a typed file: a list as a list, a day as a date."""
    if isinstance(cell, tuple):
        return list(cell)
    return dt.date.fromisoformat(cell) if column.holds == "day" and isinstance(cell, str) and cell else cell


def frame(columns: Sequence[Column], rows: Sequence[Row]) -> polars.DataFrame:
    """A table as a typed Polars frame."""
    import polars as pl

    types: dict[str, Any] = {"text": pl.String(), "whole": pl.Int64(), "number": pl.Float64(), "yes_no": pl.Boolean()}
    types |= {"list": pl.List(pl.String), "day": pl.Date()}
    data = {column.name: [_typed(row[column.name], column) for row in rows] for column in columns}
    return pl.DataFrame(data, schema={column.name: types[column.holds] for column in columns})


def _codebook_table() -> Table:
    return "codebook", _BOOK, codebook()
