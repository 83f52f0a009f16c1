"""What the columns of a list mean: which kind of fact a row is, and which column gives which of its properties. Kept as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sulh import words
from sulh.intake.data_sets import DATA_SETS
from sulh.intake.day_order import DayOrder
from sulh.intake.place_codes import PlaceCodes, place_codes
from sulh.intake.table import IntakeError
from sulh.model.kinds import Kind, PropertyType, kinds
from sulh.model.vocabulary import ActorKind

__all__ = ["AXES", "POSITION", "ColumnMapping", "load_mapping", "mapping_json", "mapping_of", "proposed", "save_mapping"]

_VERSION = 1
_MADE = "_made"  # when an entry of a form for the field was finished
# Where JSON and GeoJSON have the geometry of a row.
_GEOMETRY = "geometry"
POSITION = "position"
# A position from two columns, of degrees.
AXES = ("position:latitude", "position:longitude")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The meaning of a list's columns.

    `columns` gives for a property the name of its column; a part of a meeting is named with its role, `participants:guarantor`, and
    the two columns of a position are `position:latitude` and `position:longitude`, in degrees.
    `constants` are values that all rows share, `codes` the list's own words for codes, by property. `split` parts several values of a
    cell. `id` is the column that names a row through all versions of the list; of rows with one id the newest counts, by the column
    `newest`, else the last. `pairs` are columns of dates of which the second is never before the first, `beside` columns with other
    dates of the same event: both only serve to find the order of day and month, unless `day_order` says it. `name` is what the list is
    called: lists of one name are versions of one another. `place_codes` say, by property, which table the list's codes of places are from.
    `data_set` names the data set (`sulh.intake.data_sets`) whose rows are brought to facts before the columns are looked at, and
    `new_actors` the kind of actor that a name is entered as which the record does not know; "" where such a row is a fault.
    """

    kind: str
    columns: Mapping[str, str]
    name: str = ""
    constants: Mapping[str, Any] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    split: str = ";"
    id: str = ""
    newest: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    day_order: DayOrder | None = None
    place_codes: Mapping[str, PlaceCodes] = field(default_factory=dict)
    data_set: str = ""
    new_actors: str = ""

    @property
    def of(self) -> Kind:
        """The kind of fact that a row is."""
        return _kind(self.kind)

    def checked(self, columns: Sequence[str], name: str) -> ColumnMapping:
        """Return the mapping, when it fits a list with these columns. Raises IntakeError that names everything that does not."""
        problems: list[str] = []
        properties = self.of.by_name
        for key, column in self.columns.items():
            one, _, role = key.partition(":")
            if one not in properties:
                problems.append(f"a {self.kind} has no {one}: {', '.join(properties)}")
            elif role and properties[one].part is None and key not in AXES:
                problems.append(f"{key}: only who took part has a role")
            if column not in columns:
                problems.append(f"there is no column {column!r}")
        if len(axes := [one for one in (*AXES, POSITION) if one in self.columns]) and axes not in (list(AXES), [POSITION]):
            problems.append(f"a position is one column, or both {AXES[0]} and {AXES[1]}")
        problems += [f"there is no column {one!r}" for one in (self.id, self.newest) if one and one not in columns]
        named = {*self.constants, *self.codes, *self.place_codes}
        problems += [f"a {self.kind} has no {one}" for one in sorted(named) if one not in properties]
        problems += self._unknown()
        needed = [one.name for one in self.of.values if one.required and one.name not in {*self.columns, *self.constants}]
        problems += [f"nothing gives its {one}: map a column, or say one value for all rows" for one in needed]
        if problems:
            raise IntakeError(f"{name}: {'; '.join(dict.fromkeys(problems))}. Its columns are {', '.join(columns)}")
        return self

    def _unknown(self) -> Iterator[str]:
        """What it names that is not known here."""
        if self.data_set and self.data_set not in DATA_SETS:
            yield f"there is no data set {self.data_set!r}: {', '.join(DATA_SETS)}"
        if self.new_actors and self.new_actors not in set(ActorKind):
            yield f"there is no kind of actor {self.new_actors!r}: {', '.join(ActorKind)}"

    def date_columns(self) -> tuple[str, ...]:
        """The columns that hold dates."""
        by_name = self.of.by_name
        dated = (column for key, column in self.columns.items() if by_name[key.partition(":")[0]].holds is PropertyType.DATE)
        return tuple(dict.fromkeys((*dated, *(one for pair in self.pairs for one in pair))))


