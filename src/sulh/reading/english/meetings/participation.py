"""Add participants from sentences on attendance that do not name the meeting: "The United Nations will be there as an observer"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import MeetingKind, Role
from sulh.reading.english.context import Context
from sulh.reading.english.default_roles import only_asked
from sulh.reading.english.meetings.delegations import assign_delegates
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.meetings.referred_meetings import ReferredMeetings, nearest_candidate
from sulh.reading.english.meetings.roles import role_at
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, Participant
from sulh.reading.passages import Passage

__all__ = ["add_mediated", "add_participation", "add_thanked"]


# Roles that nobody has but at the table.
_SEATED = frozenset((Role.OBSERVER, Role.GUARANTOR, Role.MEDIATOR, Role.FACILITATOR))


def add_participation(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Add the actors of passages about attendance that name no meeting to the meeting they refer to."""
    referred = ReferredMeetings(context.passages, clusters, main_meetings)
    for passage in context.passages:
        assign_delegates(context, passage, referred)
        if not passage.tokens or passage.heading:
            continue
        own = referred.stated_in(passage)
        if own is not None and (own[0] in main_meetings or not _is_bare(own[1])):
            continue
        if not pattern(r"\b(?:<participation>)\b").search(passage.text):
            continue
        cluster = referred.referred_to(passage)
        if cluster is None:
            continue
        for reference in passage.references:
            if not reference.agent or only_asked(passage, reference):
                continue
            role = role_at(passage, reference, None)
            if not (role in _SEATED if own is not None else _takes_part(passage, reference.start, reference.end, role)):
                continue
            anchor = nearest_candidate(cluster, passage)
            referred.add_reference(cluster, passage)
            for actor in reference.actors:
                anchor.participants.append(Participant(actor, role, [(reference.start, reference.end)]))
        for person, start, end in context.people_in(passage):
            if own is None and person.actor is not None and PRESENT.search(passage.text):
                anchor = nearest_candidate(cluster, passage)
                anchor.people.append((person, start, end))
                anchor.participants.append(Participant(person.actor, None, [(start, end)]))


def _is_bare(one: Candidate) -> bool:
    """Whether nothing but a word speaks of a meeting ("sat in", "the session devoted to detainees"): no time, place, number or format."""
    return not (one.span or one.mention or one.place or one.country or one.ordinal or one.track or one.next or one.earlier)


THANKS = re.compile(r"\b(?:thank\w*|grateful|gratitude|appreciat\w+|commend\w*|prais\w+|hospitality|salut\w+)\b", re.IGNORECASE)
SERVICE = re.compile(
    r"(?:['’]s\s+(?:[\w-]+\s+){0,3}?|[^.;]{0,40}?\b(?:for|which|who|to)\s+(?:[\w-]+\s+){0,5}?|[^.;]{0,20}\bin\s+)"
    r"(?P<verb>host(?:ing|ed|s)?|hospitality|facilitat\w+|mediat\w+|broker\w+|convening)\b",
    re.IGNORECASE,
)
SERVICES = ((Role.HOST, ("host", "hospitality")), (Role.MEDIATOR, ("mediat", "broker")), (Role.FACILITATOR, ("facilitat", "conven")))


def add_thanked(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add the actors thanked for hosting, facilitating or mediating to the main meeting: "We thank Kenya for hosting the talks"."""
    for cluster in [c for c in main_meetings if "call" not in c.forms()][:1]:
        for passage in context.passages:
            if passage.heading or not THANKS.search(passage.text):
                continue
            role: Role | None = None
            end = passage.end
            # the words after a list apply to all its members
            for reference in reversed(passage.references):
                done = SERVICE.match(context.text, reference.end, min(end, reference.end + 90))
                if done is not None:
                    role = next(r for r, stems in SERVICES if done["verb"].lower().startswith(stems))
                elif not JOINED.fullmatch(context.text[reference.end : end]):
                    role = None
                end = reference.start
                if role is not None and (reference.agent or reference.form in ("name", "official", "capital")):
                    anchor = nearest_candidate(cluster, passage)
                    anchor.participants.extend(Participant(actor, role, [(reference.start, reference.end)]) for actor in reference.actors)


_BETWEEN = r"\s+(?:\w+\s+){0,2}?between\s+(?:the\s+)?(?:<governing>\s+of\s+(?:the\s+)?)?$"
BETWEEN = r"\b(?:mediat\w+|facilitat\w+|talks|negotiations|dialogue)" + _BETWEEN
# The title of what is signed names those who sign.
TEXT_BETWEEN = r"\b(?:<document_noun>)" + _BETWEEN
OPENING = 3


def add_mediated(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add the actors that others mediate between as parties to the main meeting: "for mediating between the government and the rebels"."""
    for cluster in [c for c in main_meetings if "call" not in c.forms()][:1]:
        if any(s.role is Role.PARTY for m in cluster.members for s in m.participants):
            continue
        for group in context.groups:
            passage = context.passages[group.passage]
            before = context.text[passage.start : group.start]
            entitled = MeetingKind.SIGNING in {m.kind for m in cluster.members} and passage.index < OPENING
            if (not passage.heading and pattern(BETWEEN).search(before)) or (entitled and pattern(TEXT_BETWEEN).search(before)):
                anchor = nearest_candidate(cluster, passage)
                anchor.participants.extend(Participant(actor, Role.PARTY, [(group.start, group.end)]) for actor in group.actors)
                return


JOINED = re.compile(r"\s*(?:,|\(|\)|and|as\s+well\s+as|the|government|governments|republic|of|state|kingdom|\s)*\s*", re.IGNORECASE)
PRESENT = re.compile(
    r"\b(?:attended|participated|took\s+part|were?\s+present|was\s+present|(?:led|headed|represented)\s+by|(?:leads?|led|heads?|headed)\s+(?:[\w’'-]+\s+){1,4}(?:delegation|team|side|one|mission|group|negotiators)\b|represent(?:s|ed)\b|sp(?:eaks?|oke)\s+for|s(?:ent|ends)|s(?:its?|at)\s+in|joined|came)\b",
    re.IGNORECASE,
)


def _takes_part(passage: Passage, start: int, end: int, role: Role | None) -> bool:
    text = passage.text
    if role in _SEATED:
        return True
    window = text[max(0, start - passage.start - 120) : end - passage.start + 120]
    return bool(
        re.search(
            r"\b(?:delegations?|attend\w*|nominees|t(?:ake|ook|akes|aking|aken)\s+part|participat\w+|represent(?:s|ed|ing|atives?)|present|(?:was|were|is|are)\s+there|invited|join(?:ed|ing)?\s+(?:the|by|in))\b",
            window,
            re.IGNORECASE,
        )
    )
