"""What the claims about one meeting come to: the value most sources give, decisions of people first, and what is disputed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sulh.record.authority import city_key, country_centre, place, track_of
from sulh.record.meeting import MeetingColumns
from sulh.record.projection.announced import came_otherwise, plans
from sulh.record.projection.people import Person, people_of
from sulh.record.projection.stated import Choice, Stated
from sulh.record.projection.values import dominant_status, finer, with_year
from sulh.text.days import compatible, first_day, last_day

__all__ = ["MergedMeeting", "Part", "consensus", "track_key"]


@dataclass(frozen=True, slots=True)
class Part:
    """An actor at the meeting: the roles sources give, the one shown first.

    `disputed` says that sources give several and nobody decided between them. `announced` has the claims by which the actor was only
    expected, where a source that says who came does not name it.
    """

    actor: str
    roles: tuple[Choice, ...]
    sources: int
    disputed: bool
    announced: tuple[Stated, ...] = ()

    @property
    def role(self) -> str:
        """The role shown."""
        return str(self.roles[0].value)

    @property
    def settled(self) -> bool:
        """Whether a person decided that the actor was there in this role."""
        return any(claim.firm for claim in self.roles[0].claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedMeeting(MeetingColumns):
    """A meeting as its claims have it. `values` holds the rival values by property, the one shown first; `track` is an identifier.

    `disputed` names what sources state differently and nobody decided, `decided` that of which a person decided. `announced` holds
    what was planned and came otherwise: of a plan and what came of it neither is wrong.
    """

    track: str | None = None
    participants: tuple[Part, ...] = ()
    people: tuple[Person, ...] = ()
    agenda: tuple[Choice, ...] = ()
    tracks: tuple[Choice, ...] = ()
    values: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    announced: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    decided: tuple[str, ...] = ()


# Roles that say no more than that somebody was there; a more exact role of another source does not contradict them.
_VAGUE_ROLES = frozenset({"participant"})
_VALUE = ("kind", "status", "track", "ordinal", "start", "end", "city", "country")


def track_key(written: str) -> str:
    """The identifier of the track that is written so."""
    return track_of(written)[0]


def consensus(claims: Iterable[Stated], track_key: Callable[[str], str] = track_key, person: Callable[[str], str] = str) -> MergedMeeting:
    """What the claims come to; a pure function of them, so that a viewer who may see only some gets the meeting of those.

    The value of most sources wins, what a person accepted or corrected before all others, the earlier entry where two are
    even, of dates the more exact; days and places told of what was held go before those told of what was planned. Dates that differ
    only in precision, names of one city, and stages of one meeting are no rivals.
    """
    by_property: dict[str, list[Stated]] = {}
    everything = sorted(claims, key=lambda claim: claim.seq)
    for claim in everything:
        by_property.setdefault(claim.property, []).append(claim)

    stage, planned = _stages(by_property), plans(everything)

    def grouped(name: str, key: Callable[[Any], Hashable] = lambda value: value) -> tuple[Choice, ...]:
        return _choices(by_property.get(name, ()), key)

    start, end = _dates(by_property, stage)
    cities = _choices(by_property.get("city", ()), city_key, stage)
    countries = _choices(by_property.get("country", ()), lambda value: value, stage)
    tracks = grouped("track", track_key)
    values = {"kind": grouped("kind"), "track": tracks, "ordinal": grouped("ordinal")}
    values |= {"start": start, "end": end, "city": cities, "country": countries}
    announced: dict[str, tuple[Choice, ...]] = {}
    for name in ("ordinal", "start", "end", "city", "country"):
        values[name], announced[name] = came_otherwise(values[name], planned)
    values["end"] = _paired(values["end"], values["start"])
    values["status"], status, rivals = _status(grouped("status"), planned)
    named = {id for one in by_property.get("person", ()) if one.mention not in planned and (id := _side_of(one.value))}
    parts = _participants(by_property.get("participant", ()), planned, named)
    differing = {name: _is_decided(values[name]) for name in ("ordinal", "start", "end", "city", "country") if len(values[name]) > 1}
    differing |= {"status": _is_decided(rivals)} if rivals else {}
    disputed = [name for name, is_decided in differing.items() if not is_decided]
    disputed += ["role"] if any(part.disputed for part in parts) else []
    disputed += ["participants"] if _rival_lists(by_property.get("participant", ()), planned) else []
    start, end, cities, countries = (values[name] for name in ("start", "end", "city", "country"))
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
        decided=tuple(sorted(name for name, is_decided in differing.items() if is_decided)),
        review="accepted" if everything and all(claim.firm for claim in everything) else "proposed",
        participants=parts,
        people=people_of([(claim.seq, claim.source, claim.value, claim.firm) for claim in by_property.get("person", ())], person),
        agenda=tuple(sorted(grouped("agenda"), key=lambda choice: choice.value)),
        tracks=tracks,
        values={name: choices for name, choices in values.items() if choices},
        announced={name: choices for name, choices in announced.items() if choices},
    )


def _is_decided(rivals: Sequence[Choice]) -> bool:
    """Whether people decided for one of the values, and for no other."""
    return sum(one.weight[0] for one in rivals) == 1


def _end_after(start: str | None, end: str | None) -> str | None:
    """The end, unless it lies before the start: then the two are of different meetings, and only the start is shown."""
    first, last = first_day(start), last_day(end)
    return None if first and last and last < first else end


def _first(choices: Sequence[Choice]) -> Any:
    return choices[0].value if choices else None


def _choices(claims: Iterable[Stated], key: Callable[[Any], Hashable], stage: Mapping[str, int] | None = None) -> tuple[Choice, ...]:
    """The claims by value, the value to show first; it is written as its earliest firm, else earliest, claim writes it.

    With the stages of the tellings, what is told of a meeting that was held goes before what was planned.
    """
    groups: dict[Hashable, list[Stated]] = {}
    for claim in claims:
        groups.setdefault(key(claim.value), []).append(claim)

    def of(claim: Stated) -> int:
        return stage.get(claim.mention, 0) if stage else 0

    found = [Choice(min(group, key=lambda claim: (not claim.firm, -of(claim), claim.seq)).value, tuple(group)) for group in groups.values()]

    def weight(choice: Choice) -> tuple[bool, int, int, int]:
        firm, sources, earlier = choice.weight
        return firm, max(map(of, choice.claims)), sources, earlier

    return tuple(found) if len(found) == 1 else tuple(sorted(found, key=weight, reverse=True))


def _status(choices: tuple[Choice, ...], planned: frozenset[str]) -> tuple[tuple[Choice, ...], str, tuple[Choice, ...]]:
    """The statuses, the one shown first, and those that contradict each other; what a person decided is shown whatever its stage.

    A meeting called off for one day and held on a later one was postponed: both are so.
    """
    if not choices:
        return (), "held", ()
    came, _ = came_otherwise(choices, planned)
    weights = {str(choice.value): choice.weight for choice in came}
    shown, is_rival = dominant_status(list(weights), lambda status: weights[status])
    if firm := [str(choice.value) for choice in came if choice.weight[0]]:
        shown, _ = dominant_status(firm, lambda status: weights[status])
    ordered = tuple(sorted(choices, key=lambda choice: choice.value != shown))
    rivals = tuple(choice for choice in came if choice.value in ("cancelled", "held", "ongoing"))
    return ordered, shown, _one_story(rivals) if is_rival else ()


def _one_story(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Called off, and held or under way, which are stages of one story."""
    off = tuple(one for one in choices if one.value == "cancelled")
    on = [one for one in choices if one.value != "cancelled"]
    return (*off, Choice(on[-1].value, tuple(claim for one in on for claim in one.claims)))


