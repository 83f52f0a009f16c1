"""What the claims about one meeting come to: the value most sources give, decisions of people first, and what is disputed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from sulh.record.authority import city_key, country_centre, place, track_of
from sulh.record.meeting import MeetingColumns
from sulh.record.projection.people import Person, people_of
from sulh.record.projection.values import compatible, dominant_status, finer, first_day, last_day, with_year

__all__ = ["Choice", "MergedMeeting", "Part", "Stated", "consensus", "track_key"]


class Stated(NamedTuple):
    """A claim in force, with the value a person gave it where one did; `firm` when a person decided.

    `source` is what counts as one source: copies of one text share it.
    """

    claim: str
    seq: int
    source: str
    mention: str
    property: str
    value: Any
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value with the claims that give it."""

    value: Any
    claims: tuple[Stated, ...]

    @property
    def sources(self) -> int:
        """How many sources give it."""
        return len({claim.source for claim in self.claims})

    @property
    def weight(self) -> tuple[bool, int, int]:
        """What it is chosen by: a person's decision, the number of sources, the earlier entry."""
        return any(claim.firm for claim in self.claims), self.sources, -min(claim.seq for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Part:
    """An actor at the meeting: the roles sources give, the one shown first."""

    actor: str
    roles: tuple[Choice, ...]
    sources: int
    disputed: bool

    @property
    def role(self) -> str:
        """The role shown."""
        return str(self.roles[0].value)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedMeeting(MeetingColumns):
    """A meeting as its claims have it. `values` holds the rival values by property, the one shown first; `track` is an identifier."""

    track: str | None = None
    participants: tuple[Part, ...] = ()
    people: tuple[Person, ...] = ()
    agenda: tuple[Choice, ...] = ()
    tracks: tuple[Choice, ...] = ()
    values: dict[str, tuple[Choice, ...]] = field(default_factory=dict)


# Roles that say no more than that somebody was there; a more exact role of another source does not contradict them.
_VAGUE_ROLES = frozenset({"participant"})
_VALUE = ("kind", "status", "track", "ordinal", "start", "end", "city", "country")


def track_key(written: str) -> str:
    """The identifier of the track that is written so."""
    return track_of(written)[0]


def consensus(claims: Iterable[Stated], track_key: Callable[[str], str] = track_key) -> MergedMeeting:
    """What the claims come to; a pure function of them, so that a viewer who may see only some gets the meeting of those.

    The value of most sources wins, what a person accepted or corrected before all others, the earlier entry where two are
    even, of dates the more exact. Dates that differ only in precision, names of one city, and stages of one meeting are no rivals.
    """
    by_property: dict[str, list[Stated]] = {}
    everything = sorted(claims, key=lambda claim: claim.seq)
    for claim in everything:
        by_property.setdefault(claim.property, []).append(claim)

    def grouped(name: str, key: Callable[[Any], Hashable] = lambda value: value) -> tuple[Choice, ...]:
        return _choices(by_property.get(name, ()), key)

    start, end, rival_dates = _dates(by_property)
    cities, countries = grouped("city", city_key), _countries(by_property)
    statuses, status, rival_status = _status(grouped("status"))
    tracks = grouped("track", track_key)
    values = {"kind": grouped("kind"), "status": statuses, "track": tracks, "ordinal": grouped("ordinal")}
    values |= {"start": start, "end": end, "city": cities, "country": countries}
    parts = _participants(by_property.get("participant", ()))
    disputed = list(rival_dates)
    disputed += ["status"] if rival_status else []
    disputed += [name for name in ("ordinal", "city", "country") if len(values[name]) > 1]
    disputed += ["role"] if any(part.disputed for part in parts) else []
    disputed += ["participants"] if _rival_lists(by_property.get("participant", ())) else []
    begin, finish = _first(start), _end_after(_first(start), _first(end))
    city = _first(cities)
    country = _first(countries)
    return MergedMeeting(
        kind=_first(values["kind"]) or "consultation",
        status=status,
        track=track_key(tracks[0].value) if tracks else None,
        ordinal=_first(values["ordinal"]),
        start=begin,
        end=finish,
        first_day=first_day(begin) or first_day(finish),
        last_day=last_day(finish) or last_day(begin),
        city=city,
        country=country,
        **_coordinates(city, country),
        core="core" in by_property,
        sources=len({claim.source for claim in everything}),
        disputed=tuple(sorted(disputed)),
        review="accepted" if everything and all(claim.firm for claim in everything) else "proposed",
        participants=parts,
        people=people_of([(claim.seq, claim.source, claim.value) for claim in by_property.get("person", ())]),
        agenda=tuple(sorted(grouped("agenda"), key=lambda choice: choice.value)),
        tracks=tracks,
        values={name: choices for name, choices in values.items() if choices},
    )


def _end_after(start: str | None, end: str | None) -> str | None:
    """The end, unless it lies before the start: then the two are of different meetings, and only the start is shown."""
    first, last = first_day(start), last_day(end)
    return None if first and last and last < first else end


def _first(choices: Sequence[Choice]) -> Any:
    return choices[0].value if choices else None


def _choices(claims: Iterable[Stated], key: Callable[[Any], Hashable]) -> tuple[Choice, ...]:
    """The claims by value, the value to show first; it is written as its earliest firm, else earliest, claim writes it."""
    groups: dict[Hashable, list[Stated]] = {}
    for claim in claims:
        groups.setdefault(key(claim.value), []).append(claim)
    found = [Choice(min(group, key=lambda claim: (not claim.firm, claim.seq)).value, tuple(group)) for group in groups.values()]
    return tuple(found) if len(found) == 1 else tuple(sorted(found, key=lambda choice: choice.weight, reverse=True))


def _status(choices: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], str, bool]:
    """The status shown and whether it is disputed; what a person decided is shown whatever the stage of the others."""
    if not choices:
        return (), "held", False
    weights = {str(choice.value): choice.weight for choice in choices}
    shown, rival = dominant_status(list(weights), lambda status: weights[status])
    if choices[0].weight[0]:
        shown = str(choices[0].value)
    return tuple(sorted(choices, key=lambda choice: choice.value != shown)), shown, rival


