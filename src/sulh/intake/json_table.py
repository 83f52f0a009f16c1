"""Lists as JSON: GeoJSON, pages of KoboToolbox and ODK Central, ACLED's answers, any list of objects, and JSON Lines; read as a stream."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sulh.intake.table import IntakeError, ListRow, ListTable, RowError
from sulh.model import MissingExtraError

__all__ = ["LISTS", "NEXT", "TOTALS", "json_table"]

# Names under which a list stands in an object: GeoJSON; KoboToolbox; OData, as ODK Central answers; ACLED.
LISTS = ("features", "results", "value", "data")
# What a page says of the whole: how many rows there are, and where the next ones stand.
TOTALS = ("count", "@odata.count", "total_count")
NEXT = ("next", "@odata.nextLink")
_POSITION = ("latitude", "longitude")
# The positions of submissions in KoboToolbox, latitude first.
_LATITUDE_FIRST = "_geolocation"
_LINES = (".jsonl", ".ndjson", ".geojsonl")
_LONGEST_ROW = 10_000_000
_DEEPEST = 100  # how far values may be nested: the place of each is kept while it is read, which of deeper ones would fill the memory
_ACLED_MOST = 5000  # rows that ACLED gives where nobody asks for more


@dataclass(frozen=True, slots=True)
class _Listed:
    """Where the rows of a JSON file stand (`prefix`, as ijson names it), and what the file says of the whole list."""

    prefix: str
    lines: bool = False
    total: int | None = None
    following: str = ""


def json_table(path: Path) -> ListTable:
    """Return the list in a JSON file; of nested objects each value is a column, named with its path (`person/age`).

    A position gives the columns `latitude` and `longitude`, any other geometry the column `geometry` as GeoJSON. Rows are gone through
    once to name the columns, and are never held together. Raises IntakeError for a file that ends within a row, holds no list, or is
    one page of a longer list.
    """
    _check_depth(path)
    listed = _listed_in(path)
    columns: dict[str, None] = {}
    number = 0
    try:
        for item in _items(path, listed):
            number += 1
            if isinstance(item, dict):
                columns.update(dict.fromkeys(name for name, _ in _flat(item)))
    except _parser().JSONError as problem:
        raise IntakeError(f"{path}: ends or breaks after row {number} ({_reason(problem)}); fetch or export it again") from problem
    if listed.following or (listed.total is not None and listed.total > number):
        of = f" of {listed.total}" if listed.total is not None else ""
        raise IntakeError(f"{path}: holds {number}{of} rows, one page of the list; fetch all pages: sulh intake ADDRESS --keep FILE")
    if not columns:
        raise IntakeError(f"{path}: has no row with a value")
    names = tuple(columns)
    with path.open("rb") as held:
        digest = hashlib.file_digest(held, "sha256").hexdigest()

    def rows() -> Iterator[ListRow | RowError]:
        for at, item in enumerate(_items(path, listed), 1):
            yield _cells_of(item, at)

    return ListTable(path.name, names, digest, tuple(_remarks(listed, number)), rows)


def _remarks(listed: _Listed, number: int) -> Iterator[str]:
    where = {"features.item": "GeoJSON", "item": "a list of objects", "": "JSON Lines"}.get(listed.prefix)
    yield f"{where or listed.prefix.split('.')[0]}, {number} rows"
    if listed.prefix == "data.item" and number == _ACLED_MOST:
        yield f"{_ACLED_MOST} rows are as many as ACLED gives at once: ask for its next page, there may be more"


def _listed_in(path: Path) -> _Listed:
    """Return where the rows stand. Raises IntakeError when there is no list."""
    parser = _parser()
    if _is_lines(path):
        return _Listed("", lines=True)
    found, total, following = "", None, ""
    try:
        with path.open("rb") as file:
            kinds = parser.parse(file)
            for prefix, event, value in kinds:
                if prefix == "" and event == "start_array":
                    return _Listed("item")
                if event == "start_array" and prefix in LISTS:
                    found = f"{prefix}.item"
                    break
                total, following = _said(prefix, value, total, following)
        if not found:
            raise IntakeError(f"{path}: is JSON without a list of rows; give GeoJSON, a list of objects, or JSON Lines")
        # A page says after its rows, too, where the next ones stand; only pages do, and they are short.
        if found in ("results.item", "value.item"):
            with path.open("rb") as file:
                for prefix, _, value in parser.parse(file):
                    total, following = _said(prefix, value, total, following)
    except parser.JSONError as problem:
        raise IntakeError(f"{path}: is no whole JSON ({_reason(problem)}); fetch or export it again") from problem
    if found == "data.item":  # ACLED counts the rows of the page
        total = None
    return _Listed(found, total=total, following=following)


def _check_depth(path: Path) -> None:
    """Raise IntakeError for values nested deeper than any list has them; what else is wrong is said by whoever reads on."""
    parser, depth = _parser(), 0
    try:
        with path.open("rb") as file:
            _skip_mark(file)
            for event, _ in parser.basic_parse(file, multiple_values=True):
                if event in ("start_map", "start_array"):
                    depth += 1
                    if depth > _DEEPEST:
                        raise IntakeError(f"{path}: has values nested more than {_DEEPEST} deep; give a list of rows")
                elif event in ("end_map", "end_array"):
                    depth -= 1
    except parser.JSONError:
        return


def _said(prefix: str, value: Any, total: int | None, following: str) -> tuple[int | None, str]:
    if prefix in TOTALS and isinstance(value, int):
        return value, following
    return total, (str(value) if prefix in NEXT and value else following)


def _is_lines(path: Path) -> bool:
    """Whether the first line with anything on it is a whole object and another stands below."""
    with path.open("rb") as file:
        # A file of one line may be one object of any length, so no more is read than rows have.
        filled = (line for line in iter(lambda: file.readline(_LONGEST_ROW), b"") if line.strip())
        first, second = next(filled, b"").removeprefix(b"\xef\xbb\xbf").strip(), next(filled, b"").strip()
    if not first.startswith(b"{") or (second and not second.startswith(b"{")):
        return False
    try:
        known = json.loads(first)
    except ValueError:
        return False
    return isinstance(known, dict) and (bool(second) or path.suffix.lower() in _LINES)


def _items(path: Path, listed: _Listed) -> Iterator[Any]:
    with path.open("rb") as file:
        _skip_mark(file)
        yield from _parser().items(file, listed.prefix, use_float=True, multiple_values=listed.lines)


def _skip_mark(file: BinaryIO) -> None:
    if file.read(3) != b"\xef\xbb\xbf":
        file.seek(0)


def _cells_of(item: Any, number: int) -> ListRow | RowError:
    """Return one object as a row, or why it is none."""
    if not isinstance(item, dict):
        return RowError(number, "", "is no object with named values", json.dumps(item, ensure_ascii=False)[:60])
    cells: dict[str, str] = {}
    for name, value in _flat(item):
        text = _text(value)
        if text:
            cells.setdefault(name, text)
    wrong = _off_earth(cells)
    if wrong:
        return RowError(number, wrong, "is no place on earth: are latitude and longitude exchanged?", cells[wrong])
    return ListRow(number, cells)


def _flat(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of an object with the paths to them; of a GeoJSON feature its identifier, properties and position."""
    if item.get("type") == "Feature" and "geometry" in item:
        properties = item.get("properties") or {}
        if item.get("id") is not None and "id" not in properties:
            yield "id", item["id"]
        yield from _nested(properties, "")
        yield from _placed(item["geometry"])
    else:
        yield from _nested(item, "")


