"""Who else was at the main meeting: issuers, speakers, companions, mediators that the text names beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import (
    Act,
    ActorKind,
    DocumentKind,
    MeetingStatus,
    Role,
)
from sulh.reading.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Seat, is_spokesperson
from sulh.reading.meetings.linking import Cluster

__all__ = ["inherit", "seat_others", "seat_theirs"]


def seat_others(context: Context, core: Sequence[Cluster], kind: DocumentKind, acts: Sequence[Act]) -> None:
    """Seat at the main meetings those whom the text puts there without saying so in a sentence about the meeting."""
    if kind is DocumentKind.JOINT_STATEMENT:
        _seat_issuers(context, core)
    _seat_standing(context, core)
    _seat_speaker(context, core, kind)
    _seat_speakers(context, core)
    _seat_those_who_agreed(context, core, acts)
    _name_those_who_spoke(context, core)
    _name_company(context, core)


def _seat_standing(context: Context, core: Sequence[Cluster]) -> None:
    """A mediator or facilitator named in the very sentences that tell of the meeting sits at it."""
    for cluster in core:
        for member in cluster.members:
            for reference in member.passage.references:
                for actor in reference.actors:
                    standing = context.standing.get(actor.id)
                    if (
                        standing
                        and standing[1] == reference.start
                        and standing[0] in (Role.MEDIATOR, Role.FACILITATOR)
                        and actor.id not in member.actors
                    ):
                        member.seats.append(Seat(actor, standing[0], [(reference.start, reference.end)]))


def _seat_issuers(context: Context, core: Sequence[Cluster]) -> None:
    """Those who issue a joint statement met to issue it, when the text names none or only one of those who met, or only others."""
    for cluster in core[:1]:
        seated = cluster.actors()
        issuers = {a.id for a in context.issuers}
        if len(issuers) < 2 or (len(seated) > 1 and seated & issuers):
            continue
        for actor in context.issuers:
            at = next(((r.start, r.end) for p in context.passages for r in p.references if actor in r.actors), None)
            if at is not None:
                cluster.members[0].seats.append(Seat(actor, None, [at]))


def seat_theirs(core: Sequence[Cluster], clusters: Sequence[Cluster]) -> None:
    """ "Since their meeting in ...": those who hold the main talks met there too."""
    everyone = {s.actor.id: s for c in core for m in c.members for s in m.seats}
    for cluster in clusters:
        member = next((m for m in cluster.members if m.theirs), None)
        if member is not None and cluster not in core and not cluster.actors():
            member.seats.extend(Seat(s.actor, s.role, list(s.cites)) for s in everyone.values())


def inherit(core: Sequence[Cluster], clusters: Sequence[Cluster]) -> None:
    """Bilaterals told beside the main meeting, without a day of their own, were on its day and at its place."""
    for main in core[:1]:
        dated = next((m for m in main.members if m.span is not None), None)
        there, statuses = main.actors(), main.statuses()
        hosts = {s.actor.id for m in main.members for s in m.seats if s.role is Role.HOST}
        for cluster in clusters:
            beside = any(MARGINS.search(m.passage.text) for m in cluster.members)
            if dated is None or cluster is main or cluster.dates() or not (beside or abs(cluster.first - dated.passage.index) <= 1):
                continue
            if (
                not cluster.actors() & there
                or not (cluster.statuses() <= statuses)
                or any(m.background for m in cluster.members)
            ):
                continue
            member = cluster.members[0]
            member.span, member.mention = dated.span, dated.mention
            if beside and not cluster.cities() and not cluster.countries():
                member.place, member.place_at = next(((m.place, m.place_at) for m in main.members if m.place is not None), (None, None))
            for seat in member.seats:
                if seat.actor.id in hosts and seat.role is None:
                    seat.role = Role.HOST


MARGINS = re.compile(r"\b(?:margins?|sidelines?)\s+of\b", re.IGNORECASE)


def _seat_those_who_agreed(context: Context, core: Sequence[Cluster], acts: Sequence[Act]) -> None:
    """Where a report names nobody at the main meeting, those who agreed on something there were at it."""
    for cluster in core[:1]:
        told = {m.passage.index for m in cluster.members}
        if cluster.actors() or MeetingStatus.PLANNED in cluster.statuses():
            continue
        for act in acts:
            passage = context.passage_at(act.cite.start)
            if len(act.actors) < 2 or passage is None or passage.index not in told:
                continue
            member = next(m for m in cluster.members if m.passage.index == passage.index)
            for reference in (r for r in passage.references if set(r.actors) & set(act.actors)):
                member.seats.extend(Seat(a, None, [(reference.start, reference.end)]) for a in reference.actors if a in act.actors)
            return


def _seat_speakers(context: Context, core: Sequence[Cluster]) -> None:
    """Where a readout names one side only, the officials it quotes in the next sentences are the other side."""
    for cluster in core[:1]:
        if len(cluster.actors()) != 1 or not any(m.trigger.verbs for m in cluster.members):
            continue
        member = next(m for m in cluster.members if m.trigger.verbs)
        for passage in context.passages[member.passage.index + 1 : member.passage.index + 3]:
            for person, start, end in context.people_in(passage):
                token = passage.token_at(end - 1)
                head = passage.tokens[token.head] if token is not None else None
                if (
                    person.actor is None
                    or token is None
                    or head is None
                    or (token.dep not in ("nsubj", "conj", "appos") and head.dep != "nsubj")
                ):
                    continue
                member.people.append((person, start, end))
                member.seats.append(Seat(person.actor, None, [(start, end)]))


def _name_those_who_spoke(context: Context, core: Sequence[Cluster]) -> None:
    """Officials of those at the main meeting whose words the report gives after it were there: "Rouhani said ..."."""
    before, after = pattern(r"\b(?:<person_verb>)\s+$"), pattern(r",?\s*(?:\w+\s+)?(?:<person_verb>)\b")
    for cluster in core[:1]:
        seated = cluster.actors()
        if len(seated) < 2 or MeetingStatus.PLANNED in cluster.statuses():
            continue
        member = next((m for m in cluster.members if not m.title), cluster.members[0])
        for passage in context.passages[member.passage.index + 1 :]:
            for person, start, end in context.people_in(passage) if not passage.heading else ():
                spoke = after.match(context.text, end) or before.search(context.text, passage.start, start)
                if spoke and person.actor is not None and person.actor.id in seated and not is_spokesperson(person):
                    member.people.append((person, start, end))


def _name_company(context: Context, core: Sequence[Cluster]) -> None:
    """Those who travel with an official are at each of the meetings: "accompanied by", "went with her"."""
    seated = [(cluster, cluster.actors()) for cluster in core]
    for passage in context.passages:
        if passage.heading or not COMPANY.search(passage.text):
            continue
        for person, start, end in context.people_in(passage):
            for cluster, there in seated:
                if person.actor is not None and person.actor.id in there:
                    cluster.members[0].people.append((person, start, end))


COMPANY = re.compile(
    r"\baccompan(?:y|ied|ies|ying)\b|\b(?:travel\w*|went|go(?:es)?|came|fl[ey]w?|journey\w*)\s+(?:along\s+|together\s+)?with\s+(?:him|her|them)\b|\bjoin(?:ed|s|ing)?\s+(?:him|her|them)\b",
    re.IGNORECASE,
)


def _seat_speaker(context: Context, core: Sequence[Cluster], kind: DocumentKind) -> None:
    """The envoy whose own statement closes or opens the meeting was there."""
    if kind is not DocumentKind.COMMUNIQUE or not core:
        return
    for passage in context.passages[:3]:
        for person, start, end in context.people_in(passage):
            if passage.heading and person.actor in context.issuers and person.actor is not None and person.actor.kind is ActorKind.IGO:
                member = core[0].members[0]
                member.people.append((person, start, end))
                member.seats.append(Seat(person.actor, None, [(start, end)]))
                return
