"""Assign every actor and person of a passage to the meeting they take part in, with the role that the wording gives."""

from __future__ import annotations

import re

from sulh.model import Role
from sulh.reading.english.context import Context
from sulh.reading.english.default_roles import only_asked
from sulh.reading.english.meetings.location import hosts
from sulh.reading.english.meetings.participants import meeting_attended, only_reports
from sulh.reading.english.meetings.roles import role_at
from sulh.reading.english.meetings.travel import destination
from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import Candidate, add_participant, is_spokesperson
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.passages import Passage, Reference

__all__ = ["assign_counted", "assign_roles"]


def assign_roles(context: Context, passage: Passage, triggers: list[MeetingTrigger], by_trigger: dict[int, Candidate]) -> None:
    """Assign the actors and persons of a passage to the meetings they take part in, and set hosts, destinations and roles."""
    for reference in passage.references:
        if not reference.agent or only_asked(passage, reference) or only_reports(passage, reference.start, reference.end, triggers):
            continue
        owner = meeting_attended(passage, reference.start, reference.end, triggers)
        if owner is None and INVITED.search(passage.text[: reference.start - passage.start]):
            owner = triggers[0]
        if owner is None:
            continue
        candidate = by_trigger[id(owner)]
        for actor in reference.actors:
            role = role_at(passage, reference, owner)
            add_participant(candidate, actor, role, reference.start, reference.end, visited=destination(passage, owner, reference))
    _assign_pronouns(context, passage, triggers, by_trigger)
    for reference in passage.references:
        if reference.agent or reference.form not in ("capital", "name", "seat"):
            continue
        met = OF_MEETING.search(passage.text[: reference.start - passage.start])
        owner = next((t for t in triggers if met and any(n.start == passage.start + met.start(1) for n in t.nouns)), None) if met else None
        topic = MODIFIES.match(passage.text, reference.end - passage.start)
        if owner is not None and not topic:
            add_participant(by_trigger[id(owner)], reference.actors[0], None, reference.start, reference.end)
            continue
        for trigger in triggers:
            if hosts(passage, trigger, reference.start, reference.end):
                add_participant(by_trigger[id(trigger)], reference.actors[0], Role.HOST, reference.start, reference.end)
            elif destination(passage, trigger, reference):
                goal = by_trigger[id(trigger)]
                add_participant(goal, reference.actors[0], None, reference.start, reference.end, visited=True)
                if goal.place is None and reference.form == "name":
                    goal.country, goal.country_at = dict(reference.actors[0].ids).get("iso2"), (reference.start, reference.end)
    for person, start, end in context.people_in(passage):
        if only_reports(passage, start, end, triggers) or is_spokesperson(person):
            continue
        owner = meeting_attended(passage, start, end, triggers)
        if owner is None:
            continue
        candidate = by_trigger[id(owner)]
        candidate.people.append((person, start, end))
        if person.actor is not None:
            inside = Reference(start, end, (person.actor,), "person")
            if any(person.actor in r.actors and r.end <= start and only_asked(passage, r) for r in passage.references):
                continue
            add_participant(candidate, person.actor, role_at(passage, inside, owner), start, end)


MODIFIES = re.compile(r"\s+(?:\w+\s+)?(?:talks|process|crisis|conflict|settlement|war|issue|format|track|negotiations)\b", re.IGNORECASE)


