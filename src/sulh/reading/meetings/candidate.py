"""A candidate meeting: what one passage states about one meeting, before passages about the same meeting are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sulh.actors.places import Place
from sulh.model import Actor, MeetingKind, MeetingStatus, Role
from sulh.reading.mentions import MeetingTrigger, NamedPerson, TrackMention
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention, DateSpan

__all__ = ["Candidate", "Participant", "add_participant", "is_spokesperson", "text_before"]


@dataclass(slots=True)
class Participant:
    """An actor that a passage names as taking part in a meeting; `role` is set when the wording gives one."""

    actor: Actor
    role: Role | None
    cites: list[tuple[int, int]]
    visited: bool = False


@dataclass(slots=True)
class Candidate:
    """What the clause around one trigger states about its meeting; spans are document offsets.

    `definite` ("this meeting") and `anaphoric` ("the meeting") refer to a meeting already mentioned, `possessive` is "their meeting",
    `next` is "the next round", `earlier` "the previous round" and `new_series` "a first meeting". `title` marks a heading, `background`
    a meeting named only as before or after another event, `separate` one part of a split candidate, and `past_day` a date that is past
    whatever the status.
    """

    passage: Passage
    trigger: MeetingTrigger
    kind: MeetingKind
    status: MeetingStatus | None
    noun: str
    definite: bool
    start: int
    end: int
    ordinal: int | None = None
    track: TrackMention | None = None
    span: DateSpan | None = None
    mention: DateMention | None = None
    days: list[DateMention] = field(default_factory=list)
    until: DateMention | None = None
    place: Place | None = None
    place_at: tuple[int, int] | None = None
    country: str | None = None
    country_at: tuple[int, int] | None = None
    participants: list[Participant] = field(default_factory=list)
    people: list[tuple[NamedPerson, int, int]] = field(default_factory=list)
    cites: list[tuple[int, int]] = field(default_factory=list)
    title: bool = False
    separate: bool = False
    anaphoric: bool = False
    background: bool = False
    new_series: bool = False
    past_day: bool = False
    possessive: bool = False
    next: bool = False
    earlier: bool = False
    said_when: bool = False  # the words say when, by a day that nothing in the document fixes: "on Tuesday evening"
    fixed: bool = False  # `span` is the date as it stands: the row of a chronology fixes its year
    begins: bool = False  # the day is the first of the meeting: "began on Monday"
    ends: bool = False  # the day is its last: "ended on Friday"
    shift: int = 0  # days from the day of `mention` to that of the meeting: "on Saturday, two days after they signed it"

    @property
    def actors(self) -> set[str]:
        """Identifiers of the participants."""
        return {s.actor.id for s in self.participants}


def add_participant(candidate: Candidate, actor: Actor, role: Role | None, start: int, end: int, *, visited: bool = False) -> None:
    for participant in candidate.participants:
        if participant.actor == actor:
            participant.visited = participant.visited or visited
            participant.role = participant.role or role
            participant.cites.append((start, end))
            return
    candidate.participants.append(Participant(actor, role, [(start, end)], visited))


def text_before(passage: Passage, offset: int, length: int) -> str:
    at = offset - passage.start
    return passage.text[max(0, at - length) : at]


def is_spokesperson(person: NamedPerson) -> bool:
    """Return whether a person is a spokesperson, who speaks for others and is not taken to attend."""
    return bool(person.office) and bool(re.search(r"spokes(?:person|man|woman)", person.office or "", re.IGNORECASE))
