"""What a record knows of before and after its ceasefires: its incidents, what others counted, and the days on which nobody could look.

Pages, commands and notebooks ask `record_assessment`, so that all show the same figures.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sulh import words
from sulh.actors.places import Gazetteer
from sulh.ceasefire.incidents import Incident, ObservationLine
from sulh.ceasefire.terms import Terms
from sulh.model import SourceSort
from sulh.model.incident_table import INCIDENT_COLUMNS
from sulh.model.vocabulary import ObservationKind, TallyKind, VerificationState
from sulh.record.access import require
from sulh.record.queries.incidents import incidents, observations, placed_at, position_of
from sulh.record.queries.lists import place_name
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.tallies import TallyLine, tallies
from sulh.record.queries.terms import record_terms
from sulh.record.queries.visible import sources
from sulh.record.shapes import Viewer
from sulh.text.days import day_range

if TYPE_CHECKING:
    import polars as pl

    from sulh.ceasefire.assessment import Assessment
    from sulh.ceasefire.weeks import CountedDays, Unobserved

__all__ = ["RecordAssessment", "RecordKnown", "record_assessment", "record_known"]

# A town that a source names is known within so many km; a province or a country names no circle (see `data/place_precision.csv`).
_TOWN = 25
_TOWNS = frozenset({"city", "crossing", "building"})
_ALWAYS = ("0001-01-01", "9999-12-31")
# What leaves a day unseen where it was so; access that was only restricted lets something be seen.
_UNSEEN = frozenset({ObservationKind.DENIED, ObservationKind.CLOUD, ObservationKind.NOT_OBSERVED})
_HINDERED = _UNSEEN | {ObservationKind.RESTRICTED}


@dataclass(frozen=True, slots=True)
class RecordKnown:
    """What can be counted from a record: a table of incidents, what was counted day by day, days that nobody saw.

    `beyond` are the days before the first and after the last of which any incident or patrol is known: nobody says that they were
    quiet. Left out are `without_day` incidents of which no day is known, and `refuted` ones. `made_up` of those counted were made up.
    """

    incidents: pl.DataFrame
    tallies: tuple[CountedDays, ...]
    unobserved: tuple[Unobserved, ...]
    beyond: tuple[Unobserved, ...]
    without_day: int
    refuted: int
    made_up: int


@dataclass(frozen=True, slots=True)
class RecordAssessment:
    """What changed after the ceasefires of a record, and what it was counted from."""

    found: Assessment
    known: RecordKnown

    def remarks(self, language: str = "en") -> list[str]:
        """What was left out of the count, and what in it was made up, in sentences."""
        known = self.known
        counted = {"without_day": known.without_day, "refuted": known.refuted, "made_up": known.made_up}
        return [words.phrase(f"assess.{key}", language=language, number=number) for key, number in counted.items() if number]


def record_assessment(
    viewer: Viewer, language: str = "en", *, terms: Sequence[Terms] | None = None, weeks: int = 12, spread: bool = False
) -> RecordAssessment:
    """What changed after each of some ceasefires, by all that the viewer sees; of those of the record, where none are given."""
    from sulh.ceasefire.assessment import assess

    terms = record_terms(viewer, language) if terms is None else terms
    known = record_known(viewer, terms, language)
    gaps = (*known.unobserved, *known.beyond)
    found = assess(terms, known.incidents, known.tallies, weeks=weeks, spread=spread, unobserved=gaps)
    return RecordAssessment(found, known)


def record_known(viewer: Viewer, terms: Sequence[Terms], language: str = "en") -> RecordKnown:
    """What the record holds of incidents, counts and observations; names in the language. Needs the extra `ceasefire`."""
    require(viewer, "read")
    dated: list[tuple[Incident, dt.date, dt.date]] = []
    without_day = refuted = 0
    for one in incidents(viewer).rows:
        first, last = day_range(one.start, None), day_range(one.end or one.start, None)
        if one.verification.state == VerificationState.REFUTED:
            refuted += 1
        elif first is None or last is None or first[0] != first[1]:
            without_day += 1
        else:
            dated.append((one, first[0], max(last[1], first[0])))
    seen = observations(viewer, *_ALWAYS)
    frame = _frame([_row(*one, language) for one in dated])
    patrols = [span for one in seen if one.what == ObservationKind.PATROL and (span := _span(one))]
    reached = [(first, last) for _, first, last in dated] + patrols
    gaps = tuple(_gaps(seen, terms))
    counted = (*_tallies(viewer, language), *_heat(seen, terms, gaps))
    return RecordKnown(frame, counted, gaps, _beyond(reached), without_day, refuted, sum(one.synthetic for one, _, _ in dated))


# --- incidents -------------------------------------------------------------------------------------------------------------------------


def _row(one: Incident, first: dt.date, last: dt.date, language: str) -> dict[str, Any]:
    at, radius = _circle(one)
    sides = [words.actor(side.id, side.name, language=language) for side in one.parties[:2]]
    reporter = next((report.by for report in one.reports if report.by), None)
    killed, civilians = one.harm("killed"), one.harm("killed", civilians=True)
    return {
        "id": one.id,
        "start": first,
        "end": last,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "radius": radius,
        "kind": words.code("IncidentKind", one.what, language=language) if one.what else "",
        "side_a": sides[0] if sides else "",
        "side_b": sides[1] if len(sides) > 1 else "",
        "reporter": words.actor(reporter.id, reporter.name, language=language) if reporter else "",
        "province": one.place or "",
        "deaths": killed.least if killed else None,
        "civilian_deaths": civilians.least if civilians else None,
    }


def _circle(one: Incident) -> tuple[tuple[float, float] | None, float | None]:
    """Where an incident was, and within how many km that is known; None where it can be anywhere in an area."""
    for line in one.reports:
        if (at := position_of(line)) is not None:
            return at, float(line.within or 0)
    if any(line.position for line in one.reports):
        return None, None
    place = Gazetteer.default().called(one.place) if one.place else None
    return placed_at(one), float(_TOWN) if place is not None and place.kind in _TOWNS else None


def _frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    import polars as pl

    held = {"text": pl.String, "day": pl.Date, "number": pl.Float64, "degrees": pl.Float64}
    schema = {name: pl.Int64 if name == "row" else held[holds] for name, holds in INCIDENT_COLUMNS.items()}
    empty: dict[str, Any] = {name: "" if holds == "text" else None for name, holds in INCIDENT_COLUMNS.items()}
    return pl.DataFrame([{**empty, **row} for row in rows], schema=schema)


# --- days on which nobody could look ---------------------------------------------------------------------------------------------------


def _span(one: ObservationLine) -> tuple[dt.date, dt.date] | None:
    return day_range(one.start or one.end, one.end or one.start)


def _gaps(seen: Iterable[ObservationLine], terms: Sequence[Terms]) -> Iterator[Unobserved]:
    """Days on which access was denied, cloud lay or nobody was there: everywhere, in zones, or somewhere else.

    A day on which a patrol went to the same place was seen, whatever else was denied there.
    """
    from sulh.ceasefire.weeks import Unobserved

    lines = list(seen)
    patrolled = {(place_name(one.place or ""), day) for one in lines if one.what == ObservationKind.PATROL for day in _days(one)}
    for one in lines:
        if one.what not in _HINDERED:
            continue
        zones = _zones(one, terms) if one.what in _UNSEEN else ()
        reason = words.code("ObservationKind", one.what)
        for day in _days(one):
            if (place_name(one.place or ""), day) not in patrolled:
                yield Unobserved(day, day, reason, zones)


def _zones(one: ObservationLine, terms: Sequence[Terms]) -> tuple[str, ...] | None:
    """The zones that a line is about as a whole: one that it names, or that lies in the province that it names.

    Without a place cloud, or that nobody was there, is meant everywhere; one denial is not.
    """
    if not one.place:
        return () if one.what == ObservationKind.DENIED else None
    named = place_name(one.place).casefold()
    return tuple(zone.name for each in terms for zone in each.zones if named in {zone.name.casefold(), *_provinces(zone.places)})


def _provinces(places: Iterable[str]) -> Iterator[str]:
    return (place_name(one).casefold() for one in places)


def _days(one: ObservationLine) -> Iterator[dt.date]:
    span = _span(one)
    if span is not None:
        yield from (span[0] + dt.timedelta(days=at) for at in range((span[1] - span[0]).days + 1))


def _beyond(reached: Sequence[tuple[dt.date, dt.date]]) -> tuple[Unobserved, ...]:
    """All days before the first and after the last that a source reaches."""
    from sulh.ceasefire.weeks import unreached

    return unreached(min((one for one, _ in reached), default=None), max((one for _, one in reached), default=None))


# --- what others counted ---------------------------------------------------------------------------------------------------------------


def _tallies(viewer: Viewer, language: str) -> Iterator[CountedDays]:
    """What each side or mission counted, day by day: totals, and where none is stated the sum of places."""
    from sulh.ceasefire.weeks import CountedDays

    # Of a data set that names nobody as counting, the publisher is who counted.
    published = dict(sources(viewer).filter(sort=SourceSort.LIST).values_list("pk", "publisher"))
    for what in TallyKind:
        by_side: dict[str, list[TallyLine]] = defaultdict(list)
        for one in tallies(viewer, what):
            if one.count is not None:
                by_side[one.by or next((name for key in one.sources if (name := published.get(key))), "")].append(one)
        names = actor_refs(set(by_side))
        for key, lines in sorted(by_side.items()):
            name = words.actor(key, names[key].name, language=language) if key in names else key
            yield CountedDays(name, what.value, _by_day(lines))


def _by_day(lines: Iterable[TallyLine]) -> dict[dt.date, float]:
    total: dict[tuple[str, str], float] = {}
    parts: dict[tuple[str, str], float] = defaultdict(float)
    for one in lines:
        if one.place or one.rest:
            parts[one.first, one.last] += one.count or 0
        else:
            total[one.first, one.last] = float(one.count or 0)
    found: dict[dt.date, float] = {}
    # The shortest period that counts a day says most of it.
    for (first, last), count in sorted({**parts, **total}.items(), key=lambda one: _length(*one[0])):
        start, length = dt.date.fromisoformat(first), _length(first, last)
        for at in range(length):
            found.setdefault(start + dt.timedelta(days=at), count / length)
    return found


def _length(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days + 1


def _heat(seen: Iterable[ObservationLine], terms: Sequence[Terms], gaps: Iterable[Unobserved]) -> Iterator[CountedDays]:
    """Heat that satellites saw, everywhere and in each zone, on the days that the list of it reaches; not those of cloud everywhere."""
    from sulh.ceasefire.weeks import CountedDays

    placed = [(span[0], position_of(one)) for one in seen if one.what == ObservationKind.HEAT and (span := _span(one))]
    if not placed:
        return
    cloudy = words.code("ObservationKind", ObservationKind.CLOUD)
    unseen = {day for one in gaps if one.zones is None and one.reason == cloudy for day in (one.start, one.end)}
    first, last = min(day for day, _ in placed), max(day for day, _ in placed)
    days = [day for at in range((last - first).days + 1) if (day := first + dt.timedelta(days=at)) not in unseen]
    yield CountedDays("", ObservationKind.HEAT.value, _counted(days, (day for day, _ in placed)))
    for zone in (zone for one in terms for zone in one.zones):
        is_in = _inside(zone.geometry)
        inside = (day for day, at in placed if at is not None and is_in(at))
        yield CountedDays("", ObservationKind.HEAT.value, _counted(days, inside), zone.name)


def _counted(days: Iterable[dt.date], seen: Iterable[dt.date]) -> dict[dt.date, float]:
    found = dict.fromkeys(days, 0.0)
    for day in seen:
        if day in found:
            found[day] += 1
    return found


def _inside(geometry: Mapping[str, Any]) -> Callable[[tuple[float, float]], bool]:
    import shapely
    from shapely.geometry import shape

    outline = shape(geometry)
    shapely.prepare(outline)
    return lambda at: bool(shapely.contains_xy(outline, at[1], at[0]))
