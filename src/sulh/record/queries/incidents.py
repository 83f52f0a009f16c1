"""Incidents: reports, assessments and responses in the groups that people made of them, and which may belong together too."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sulh.actors.places import Gazetteer
from sulh.ceasefire.grouping import IncidentMatch, Reported, pairs_alike
from sulh.ceasefire.incidents import AssessmentLine, Incident, ObservationLine, ReportLine, ResponseLine, StatedIn
from sulh.ceasefire.reported_by import ReportedBy
from sulh.model import RecordError
from sulh.model.kinds import PropertyType, kind_named
from sulh.model.vocabulary import FIRM
from sulh.record.access import require
from sulh.record.cache import shared
from sulh.record.incidents import TOLD
from sulh.record.projection.components import components
from sulh.record.projection.models import Decision
from sulh.record.queries.facets import facet
from sulh.record.queries.lists import place_name
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import batches, facts, sources
from sulh.record.searching import matches
from sulh.record.shapes import Filters, PageOf, Sort, Viewer
from sulh.text.days import first_day, last_day

__all__ = [
    "INCIDENTS",
    "INCIDENT_FACETS",
    "INCIDENT_SORTS",
    "DecidedPair",
    "incident",
    "incidents",
    "joins_of",
    "likely",
    "observations",
    "placed_at",
    "position_of",
]

# The tables that incidents follow from.
INCIDENTS = (*TOLD, "source", "claim", "decision", "actorrow", "actoralias")
INCIDENT_FACETS = ("state", "kind", "place", "actor", "year")
INCIDENT_SORTS = ("date", "kind", "place", "state", "reports")
_ALL, _UNSORTED = Filters(), Sort()
_LATEST = 3000  # incidents in which the list looks for two that are one
_DAY = dt.timedelta(days=1)
_LINES: Mapping[str, type[Any]] = {
    "report": ReportLine, "assessment": AssessmentLine, "response": ResponseLine, "observation": ObservationLine,
}  # fmt: skip
_ABOUT = ("pk", "claim_id", "source_id", "source__original", "same", "claim__status")


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """A decision that two tell of one incident: its entry, who and when, with the reason, and the score that it was proposed with."""

    seq: int
    author: str
    at: str
    left: str
    right: str
    reason: str
    proposed: float | None


def incidents(
    viewer: Viewer,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    sort: Sort = _UNSORTED,
    facets: Sequence[str] = (),
    says: Says = as_it_is,
) -> PageOf[Incident]:
    """A page of incidents, the latest first, those without a day last. `kind` of the filters is a code of IncidentKind, `state` one of
    VerificationState, `actor` a side that alleges or is accused, `place` any name or spelling of it, `text` words of a source.
    """
    require(viewer, "read")
    chosen = [one for one in _known(viewer).values() if _fits(one, filters)]
    if filters.text:
        wanted = {one.ref for one in matches(filters.text, ("document",))} & set(sources(viewer).values_list("pk", flat=True))
        chosen = [one for one in chosen if wanted & set(one.sources) or filters.text.casefold() in (one.place or "").casefold()]
    chosen.sort(key=lambda one: (one.days[0] or "", one.id), reverse=True)
    if sort.column in INCIDENT_SORTS:
        chosen = in_order(((one, _key(one, sort.column, says)) for one in chosen), sort.descending)
    counted: Mapping[str, Callable[[], Iterable[str | None]]] = {
        "state": lambda: (one.verification.state for one in chosen),
        "kind": lambda: (what for one in chosen for what in {report.what for report in one.reports}),
        "place": lambda: (one.place and place_name(one.place) for one in chosen),
        "actor": lambda: (side.id for one in chosen for side in one.parties),
        "year": lambda: ((one.days[0] or "")[:4] for one in chosen),
    }
    page = chosen[offset : None if limit is None else offset + limit]
    return PageOf(tuple(page), len(chosen), offset, tuple(facet(name, counted[name]()) for name in facets))


def incident(viewer: Viewer, name: str) -> Incident:
    """The incident of that identifier, or that has a member of it. Raises RecordError where there is none that the viewer may see."""
    require(viewer, "read")
    known = _known(viewer)
    found = known.get(name) or next((one for one in known.values() if name in one.members), None)
    if found is None:
        raise RecordError(f"there is no incident {name}")
    return found


def likely(viewer: Viewer, one: Incident | None = None, *, limit: int | None = 50) -> tuple[IncidentMatch, ...]:
    """Pairs that may tell of one incident and of which nobody decided, the likeliest first: those with a member of `one`, if it is given,
    else among the latest of the record. `left` and `right` are members of two incidents.
    """
    require(viewer, "read")
    known = _known(viewer)
    if one is None:
        ordered = sorted(known.values(), key=lambda each: each.days[0] or "", reverse=True)
        return shared(viewer, lambda: _likely(ordered[:_LATEST]), "incidents that may be one", on=INCIDENTS)[:limit]
    pairs = _likely([each for each in known.values() if each.id == one.id or _may_meet(each, one)])
    return tuple(pair for pair in pairs if pair.left in one.members or pair.right in one.members)[:limit]


def _may_meet(one: Incident, other: Incident) -> bool:
    """Whether the days of two incidents are the same, or neighbours."""
    (first, last), (begin, end) = one.days, other.days
    if first is None or last is None or begin is None or end is None:
        return False
    starts, ends, begins, stops = map(dt.date.fromisoformat, (first, last, begin, end))
    return starts - _DAY <= stops and begins <= ends + _DAY


def joins_of(viewer: Viewer, one: Incident) -> tuple[DecidedPair, ...]:
    """The decisions in force that joined what this incident is made of, the first one first; those about something hidden are left out."""
    require(viewer, "read")
    names = one.members
    rows: list[Decision] = []
    for some in batches(names):
        rows += Decision.objects.filter(target__in=some, other__in=names, kind="merge", superseded__isnull=True)
    return tuple(
        DecidedPair(row.seq, row.author, row.at, row.target, row.other, row.reason, row.body.get("proposed"))
        for row in sorted(rows, key=lambda row: row.seq)
    )


def observations(viewer: Viewer, since: str, until: str) -> tuple[ObservationLine, ...]:
    """Whether those who watch could look, of the days from `since` to `until` (YYYY-MM-DD), in the order of days."""
    require(viewer, "read")
    told = [(first_day(one.start or one.end) or "", last_day(one.end or one.start) or "", one) for one in _lines(viewer, "observation")]
    inside = [(first, last, one.id, one) for first, last, one in told if first and first <= until and last >= since]
    return tuple(one for *_, one in sorted(inside, key=lambda each: each[:3]))


def placed_at(one: Incident) -> tuple[float, float] | None:
    """Latitude and longitude of an incident: the position that a report gives, else that of its place, where the gazetteer knows it."""
    return next((at for line in one.reports if (at := position_of(line))), None) or _point(one.place)


def position_of(line: ReportLine | ObservationLine) -> tuple[float, float] | None:
    """Latitude and longitude as a source gives them; None where it does not say within how many km that is."""
    if line.position is None or line.within is None:
        return None
    try:
        longitude, latitude = json.loads(line.position)["coordinates"]
        return float(latitude), float(longitude)
    except (KeyError, TypeError, ValueError):
        return None


# --- how they are put together ---------------------------------------------------------------------------------------------------------


def _known(viewer: Viewer) -> Mapping[str, Incident]:
    return shared(viewer, lambda: _put_together(viewer), "incidents", on=INCIDENTS)


def _put_together(viewer: Viewer) -> dict[str, Incident]:
    lines: dict[str, Any] = {}
    order: dict[str, int] = {}
    for kind in TOLD:
        for line in _lines(viewer, kind):
            order[line.id] = len(order)
            lines[line.id] = line
    found: dict[str, Incident] = {}
    for group in components(lines) if lines else ():
        seen = sorted((name for name in group if name in lines), key=order.__getitem__)
        own: dict[type[Any], list[Any]] = defaultdict(list)
        for name in seen:
            own[type(lines[name])].append(lines[name])
        if seen:
            parts = (tuple(own[_LINES[kind]]) for kind in TOLD)
            found[seen[0]] = Incident(seen[0], *parts)
    return found


def _lines(viewer: Viewer, kind: str) -> Iterable[Any]:
    """The facts of a kind in the order of the ledger, with the names of their actors; what copies of one text repeat stands once."""
    declared = kind_named(kind)
    names = [one.name for one in declared.values]
    rows = list(_rows(viewer, kind, (*_ABOUT, *names)))
    sides = [(at, one.many) for at, one in enumerate(declared.values, len(_ABOUT)) if one.holds is PropertyType.ACTOR]
    refs = actor_refs({name for row in rows for at, many in sides for name in (row[at] if many else (row[at],)) if name})
    told: set[tuple[str, str]] = set()
    for row in rows:
        key, claim, source, original, same, status = row[: len(_ABOUT)]
        if (original, same) in told:
            continue
        told.add((original, same))
        values = dict(zip(names, row[len(_ABOUT) :], strict=True))
        for at, many in sides:
            named = [ReportedBy(ref.id, ref.name) for name in (row[at] if many else (row[at],)) if (ref := refs.get(name))]
            values[names[at - len(_ABOUT)]] = tuple(named) if many else next(iter(named), None)
        values["synthetic"] = bool(values["synthetic"])
        yield _LINES[kind](id=key, stated=StatedIn(claim, source, status in FIRM), **values)


def _rows(viewer: Viewer, kind: str, columns: Sequence[str]) -> QuerySet[Any, Any]:
    return facts(viewer, kind).order_by("seq").values_list(*columns)


def _fits(one: Incident, filters: Filters) -> bool:
    first, last = one.days
    return (
        (not filters.since or (last is not None and last >= filters.since))
        and (not filters.until or (first is not None and first <= filters.until))
        and (not filters.year or (first or "").startswith(filters.year))
        and (not filters.kind or filters.kind in {report.what for report in one.reports})
        and (not filters.state or one.verification.state == filters.state)
        and (not filters.place or (one.place is not None and place_name(one.place) == place_name(filters.place)))
        and (not filters.actor or filters.actor in {side.id for side in one.parties})
    )


def _key(one: Incident, column: str, says: Says) -> Any:
    if column == "kind":
        return says("kind", one.what) if one.what else None
    if column == "state":
        return says("state", one.verification.state)
    if column == "place":
        return says("place", one.place) if one.place else None
    return len(one.reports) if column == "reports" else one.days[0]


def _likely(among: Sequence[Incident]) -> tuple[IncidentMatch, ...]:
    """The pairs among these incidents; of two incidents the likeliest pair of their members."""
    where = {member: one.id for one in among for member in one.members}
    best: dict[tuple[str, str], IncidentMatch] = {}
    for pair in pairs_alike(_reported(line) for one in among for line in one.lines):
        first, second = sorted((where[pair.left], where[pair.right]))
        if first != second and ((first, second) not in best or pair.score > best[first, second].score):
            best[first, second] = pair
    held = {tuple(sorted((where[left], where[right]))) for left, right in _held_apart(where)}
    open_pairs = (pair for key, pair in best.items() if key not in held)
    return tuple(sorted(open_pairs, key=lambda one: (-one.score, one.left, one.right)))


def _held_apart(where: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Those pairs that a decision in force holds apart."""
    for target, other in Decision.objects.filter(kind="apart", superseded__isnull=True).values_list("target", "other"):
        if target in where and other in where:
            yield target, other


def _reported(line: Any) -> Reported:
    """A line as the engine compares it."""
    if isinstance(line, ReportLine):
        against, alleged_by = (side.id if side else None for side in (line.against, line.alleged_by))
        # A text, and a data set, which codes precision, tell of each event once.
        once = line.stated.source if line.stated.source.startswith("sha256:") or line.precision else None
        at = position_of(line) or _point(line.place)
        return Reported(
            line.id, line.what, line.start, line.end, line.place, at, against, alleged_by, line.killed, line.injured, once
        )  # fmt: skip
    return Reported(line.id, start=line.happened, place=line.place, at=_point(line.place))


def _point(place: str | None) -> tuple[float, float] | None:
    found = Gazetteer.default().called(place) if place else None
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return found.latitude, found.longitude
