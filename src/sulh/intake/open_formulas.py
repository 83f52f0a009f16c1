"""The formulas of an Excel sheet whose value no program has worked out yet: they would be read as empty cells."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

__all__ = ["open_formulas"]

# ECMA-376 part 1, 18.3.1.4 (c, a cell), 18.3.1.40 (f, its formula), 18.3.1.96 (v, the value that was last worked out).
# Attributes are few, and no cell holds another: whatever a sheet is made of, each of its bytes is looked at a bounded number of times.
_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]{0,300}?\br="([A-Z]{1,3})(\d{1,9})"[^>]{0,300}?(?:/>|>([^<]*+(?:<(?!/?(?:\w+:)?c\b)[^<]*+)*+)</(?:\w+:)?c>)'
)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
_TEXT = re.compile(rb'<(?:\w+:)?c\b[^>]*\bt="str"')
_VALUE_OF_TEXT = re.compile(rb"<(?:\w+:)?v\b")
_CHUNK = 1 << 20
_PARTS = 1 << 24  # bytes of what lists the sheets: a book of thousands has less
_LONGEST = 1 << 18  # bytes of one cell; a formula has at most 8,192 characters, a text 32,767


def open_formulas(path: Path, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Return the formulas without a value by line (from 1) and column (from 0); none of what is no Excel workbook of the kind xlsx.

    A text that a formula worked out to be empty is a value.
    """
    found: dict[int, dict[int, str]] = defaultdict(dict)
    try:
        with zipfile.ZipFile(path) as book:
            part = _part(book, sheet)
            for column, line, formula in _open(book, part) if part else ():
                found[line][column] = formula
    except (zipfile.BadZipFile, KeyError, ParseError, OSError):
        return {}
    return found


def _part(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the file that holds a sheet; None in a workbook of another kind."""
    if "xl/workbook.xml" not in book.namelist():
        return None
    relations = {one.get("Id"): one.get("Target", "") for one in fromstring(_small(book, "xl/_rels/workbook.xml.rels"))}
    for one in fromstring(_small(book, "xl/workbook.xml")).iter():
        if one.tag.endswith("}sheet") and one.get("name") == sheet:
            target = next((relations.get(value, "") for key, value in one.attrib.items() if key.endswith("}id")), "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return None


def _small(book: zipfile.ZipFile, part: str) -> bytes:
    """A part of the file that is never large; what is cut off where it is makes no whole XML."""
    with book.open(part) as stream:
        return stream.read(_PARTS)


def _open(book: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """Column, line and words of each formula without a value, read piece by piece: sheets have hundreds of megabytes."""
    held = b""
    with book.open(part) as stream:
        while piece := stream.read(_CHUNK):
            held += piece
            done = 0
            for cell in _CELL.finditer(held):
                done = cell.end()
                if (formula := _unvalued(cell)) is not None:
                    yield _column(cell[1].decode()), int(cell[2]), formula
            # A cell that the piece cuts through is in what is kept.
            held = held[max(done, len(held) - _LONGEST) :]


def _unvalued(cell: re.Match[bytes]) -> str | None:
    inside = cell[3] or b""
    formula = _FORMULA.search(inside)
    if formula is None:
        return None
    valued = _VALUE_OF_TEXT if _TEXT.match(cell[0]) else _VALUE
    if valued.search(inside):
        return None
    return "=" + unescape((formula[1] or b"").decode("utf-8", "replace"))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