def _countries(by_property: dict[str, list[Stated]]) -> tuple[Choice, ...]:
    return _choices(by_property.get("country", ()), lambda value: value)


def _dates(by_property: dict[str, list[Stated]]) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[str, ...]]:
    """Starts, ends, and which of them are disputed.

    A source that names one day of a meeting of several days does not dispute when it began: such a day counts for neither end.
    """
    ends = {claim.mention for claim in by_property.get("end", ())}
    starts = by_property.get("start", [])
    spans = [(a.value, b.value) for a in starts for b in by_property.get("end", ()) if a.mention == b.mention]
    inner = {claim.claim for claim in starts if not claim.firm and claim.mention not in ends and _within(claim.value, spans)}
    start = _dated([claim for claim in starts if claim.claim not in inner])
    end = _paired(_dated(by_property.get("end", [])), start)
    return start, end, tuple(name for name, choices in (("start", start), ("end", end)) if len(choices) > 1)


def _paired(end: tuple[Choice, ...], start: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The ends, first the one told together with the start shown: the first day of one source and the last of another are no meeting."""
    if not start:
        return end
    begin = first_day(start[0].value)
    beside = {claim.mention for claim in start[0].claims}

    def fit(choice: Choice) -> tuple[bool, bool, bool]:
        ends = last_day(choice.value)
        return choice.weight[0], any(claim.mention in beside for claim in choice.claims), None in (begin, ends) or str(begin) <= str(ends)

    return tuple(sorted(end, key=fit, reverse=True))


def _within(date: str, spans: Sequence[tuple[str, str]]) -> bool:
    """Whether a date is a later day of one of the spans."""
    first, last = first_day(date), last_day(date)
    if first is None or last is None:
        return False
    for start, end in spans:
        begin, finish = first_day(start), last_day(end)
        if begin is not None and finish is not None and begin < first and last <= finish:
            return True
    return False


def _dated(claims: Sequence[Stated]) -> tuple[Choice, ...]:
    """Dates by meaning: a coarse date stands behind every finer one that it can mean, and alone where there is none."""
    finest: list[str] = []
    for date in sorted({claim.value for claim in claims}, key=lambda date: (*(-n for n in finer(date)), date)):
        if not any(compatible(date, other) for other in finest):
            finest.append(date)
    found = []
    for date in finest:
        behind = tuple(claim for claim in claims if compatible(claim.value, date))
        found.append(Choice(with_year(date, [claim.value for claim in behind]), behind))

    def weight(choice: Choice) -> tuple[bool, int, tuple[int, int], int]:
        # Where two are even the more exact date wins: a day is told of what was held, a year of what was planned.
        firm, sources, earlier = choice.weight
        return firm, sources, finer(choice.value), earlier

    return tuple(found) if len(found) == 1 else tuple(sorted(found, key=weight, reverse=True))


def _coordinates(city: str | None, country: str | None) -> dict[str, Any]:
    """Where on a map, and how precisely: a city that the gazetteer knows only in another country (London, Ontario) is not that one."""
    found = place(city) if city else None
    if found is not None and not (country and found.country and found.country != country):
        precision = found.kind if found.kind in ("building", "country") else "city"
        return {"latitude": found.latitude, "longitude": found.longitude, "place_precision": precision}
    centre = country_centre(country) if country else None
    if centre is None:
        return {"latitude": None, "longitude": None, "place_precision": "city" if city else "country" if country else "none"}
    return {"latitude": centre[0], "longitude": centre[1], "place_precision": "country"}


def _participants(claims: Iterable[Stated]) -> tuple[Part, ...]:
    by_actor: dict[str, list[Stated]] = {}
    for claim in claims:
        by_actor.setdefault(claim.value["actor"]["id"], []).append(claim)
    return tuple(_part(actor, by_actor[actor]) for actor in sorted(by_actor))


def _part(actor: str, claims: Sequence[Stated]) -> Part:
    groups: dict[str, list[Stated]] = {}
    for claim in claims:
        groups.setdefault(claim.value["role"], []).append(claim)
    roles = [Choice(role, tuple(group)) for role, group in groups.items()]
    # A vague role yields to any exact one, unless a person decided for it.
    if len(roles) > 1:
        roles.sort(key=lambda choice: (choice.weight[0], choice.value not in _VAGUE_ROLES, choice.weight), reverse=True)
    exact = [choice for choice in roles if choice.value not in _VAGUE_ROLES]
    return Part(actor, tuple(roles), len({claim.source for claim in claims}), len(exact) > 1)


def _rival_lists(claims: Iterable[Stated]) -> bool:
    """Whether two sources list the actors of one role differently: a list that only leaves some out is shorter, not another."""
    lists: dict[str, dict[str, set[str]]] = {}
    for claim in claims:
        lists.setdefault(claim.value["role"], {}).setdefault(claim.source, set()).add(claim.value["actor"]["id"])
    for role, by_source in lists.items():
        if role in _VAGUE_ROLES:
            continue
        full = [actors for actors in by_source.values() if len(actors) > 1]
        if any(not (one <= other or other <= one) for one, other in combinations(full, 2)):
            return True
    return False