def load_mapping(path: Path) -> ColumnMapping:
    """Return the mapping in a file. Raises IntakeError when it is none."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise IntakeError(f"{path}: cannot be read as a mapping of columns ({problem})") from problem
    return mapping_of(given, str(path), path.parent)


def mapping_of(given: Any, name: str, folder: Path) -> ColumnMapping:
    """Return the mapping that JSON holds, called `name` in messages; tables of places stand in the folder. Raises IntakeError for none."""
    known = set(ColumnMapping.__dataclass_fields__) | {"sulh_mapping"}
    is_mapping = isinstance(given, dict) and given.get("sulh_mapping") == _VERSION and {"kind", "columns"} <= given.keys() <= known
    if not is_mapping:
        raise IntakeError(f"{name}: is no mapping of columns; `sulh intake FILE --kind KIND --save-mapping {Path(name).name}` writes one")
    held = {key: value for key, value in given.items() if key != "sulh_mapping"}
    order = held.get("day_order")
    try:
        return ColumnMapping(
            **{**held, "pairs": tuple((a, b) for a, b in held.get("pairs", ())), "beside": tuple(held.get("beside", ()))}
            | {"day_order": DayOrder(order) if order else None}
            | {"place_codes": {key: place_codes(one, key, folder) for key, one in held.get("place_codes", {}).items()}}
        )
    except (AttributeError, TypeError, ValueError) as problem:
        raise IntakeError(f"{name}: is no mapping of columns ({problem})") from problem


def mapping_json(mapping: ColumnMapping) -> dict[str, Any]:
    """A mapping as JSON holds it; what is empty is left out."""
    held = {name: value for name, value in asdict(mapping).items() if value not in ("", None, {}, (), [])}
    plain: dict[str, Any] = json.loads(json.dumps(held))
    return {"sulh_mapping": _VERSION, **plain}


def save_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping, to be read and edited by people."""
    path.write_text(json.dumps(mapping_json(mapping), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def proposed(columns: Sequence[str], kind: str, *, name: str = "") -> ColumnMapping:
    """Return a mapping made from the names of columns: those that are called as properties are, in any language of the tables."""
    declared = _kind(kind)
    by_words: dict[str, str] = {}
    for one in declared.values:
        for language in words.LANGUAGES:
            by_words.setdefault(_plain(words.prop(kind, one.name, language=language)), one.name)
        by_words.setdefault(_plain(one.name), one.name)
    found: dict[str, str] = {}
    for column in columns:
        meant = by_words.get(_plain(column))
        if meant is not None and meant not in found:
            found[meant] = column
    if "position" in declared.by_name and _GEOMETRY in columns:
        found.setdefault(POSITION, _GEOMETRY)
    if POSITION in declared.by_name and POSITION not in found:
        found |= _axes(columns)
    own = next((column for column in columns if _plain(column) in ("id", "no", "nr", "number", "uuid", "key")), "")
    return ColumnMapping(kind, found, name=name, id=own, newest=_MADE if _MADE in columns else "")


def _axes(columns: Sequence[str]) -> dict[str, str]:
    """The columns of latitude and of longitude, where there are both."""
    found: dict[str, str] = {}
    for column in columns:
        if axis := _called().get(_plain(column)):
            found.setdefault(f"{POSITION}:{axis}", column)
    return found if found.keys() == set(AXES) else {}


@cache
def _called() -> Mapping[str, str]:
    """What columns of latitude and of longitude are called."""
    table = files("sulh.data").joinpath("position_columns.csv").read_text(encoding="utf-8").splitlines()
    return {_plain(row["name"]): row["axis"] for row in csv.DictReader(table)}


def _kind(name: str) -> Kind:
    known = {kind.name: kind for kind in kinds()}
    if name not in known:
        raise IntakeError(f"there is no kind of fact {name!r}: {', '.join(known)}")
    return known[name]


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold().rstrip(".:")
