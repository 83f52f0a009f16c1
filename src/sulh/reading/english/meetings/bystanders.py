"""Fill the members of the main meetings from the rest of the document: lists of those present, mediators, officials who speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.model import MeetingKind, MeetingStatus, Role
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.meetings.roles import role_at
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, Participant, is_spokesperson
from sulh.reading.passages import Passage

__all__ = ["add_listed", "add_mediators", "add_officials"]

# The most passages between a main meeting and a list of those who attended it, or the naming of its mediator.
LIST_REACH, MEDIATOR_REACH = 6, 3
# Journeys and calls have no mediator and no list of those present.
MEETS = frozenset(MeetingKind) - {MeetingKind.CALL, MeetingKind.VISIT}
BETWEEN = frozenset(
    (MeetingKind.ROUND, MeetingKind.SESSION, MeetingKind.CONSULTATION, MeetingKind.SIGNING, MeetingKind.SUMMIT, MeetingKind.CONFERENCE)
)


def add_listed(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Add everybody named in a sentence about the chair or the table, which lists those present, to the main meeting before it."""
    elsewhere = {m.passage.index for c in clusters for m in c.members if not any(c is main for main in main_meetings)}
    head = pattern(r"(?:^|[.;:]\s+|,\s+|\bwith\s+)(?:<attendance_list>)\b")
    for main in (c for c in main_meetings[:1] if _kinds(c) & MEETS):
        member = next((m for m in main.members if not m.title), main.members[0])
        opened = False
        for passage in context.passages[member.passage.index : member.passage.index + LIST_REACH + 1]:
            listed = head.search(passage.text)
            item = opened and (passage.item or passage.text.lstrip()[:1] in "-\u2022\u00b7*")
            opened = (listed is not None and passage.text.rstrip().endswith(":")) or item
            if passage.heading or passage.index in elsewhere or not (listed is not None or item):
                continue
            _add_all(context, passage, member, passage.start + (listed.start() if listed is not None else 0))


def _add_all(context: Context, passage: Passage, member: Candidate, start: int) -> None:
    for reference in passage.within(start, passage.end):
        for actor in reference.actors:
            if actor.id not in member.actors:
                member.participants.append(Participant(actor, role_at(passage, reference, None), [(reference.start, reference.end)]))
    for person, low, high in context.people_in(passage, start, passage.end):
        member.people.append((person, low, high))
        if person.actor is not None and person.actor.id not in member.actors:
            member.participants.append(Participant(person.actor, None, [(low, high)]))


def _kinds(cluster: Cluster) -> set[MeetingKind]:
    return {m.kind for m in cluster.members}


def add_mediators(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Add the mediators and facilitators that the sentences beside a main meeting name: "Qatar and the United States had mediated"."""
    for main in main_meetings[:1]:
        if not _kinds(main) <= BETWEEN:
            continue
        at = sorted({m.passage.index for m in main.members if not m.title})
        # who mediated at another meeting did so there
        elsewhere = {m.passage.index for c in clusters if c is not main for m in c.members if _is_told(m)} - {*at}
        for actor, role, low, high in _third_parties(context):
            passage = context.passage_at(low)
            near = passage is not None and any(abs(passage.index - index) <= MEDIATOR_REACH for index in at)
            if near and passage is not None and passage.index not in elsewhere and actor not in main.actors():
                held = (
                    next(a for r in passage.references if r.start == low for a in r.actors if a.id == actor)
                    if passage is not None
                    else None
                )
                if held is not None:
                    main.members[0].participants.append(Participant(held, role, [(low, high)]))


def _is_told(member: Candidate) -> bool:
    """Whether a meeting has a day, a place or a number of its own where it is named."""
    return bool(member.span or member.place or member.country or member.ordinal)


def _third_parties(context: Context) -> Iterator[tuple[str, Role, int, int]]:
    for actor, (role, low, high) in sorted(context.default_roles.items(), key=lambda entry: entry[1][1]):
        if role in (Role.MEDIATOR, Role.FACILITATOR):
            yield actor, role, low, high


def add_officials(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Add the officials of the participants who act or speak in the report of a main meeting that was held."""
    for main in main_meetings[:1]:
        present = main.actors()
        if not present or MeetingStatus.PLANNED in main.statuses():
            continue
        member = next((m for m in main.members if not m.title), main.members[0])
        own = {m.passage.index for m in main.members}
        elsewhere = {m.passage.index for c in clusters if c is not main for m in c.members} - own
        for passage in context.passages[member.passage.index :]:
            if passage.index in elsewhere:
                # who acts in a sentence about another meeting was at that one
                continue
            for person, low, high in context.people_in(passage) if not passage.heading else ():
                if person.actor is not None and person.actor.id in present and not is_spokesperson(person) and _acts(passage, low, high):
                    member.people.append((person, low, high))


def _acts(passage: Passage, low: int, high: int) -> bool:
    """Return whether a person is the subject of a verb, or the agent of one, in a parsed passage."""
    inside = passage.span(low, high)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members), None)
    for _ in range(3):
        if node is None or node.dep in ("nsubj", "nsubjpass", "agent"):
            break
        up = passage.tokens[node.head]
        node = up if node.dep in ("appos", "compound", "nmod", "conj", "pobj") and up.i != node.i else None
    return node is not None
