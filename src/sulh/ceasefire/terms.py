"""The terms of a ceasefire: who agreed to what, where, from when until when, and the clause that each rests on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sulh.model import SulhError

__all__ = ["Extension", "Terms", "TermsClause", "TermsError", "Zone", "load_terms", "terms_json"]

_FORMAT = "sulh_terms"


class TermsError(SulhError):
    """A file of terms cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class TermsClause:
    """One clause: its number as the text has it, its words, and the document or address it stands in."""

    id: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """A decision that the terms go on: the day of the decision, until when, and its source."""

    decided: dt.date
    until: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """An area with its time: `geometry` is a GeoJSON Polygon or MultiPolygon, `clause` the clause that made it.

    `drawn` says who drew the outline where the terms have no map; "" where the terms have one. Days are inclusive. `places` are the
    provinces in which it lies.
    """

    name: str
    geometry: Mapping[str, Any]
    clause: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    drawn: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """A ceasefire as agreed. `end` is the day on which the words say it ends, None where they name none; `renewable`: it can go on then.

    `sources` are the titles or addresses of those who tell of it, whether or not they have its words.
    """

    name: str
    start: dt.date
    kind: str = "ceasefire"
    end: dt.date | None = None
    parties: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    clauses: tuple[TermsClause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    zones: tuple[Zone, ...] = ()
    renewable: bool = False
    sources: tuple[str, ...] = ()

    @property
    def last_day(self) -> dt.date | None:
        """The last day in force: what the latest extension says, or else the terms; None while no end is stated."""
        latest = max(self.extensions, key=lambda one: one.decided, default=None)
        return self.end if latest is None else latest.until


def load_terms(path: Path) -> tuple[Terms, ...]:
    """Return the ceasefires of a JSON file: `{"sulh_terms": 1, "terms": [{"name": ..., "start": "2014-09-05", ...}]}`.

    Fields are those of `Terms`, days as YYYY-MM-DD; `geometry` of a zone is GeoJSON in degrees, longitude first (RFC 7946). Raises
    TermsError, which names the file, the ceasefire and the field.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise TermsError(f"{path}: cannot be read as JSON ({problem})") from problem
    if not isinstance(held, dict) or held.get(_FORMAT) != 1 or not isinstance(held.get("terms"), list):
        raise TermsError(f'{path}: is no file of terms; it begins {{"{_FORMAT}": 1, "terms": [...]}}')
    if not held["terms"]:
        raise TermsError(f"{path}: names no ceasefire")
    return tuple(_terms(one, f"{path}: ceasefire {number}") for number, one in enumerate(held["terms"], 1))


def terms_json(terms: Iterable[Terms]) -> str:
    """Ceasefires as the file that `load_terms` reads; what is empty is left out."""
    held = [{name: value for name, value in asdict(one).items() if value not in (None, "", (), False)} for one in terms]
    return json.dumps({_FORMAT: 1, "terms": held}, ensure_ascii=False, indent=1, default=str) + "\n"


def _terms(held: object, where: str) -> Terms:
    given = _object(held, where, set(Terms.__dataclass_fields__))
    name = _text(given, "name", where)
    where = f"{where} ({name})"
    start = _day(given, "start", where)
    if start is None:
        raise TermsError(f"{where}: start is missing; give the first day in force as YYYY-MM-DD")
    end = _day(given, "end", where)
    _in_order(start, end, where)
    clauses = tuple(_clause(one, f"{where}, clause {number}") for number, one in enumerate(_list(given, "clauses", where), 1))
    known = {one.id for one in clauses}
    extensions = tuple(_extension(one, f"{where}, extension {number}") for number, one in enumerate(_list(given, "extensions", where), 1))
    zones = tuple(_zone(one, f"{where}, zone {number}", known) for number, one in enumerate(_list(given, "zones", where), 1))
    return Terms(
        name, start, _text(given, "kind", where, "ceasefire"), end,
        _texts(given, "parties", where), _texts(given, "guarantors", where), clauses, extensions, zones,
        _truth(given, "renewable", where), _texts(given, "sources", where),
    )  # fmt: skip


def _clause(held: object, where: str) -> TermsClause:
    given = _object(held, where, {"id", "text", "source"})
    return TermsClause(_text(given, "id", where), _text(given, "text", where, ""), _text(given, "source", where, ""))


def _extension(held: object, where: str) -> Extension:
    given = _object(held, where, {"decided", "until", "source"})
    decided, until = _day(given, "decided", where), _day(given, "until", where)
    if decided is None:
        raise TermsError(f"{where}: decided is missing; give the day of the decision as YYYY-MM-DD")
    _in_order(decided, until, where)
    return Extension(decided, until, _text(given, "source", where, ""))


def _zone(held: object, where: str, clauses: set[str]) -> Zone:
    given = _object(held, where, {"name", "geometry", "clause", "start", "end", "drawn", "places"})
    name = _text(given, "name", where)
    where = f"{where} ({name})"
    clause = _text(given, "clause", where, "")
    if clause and clause not in clauses:
        raise TermsError(f"{where}: names clause {clause}, which is not among the clauses of these terms")
    start, end = _day(given, "start", where), _day(given, "end", where)
    _in_order(start, end, where)
    drawn, places = _text(given, "drawn", where, ""), _texts(given, "places", where)
    return Zone(name, _geometry(given.get("geometry"), where), clause, start, end, drawn, places)


def _geometry(held: object, where: str) -> Mapping[str, Any]:
    """The outline, checked: rings of at least four positions that close, in degrees, longitude first, not crossing themselves."""
    from shapely import GEOSException, is_valid_reason
    from shapely.geometry import shape

    if not isinstance(held, dict) or held.get("type") not in ("Polygon", "MultiPolygon"):
        raise TermsError(f"{where}: geometry must be a GeoJSON Polygon or MultiPolygon")
    try:
        made = shape(held)
        west, south, east, north = made.bounds
    except (GEOSException, ValueError, TypeError, KeyError, IndexError, AttributeError) as problem:
        raise TermsError(f"{where}: its geometry cannot be read ({problem})") from problem
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise TermsError(f"{where}: its geometry leaves the globe; positions are longitude and latitude, in degrees")
    if not made.is_valid:
        raise TermsError(f"{where}: its outline is no area: {is_valid_reason(made)}")
    return held


def _object(held: object, where: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(held, dict):
        raise TermsError(f"{where}: must be an object with named fields")
    unknown = sorted(set(held) - known)
    if unknown:
        raise TermsError(f"{where}: has no field {unknown[0]}; its fields are {', '.join(sorted(known))}")
    return held


def _list(given: Mapping[str, Any], field: str, where: str) -> list[Any]:
    held = given.get(field, [])
    if not isinstance(held, list):
        raise TermsError(f"{where}: {field} must be a list")
    return held


def _text(given: Mapping[str, Any], field: str, where: str, default: str | None = None) -> str:
    held = given.get(field, default)
    if not isinstance(held, str) or (default is None and not held.strip()):
        raise TermsError(f"{where}: {field} must be text")
    return held.strip()


def _texts(given: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    held = _list(given, field, where)
    if not all(isinstance(one, str) and one.strip() for one in held):
        raise TermsError(f"{where}: {field} must be a list of names")
    return tuple(one.strip() for one in held)


def _truth(given: Mapping[str, Any], field: str, where: str) -> bool:
    held = given.get(field, False)
    if not isinstance(held, bool):
        raise TermsError(f"{where}: {field} must be true or false")
    return held


def _day(given: Mapping[str, Any], field: str, where: str) -> dt.date | None:
    held = given.get(field)
    if held is None:
        return None
    try:
        return dt.date.fromisoformat(held)
    except (TypeError, ValueError) as problem:
        raise TermsError(f"{where}: {field} is {held!r}; days are written YYYY-MM-DD") from problem


def _in_order(start: dt.date | None, end: dt.date | None, where: str) -> None:
    if start is not None and end is not None and end < start:
        raise TermsError(f"{where}: ends on {end}, before it begins on {start}")
