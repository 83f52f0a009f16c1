"""Open a list of any format by what it holds."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile, is_zipfile

from sulh.intake.csv_table import csv_table
from sulh.intake.table import IntakeError, ListTable

__all__ = ["SUFFIXES", "open_table"]

_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXTS = (".csv", ".tsv", ".txt")
_JSON = (".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl")
SUFFIXES = (*_TEXTS, *_SHEETS, *_JSON)
_OPENS_JSON = (b"{", b"[")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_table(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> ListTable:
    """Return the list in a file: CSV or TSV of any encoding, a sheet of an XLSX, XLS or ODS workbook, JSON, GeoJSON or JSON Lines.

    The format follows the content; a text is read in the `encoding` that is given, else in the one found. Raises IntakeError for a file
    that is not there or holds no list.
    """
    try:
        with path.open("rb") as file:
            opening = file.read(64)
    except OSError as problem:
        raise IntakeError(f"{path}: cannot be opened ({problem.strerror}); check the name") from problem
    if not opening:
        raise IntakeError(f"{path}: is empty")
    if opening.startswith((_ZIP, _OLE)):
        _refuse_archive(path)
        from sulh.intake.sheet_table import sheet_table

        return sheet_table(path, sheet)
    if sheet is not None:
        raise IntakeError(f"{path}: is no spreadsheet, so it has no sheet {sheet!r}")
    if opening.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_OPENS_JSON) and path.suffix.lower() not in _TEXTS:
        from sulh.intake.json_table import json_table

        return json_table(path)
    return csv_table(path, encoding)


def _refuse_archive(path: Path) -> None:
    """An archive with lists in it, as ODK Central exports several tables, is unpacked by who knows which of them is meant."""
    if not is_zipfile(path):
        return
    with ZipFile(path) as archive:
        lists = [name for name in archive.namelist() if name.lower().endswith(".csv")]
    if lists:
        raise IntakeError(f"{path}: is an archive of {', '.join(lists[:5])}; unpack it and give one of them")
