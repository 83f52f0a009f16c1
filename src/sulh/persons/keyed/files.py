"""Codes, pairs and a party's own ids in files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from sulh.persons.keyed.codes import CodeList, CodeRow
from sulh.persons.keyed.features import KINDS
from sulh.persons.keyed.pairing import KeyedPair
from sulh.persons.keyed.secret import KeyedError

__all__ = ["load_codes", "load_own", "load_pairs", "write_codes", "write_own", "write_pairs"]

_VERSION = 1
_CODE = re.compile(r"[A-Za-z0-9_-]{12}")
_OWN = ("row", "id")
_PAIR = tuple(one.name for one in fields(KeyedPair))


def write_codes(path: Path, held: CodeList) -> None:
    """Write codes as JSON lines: the party, the check and the kinds first, then a line for each row."""
    with path.open("w", encoding="utf-8") as file:
        head = {"sulh_codes": _VERSION, "party": held.party, "check": held.check, "kinds": dict(KINDS)}
        file.write(json.dumps(head, ensure_ascii=False) + "\n")
        for row in held.rows:
            file.write(json.dumps({"row": row.id, **row.codes}) + "\n")


def load_codes(path: Path) -> CodeList:
    """Return the codes of a file. Raises KeyedError with the line of what is none, or for codes of another version."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    head = _line(path, 1, lines[0]) if lines else {}
    if head.get("sulh_codes") != _VERSION or head.get("kinds") != dict(KINDS):
        raise KeyedError(f"{path}: holds no codes, or codes of another version; both parties make them with the same version of Sulh")
    rows = []
    for number, text in enumerate(lines[1:], 2):
        held = _line(path, number, text)
        codes = {kind: tuple(held.get(kind) or ()) for kind in KINDS}
        if not held.get("row") or not all(_is_row(found, KINDS[kind]) for kind, found in codes.items()):
            raise KeyedError(f"{path}, line {number}: is no row of codes; ask for the file again")
        rows.append(CodeRow(str(held["row"]), codes))
    if len({row.id for row in rows}) < len(rows):
        raise KeyedError(f"{path}: two rows have one id; ask for the file again")
    return CodeList(str(head.get("party", "")), str(head.get("check", "")), tuple(rows))


def _line(path: Path, number: int, text: str) -> dict[str, Any]:
    try:
        held = json.loads(text)
    except ValueError as problem:
        raise KeyedError(f"{path}, line {number}: is no JSON ({problem})") from problem
    return held if isinstance(held, dict) else {}


def _is_row(codes: tuple[object, ...], count: int) -> bool:
    return len(codes) == count and all(isinstance(one, str) and _CODE.fullmatch(one) for one in codes)


def write_own(path: Path, own: Mapping[str, str]) -> None:
    """Write a party's own ids as CSV: the random id and the id in its list. It is for that party alone."""
    _write(path, _OWN, own.items())


def load_own(path: Path) -> dict[str, str]:
    """Return a party's own ids. Raises KeyedError for a file that holds none."""
    return {row["row"]: row["id"] for row in _rows(path, _OWN)}


def write_pairs(path: Path, pairs: Iterable[KeyedPair]) -> None:
    """Write pairs as CSV."""
    _write(path, _PAIR, (astuple(pair) for pair in pairs))


def load_pairs(path: Path) -> list[KeyedPair]:
    """Return the pairs of a file. Raises KeyedError for a file that holds none."""
    try:
        return [
            KeyedPair(int(row["number"]), row["one_party"], row["one"], row["other_party"], row["other"], float(row["score"]))
            for row in _rows(path, _PAIR)
        ]
    except ValueError as problem:
        raise KeyedError(f"{path}: a number or score is none ({problem})") from problem


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise KeyedError(f"{path}: has no column {missing[0]}; it has {', '.join(reader.fieldnames or ())}")
        return [{name: row[name] or "" for name in columns} for row in reader]
