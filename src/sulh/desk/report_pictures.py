"""The maps of a periodic report: where two sides counted, and where incidents were reported."""

from __future__ import annotations

from sulh import words
from sulh.ceasefire.period import CeasefirePeriod, PeriodPlace
from sulh.desk.charts.incident_map import incident_map
from sulh.desk.charts.sides_map import SidesPlace, sides_map
from sulh.desk.charts.theme import standalone
from sulh.desk.ground import drawn, known_at
from sulh.record.queries.facts import facts_of
from sulh.record.queries.incidents import placed_at
from sulh.record.queries.places import conflict_countries
from sulh.record.shapes import Viewer

__all__ = ["report_pictures"]


def report_pictures(viewer: Viewer, found: CeasefirePeriod, language: str) -> dict[str, str]:
    """The maps by name, as SVG that stands alone; none where no place of the period is known. Zones are those in force in it."""
    in_force = [one for one in facts_of(viewer, "zone").rows if _overlaps(one.first_day, one.value["end"], found)]
    zones, conflict = drawn(in_force, language), conflict_countries(viewer)
    made = {}
    places = [one for one in (_placed(place, language) for place in found.places) if one is not None]
    if found.sides and places:
        first, second = (words.actor(one.id, one.name, language=language) for one in found.sides)
        title = words.phrase("report.map.sides", language=language, one=first, two=second)
        made["sides"] = sides_map(places, (first, second), title=title, about=title, zones=zones, conflict=conflict, language=language)
    at = [(one, where) for one in found.incidents if (where := placed_at(one)) is not None]
    if at:
        made["incidents"] = incident_map(at, zones=zones, conflict=conflict, language=language)
    return {name: standalone(picture) for name, picture in made.items()}


def _overlaps(start: str | None, end: str | None, found: CeasefirePeriod) -> bool:
    return (not start or start <= found.until) and (not end or end >= found.since)


def _placed(one: PeriodPlace, language: str) -> SidesPlace | None:
    where = known_at(one.place)
    return SidesPlace(words.city(one.place, language=language), *where, one.counts) if where is not None else None
