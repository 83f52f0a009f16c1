"""Lists in spreadsheets: Excel (xlsx, xlsb, xls) and OpenDocument (ods)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from sulh.intake.open_formulas import open_formulas
from sulh.intake.table import IntakeError, ListRow, ListTable, RowError, named_columns
from sulh.model import MissingExtraError

__all__ = ["filled_sheets", "sheet_table"]

_CURE = "open it in a spreadsheet program, save it and take it in again"


def filled_sheets(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook that hold something; none of what is no workbook that opens."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise MissingExtraError("Reading spreadsheets", "intake") from None
    try:
        book = CalamineWorkbook.from_path(str(path))
        return tuple(name for name in book.sheet_names if book.get_sheet_by_name(name).height)
    except (CalamineError, OSError):
        return ()


def sheet_table(path: Path, sheet: str | None = None) -> ListTable:
    """Return the list on one sheet of a workbook, by default the only one that is filled.

    Raises IntakeError when the file is damaged or locked, has no such sheet, or several to choose from. Method: calamine gives the values
    that the program last computed; a formula is never computed here, and a row with one that has no value yet is a fault.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise MissingExtraError("Reading spreadsheets", "intake") from None
    data = path.read_bytes()
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = [name for name in book.sheet_names if book.get_sheet_by_name(name).height]
    except CalamineError as problem:
        raise IntakeError(f"{path}: is no spreadsheet that opens ({problem}); save it again without a password, or as CSV") from problem
    chosen = _chosen(path, names, sheet)
    opened = book.get_sheet_by_name(chosen)
    titles = _titles(opened)
    lines: Iterator[Sequence[Any]] = islice(opened.iter_rows(), titles, None)
    heads = next(lines, ())
    columns = named_columns([_text(cell)[0] for cell in heads], f"{path}, sheet {chosen}")

    merged, unvalued = _merged_down(opened, titles), _unvalued(path, chosen, opened)

    def rows() -> Iterator[ListRow | RowError]:
        # Lines that hold nothing but formulas without a value may stand below all that has one.
        below: Iterator[Sequence[Any]] = repeat((), max(0, max(unvalued, default=0) - opened.height - (opened.start or (0, 0))[0]))
        lines = chain(islice(opened.iter_rows(), titles + 1, None), below)
        yield from _rows(lines, columns, titles + 2, merged, unvalued)

    others = [name for name in names if name != chosen]
    remarks: tuple[str, ...] = (f"sheet {chosen}" + (f"; not taken: {', '.join(others)}" if others else ""),)
    if titles:
        remarks += (f"the title above the list is left out: {titles} row{'s' if titles > 1 else ''}",)
    if merged:
        remarks += (f"cells merged over several rows count in each of them: {len(merged)}",)
    return ListTable(path.name, columns, hashlib.sha256(data).hexdigest(), remarks, rows)


def _chosen(path: Path, names: Sequence[str], sheet: str | None) -> str:
    if sheet is not None:
        if sheet not in names:
            raise IntakeError(f"{path}: has no filled sheet {sheet!r}; there are {', '.join(names) or 'none'}")
        return sheet
    if len(names) != 1:
        raise IntakeError(f"{path}: has {len(names)} filled sheets; name one of them: {', '.join(names)}" if names else f"{path}: is empty")
    return names[0]


def _titles(opened: Any) -> int:
    """How many rows above the heads of columns are titles: one text in a cell that is merged over several columns."""
    wide = {first[0] for first, last in opened.merged_cell_ranges or () if last[1] > first[1]}
    number = 0
    for place, cells in enumerate(opened.iter_rows()):
        if place not in wide or sum(bool(_text(cell)[0]) for cell in cells) != 1:
            break
        number = place + 1
    return number if number < opened.height else 0


def _merged_down(opened: Any, titles: int) -> dict[tuple[int, int], int]:
    """The cells below the heads that are merged over several rows of one column: by line and place of the column, their last line."""
    ranges = opened.merged_cell_ranges or ()
    left = opened.start[1] if opened.start else 0  # empty columns before the list are no columns of it
    return {
        (first[0] + 1, first[1] - left): last[0] + 1
        for first, last in ranges if first[1] == last[1] and last[0] > first[0] and first[0] > titles
    }  # fmt: skip


def _unvalued(path: Path, sheet: str, opened: Any) -> dict[int, dict[int, str]]:
    """The formulas without a value, by line and place of the column in the list."""
    left = opened.start[1] if opened.start else 0
    found = open_formulas(path, sheet)
    return {line: {column - left: formula for column, formula in cells.items()} for line, cells in found.items()}


def _rows(
    lines: Iterator[Sequence[Any]], columns: tuple[str, ...], first: int, merged: Mapping[tuple[int, int], int],
    unvalued: Mapping[int, Mapping[int, str]],
) -> Iterator[ListRow | RowError]:  # fmt: skip
    """The rows below the heads; `first` is the line of the sheet that the first of them stands on.

    A cell that is `merged` over several rows stands for all of them: programs write its value into the first alone.
    """
    number = 0
    lasting: dict[str, tuple[int, str, bool]] = {}  # by column, until which line, and the value
    for place, cells in enumerate(lines, first):
        texts = {name: _text(cell) for name, cell in zip(columns, cells, strict=False)}
        filled = {name: text for name, (text, _) in texts.items() if text}
        dates = {name for name, (text, is_date) in texts.items() if text and is_date}
        if place in unvalued:
            number += 1
            yield _without_value(number, place, columns, unvalued[place])
        elif filled:
            number += 1
            for name, (last, text, is_date) in lasting.items():
                if place <= last and name not in filled:
                    filled[name] = text
                    dates |= {name} if is_date else set()
            yield ListRow(number, filled, place, frozenset(dates))
        if merged:
            begun = {name: merged[place, column] for column, name in enumerate(columns) if (place, column) in merged}
            lasting |= {name: (last, *texts[name]) for name, last in begun.items() if name in texts}


def _without_value(number: int, line: int, columns: tuple[str, ...], formulas: Mapping[int, str]) -> RowError:
    """The fault of a row: its first formula, and the columns of the others."""
    named = {(columns[at] if 0 <= at < len(columns) else f"column {at + 1}"): formula for at, formula in sorted(formulas.items())}
    (column, formula), *others = named.items()
    also = f"; so do {', '.join(name for name, _ in others)}" if others else ""
    return RowError(number, column, f"holds a formula whose value is not in the file{also}: {_CURE}", formula, line)


def _text(cell: Any) -> tuple[str, bool]:
    """Return a cell as text, and whether the sheet keeps it as a date."""
    if isinstance(cell, str):
        return cell.strip(), False
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat(), True
    if isinstance(cell, dt.date):
        return cell.isoformat(), True
    if isinstance(cell, bool):
        return ("true" if cell else "false"), False
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell)), False
    return str(cell).strip(), False
