"""The ground: what two sides counted of the same days, beside each other, and what others counted."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh import words
from sulh.actors.place_nesting import lies_in
from sulh.actors.places import Gazetteer
from sulh.ceasefire.tallies import SidesOnADay, SideTally, compare_sides
from sulh.desk.charts.sides_map import SidesPlace
from sulh.desk.charts.zone_marks import DrawnZone
from sulh.desk.shown import language
from sulh.record.queries.lists import place_name
from sulh.record.queries.period import sides_of
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.tallies import TallyLine, tallies
from sulh.record.shapes import FactView, Viewer

__all__ = ["Ground", "PlaceRow", "SidesPeriod", "ZoneRow", "drawn", "ground", "known_at", "located", "zone_rows"]

_STEPS = 10  # shades of a cell


@dataclass(frozen=True, slots=True)
class SidesPeriod:
    """One period that either side counted: its words, what both gave, and the documents that say so."""

    words: str
    first: str
    last: str
    found: SidesOnADay
    sources: tuple[str, ...]
    differing: bool


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """Both counts of one place in one period, each with its shade from 0 to 10; None where a side names no case there."""

    counts: tuple[int | None, int | None]
    shades: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place through all periods: its name on the page, and as sources write it."""

    place: str
    written: str
    cells: tuple[PlaceCell, ...]


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone with both sides' counts in the provinces in which it lies, of the periods while it was in force; `same` at most."""

    zone: FactView
    name: str
    places: tuple[str, ...]
    counts: tuple[int, int]
    same: int
    periods: int


def zone_rows(zones: Iterable[FactView], found: Ground) -> list[ZoneRow]:
    """The zones with the counts of their provinces and of places that are known to lie there.

    In a province of which the zone is only a part at most so many cases can lie in the zone.
    """
    made = []
    for one in zones:
        value: Mapping[str, Any] = one.value
        # The provinces by the names under which the counts stand: who drew a zone may spell them otherwise than who counted.
        around, first, second, same, number = [place_name(place) for place in value["places"]], 0, 0, 0, 0
        for period in found.periods:
            if (one.first_day and period.last < one.first_day) or (value["end"] and one.last_day and period.first > one.last_day):
                continue
            number += 1
            for place in period.found.places:
                if any(lies_in(place.place, province) for province in around):
                    first, second, same = first + (place.counts[0] or 0), second + (place.counts[1] or 0), same + place.same_at_most
        name = words.city(value["name"], language=language())
        places = tuple(words.city(place, language=language()) for place in value["places"])
        made.append(ZoneRow(one, name, places, (first, second), same, number))
    return made


def drawn(zones: Iterable[FactView], spoken: str = "") -> list[DrawnZone]:
    """The zones that have an outline, as maps draw them; in the language of the page where none is given."""
    made, spoken = [], spoken or language()
    for one in zones:
        name = words.city(one.value["name"], language=spoken)
        said = words.listing(filter(None, (name, one.value["drawn"])), language=spoken)
        if rings := tuple(_rings(one.value["geometry"])):
            made.append(DrawnZone(name, said, rings))
    return made


def _rings(geometry: str | None) -> Iterator[tuple[tuple[float, float], ...]]:
    """The outlines of a GeoJSON Polygon or MultiPolygon; none of what is neither."""
    try:
        held: Any = json.loads(geometry or "{}")
        polygons = [held["coordinates"]] if held["type"] == "Polygon" else held["coordinates"] if held["type"] == "MultiPolygon" else []
        yield from (tuple((float(x), float(y)) for x, y, *_ in ring) for polygon in polygons for ring in polygon)
    except (KeyError, TypeError, ValueError):
        return


def located(rows: Iterable[PlaceRow]) -> list[SidesPlace]:
    """The places of rows that the gazetteer knows, with the cases of either side in all periods."""
    found = []
    for row in rows:
        if (where := known_at(row.written)) is not None:
            first, second = (sum(cell.counts[side] or 0 for cell in row.cells) for side in (0, 1))
            found.append(SidesPlace(row.place, *where, (first, second)))
    return found


