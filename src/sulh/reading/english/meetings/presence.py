"""Add participants whom the text implies: issuers, speakers, companions and mediators of the main meetings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sulh.model import (
    Act,
    ActKind,
    ActorKind,
    DocumentKind,
    MeetingKind,
    MeetingStatus,
    Role,
)
from sulh.reading.english.context import Context
from sulh.reading.english.default_roles import role_by_wording
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Participant, is_spokesperson
from sulh.reading.passages import Passage, Reference

__all__ = ["add_others_present", "add_same_participants", "inherit_date_and_place"]


def add_others_present(context: Context, main_meetings: Sequence[Cluster], kind: DocumentKind, acts: Sequence[Act]) -> None:
    """Add to the main meetings those who must have attended although no sentence about the meeting says so."""
    if kind is DocumentKind.JOINT_STATEMENT:
        _add_issuers(context, main_meetings)
    _add_third_parties(context, main_meetings)
    _add_envoy(context, main_meetings, kind)
    _add_speakers(context, main_meetings)
    _add_those_who_agreed(context, main_meetings, acts)
    _add_those_who_reviewed(context, main_meetings)
    _add_people_quoted(context, main_meetings)
    _add_companions(context, main_meetings)


def _add_third_parties(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add a mediator or facilitator named in the sentences about the meeting."""
    for cluster in main_meetings:
        for member in cluster.members:
            for reference in member.passage.references:
                for actor in reference.actors:
                    default_role = context.default_roles.get(actor.id)
                    if (
                        default_role
                        and default_role[1] == reference.start
                        and default_role[0] in (Role.MEDIATOR, Role.FACILITATOR)
                        and actor.id not in member.actors
                    ):
                        member.participants.append(Participant(actor, default_role[0], [(reference.start, reference.end)]))
                    elif actor.id not in member.actors and _looks_on(member.passage, reference):
                        member.participants.append(Participant(actor, Role.OBSERVER, [(reference.start, reference.end)]))


# "a Swedish observer was present", "observers from Gabon and Niger attended"
LOOKED_ON = r"[^.;]{0,40}?\b(?:<attended>)\b"


def _looks_on(passage: Passage, reference: Reference) -> bool:
    """Return whether the words beside an observer in a sentence about a meeting say that it was there."""
    if not reference.agent or role_by_wording(passage, reference) is not Role.OBSERVER:
        return False
    return pattern(LOOKED_ON).match(passage.text, reference.end - passage.start) is not None


