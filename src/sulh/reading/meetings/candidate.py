"""A candidate: what one passage says of one meeting, before passages are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sulh.actors.places import Place
from sulh.model import Actor, MeetingKind, MeetingStatus, Role
from sulh.reading.meetings.triggers import Trigger
from sulh.reading.passages import Passage
from sulh.reading.people import Person
from sulh.reading.track_names import TrackMention
from sulh.text.dates import DateMention, Span

__all__ = ["Candidate", "Seat", "add_seat", "is_spokesperson", "text_before"]


@dataclass(slots=True)
class Seat:
    """One actor's place at a meeting as a passage tells it; `role` when the wording gives one."""

    actor: Actor
    role: Role | None
    cites: list[tuple[int, int]]
    visited: bool = False


@dataclass(slots=True)
class Candidate:
    """What one trigger says of its meeting; spans are document offsets."""

    passage: Passage
    trigger: Trigger
    kind: MeetingKind
    status: MeetingStatus | None
    noun: str
    definite: bool
    start: int
    end: int
    ordinal: int | None = None
    track: TrackMention | None = None
    span: Span | None = None
    mention: DateMention | None = None
    days: list[DateMention] = field(default_factory=list)
    until: DateMention | None = None
    place: Place | None = None
    place_at: tuple[int, int] | None = None
    country: str | None = None
    country_at: tuple[int, int] | None = None
    seats: list[Seat] = field(default_factory=list)
    people: list[tuple[Person, int, int]] = field(default_factory=list)
    cites: list[tuple[int, int]] = field(default_factory=list)
    title: bool = False
    apart: bool = False
    anaphoric: bool = False
    background: bool = False
    fresh: bool = False
    behind: bool = False
    theirs: bool = False
    next: bool = False

    @property
    def actors(self) -> set[str]:
        """Identifiers of the actors seated."""
        return {s.actor.id for s in self.seats}


def add_seat(candidate: Candidate, actor: Actor, role: Role | None, start: int, end: int, *, visited: bool = False) -> None:
    for seat in candidate.seats:
        if seat.actor == actor:
            seat.visited = seat.visited or visited
            seat.role = seat.role or role
            seat.cites.append((start, end))
            return
    candidate.seats.append(Seat(actor, role, [(start, end)], visited))


def text_before(passage: Passage, offset: int, length: int) -> str:
    at = offset - passage.start
    return passage.text[max(0, at - length) : at]


def is_spokesperson(person: Person) -> bool:
    """Whether a person only speaks for others, and so is not at the table."""
    return bool(person.office) and bool(re.search(r"spokes(?:person|man|woman)", person.office or "", re.IGNORECASE))
