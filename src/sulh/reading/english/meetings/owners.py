"""Whose meeting it is: "the presidents of A, B and C said after their summit" names those who met before the word that reports it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import MeetingKind, Role
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.meetings.candidate import Candidate, Participant, add_participant
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.numbers import find_ordinals

__all__ = ["add_owners", "add_same_circle", "is_same_time", "number_of_time"]

# "It was the fourth time that they met": what is counted is the meeting just told of.
SAME_TIME = re.compile(
    r"\b(?:it|this|that)\s+(?:was|is|marks|marked)\s+(?:also\s+|only\s+)?the(?:ir)?\s+(?:[\w-]+\s+)?time\s+"
    r"(?:since\s+[^,;.]{1,20}\s+)?(?:that\s+)?[^.;:]{0,120}$",
    re.IGNORECASE,
)


def is_same_time(passage: Passage, offset: int) -> bool:
    """Return whether the words at an offset count the meeting just told of: "the fourth time that the three met"."""
    return SAME_TIME.search(passage.text[: offset - passage.start]) is not None


def number_of_time(passage: Passage, start: int, end: int) -> int | None:
    """Return 4 for the words at [start, end) in "the fourth time that the three met in this format"; None for any other count."""
    told = SAME_TIME.search(passage.text[: start - passage.start])
    if told is None or IN_SERIES.match(passage.text[end - passage.start :]) is None:
        return None
    counted = find_ordinals(told[0])
    return counted[0][2] if counted else None


# Two whose commissions or negotiators have a meeting of their own are its parties.
TEAMS, BOTH = frozenset(("commissions", "delegations", "negotiators", "teams", "negotiating")), 2
# Behind the word that reports the meeting.
IN_SERIES = re.compile(r"[^.;]{0,60}\bin\s+(?:this|that|the\s+same)\s+(?:format|form|framework|setting)\b", re.IGNORECASE)


def add_owners(context: Context, clusters: Sequence[Cluster]) -> None:
    """Add to meetings that name nobody the subject of the sentence that calls them "their" meeting."""
    for cluster in clusters:
        if cluster.actors():
            continue
        for member in cluster.members:
            if member.possessive and not member.title and not member.background and _add_subject(context, member):
                break


# "since they last met", "agreed to meet next in Iran": those who meet now, at the same level.
AGAIN = re.compile(r"\b(?:last|next|again)\s+(?:met|meet)\b|\bmeet\s+(?:next|again)\b|\bmet\s+(?:last|before)\b", re.IGNORECASE)


def add_same_circle(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Give a meeting at which those of the main meeting last met, or meet next, its level and, where it names nobody, its members."""
    for main in main_meetings[:1]:
        level = next((m.kind for m in main.members if m.kind in LEVELS), None)
        for cluster in clusters:
            member = next((m for m in cluster.members if m.kind is MeetingKind.CONSULTATION and _again(m)), None)
            there = cluster.actors()
            if cluster is main or member is None or not there <= main.actors():
                continue
            if len(there) < BOTH:
                for seat in (s for m in main.members for s in m.participants if not _is_third(context, s)):
                    add_participant(member, seat.actor, seat.role, *seat.cites[0])
            if level is not None:
                member.kind = level


LEVELS = frozenset((MeetingKind.SUMMIT, MeetingKind.MINISTERIAL))


# Who hosts, watches or helps one meeting need not be at the next; guarantors are.
THIRD = frozenset((Role.MEDIATOR, Role.FACILITATOR, Role.OBSERVER, Role.HOST))


def _is_third(context: Context, seat: Participant) -> bool:
    default_role = context.default_roles.get(seat.actor.id)
    return (seat.role or (default_role[0] if default_role else None)) in THIRD


def _again(member: Candidate) -> bool:
    start = member.trigger.head.start - member.passage.start
    return AGAIN.search(member.passage.text[max(0, start - 12) : member.trigger.end - member.passage.start + 8]) is not None


def _add_subject(context: Context, member: Candidate) -> bool:
    passage = member.passage
    for verb in _verbs_above(passage, member.trigger.head):
        subject = context.subject_token(passage, verb)
        if subject is None or subject.start > member.trigger.head.start:
            continue
        low, high = passage.subtree(subject)
        found = [r for r in passage.within(low, min(high, member.trigger.start)) if r.actors]
        actors = {actor.id for r in found for actor in r.actors}
        if len(actors) < 2:
            return False
        role = Role.PARTY if len(actors) == BOTH and subject.lower in TEAMS else None
        for reference in found:
            for actor in reference.actors:
                add_participant(member, actor, role, reference.start, reference.end)
        return True
    return False


def _verbs_above(passage: Passage, token: ParsedToken) -> Sequence[ParsedToken]:
    found: list[ParsedToken] = []
    node = token
    for _ in range(8):
        up = passage.tokens[node.head]
        if up.i == node.i:
            break
        if up.tag.startswith("VB"):
            found.append(up)
        node = up
    return found