def _stages(by_property: dict[str, list[Stated]]) -> dict[str, int]:
    """How far the meeting had come as each telling has it: planned 0, under way 1, held 2."""
    return {claim.mention: _STAGE.get(claim.value, 0) for claim in by_property.get("status", ())}


_STAGE = {"ongoing": 1, "held": 2}


def _dates(by_property: dict[str, list[Stated]], stage: Mapping[str, int]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Starts and ends.

    A source that names one day of a meeting of several days does not dispute when it began: such a day counts for neither end.
    """
    starts, finishes = by_property.get("start", []), by_property.get("end", [])
    ends = {claim.mention for claim in finishes}
    spans = [(a.value, b.value) for a in starts for b in finishes if a.mention == b.mention]
    inner = {claim.claim for claim in starts if not claim.firm and claim.mention not in ends and _within(claim.value, spans)}
    return _dated([claim for claim in starts if claim.claim not in inner], stage), _dated(finishes, stage)


_DAY = 10  # letters of an EDTF date that names a day


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


def _dated(claims: Sequence[Stated], stage: Mapping[str, int]) -> tuple[Choice, ...]:
    """Dates by meaning: a coarse date stands behind the finer one that it can mean, and alone where there is none.

    One that can mean several stands behind the best supported of them alone: its source says no two days. The day that is told of a
    meeting when it was held goes before one that it was planned for.
    """
    finest: list[str] = []
    for date in sorted({claim.value for claim in claims}, key=lambda date: (*(-n for n in finer(date)), date)):
        if not any(compatible(date, other) for other in finest):
            finest.append(date)
    meant = [(claim, [date for date in finest if compatible(claim.value, date)]) for claim in claims]

    def weight(choice: Choice) -> tuple[bool, int, int, tuple[int, int], int]:
        # Where two are even the more exact date wins: a day is told of what was held, a year of what was planned.
        firm, sources, earlier = choice.weight
        reached = max((stage.get(claim.mention, 0) for claim in choice.claims if len(claim.value) == _DAY), default=0)
        return firm, reached, sources, finer(choice.value), earlier

    sure = [Choice(date, tuple(claim for claim, dates in meant if dates == [date])) for date in finest]
    ordered = [choice.value for choice in sorted(sure, key=weight, reverse=True)]
    behind: dict[str, list[Stated]] = {date: [] for date in ordered}
    for claim, dates in meant:
        behind[next(date for date in ordered if date in dates)].append(claim)
    found = [Choice(with_year(date, [claim.value for claim in own]), tuple(own)) for date, own in behind.items()]
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


def _side_of(person: Mapping[str, Any]) -> str | None:
    """For whom a person was there."""
    actor = person.get("actor")
    return str(actor["id"]) if actor else None


def _participants(claims: Iterable[Stated], planned: frozenset[str], named: Set[str]) -> tuple[Part, ...]:
    """The actors with their roles. Those for whom a person is `named` as having been there were not only expected."""
    by_actor: dict[str, list[Stated]] = {}
    for claim in claims:
        by_actor.setdefault(claim.value["actor"]["id"], []).append(claim)
    is_listed = any(claim.mention not in planned for own in by_actor.values() for claim in own)
    return tuple(_part(actor, by_actor[actor], planned, is_listed=is_listed and actor not in named) for actor in sorted(by_actor))


def _part(actor: str, claims: Sequence[Stated], planned: frozenset[str], *, is_listed: bool) -> Part:
    groups: dict[str, list[Stated]] = {}
    for claim in claims:
        groups.setdefault(claim.value["role"], []).append(claim)
    roles, _ = came_otherwise([Choice(role, tuple(group)) for role, group in groups.items()], planned)
    # A vague role yields to any exact one, unless a person decided for it.
    ordered = sorted(roles, key=lambda choice: (choice.weight[0], choice.value not in _VAGUE_ROLES, choice.weight), reverse=True)
    exact = [choice for choice in ordered if choice.value not in _VAGUE_ROLES]
    expected = tuple(claims) if is_listed and all(claim.mention in planned for claim in claims) else ()
    is_disputed = len(exact) > 1 and not _is_decided(ordered)
    return Part(actor, tuple(ordered), len({claim.source for claim in claims}), is_disputed, expected)


def _rival_lists(claims: Sequence[Stated], planned: frozenset[str]) -> bool:
    """Whether two sources list the actors of one role differently: a list that only leaves some out is shorter, not another.

    An actor of whom a person decided that it was there in that role makes no list another one, nor does one that was only expected.
    """
    came = [claim for claim in claims if claim.mention not in planned] or claims
    lists: dict[str, dict[str, set[str]]] = {}
    sure: dict[str, set[str]] = {}
    for claim in came:
        role, actor = claim.value["role"], claim.value["actor"]["id"]
        lists.setdefault(role, {}).setdefault(claim.source, set()).add(actor)
        if claim.firm:
            sure.setdefault(role, set()).add(actor)
    for role, by_source in lists.items():
        if role in _VAGUE_ROLES:
            continue
        full = [actors for actors in by_source.values() if len(actors) > 1]
        known = sure.get(role, set())
        if any(one - other - known and other - one - known for one, other in combinations(full, 2)):
            return True
    return False