def _add_issuers(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add the issuers of a joint statement, if the text names no participant, only one, or only others; of guarantors every one."""
    for cluster in main_meetings[:1]:
        present = cluster.actors()
        issuers = {a.id for a in context.issuers}
        guaranteeing = context.guarantors is not None and issuers <= {a.id for a in context.guarantors.actors}
        if len(issuers) < 2 or (len(present) > 1 and present & issuers and not guaranteeing):
            continue
        for actor in (one for one in context.issuers if one.id not in present):
            at = next(((r.start, r.end) for p in context.passages for r in p.references if actor in r.actors), None)
            if at is not None:
                cluster.members[0].participants.append(Participant(actor, None, [at]))


def add_same_participants(context: Context, main_meetings: Sequence[Cluster], clusters: Sequence[Cluster], kind: DocumentKind) -> None:
    """ "Since their meeting in ...", in a report "the next round": add the participants of the main meetings, or their two sides."""
    everyone = {s.actor.id: s for c in main_meetings for m in c.members for s in m.participants}
    formats = {track for c in main_meetings for track in c.tracks()}
    sides = _two_sides(context, main_meetings, everyone) if kind is DocumentKind.NEWS else []
    for cluster in clusters:
        member = next((m for m in cluster.members if m.possessive), None)
        if member is not None and cluster not in main_meetings and not cluster.actors():
            member.participants.extend(Participant(s.actor, s.role, list(s.cites)) for s in everyone.values())
        elif len(sides) == PAIR and cluster not in main_meetings and _goes_on(cluster, formats):
            there, first = cluster.actors(), cluster.members[0]
            first.participants.extend(Participant(s.actor, s.role, list(s.cites)) for s in sides if s.actor.id not in there)


PAIR = 2


def _goes_on(cluster: Cluster, formats: set[str]) -> bool:
    """Return whether a meeting is the next of those told of, not the next of another format that they were held before."""
    return any(m.next and not m.background for m in cluster.members) and cluster.tracks() <= formats


def _two_sides(context: Context, main_meetings: Sequence[Cluster], everyone: Mapping[str, Participant]) -> list[Participant]:
    """Return the two sides of the meeting that a report is about, whose next round is theirs too; nothing where it had more than two."""
    if context.guarantors is not None or any(m.next or m.kind is MeetingKind.SESSION for c in main_meetings for m in c.members):
        return []
    sides = [s for s in everyone.values() if s.role in (None, Role.PARTY) and s.actor.id not in context.default_roles]
    hosted = any(s.role is Role.HOST for s in everyone.values())
    return sides if not hosted or any(s.actor.kind in (ActorKind.ARMED_GROUP, ActorKind.POLITICAL) for s in sides) else []


def inherit_date_and_place(main_meetings: Sequence[Cluster], clusters: Sequence[Cluster]) -> None:
    """Give undated bilaterals reported beside the main meeting its day and place."""
    for main in main_meetings[:1]:
        dated = next((m for m in main.members if m.span is not None), None)
        there, statuses = main.actors(), main.statuses()
        hosts = {s.actor.id for m in main.members for s in m.participants if s.role is Role.HOST}
        for cluster in clusters:
            beside = any(MARGINS.search(m.passage.text) for m in cluster.members)
            if dated is None or cluster is main or cluster.dates() or not (beside or abs(cluster.first - dated.passage.index) <= 1):
                continue
            if not cluster.actors() & there or not (cluster.statuses() <= statuses) or any(m.background for m in cluster.members):
                continue
            member = cluster.members[0]
            member.span, member.mention = dated.span, dated.mention
            if beside and not cluster.cities() and not cluster.countries():
                member.place, member.place_at = next(((m.place, m.place_at) for m in main.members if m.place is not None), (None, None))
            for participant in member.participants:
                if participant.actor.id in hosts and participant.role is None:
                    participant.role = Role.HOST


MARGINS = re.compile(r"\b(?:margins?|sidelines?)\s+of\b", re.IGNORECASE)


def _add_those_who_agreed(context: Context, main_meetings: Sequence[Cluster], acts: Sequence[Act]) -> None:
    """If a report names no participant of the main meeting, add those who agreed on something there."""
    for cluster in main_meetings[:1]:
        passages = {m.passage.index for m in cluster.members}
        if cluster.actors() or MeetingStatus.PLANNED in cluster.statuses():
            continue
        for act in acts:
            passage = context.passage_at(act.cite.start)
            if act.act not in (ActKind.AGREE, ActKind.DECIDE) or len(act.actors) < 2 or passage is None or passage.index not in passages:
                continue
            member = next(m for m in cluster.members if m.passage.index == passage.index)
            for reference in (r for r in passage.references if set(r.actors) & set(act.actors)):
                member.participants.extend(
                    Participant(a, None, [(reference.start, reference.end)]) for a in reference.actors if a in act.actors
                )
            return


REVIEWED = re.compile(
    r"\s+(?:also\s+|then\s+|jointly\s+)?"
    r"(?:reviewed|discussed|examined|exchanged\s+views|took\s+stock|considered|dealt\s+with|talked\s+about)\b"
)


def _add_those_who_reviewed(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """If nobody is named at the main meeting, add those who reviewed something in the next sentence: "A, B and C reviewed how ..."."""
    for cluster in main_meetings[:1]:
        if cluster.actors() or MeetingStatus.PLANNED in cluster.statuses():
            continue
        member = next((m for m in reversed(cluster.members) if not m.title), None)
        for passage in context.passages[member.passage.index + 1 : member.passage.index + 2] if member is not None else ():
            group = next((g for g in context.groups.of(passage.index) if REVIEWED.match(context.text, g.end)), None)
            if member is not None and group is not None and not passage.heading and group.start - passage.start <= LEADS:
                member.participants.extend(Participant(actor, None, [(group.start, group.end)]) for actor in group.actors)


# How far from its beginning the subject of a sentence is looked for.
LEADS = 40


def _add_speakers(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """If a readout names one side only, add the officials it quotes in the next two sentences as the other side."""
    for cluster in main_meetings[:1]:
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
                member.participants.append(Participant(person.actor, None, [(start, end)]))


def _add_people_quoted(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add officials of the participants whom the report quotes after the main meeting: "Rouhani said ..."."""
    before, after = pattern(r"\b(?:<person_verb>)\s+$"), pattern(r",?\s*(?:\w+\s+)?(?:<person_verb>)\b")
    for cluster in main_meetings[:1]:
        present = cluster.actors()
        if len(present) < 2 or MeetingStatus.PLANNED in cluster.statuses():
            continue
        member = next((m for m in cluster.members if not m.title), cluster.members[0])
        for passage in context.passages[member.passage.index + 1 :]:
            for person, start, end in context.people_in(passage) if not passage.heading else ():
                spoke = after.match(context.text, end) or before.search(context.text, passage.start, start)
                if spoke and person.actor is not None and person.actor.id in present and not is_spokesperson(person):
                    member.people.append((person, start, end))


def _add_companions(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add to the main meetings those who travel with an official: "accompanied by", "went with her"."""
    present = [(cluster, cluster.actors()) for cluster in main_meetings]
    for passage in context.passages:
        if passage.heading or not COMPANY.search(passage.text):
            continue
        for person, start, end in context.people_in(passage):
            for cluster, there in present:
                if person.actor is not None and person.actor.id in there:
                    cluster.members[0].people.append((person, start, end))


COMPANY = re.compile(
    r"\baccompan(?:y|ied|ies|ying)\b|\b(?:travel\w*|went|go(?:es)?|came|fl[ey]w?|journey\w*)\s+(?:along\s+|together\s+)?with\s+(?:him|her|them)\b|\bjoin(?:ed|s|ing)?\s+(?:him|her|them)\b",
    re.IGNORECASE,
)


def _add_envoy(context: Context, main_meetings: Sequence[Cluster], kind: DocumentKind) -> None:
    """Add the envoy whose own statement opens or closes the meeting."""
    if kind is not DocumentKind.COMMUNIQUE or not main_meetings:
        return
    for passage in context.passages[:3]:
        for person, start, end in context.people_in(passage):
            if passage.heading and person.actor in context.issuers and person.actor is not None and person.actor.kind is ActorKind.IGO:
                member = main_meetings[0].members[0]
                member.people.append((person, start, end))
                member.participants.append(Participant(person.actor, None, [(start, end)]))
                return
