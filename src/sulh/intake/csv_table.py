"""Lists as text with separated cells (CSV, TSV), read as a stream: encoding and separator are found and said."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sulh.documents.charset import inferred_encoding
from sulh.intake.table import IntakeError, ListRow, ListTable, RowError, named_columns

__all__ = ["ALL_UTF8", "csv_table", "found_encoding", "found_separator"]

# What is said of a file that is UTF-8 throughout.
ALL_UTF8 = "encoding utf-8: all of the file fits it"
_BLOCK = 1 << 20
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# The separator is told from so many rows at the beginning.
_LOOKED_AT = 60
# Longer cells than the library takes by default: some data sets keep whole articles in one.
_LONGEST_CELL = 10_000_000
# UTF-8 with so few broken letters among those that are no ASCII is UTF-8 that was damaged, and nothing else.
_FEW_BROKEN = 0.05
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def csv_table(path: Path, given: str | None = None) -> ListTable:
    """Return the list in a text file. Raises IntakeError when it is empty or has no heads of columns.

    It is read in the encoding that is `given`, else in the one found. Nothing but the row at hand is held in memory. Cells may hold line
    breaks within quotation marks.
    """
    encoding, told = (_known(given), f"encoding {given}, as you said") if given else found_encoding(path)
    with path.open("rb") as held:
        digest = hashlib.file_digest(held, "sha256").hexdigest()
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        separator = found_separator(file.read(_BLOCK))
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        heads = next(csv.reader(file, delimiter=separator), None)
    if not heads:
        raise IntakeError(f"{path}: is empty; a list begins with a row of names of columns")
    columns = named_columns(heads, str(path))
    remarks = (told, f"cells parted by {_SEPARATORS[separator]}")

    def rows() -> Iterator[ListRow | RowError]:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            yield from _rows(csv.reader(file, delimiter=separator), columns)

    return ListTable(path.name, columns, digest, remarks, rows)


def _known(encoding: str) -> str:
    """An encoding by its name. Raises IntakeError for one that is none."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise IntakeError(f"there is no encoding {encoding!r}: try utf-8, cp1252 or cp1256") from None


def _rows(reader: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[ListRow | RowError]:
    number, line = 0, 1
    while True:
        begins = line
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            number += 1
            yield RowError(number, "", f"cannot be told apart into cells ({problem})", line=begins)
            line = reader.line_num + 1  # type: ignore[attr-defined]
            continue
        line = reader.line_num + 1  # type: ignore[attr-defined]
        if cells is None:
            return
        if begins == 1:
            continue  # the heads of columns
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            reason = f"has {len(cells)} cells, but there are {len(columns)} columns: quote a cell that holds the separator"
            yield RowError(number, "", reason, line=begins)
            continue
        filled = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
        lost = next((name for name, cell in filled.items() if "\ufffd" in cell), None)
        if lost is not None:
            yield RowError(number, lost, "has a byte that the encoding of the file has no letter for", filled[lost], begins)
            continue
        yield ListRow(number, filled, begins)


def found_encoding(path: Path) -> tuple[str, str]:
    """Return the encoding of a file, and how it was found; the whole file is looked at."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    fitting = broken = 0
    first = sample = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            first = first or block
            if not block.isascii():
                text = decoder.decode(block)
                lost = text.count("\ufffd")
                broken, fitting = broken + lost, fitting + sum(not letter.isascii() for letter in text) - lost
            if len(sample) < _BLOCK and not block.isascii():
                sample += b"\n".join(line for line in block.split(b"\n") if not line.isascii())
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return encoding, f"encoding {encoding.removesuffix('-sig')}, as the file says at its beginning"
    if b"\0" in first:
        raise IntakeError(f"{path}: is no text; give CSV, XLSX, ODS or JSON")
    if broken <= _FEW_BROKEN * fitting:
        return "utf-8", f"encoding utf-8: all of the file but {broken} bytes fits it" if broken else ALL_UTF8
    guessed = inferred_encoding(sample[:_BLOCK])
    return guessed, f"encoding {guessed}, guessed from letters that are no utf-8: look at names with accents"


def found_separator(text: str) -> str:
    """Return what parts the cells: what gives most rows as many cells as the first has, more than one."""
    best, cells = ",", 0.0
    for separator in _SEPARATORS:
        counts: list[int] = []
        try:
            for row in csv.reader(text.splitlines(keepends=True), delimiter=separator):
                counts.append(len(row))
                if len(counts) == _LOOKED_AT:
                    break
        except csv.Error:
            continue
        usual = Counter(counts).get(counts[0], 0) / len(counts) if counts else 0.0
        fitting = usual * (counts[0] - 1) if counts else 0.0
        if fitting > cells:
            best, cells = separator, fitting
    return best
