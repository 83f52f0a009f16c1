"""Rounds of an exchange of lists in the record: opened, added to, and seen by each party as far as it may."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sulh.model import AccessError, InvalidError, RecordError
from sulh.model.messages import TermName
from sulh.persons.exchange import ExchangeEvent, ExchangeEventKind, ExchangeRound, opened, round_of, visible_events
from sulh.persons.exchange.clock import zone_of
from sulh.persons.exchange.events import event_data, event_from
from sulh.record.access import ALL
from sulh.record.ledger import writing
from sulh.record.persons.looking import must_look
from sulh.record.persons.matters import add_entry, held, worked_out
from sulh.record.persons.parties import groups_of, known_group, party_of, require_persons
from sulh.record.seals import seals
from sulh.record.shapes import Viewer

__all__ = [
    "Making",
    "RoundLine",
    "RoundSeen",
    "add_to_round",
    "new_round",
    "past_names",
    "round_at",
    "round_counted",
    "round_named",
    "round_seen",
    "rounds",
    "today",
]

MATTER = "round"
Making = Callable[[ExchangeRound, dt.datetime], Sequence[ExchangeEvent]]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list: its identifier, its name, the party that the viewer is in it, its clock, and until when it is kept."""

    id: str
    name: str
    party: str
    lists_due: dt.datetime
    answers_due: dt.datetime
    zone: str
    until: str
    invented: bool


@dataclass(frozen=True, slots=True)
class RoundSeen:
    """A round as one party sees it: the events that it sees, and where the round stands by them.

    `entry` is the last that was written, also of what the party does not see: it is never shown to it. `state` is what a form sends back.
    """

    id: str
    party: str
    round: ExchangeRound
    events: tuple[ExchangeEvent, ...]
    entry: int
    invented: bool

    @property
    def state(self) -> int:
        """A number that is another one as soon as the party sees more: it counts nothing that is hidden from it."""
        return len(self.events)

    @property
    def is_mediator(self) -> bool:
        """Whether the party sees all sides."""
        return self.party == self.round.mediator


