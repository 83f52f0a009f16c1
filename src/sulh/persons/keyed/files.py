"""Codes, pairs and a party's own ids in files."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from sulh.persons.keyed.codes import CodeList, CodeRow
from sulh.persons.keyed.features import KINDS
from sulh.persons.keyed.pairing import KeyedPair
from sulh.persons.keyed.secret import KeyedError

__all__ = ["load_codes", "load_own", "load_pairs", "write_codes", "write_own", "write_pairs"]

_VERSION = 2
_CODE = re.compile(r"[A-Za-z0-9_-]{12}")
_ROW = re.compile(r"[0-9a-f]{16}")
_OWN = ("row", "id")
_PAIR = tuple(one.name for one in fields(KeyedPair))
_SHOWN = 80  # letters of what stands in a file that is none of ours


def write_codes(path: Path, held: CodeList) -> None:
    """Write codes as JSON lines: first the party, the check, the kinds, and how many lines follow with their SHA-256; then the rows."""
    lines = [json.dumps({"row": row.id, **row.codes}) for row in held.rows]
    head = {
        "sulh_codes": _VERSION, "party": held.party, "check": held.check, "kinds": dict(KINDS), "rows": len(lines),
        "sha256": _digest(lines), "version": held.version,
    }  # fmt: skip
    path.write_text("".join(f"{line}\n" for line in (json.dumps(head, ensure_ascii=False), *lines)), encoding="utf-8")


def load_codes(path: Path) -> CodeList:
    """Return the codes of a file.

    Raises KeyedError with the line of what is none, for a file that is not whole or not as it was made, and for one of another version.
    """
    lines = _text(path).splitlines()
    head = _line(path, 1, lines[0]) if lines else {}
    if "sulh_codes" not in head:
        raise KeyedError(f"{path}: holds no codes; `sulh lists codes --out` writes them")
    if head["sulh_codes"] != _VERSION or head.get("kinds") != dict(KINDS):
        raise KeyedError(f"{path}: holds codes of another version; both parties make them with the same version of Sulh")
    if head.get("rows") != len(lines) - 1:
        raise KeyedError(f"{path}: has {len(lines) - 1} rows of {head.get('rows')}; the file was cut or added to, so ask for it again")
    rows = [_row(path, number, _line(path, number, text)) for number, text in enumerate(lines[1:], 2)]
    if len({row.id for row in rows}) < len(rows):
        raise KeyedError(f"{path}: two rows have one id; ask for the file again")
    if head.get("sha256") != _digest(lines[1:]):
        raise KeyedError(f"{path}: is not as it was made: its rows have another SHA-256 than it says; ask for the file again")
    try:
        return CodeList(str(head.get("party", "")), str(head.get("check", "")), tuple(rows), str(head.get("version", "")))
    except KeyedError as problem:
        raise KeyedError(f"{path}: {problem}") from problem


def _row(path: Path, number: int, held: Mapping[str, Any]) -> CodeRow:
    codes = {kind: held.get(kind) for kind in KINDS}
    is_row = isinstance(held.get("row"), str) and _ROW.fullmatch(held["row"])
    if not is_row or not all(_are_codes(found, KINDS[kind]) for kind, found in codes.items()):
        raise KeyedError(f"{path}, line {number}: is no row of codes; ask for the file again")
    return CodeRow(held["row"], {kind: tuple(found or ()) for kind, found in codes.items()})


def _line(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise KeyedError(f"{path}, line {number}: is no line of codes ({problem}); ask for the file again") from problem
    return held if isinstance(held, dict) else {}


def _are_codes(codes: object, count: int) -> bool:
    return isinstance(codes, list) and len(codes) == count and all(isinstance(one, str) and _CODE.fullmatch(one) for one in codes)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def write_own(path: Path, own: Mapping[str, str]) -> None:
    """Write a party's own ids as CSV: the random id and the id in its list, none for nobody's row. It stays with the party."""
    _write(path, _OWN, own.items())


def load_own(path: Path) -> dict[str, str]:
    """Return a party's own ids. Raises KeyedError for a file that holds none."""
    return {row["row"]: row["id"] for row in _rows(path, _OWN, "`sulh lists codes --own`")}


def write_pairs(path: Path, pairs: Iterable[KeyedPair]) -> None:
    """Write pairs as CSV."""
    _write(path, _PAIR, (astuple(pair) for pair in pairs))


def load_pairs(path: Path) -> list[KeyedPair]:
    """Return the pairs of a file. Raises KeyedError with the line of one that is none, and for one that stands there twice."""
    found = [_pair(path, number, row) for number, row in enumerate(_rows(path, _PAIR, "`sulh lists pair --out`"), 2)]
    for what, seen in (("number", [one.number for one in found]), ("two rows", [(one.one, one.other) for one in found])):
        if len(set(seen)) < len(seen):
            raise KeyedError(f"{path}: two pairs have the same {what}; ask for the file again")
    return found


def _pair(path: Path, line: int, row: Mapping[str, str]) -> KeyedPair:
    try:
        number, score = int(row["number"]), float(row["score"])
    except ValueError as problem:
        raise KeyedError(f"{path}, line {line}: a number or score is none ({problem}); ask for the file again") from problem
    if number < 1 or not (math.isfinite(score) and 0 < score <= 1) or not all(_ROW.fullmatch(row[name]) for name in ("one", "other")):
        raise KeyedError(f"{path}, line {line}: is no pair of two rows with a likelihood; ask for the file again")
    return KeyedPair(number, row["one_party"], row["one"], row["other_party"], row["other"], score)


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _rows(path: Path, columns: Sequence[str], written_by: str) -> list[dict[str, str]]:
    reader = csv.DictReader(_text(path).splitlines())
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        there = ", ".join(reader.fieldnames or ())[:_SHOWN]
        raise KeyedError(f"{path}: has no column {missing[0]}; it begins with {there!r}, and {written_by} writes the file that is meant")
    return [{name: row[name] or "" for name in columns} for row in reader]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise KeyedError(f"{path}: is no text ({problem}); give the file as it was written") from problem
