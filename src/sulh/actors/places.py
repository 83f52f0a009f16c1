"""The gazetteer of cities, regions, crossings, buildings and countries, and the finder of their mentions in a text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from sulh.actors.place_spelling import Spelling, is_spelling, spellings
from sulh.actors.table import actor_rows, form_rows, trap_rows
from sulh.actors.tokens import fold
from sulh.actors.trie import Trie

__all__ = ["Gazetteer", "Place", "PlaceMention"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place under one of its names.

    `country` is ISO 3166-1 alpha-2; `kind` is city, country, region, crossing or building; `current_name` is the name in use
    today; latitude and longitude are degrees (WGS 84); `geonames` is the GeoNames identifier.
    """

    name: str
    country: str | None
    kind: str
    current_name: str
    latitude: float | None
    longitude: float | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """The words `[start, end)` of a text that name a place."""

    start: int
    end: int
    place: Place


# A place as the table has it: of thousands few are asked for.
_Row = tuple[str, str, str, str, str, str, str]


class Gazetteer:
    """Places by name. Created with `default`."""

    def __init__(self, rows: Sequence[_Row], traps: Sequence[str]) -> None:
        self._rows, self._traps = rows, traps
        # Names in plain letters are put in small letters together: one by one that takes longer than to read a page.
        names = "\n".join([name if (name := row[0]).isascii() else fold(name) for row in rows]).lower()
        keys = [" ".join(name.split()) for name in names.replace("-", " ").split("\n")]
        self._by_name = dict(zip(reversed(keys), reversed(rows), strict=True))

    @cached_property
    def _places(self) -> list[Place]:
        return [_place(row) for row in self._rows]

    @cached_property
    def _trie(self) -> Trie[Place | None]:
        """The names for the finding of mentions; who only asks for places by name does without it."""
        found: Trie[Place | None] = Trie()
        for place in self._places:
            found.add(place.name, place)
        for trap in self._traps:
            if _key(trap) not in self._by_name:
                found.add(trap, None)
        return found

    @classmethod
    def default(cls) -> Gazetteer:
        """Return the package's own gazetteer; read once and shared."""
        return _default()

    def get(self, name: str) -> Place | None:
        """Return the place of that name, ignoring case and diacritics; of several, the most plausible."""
        row = self._by_name.get(_key(name))
        return _place(row) if row is not None else None

    def called(self, name: str) -> Place | None:
        """Return the place of that name or, where the table has none, the only one whose name is that one spelt in another way."""
        return self.get(name) or self._spelt(name)

    def _spelt(self, name: str) -> Place | None:
        found = [place for key in spellings(name) for place in self._by_spelling.get(key, ()) if is_spelling(name, place.name)]
        return found[0] if len({place.geonames or (place.current_name, place.country) for place in found}) == 1 else None

    @cached_property
    def _by_spelling(self) -> dict[Spelling, list[Place]]:
        """Settlements and regions by how their names sound."""
        found: dict[Spelling, list[Place]] = {}
        for place in self._places:
            if place.kind not in ("country", "building"):
                for key in spellings(place.name):
                    found.setdefault(key, []).append(place)
        return found

    def centre(self, country: str) -> tuple[float, float] | None:
        """Return the median latitude and longitude of the cities in a country (ISO 3166-1 alpha-2); None where none is known.

        It represents the whole country on a map; a median, so that a few far islands or cities beyond the 180th meridian do not shift it.
        """
        from statistics import median

        cities = [_place(row) for row in self._by_name.values() if row[1:3] == (country, "city")]
        points = [(place.latitude, place.longitude) for place in cities if place.latitude is not None and place.longitude is not None]
        if not points:
            return None
        return round(median(point[0] for point in points), 3), round(median(point[1] for point in points), 3)

    def find(self, text: str) -> list[PlaceMention]:
        """Return every place named in `text`: leftmost-longest, not overlapping, in order; offsets in code points.

        Of places with the same name, the one in the country that the text names most is chosen, otherwise the first of the table.
        """
        raw = list(self._trie.matches(text))
        seen = Counter(p[0].country for _, _, p in raw if len(p) == 1 and p[0] is not None)
        found = []
        for start, end, places in raw:
            place = max(places, key=lambda p: seen[p.country] if p else 0)
            if place is not None:
                found.append(PlaceMention(start, end, place))
        return found


def _key(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


def _packaged_places() -> list[_Row]:
    reader = csv.reader(io.StringIO(files("sulh.data").joinpath("places.csv").read_text(encoding="utf-8")))
    next(reader)
    return [(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in reader]


@lru_cache(maxsize=8192)
def _place(row: _Row) -> Place:
    name, country, kind, current, latitude, longitude, geonames = row
    return Place(name, country or None, kind, current, _degrees(latitude), _degrees(longitude), int(geonames) if geonames else None)


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def _countries() -> list[_Row]:
    """Return every state and territory under its names, without names that need context."""
    states = {entry.actor.id: (iso2, entry.actor.name) for entry in actor_rows() if (iso2 := dict(entry.actor.ids).get("iso2"))}
    return [
        (row.text, states[row.actor][0], "country", states[row.actor][1], "", "", "")
        for row in form_rows()
        if row.actor in states and row.rule != "context" and row.form in {"NAME", "OFFICIAL", "ABBREVIATION"}
    ]


@lru_cache(maxsize=1)
def _default() -> Gazetteer:
    return Gazetteer([*_packaged_places(), *_countries()], list(trap_rows()))