INVITED = re.compile(
    r"\b(?:hosted\s+by|at\s+the\s+invitation\s+of|invited\s+by|(?:up)?on\s+the\s+invitation\s+of)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)


# "the meeting of the United States and Ukraine", "talks between Belgrade and Pristina"
OF_MEETING = re.compile(
    r"\b(meetings?|talks|negotiations|consultations|summit|dialogue|calls?|session|round)\s+(?:of|between|with)\s+(?:the\s+)?(?:(?-i:[A-Z])[\w.’'-]*,?\s+(?:and\s+)?(?:the\s+)?)*$",
    re.IGNORECASE,
)


MANY = re.compile(
    r"\b(?:(?P<n3>trilateral|tripartite|three-way|triangular)|(?P<n4>quadrilateral|four-way|quadripartite)|(?P<n5>five-way))\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


def assign_counted(context: Context, passage: Passage, candidate: Candidate) -> None:
    """Assign the participants of "the trilateral meeting": the last three actors named together."""
    match = MANY.search(passage.text[: candidate.trigger.head.start - passage.start])
    if match is None:
        return
    count = 3 if match["n3"] else 4 if match["n4"] else 5
    last = next(context.groups.before(candidate.trigger.start, count, lambda g: len(g.actors) == count), None)
    if last is not None:
        for actor in last.actors:
            add_participant(candidate, actor, None, last.start, last.end)


OWNERS = {"his", "her"}


PRONOUNS = {"he", "she", "they", "we", "i", "it"}


def _assign_pronouns(context: Context, passage: Passage, triggers: list[MeetingTrigger], by_trigger: dict[int, Candidate]) -> None:
    """Assign the person or actor that a pronoun subject refers to: "In Muscat he met ..."."""
    for trigger in triggers:
        clauses = [c for n in trigger.nouns for c in passage.children(n, "relcl") if c.lower in ("had", "has", "have", "held")]
        for verb in (*(t for t in trigger.tokens if t.tag.startswith("VB")), *clauses):
            subject = context.subject_token(passage, verb)
            if subject is None or subject.lower not in PRONOUNS:
                continue
            for actor in context.actors_of(passage, subject, verb):
                add_participant(by_trigger[id(trigger)], actor, None, subject.start, subject.end)
        for owner in (c for n in trigger.nouns for c in passage.children(n, "poss") if c.lower in OWNERS):
            # "in her meetings with": the official named last
            for actor in context.actors_of(passage, owner):
                add_participant(by_trigger[id(trigger)], actor, None, owner.start, owner.end)
        _assign_praised(context, passage, by_trigger[id(trigger)])
        _assign_officials(context, passage, by_trigger[id(trigger)])


PRAISING = word_set("praising_verb")


def _assign_praised(context: Context, passage: Passage, candidate: Candidate) -> None:
    """Assign those praised for holding the talks: "We commend A and B for holding talks"."""
    for verb in candidate.trigger.tokens:
        above = passage.tokens[verb.head]
        praise = passage.tokens[above.head]
        if verb.dep != "pcomp" or above.lower != "for" or praise.lower not in PRAISING:
            continue
        for praised in passage.children(praise, "dobj"):
            low, high = passage.subtree(praised)
            for person, start, end in context.people_in(passage, low, high):
                candidate.people.append((person, start, end))
                if person.actor is not None:
                    add_participant(candidate, person.actor, None, start, end)
            for reference in passage.within(low, high):
                if reference.agent:
                    add_participant(candidate, reference.actors[0], None, reference.start, reference.end)


OFFICIALS = re.compile(
    r"\b(?:met|meets?|meeting|talks|talked|consultations)\s+(?:\w+\s+)?(?:with\s+)?(?:[a-z-]+\s+){0,3}(officials|leaders|ministers|counterparts?|authorities)\b"
)


def _assign_officials(context: Context, passage: Passage, candidate: Candidate) -> None:
    """ "In Saudi Arabia he met with senior government officials": assign officials of unnamed states to the country of the meeting."""
    match = OFFICIALS.search(passage.text)
    country = candidate.country or (candidate.place.country if candidate.place else None)
    if match is None or country is None or len(candidate.participants) != 1 or not candidate.trigger.verbs:
        return
    state = context.authority.get(context.authority.iso3(country) or "")
    if state is not None and state != candidate.participants[0].actor:
        start = passage.start + match.start(1)
        add_participant(candidate, state, None, start, passage.start + match.end(1))
