"""Infer the roles that no sentence about a meeting states: from the rest of the document, the track, and the opposing sides."""

from __future__ import annotations

import re

from sulh.model import (
    ActorKind,
    MeetingStatus,
    Participation,
    Role,
)
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.track_names import known_roles, track_key
from sulh.reading.meetings.candidate import Participant

__all__ = ["ORDER", "complete_roles", "participants_of"]

ORDER = (Role.GUARANTOR, Role.MEDIATOR, Role.FACILITATOR, Role.HOST, Role.PARTY, Role.OBSERVER, Role.SIGNATORY, Role.PARTICIPANT)


def participants_of(context: Context, cluster: Cluster, status: MeetingStatus, track: str | None, core: bool) -> tuple[Participation, ...]:
    participants: dict[str, Participant] = {}
    for candidate in cluster.members:
        for participant in candidate.participants:
            held = participants.get(participant.actor.id)
            if held is None:
                participants[participant.actor.id] = Participant(participant.actor, participant.role, list(participant.cites))
                continue
            held.cites.extend(participant.cites)
            if participant.role is not None and (held.role is None or ORDER.index(participant.role) < ORDER.index(held.role)):
                held.role = participant.role
    hosts = [s for s in participants.values() if s.role is Role.HOST]
    if hosts and len(hosts) == len(participants) and not core:
        return ()
    complete_roles(context, participants, track)
    if core:
        _at_war(context, participants)
    return tuple(
        # first the words that state attendance, then those that state the role
        Participation(s.actor, s.role or Role.PARTICIPANT, tuple(dict.fromkeys(context.cite(low, high) for low, high in s.cites)))
        for s in sorted(participants.values(), key=lambda s: (ORDER.index(s.role or Role.PARTICIPANT), min(s.cites)))
    )


def complete_roles(context: Context, participants: dict[str, Participant], track: str | None) -> None:
    """Set the roles that no sentence about this meeting states: from the rest of the document, the track, and the opposing sides."""
    for participant in participants.values():
        default_role = context.default_roles.get(participant.actor.id)
        if default_role is not None and participant.role in (None, Role.HOST):
            participant.role = default_role[0]
            participant.cites.append(default_role[1:])
        asked = context.asked_to_mediate.get(participant.actor.id)
        if asked is not None and participant.role is None and participant.actor.kind in _MEDIATING:
            participant.role = Role.MEDIATOR
            participant.cites.append(asked)
    _from_list(context, participants)
    if track is not None:
        _from_track(context, participants, track)
    _sides(context, participants)


def _from_list(context: Context, participants: dict[str, Participant]) -> None:
    guarantors = context.guarantors
    for participant in participants.values() if guarantors is not None else ():
        if guarantors is not None and participant.actor in guarantors.actors and participant.role in (None, Role.HOST):
            participant.role = Role.GUARANTOR
            participant.cites.append((guarantors.start, guarantors.end))


def _from_track(context: Context, participants: dict[str, Participant], track: str) -> None:
    """Set the known roles of the track, cited by the words that name the track."""
    known = known_roles(track)
    named = context.first(re.escape(track))
    for participant in participants.values():
        role = known.get(participant.actor.id)
        if role is not None and participant.role is None and named is not None:
            participant.role = role
            participant.cites.append(named.span())
        if participant.role is None and track_key(participant.actor.name) == track_key(track):
            # when a forum or committee meets, its members are the parties
            participant.role = Role.PARTY


PEACE = (
    r"(?i)\b(?:peace\s+(?:proposal|plan|framework|agreement|deal|talks|process|treaty)"
    r"|ceasefire|cease-fire|end(?:ing)?\s+(?:of\s+)?the\s+war)\b"
)


def _at_war(context: Context, participants: dict[str, Participant]) -> None:
    """In peace talks between two actors, the state whose war or peace is named is a party."""
    if len(participants) != 2 or any(s.role is not None for s in participants.values()) or not context.first(PEACE):
        return
    for participant in participants.values():
        name = re.escape(participant.actor.name)
        own = context.first(
            rf"\b(?:war|conflict|peace|ceasefire|fighting)\s+(?:in|for)\s+{name}\b|\b{name}['’]s\s+(?:\w+\s+)?(?:sovereignty|security|territorial|independence)"
        )
        if own and participant.actor.kind is ActorKind.STATE:
            participant.role = Role.PARTY
            participant.cites.append((own.start(), own.end()))


def _beside_unknown(context: Context, participants: dict[str, Participant]) -> set[str]:
    """Return the states that are named in a pair with a group of which nobody knows whom it fights: "Chad and 40 armed groups"."""
    unknown = {i for i, s in participants.items() if s.actor.kind in _FIGHTING and context.authority.country_of(s.actor) is None}
    pairs = [g.actors for g in context.groups if len(g.actors) == _PAIR and unknown & {a.id for a in g.actors}] if unknown else []
    return {a.id for pair in pairs for a in pair if a.kind is ActorKind.STATE}


_MEDIATING = frozenset((ActorKind.STATE, ActorKind.IGO))
_FIGHTING, _PAIR = frozenset((ActorKind.ARMED_GROUP, ActorKind.POLITICAL)), 2


def _sides(context: Context, participants: dict[str, Participant]) -> None:
    """Make armed groups and political actors parties, and the state they oppose; if there is a mediator, also the remaining states."""
    for participant in participants.values():
        if participant.role is None and participant.actor.kind in (ActorKind.ARMED_GROUP, ActorKind.POLITICAL):
            participant.role = Role.PARTY
    faced = {
        context.authority.country_of(s.actor) for s in participants.values() if s.role is Role.PARTY and s.actor.kind is not ActorKind.STATE
    }
    # the only government that the text speaks of is the one that an armed group or a movement faces
    own = {context.government.id} if context.government is not None and faced else set()
    own |= _beside_unknown(context, participants)
    for participant in participants.values():
        opposed = participant.actor.id in faced and participant.role is Role.OBSERVER
        if opposed or (participant.role is None and participant.actor.id in faced | own):
            participant.role = Role.PARTY
    if any(s.role is Role.GUARANTOR for s in participants.values()):
        # When a format has guarantors, the warring sides are parties; other states are observers.
        return
    rest = [s for s in participants.values() if s.role is None and s.actor.kind is ActorKind.STATE]
    if any(s.role in (Role.MEDIATOR, Role.FACILITATOR) for s in participants.values()) and len(rest) <= 2:
        for participant in rest:
            participant.role = Role.PARTY