def known_at(place: str) -> tuple[float, float] | None:
    """Latitude and longitude of a place as a source writes it, where the gazetteer has them."""
    found = Gazetteer.default().called(place)
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return found.latitude, found.longitude


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page shows: two sides where two counted the same days, with their names, and the tallies of all others."""

    sides: tuple[str, str] | None
    names: tuple[str, str] | None
    periods: tuple[SidesPeriod, ...]
    places: tuple[PlaceRow, ...]
    others: tuple[tuple[TallyLine, str], ...]

    @property
    def totals(self) -> tuple[int, int, int]:
        """Cases of either side in the periods that both counted, and the most that can be the same."""
        both = [one.found for one in self.periods if None not in one.found.totals]
        first, second = (sum(one.totals[side] or 0 for one in both) for side in (0, 1))
        return first, second, sum(one.same_at_most or 0 for one in both)

    @property
    def last_week(self) -> tuple[str, str]:
        """Monday and Sunday of the last whole week in which somebody counted; the two sides' where two did."""
        own = [(one.first, one.last) for one in self.periods] or [(one.first, one.last) for one, _ in self.others]
        return _last_week(own, dt.date.today())

    @property
    def compared(self) -> int:
        """How many periods both sides counted."""
        return sum(None not in one.found.totals for one in self.periods)


def _last_week(periods: Iterable[tuple[str, str]], today: dt.date) -> tuple[str, str]:
    """Monday and Sunday of the last week that is over and has a count of its own; ("", "") where nobody counted.

    A report leaves out counts of periods that reach beyond its days. Where no week that is over holds one, the last that has a count.
    """
    weeks: dict[dt.date, bool] = {}
    for first, last in periods:
        begun, over = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        monday = over - dt.timedelta(days=over.weekday())
        weeks[monday] = weeks.get(monday, False) or (begun >= monday and monday + dt.timedelta(days=6) < today)
    if not weeks:
        return "", ""
    chosen = max((one for one, whole in weeks.items() if whole), default=max(weeks))
    return chosen.isoformat(), (chosen + dt.timedelta(days=6)).isoformat()


def ground(viewer: Viewer, what: str, chosen: Sequence[str] = ()) -> Ground:
    """What sides counted of a sort; the two sides are those `chosen`, else those that counted the most same days."""
    lines = tallies(viewer, what)
    names = {key: words.actor(key, one.name, language=language()) for key, one in actor_refs({one.by for one in lines if one.by}).items()}
    named = [one for one in dict.fromkeys(chosen) if one in names][:2]
    sides = (named[0], named[1]) if len(named) > 1 else sides_of(lines)
    if sides is None:
        return Ground(None, None, (), (), tuple((one, names.get(one.by or "", "")) for one in lines))
    # The order of a report, and not that of names in a language: a side keeps its place and its colour.
    first, second = sorted(sides)
    pair = (first, second)
    periods = tuple(_periods(lines, pair))
    others = tuple((one, names.get(one.by or "", "")) for one in lines if one.by not in pair)
    return Ground(pair, (names.get(first, first), names.get(second, second)), periods, tuple(_places(periods)), others)


def _periods(lines: Iterable[TallyLine], sides: tuple[str, str]) -> Iterable[SidesPeriod]:
    by_period: dict[tuple[str, str], list[TallyLine]] = defaultdict(list)
    for one in lines:
        if one.by in sides and one.count is not None:
            by_period[one.first, one.last].append(one)
    for (first, last), own in sorted(by_period.items(), key=lambda one: one[0][::-1]):
        day = dt.date.fromisoformat(last)
        told = [SideTally(str(one.by), day, one.count or 0, one.place and place_name(one.place), one.what, rest=one.rest) for one in own]
        (found,) = compare_sides(told, sides)
        said = words.span(first, None if first == last else last, language=language())
        sources = tuple(dict.fromkeys(source for one in own for source in one.sources))
        yield SidesPeriod(said, first, last, found, sources, any(one.others for one in own))


def _places(periods: Sequence[SidesPeriod]) -> Iterable[PlaceRow]:
    """The places that most cases were counted in first."""
    counts = [{one.place: one.counts for one in period.found.places} for period in periods]
    totals: Counter[str] = Counter()
    for own in counts:
        for place, both in own.items():
            totals[place] += sum(one or 0 for one in both)
    most = max((one or 0 for own in counts for both in own.values() for one in both), default=0) or 1
    for place in sorted(totals, key=lambda one: (-totals[one], one)):
        cells = []
        for own in counts:
            first, second = own.get(place, (None, None))
            cells.append(PlaceCell((first, second), (_shade(first, most), _shade(second, most))))
        yield PlaceRow(words.city(place, language=language()) or place, place, tuple(cells))


def _shade(count: int | None, most: int) -> int:
    return 0 if not count else max(1, round(_STEPS * count / most))