def today() -> str:
    """The day by which it is told what is kept no longer."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def new_round(
    viewer: Viewer,
    *,
    name: str,
    sides: Sequence[str],
    mediator: str,
    zone: str,
    lists_due: dt.datetime,
    answers_due: dt.datetime,
    basis: str,
    purpose: str,
    until: str,
    invented: bool = False,
    at: dt.datetime | None = None,
) -> str:
    """Open a round between groups of accounts, and give its identifier.

    `basis` is why persons may be listed, `purpose` what for, `until` the day after which nothing of it is kept. Only with `invented`
    names is it opened in a record that seals nothing.

    Raises AccessError for whoever is not of the mediator's group, InvalidError for what is missing or contradicts itself, and RecordError
    for a group that there is not, and where names would lie in the clear.
    """
    require_persons(viewer, write=True)
    if viewer.scope != ALL and mediator not in groups_of(viewer):
        raise InvalidError(
            "a round is opened by its mediator, and {account} is not in the group {mediator}", account=viewer.name, mediator=mediator
        )
    needed = ((TermName("name", "listed.name"), name), (TermName("legal basis", "case.field_legal_basis"), basis),
              (TermName("purpose", "case.field_purpose"), purpose))  # fmt: skip
    lacking = [word for word, said in needed if not said.strip()]
    if lacking:
        raise InvalidError("the round needs a {lacking}", lacking=lacking[0])
    if not seals() and not invented:
        raise RecordError(
            "names of persons are kept only in a record that seals what is not public: `sulh seal` begins it. Names that are invented, as "
            "for practice, are marked so when the round is opened"
        )
    start = at or _now(zone)
    event = opened(
        name.strip(), tuple(sides), mediator, zone, lists_due, answers_due, start,
        kept={"basis": basis.strip(), "purpose": purpose.strip(), "until": _last_day(until, answers_due)},
    )  # fmt: skip
    round_of([event])
    for group in (*sides, mediator):
        known_group(group)
    key = secrets.token_hex(4)
    with writing():
        if any(line.name == name.strip() for line in rounds(viewer)):
            raise InvalidError("there is a round {name} already", name=name.strip())
        add_entry(viewer.name, MATTER, key, {"events": [event_data(event)], "invented": invented})
    return key


def rounds(viewer: Viewer) -> list[RoundLine]:
    """The rounds that the viewer is a party of and that are still kept, the latest opened first.

    One that has the viewer's groups for two of its parties is left out. Raises AccessError, which says so, where there is no other.
    """
    require_persons(viewer)
    found, refused = [], None
    for key, entries in reversed(list(held(MATTER).items())):
        first = event_from(entries[0].body["events"][0])
        made = round_of([first])
        try:
            party = party_of(viewer, made.sides, made.mediator)
        except AccessError as problem:  # whoever opens a round names its parties: that must close no other round to anybody
            refused = problem
            continue
        if party and not _is_past(made.until):
            made = worked_out(lambda key=key: _clock(key), "clock", key)  # type: ignore[misc]
            invented = bool(entries[0].body.get("invented"))
            found.append(RoundLine(key, made.name, party, made.lists_due, made.answers_due, made.zone, made.until, invented))
    if refused is not None and not found:
        raise refused
    return found


def round_named(viewer: Viewer, name: str) -> str:
    """The identifier of a round by its name or itself. Raises RecordError where the viewer is a party of none that is called so."""
    known = rounds(viewer)
    found = [line.id for line in known if name in (line.id, line.name)]
    if len(found) != 1:
        raise RecordError(
            "there is no round {name!r} here; there are {known}",
            name=name, known=tuple(line.name for line in known) or TermName("none", "listed.none"),
        )
    return found[0]


def round_seen(viewer: Viewer, key: str, *, as_party: str = "") -> RoundSeen:
    """A round as the viewer sees it, which is recorded before it is shown; whoever holds the file may see it `as_party`.

    Raises RecordError where there is none that the viewer is a party of, or where it is kept no longer.
    """
    seen = _seen(viewer, key, as_party)
    must_look(viewer, [f"{MATTER}:{key}"])
    return seen


def round_counted(viewer: Viewer, key: str) -> tuple[ExchangeRound, str]:
    """A round and the party that the viewer is in it, for numbers of names and nothing else: that is no look at it."""
    seen = _seen(viewer, key, "")
    return seen.round, seen.party


def round_at(seen: RoundSeen, entry: int) -> RoundSeen:
    """A round as its party saw it when an entry was written, without the names that are past their day since."""
    events = tuple(visible_events(_events(seen.id, entry)[0], seen.party))
    return replace(seen, round=round_of(events), events=events)


def past_names(key: str) -> frozenset[str]:
    """The keys of names in a round whose own day is past: nobody sees them any more."""
    return frozenset(_events(key)[1])


def add_to_round(
    viewer: Viewer, key: str, make: Making, *, at: dt.datetime | None = None, against: int | None = None, as_party: str = ""
) -> list[ExchangeEvent]:
    """Add what `make` makes of the round as the viewer's party sees it, all or none, and give it.

    `against` is the `state` in which the viewer saw it: where it is given, and the party sees more meanwhile, nothing is added. Raises as
    `round_seen` does, AccessError for whoever may not edit, and ExchangeError for what cannot happen in the round.
    """
    require_persons(viewer, write=True)
    with writing():
        seen = _seen(viewer, key, as_party)
        if against is not None and against != seen.state:
            raise RecordError("somebody else added to this round meanwhile: look at it again, and do it again if it still holds")
        last = seen.round.last
        now = at or max(_now(seen.round.zone), last or _now(seen.round.zone))
        new = list(make(seen.round, now))
        if any(event.by != seen.party for event in new):
            raise RecordError("what is added to a round is said by its author's own party, here {party}", party=seen.party)
        if new:
            known, past = _events(key)
            if used := sorted({event.request for event in new} & past):
                raise RecordError("{key} was kept until a day that is past: give the name another number", key=used[0])
            everything = [*known, *new]
            whole = round_of(everything)
            for side in {one.by for one in new} & set(whole.sides):
                round_of(visible_events(everything, side))
            add_entry(viewer.name, MATTER, key, {"events": [event_data(one) for one in new]})
    return new


def _seen(viewer: Viewer, key: str, as_party: str) -> RoundSeen:
    require_persons(viewer)
    entries = held(MATTER).get(key)
    made = round_of([event_from(entries[0].body["events"][0])]) if entries else None
    party = party_of(viewer, made.sides, made.mediator) if made else ""
    if made is None or not party or _is_past(made.until):
        raise RecordError("there is no round {key} here", key=key)
    if as_party and viewer.scope == ALL:
        if as_party not in (*made.sides, made.mediator):
            raise InvalidError("{party!r} is no side of this round and not its mediator", party=as_party)
        party = as_party
    assert entries is not None
    invented = bool(entries[0].body.get("invented"))
    entry = entries[-1].seq
    return worked_out(lambda: _worked_out(key, party, entry, invented), "seen", key, party, today())


def _worked_out(key: str, party: str, entry: int, invented: bool) -> RoundSeen:
    seen = visible_events(_events(key)[0], party)
    return RoundSeen(key, party, round_of(seen), tuple(seen), entry, invented)


def _clock(key: str) -> ExchangeRound:
    of_the_round = [one for one in _events(key)[0] if one.what in (ExchangeEventKind.OPENED, ExchangeEventKind.MOVED)]
    return round_of(of_the_round)


def _events(key: str, until: int | None = None) -> tuple[list[ExchangeEvent], set[str]]:
    """The events of a round without those about names whose own time has run out, as if nobody had named them; and the keys of these.

    With `until`, only those of entries up to that number.
    """
    found = [event_from(one) for entry in held(MATTER)[key] if until is None or entry.seq <= until for one in entry.body["events"]]
    past = {one.request for one in found if one.request and _is_past(str(one.values.get("until", "")))}
    return [_without(one, past) for one in found if one.request not in past], past


def _without(event: ExchangeEvent, past: set[str]) -> ExchangeEvent:
    keys = event.values.get("requests")
    if keys is None or past.isdisjoint(keys):
        return event
    values: Mapping[str, object] = {**event.values, "requests": [key for key in keys if key not in past]}
    return replace(event, values=values)


def _is_past(until: str) -> bool:
    return bool(until) and until < today()


def _last_day(until: str, answers_due: dt.datetime) -> str:
    try:
        day = dt.date.fromisoformat(until.strip())
    except ValueError as problem:
        raise InvalidError("{until!r} is no day: say until when names are kept, such as 2027-06-30", until=until) from problem
    if day < answers_due.date():
        raise InvalidError("names are kept until {day}, before answers are due", day=day.isoformat())
    return day.isoformat()


def _now(zone: str) -> dt.datetime:
    return dt.datetime.now(zone_of(zone)).replace(microsecond=0)
