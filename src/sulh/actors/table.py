"""Read the tables of the authority file: the package's own, and a user's in the format of the PAA-X actor list."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sulh.model import Actor, ActorKind, ActorTableError
from sulh.text.phrases import rows

__all__ = ["ActorEntry", "FormRow", "actor_rows", "form_rows", "read_extra", "slug", "trap_rows"]

_KINDS = {
    "country/state": ActorKind.STATE,
    "government/state": ActorKind.STATE,
    "armed organization": ActorKind.ARMED_GROUP,
    "military": ActorKind.ARMED_GROUP,
    "political party": ActorKind.POLITICAL,
    "entity": ActorKind.POLITICAL,
    "umbrella": ActorKind.COALITION,
    "state coalition": ActorKind.COALITION,
    "civil society": ActorKind.CIVIL_SOCIETY,
    "igo": ActorKind.IGO,
    "intergovernmental organization": ActorKind.IGO,
    "other": ActorKind.UNKNOWN,
    "": ActorKind.UNKNOWN,
    # and the words that Sulh itself shows
    **{kind.value.replace("_", " "): kind for kind in ActorKind},
}
_REQUIRED = ("actor_id", "actor_name", "actor_type", "actor_iso3c", "alternative_names")


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of a table with the state it belongs to (ISO alpha-3) and the actor it is part of."""

    actor: Actor
    country: str | None
    part_of: str | None


class FormRow(NamedTuple):
    """One name of an actor; `rule` is the condition on the text around it ('' for none)."""

    actor: str
    form: str
    text: str
    rule: str


@cache
def actor_rows() -> tuple[ActorEntry, ...]:
    """Return the actors of the package's own table."""
    schemes = ("iso2", "gw", "ucdp", "paax", "mend", "acled", "part_of")
    found = []
    for row in rows("actors.csv"):
        ids = tuple([(scheme, row[scheme]) for scheme in schemes if row[scheme]])
        found.append(ActorEntry(Actor(row["id"], row["name"], ActorKind(row["kind"]), ids), row["country"] or None, row["part_of"] or None))
    return tuple(found)


@cache
def form_rows() -> tuple[FormRow, ...]:
    """Return the names of the package's own table."""
    return tuple(map(FormRow._make, _packaged_rows("actors_forms.csv")))


def trap_rows() -> Iterator[str]:
    """Yield phrases that contain a name but mention no actor ("Lake Chad")."""
    for row in _packaged_rows("actors_traps.csv"):
        yield row[0]


def slug(name: str) -> str:
    """Return a stable identifier made of the letters and digits of a name."""
    from sulh.actors.tokens import fold

    return re.sub(r"[^0-9a-z]+", "-", fold(name)).strip("-")


def _packaged_rows(name: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(files("sulh.data").joinpath(name).read_text(encoding="utf-8")))
    next(reader)
    return reader


def read_extra(path: Path) -> list[tuple[ActorEntry, tuple[str, ...]]]:
    """Return the actors of a user's table with all their names, the main name first.

    Columns as in the PAA-X actor list: actor_id, actor_name, actor_type, actor_iso3c, alternative_names (separated by bars), and,
    where present, id_paax, abbreviation and ucdp_id. Raises ActorTableError naming file, row and column.
    """
    try:
        content = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ActorTableError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ActorTableError(f"{path}: not UTF-8 at byte {error.start}; save the table as CSV in UTF-8") from error
    reader = csv.DictReader(io.StringIO(content), restkey="")
    found: list[tuple[ActorEntry, tuple[str, ...]]] = []
    seen: dict[str, int] = {}
    try:
        _check_header(path, reader.fieldnames)
        for row in reader:
            entry, names = _extra_entry(path, reader.line_num, row)
            key = row["actor_id"].strip()
            if key in seen:
                raise ActorTableError(f"{path}: row {reader.line_num}, column actor_id: {key!r} stands already in row {seen[key]}")
            seen[key] = reader.line_num
            found.append((entry, names))
    except csv.Error as error:
        raise ActorTableError(f"{path}: row {reader.line_num}: not CSV ({error})") from error
    return found


def _check_header(path: Path, header: object) -> None:
    columns = list(header) if isinstance(header, (list, tuple)) else []
    if not columns:
        raise ActorTableError(f"{path}: row 1: no header; the columns needed are {', '.join(_REQUIRED)}")
    for column in _REQUIRED:
        if column not in columns:
            raise ActorTableError(f"{path}: row 1, column {column}: missing; the columns needed are {', '.join(_REQUIRED)}")


def _extra_entry(path: Path, line: int, row: dict[str, str]) -> tuple[ActorEntry, tuple[str, ...]]:
    """Return one row as an entry and its names; `line` is the last line of the row."""
    if row.get(""):
        raise ActorTableError(f"{path}: row {line}: more cells than the header has columns")
    for column in _REQUIRED:
        if row[column] is None:
            raise ActorTableError(f"{path}: row {line}, column {column}: missing cell")
    for column in ("actor_id", "actor_name"):
        if not row[column].strip():
            raise ActorTableError(f"{path}: row {line}, column {column}: empty")
    name, iso3 = row["actor_name"].strip(), row["actor_iso3c"].strip()
    if iso3 and not re.fullmatch(r"[A-Z]{3}", iso3):
        raise ActorTableError(f"{path}: row {line}, column actor_iso3c: {iso3!r} is no ISO 3166-1 alpha-3 code")
    kind = _KINDS.get(row["actor_type"].strip().lower().replace("_", " "))
    if kind is None:
        accepted = ", ".join(sorted(name for name in _KINDS if name))
        raise ActorTableError(f"{path}: row {line}, column actor_type: {row['actor_type']!r} is no type of actor; types are {accepted}")
    identifier = iso3 if kind is ActorKind.STATE and iso3 else slug(name) or row["actor_id"].strip()
    ids = tuple(
        (scheme, row[column].strip()) for scheme, column in (("paax", "id_paax"), ("ucdp", "ucdp_id")) if (row.get(column) or "").strip()
    )
    names = [name, row.get("abbreviation") or "", *row["alternative_names"].split("|")]
    return ActorEntry(Actor(identifier, name, kind, ids), iso3 or None, None), tuple(dict.fromkeys(n.strip() for n in names if n.strip()))