def _nested(item: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in item.items():
        path = f"{above}/{name}" if above else str(name)
        if isinstance(value, dict):
            if isinstance(value.get("type"), str) and "coordinates" in value:
                yield from ((f"{path}/{part}", one) for part, one in _placed(value))
            else:
                yield from _nested(value, path)
        elif name == _LATITUDE_FIRST and isinstance(value, list):
            yield from zip(_POSITION, value, strict=False)
        else:
            yield path, value


def _placed(geometry: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(geometry, dict):
        return
    if geometry.get("type") == "Point" and isinstance(geometry.get("coordinates"), list):
        yield from zip(reversed(_POSITION), geometry["coordinates"], strict=False)
    yield "geometry", json.dumps(geometry, ensure_ascii=False, separators=(",", ":"))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        if any(isinstance(one, (dict, list)) for one in value):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return "; ".join(text for one in value if (text := _text(one)))
    return str(value).strip()


def _off_earth(cells: Mapping[str, str]) -> str:
    """The column of a position that no place on earth has; "" where there is none."""
    for name, most in zip(_POSITION, (90, 180), strict=True):
        try:
            if name in cells and abs(float(cells[name])) > most:
                return name
        except ValueError:
            continue
    return ""


def _reason(problem: Exception) -> str:
    return " ".join(str(problem).split())[:120]


def _parser() -> Any:
    try:
        import ijson
    except ImportError:
        raise MissingExtraError("Reading lists in JSON", "intake") from None
    return ijson
