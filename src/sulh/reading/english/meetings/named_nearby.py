"""Seat the officials whom the sentences beside a main meeting name: "For the army there was General A; Minister B presided"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sulh.model import MeetingKind
from sulh.reading.english.context import Context
from sulh.reading.english.default_roles import only_asked
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import Candidate, Participant, is_spokesperson
from sulh.reading.mentions import NamedPerson
from sulh.reading.passages import Passage

__all__ = ["add_named_nearby"]

# The most passages between the words of a meeting and the officials who were there.
REACH = 2
# Who is named beside a call or a journey is often spoken of, not there.
MEETS = frozenset(MeetingKind) - {MeetingKind.CALL, MeetingKind.VISIT}


def add_named_nearby(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Add the officials named near the first main meeting, and whom they represent, where no other meeting is reported."""
    named = {person.name for cluster in clusters for member in cluster.members for person, _, _ in member.people}
    for main in main_meetings[:1]:
        if not {m.kind for m in main.members} <= MEETS:
            continue
        elsewhere = {m.passage.index for c in clusters if c is not main for m in c.members}
        own = {m.passage.index for m in main.members if not m.title}
        member = next((m for m in main.members if not m.title), None)
        if member is None:
            continue
        for passage in _beside(context, own, elsewhere):
            for person, start, end in context.people_in(passage):
                if person.name not in named and _may_attend(context, passage, person, start, end):
                    _seat(member, person, start, end)


def _beside(context: Context, own: set[int], elsewhere: set[int]) -> Iterator[Passage]:
    near = sorted({index + step for index in own for step in range(-REACH, REACH + 1)})
    for index in near:
        if 0 <= index < len(context.passages) and index not in elsewhere and not context.passages[index].heading:
            yield context.passages[index]


def _may_attend(context: Context, passage: Passage, person: NamedPerson, start: int, end: int) -> bool:
    """Return whether the words around an official allow that they were there."""
    if is_spokesperson(person) or not (person.office or person.actor or person.leads) or not _is_name(context, passage, start, end):
        return False
    if any(person.actor in r.actors and r.end <= start and only_asked(passage, r) for r in passage.references):
        return False
    before, after = context.text[passage.start : start], context.text[end : passage.end]
    absent = pattern(ABSENT).search(before) or pattern(LEFT).match(after)
    return absent is None and _acts(passage, end)


ABSENT = r"\b(?:<absence_before>)\s+(?:[\w.-]+\s+){0,4}$"
LEFT = r"['\u2019]s?\b|,?\s+(?:[^.;]{0,60},\s+)?(?:<absence_after>)\b"
TITLED = r"\b(?:<office_head>|<honorific>)\.?\s+$"


def _is_name(context: Context, passage: Passage, start: int, end: int) -> bool:
    """Return whether capitals name a person: more than one word, or a surname behind an office, and no place or actor."""
    if any(p.start < end and start < p.end for p in passage.places) or any(r.start <= start and end <= r.end for r in passage.references):
        return False
    return len(context.text[start:end].split()) > 1 or pattern(TITLED).search(context.text, passage.start, start) is not None


def _acts(passage: Passage, end: int) -> bool:
    """Return whether a person does something in a sentence, or stands behind a preposition of company: no mere object, no loose line."""
    node = passage.token_at(end - 1)
    while node is not None and node.dep in ("appos", "conj", "compound", "nmod") and node.head != node.i:
        node = passage.tokens[node.head]
    if node is None or node.dep in ("dobj", "ROOT"):
        return False
    return node.dep != "pobj" or passage.tokens[node.head].lower in word_set("company_preposition")


def _seat(member: Candidate, person: NamedPerson, start: int, end: int) -> None:
    member.people.append((person, start, end))
    if person.actor is not None and person.actor.id not in member.actors:
        member.participants.append(Participant(person.actor, None, [(start, end)]))
