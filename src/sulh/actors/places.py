"""The gazetteer of cities, regions, crossings, buildings and countries, and the finder of their mentions in a text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from statistics import median

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


class Gazetteer:
    """Places by name. Created with `default`."""

    def __init__(self, places: list[Place], traps: list[str]) -> None:
        self._places, self._traps = places, traps
        self._by_name: dict[str, Place] = {}
        for place in places:
            self._by_name.setdefault(_key(place.name), place)

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
        return self._by_name.get(_key(name))

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
        cities = [place for place in self._by_name.values() if place.country == country and place.kind == "city"]
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


def _packaged_places() -> list[Place]:
    reader = csv.reader(io.StringIO(files("sulh.data").joinpath("places.csv").read_text(encoding="utf-8")))
    next(reader)
    return [
        Place(name, country or None, kind, current, _degrees(latitude), _degrees(longitude), int(geonames) if geonames else None)
        for name, country, kind, current, latitude, longitude, geonames in reader
    ]


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def _countries() -> list[Place]:
    """Return every state and territory under its names, without names that need context."""
    entries = {entry.actor.id: entry.actor for entry in actor_rows()}
    places = []
    for row in form_rows():
        actor = entries[row.actor]
        iso2 = dict(actor.ids).get("iso2")
        if iso2 and row.rule != "context" and row.form in {"NAME", "OFFICIAL", "ABBREVIATION"}:
            places.append(Place(row.text, iso2, "country", actor.name, None, None, None))
    return places


@lru_cache(maxsize=1)
def _default() -> Gazetteer:
    return Gazetteer([*_packaged_places(), *_countries()], list(trap_rows()))
