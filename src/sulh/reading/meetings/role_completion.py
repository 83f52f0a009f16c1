"""Roles that no sentence of a meeting gives: from the document's other sentences, the track, and who sits opposite whom."""

from __future__ import annotations

import re

from sulh.model import (
    ActorKind,
    MeetingStatus,
    Participation,
    Role,
)
from sulh.reading.context import Context
from sulh.reading.meetings.candidate import Seat
from sulh.reading.meetings.linking import Cluster
from sulh.reading.track_names import known_roles, track_key

__all__ = ["ORDER", "complete_roles", "participants_of"]

ORDER = (Role.GUARANTOR, Role.MEDIATOR, Role.FACILITATOR, Role.HOST, Role.PARTY, Role.OBSERVER, Role.SIGNATORY, Role.PARTICIPANT)


def participants_of(context: Context, cluster: Cluster, status: MeetingStatus, track: str | None, core: bool) -> tuple[Participation, ...]:
    seats: dict[str, Seat] = {}
    for candidate in cluster.members:
        for seat in candidate.seats:
            held = seats.get(seat.actor.id)
            if held is None:
                seats[seat.actor.id] = Seat(seat.actor, seat.role, list(seat.cites))
                continue
            held.cites.extend(seat.cites)
            if seat.role is not None and (held.role is None or ORDER.index(seat.role) < ORDER.index(held.role)):
                held.role = seat.role
    hosts = [s for s in seats.values() if s.role is Role.HOST]
    if hosts and len(hosts) == len(seats) and not core:
        return ()
    complete_roles(context, seats, track)
    if core:
        _at_war(context, seats)
    return tuple(
        # the words that seat the actor first, then those its role rests on
        Participation(s.actor, s.role or Role.PARTICIPANT, tuple(dict.fromkeys(context.cite(low, high) for low, high in s.cites)))
        for s in sorted(seats.values(), key=lambda s: (ORDER.index(s.role or Role.PARTICIPANT), min(s.cites)))
    )


def complete_roles(context: Context, seats: dict[str, Seat], track: str | None) -> None:
    """Roles that no sentence of this meeting gives: from the document's other sentences, from who sits opposite whom, from the track."""
    for seat in seats.values():
        standing = context.standing.get(seat.actor.id)
        if standing is not None and seat.role in (None, Role.HOST):
            seat.role = standing[0]
            seat.cites.append(standing[1:])
    _from_list(context, seats)
    if track is not None:
        _from_track(context, seats, track)
    _sides(context, seats)


def _from_list(context: Context, seats: dict[str, Seat]) -> None:
    guarantors = context.guarantors
    for seat in seats.values() if guarantors is not None else ():
        if guarantors is not None and seat.actor in guarantors.actors and seat.role in (None, Role.HOST):
            seat.role = Role.GUARANTOR
            seat.cites.append((guarantors.start, guarantors.end))


def _from_track(context: Context, seats: dict[str, Seat], track: str) -> None:
    """The track's known roles, cited by the words that name the track."""
    known = known_roles(track)
    named = context.first(re.escape(track))
    for seat in seats.values():
        role = known.get(seat.actor.id)
        if role is not None and seat.role is None and named is not None:
            seat.role = role
            seat.cites.append(named.span())
        if seat.role is None and track_key(seat.actor.name) == track_key(track):
            # a forum or committee that meets is made of the parties
            seat.role = Role.PARTY


PEACE = (
    r"(?i)\b(?:peace\s+(?:proposal|plan|framework|agreement|deal|talks|process|treaty)|ceasefire|cease-fire|end(?:ing)?\s+(?:of\s+)?the\s+war)\b"
)


def _at_war(context: Context, seats: dict[str, Seat]) -> None:
    """In talks of two about a peace, the state whose peace it is is a party."""
    if len(seats) != 2 or any(s.role is not None for s in seats.values()) or not context.first(PEACE):
        return
    for seat in seats.values():
        name = re.escape(seat.actor.name)
        own = context.first(
            rf"\b(?:war|conflict|peace|ceasefire|fighting)\s+(?:in|for)\s+{name}\b|\b{name}['’]s\s+(?:\w+\s+)?(?:sovereignty|security|territorial|independence)"
        )
        if own and seat.actor.kind is ActorKind.STATE:
            seat.role = Role.PARTY
            seat.cites.append((own.start(), own.end()))


def _sides(context: Context, seats: dict[str, Seat]) -> None:
    """Non-state parties are parties, and so is the state they face; before a mediator, so are the states that remain."""
    for seat in seats.values():
        if seat.role is None and seat.actor.kind in (ActorKind.ARMED_GROUP, ActorKind.POLITICAL):
            seat.role = Role.PARTY
    faced = {context.authority.country_of(s.actor) for s in seats.values() if s.role is Role.PARTY and s.actor.kind is not ActorKind.STATE}
    for seat in seats.values():
        if seat.role is None and seat.actor.id in faced:
            seat.role = Role.PARTY
    if any(s.role is Role.GUARANTOR for s in seats.values()):
        # beside guarantors the parties are told, and the other states are guests
        return
    rest = [s for s in seats.values() if s.role is None and s.actor.kind is ActorKind.STATE]
    if any(s.role in (Role.MEDIATOR, Role.FACILITATOR) for s in seats.values()) and len(rest) <= 2:
        for seat in rest:
            seat.role = Role.PARTY
