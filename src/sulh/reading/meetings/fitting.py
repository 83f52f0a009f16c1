"""How well a candidate fits a meeting that other candidates tell of: what they say is compared, and a contradiction forbids."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.track_names import track_key

__all__ = ["REACH", "Saying", "Told", "fitness", "form_of", "noun_of"]

FORMS = {
    MeetingKind.CALL: "call",
    MeetingKind.VISIT: "visit",
    MeetingKind.WORKING_GROUP: "group",
    MeetingKind.SIGNING: "signing",
}
# Nouns that may take up a meeting named by another noun: "the talks" for a round, "the meeting" for anything.
LOOSE = {"meeting", "talks", "negotiations", "discussions", "event", "gathering", "consultations", "", "meetings"}
SAME_NOUN = {
    "rounds": "round",
    "summits": "summit",
    "sessions": "session",
    "visits": "visit",
    "trip": "visit",
    "tour": "visit",
    "calls": "call",
    "plenary": "session",
    "discussions": "talks",
    "negotiations": "talks",
    "negotiation": "talks",
    "dialogue": "talks",
}
# How far back an anaphor without any fact of its own may reach, in passages.
REACH = 8


# What the agreement of two dates is worth by the digits they share: a year fits much, a month some, a day little else.
FITNESS = {4: 0.75, 7: 2.0, 10: 3.0}
ROUNDS = {"round", "summit", "session", "conference"}


YEAR, MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d")


@dataclass(slots=True)
class Told:
    """What the candidates joined so far say of one meeting."""

    members: dict[int, list[Candidate]] = field(default_factory=dict)
    last: int = -1
    dates: set[str] = field(default_factory=set)
    ordinals: set[int] = field(default_factory=set)
    cities: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    statuses: set[MeetingStatus] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    tracks: set[str] = field(default_factory=set)
    kinds: set[MeetingKind] = field(default_factory=set)
    ahead: bool = False

    def add(self, said: Saying) -> None:
        """Take in one more candidate."""
        candidate = said.candidate
        self.members.setdefault(candidate.passage.index, []).append(candidate)
        self.last = max(self.last, candidate.passage.index)
        self.dates.update([said.date] if said.date else ())
        self.ordinals.update([candidate.ordinal] if candidate.ordinal is not None else ())
        self.cities.update([said.city] if said.city is not None else ())
        self.countries.update(c for c in (candidate.place.country if candidate.place is not None else None, candidate.country) if c)
        self.actors.update(candidate.actors)
        self.statuses.update([candidate.status] if candidate.status is not None else ())
        self.forms.add(said.form)
        self.nouns.add(said.noun)
        self.tracks.update([said.track] if said.track is not None else ())
        self.kinds.add(candidate.kind)
        self.ahead = self.ahead or candidate.next


class Saying:
    """What one candidate says, worked out once for all the meetings it is compared with."""

    __slots__ = ("actors", "candidate", "city", "date", "facts", "form", "month", "noun", "track", "year")

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.date = candidate.span.start if candidate.span else None
        date = self.date or ""
        self.year = date[:4] if YEAR.match(date) else None
        self.month = date[:7] if MONTH.match(date) else None
        self.city = candidate.place.current_name if candidate.place is not None else None
        self.actors = candidate.actors
        self.track = track_key(candidate.track.name) if candidate.track is not None else None
        self.form = form_of(candidate)
        self.noun = noun_of(candidate)
        # whether it says anything beside its noun
        self.facts = bool(candidate.ordinal or candidate.span or candidate.place or candidate.country or len(candidate.seats) > 1)

    def must_agree(self) -> Iterator[tuple[str, Hashable]]:
        """What no meeting may tell otherwise that is to be fit for this candidate, each under its kind."""
        yield from self._which_and_where()
        if self.year is not None:
            yield "year", self.year
        if self.month is not None:
            yield "month", self.month

    def facts_told(self) -> Iterator[tuple[str, Hashable]]:
        """What may speak for another candidate at any distance, each under its kind; None for what is not known in full."""
        yield from (("actor", actor) for actor in self.candidate.actors)
        yield "noun", self.noun
        yield from self._which_and_where()
        yield from self._other_country()
        if self.date:
            yield "date", None
            yield "year", self.year
            yield "month", self.month
            if self.month is None:
                yield "year alone", self.year

    def facts_sought(self) -> Iterator[tuple[str, Hashable]]:
        """What a meeting must have one of to be fit for this candidate, unless it is told of near by."""
        yield from (("actor", actor) for actor in self.actors)
        yield from self._which_and_where()
        yield from self._other_country()
        if self.candidate.title or ((self.candidate.definite or self.candidate.anaphoric) and self.noun in ROUNDS):
            yield "noun", self.noun
        if self.date:
            yield ("date", None) if self.year is None else ("year", None)
        if self.month is not None:
            yield "month", self.month
            yield "year alone", self.year
        elif self.year is not None:
            yield "year", self.year

    def _which_and_where(self) -> Iterator[tuple[str, Hashable]]:
        candidate = self.candidate
        if candidate.ordinal is not None:
            yield "ordinal", candidate.ordinal
        if self.city is not None:
            yield "city", self.city
        if self.track is not None:
            yield "track", self.track
        if country := candidate.place.country if candidate.place is not None else candidate.country:
            yield "country", country

    def _other_country(self) -> Iterator[tuple[str, Hashable]]:
        """The country told beside a place, which need not be that of the place."""
        if self.candidate.country:
            yield "country", self.candidate.country


def fitness(told: Told, said: Saying) -> float:
    """How well a candidate fits what is told of a meeting; 0 when something contradicts or nothing speaks for it."""
    candidate = said.candidate
    if _contradicts(told, said):
        return 0.0
    score = 0.0
    date = said.date
    if candidate.ordinal is not None and candidate.ordinal in told.ordinals and not (candidate.fresh and not candidate.track):
        # "a first meeting" is the first of something of its own
        score += 3
    if date and (near := [d for d in told.dates if close(date, d)]):
        score += FITNESS.get(max(min(len(date), len(d)) for d in near), 2.0)
    if said.city is not None and said.city in told.cities:
        score += 1.5
    elif candidate.country and candidate.country in told.countries:
        score += 1
    actors, theirs = said.actors, told.actors
    overlap = len(actors & theirs) / len(actors | theirs) if actors and theirs else 0.0
    if overlap >= 0.5:
        score += 1 + overlap
    elif actors and actors <= theirs:
        score += 0.5
    noun = said.noun
    distance = candidate.passage.index - told.last
    if said.track is not None and said.track in told.tracks:
        score += 0.75
    definite = candidate.definite or (candidate.anaphoric and not said.facts)
    if definite and ((noun in told.nouns and distance >= 0) or (noun in LOOSE and 0 <= distance <= REACH)):
        score += max(0.6, 2.2 - 0.4 * distance) + (0.5 if noun in told.nouns else 0)
    if definite and noun in told.nouns and 0 <= distance <= REACH and all(form == "meeting" for form in told.forms):
        score = max(score, 1.3)
    if noun in ROUNDS and noun in told.nouns and not candidate.fresh:
        score += 0.5
    if noun and noun in told.nouns and date is None and (candidate.title or -1 <= distance <= 4):
        score += 0.7
    place = candidate.place or candidate.country
    if (
        place
        and date is None
        and told.dates
        and not told.cities
        and said.form == "meeting"
        and abs(distance) <= 4
        and noun in LOOSE | ROUNDS
    ):
        score += 1.3
    if candidate.title:
        score += 0.6
    if not said.facts and distance == 0 and (noun in LOOSE or noun in told.nouns):
        score += 1.2
    return score if score >= 1.25 else 0.0


def form_of(candidate: Candidate) -> str:
    """The form of a candidate's meeting; forms do not mix."""
    return FORMS.get(candidate.kind, "meeting")


def noun_of(candidate: Candidate) -> str:
    """The noun a candidate is named by, synonyms folded."""
    return SAME_NOUN.get(candidate.noun, candidate.noun)


def _elsewhere(told: Told, said: Saying) -> bool:
    """Whether the two have another number, day, place or format."""
    candidate = said.candidate
    if candidate.ordinal is not None and told.ordinals and candidate.ordinal not in told.ordinals:
        return True
    if said.date and told.dates and not any(close(said.date, d) for d in told.dates):
        return True
    if said.city is not None and told.cities and said.city not in told.cities:
        return True
    mine = candidate.place.country if candidate.place is not None else candidate.country
    if mine and told.countries and mine not in told.countries:
        return True
    return said.track is not None and bool(told.tracks) and said.track not in told.tracks


def _contradicts(told: Told, said: Saying) -> bool:
    if _elsewhere(told, said):
        return True
    candidate = said.candidate
    mates = [m for m in told.members.get(candidate.passage.index, ()) if m.trigger is not candidate.trigger]
    if said.facts and (
        (candidate.background and candidate.track is not None and not told.tracks)
        or any(m.background != candidate.background for m in mates)
    ):
        return True
    settled = candidate.status is not MeetingStatus.PLANNED and not (candidate.definite and not said.facts)
    if candidate.next != told.ahead and not candidate.ordinal and not candidate.title and (candidate.next or settled):
        # "the next round" is not the one told of, nor is that one the next
        return True
    ministers = told.kinds == {MeetingKind.MINISTERIAL} and not told.ordinals and not told.tracks
    if ministers and candidate.title and candidate.ordinal and candidate.kind is MeetingKind.ROUND:
        # the numbered round of a title is no meeting of ministers beside it
        return True
    form = said.form
    if form not in told.forms and not (candidate.definite and candidate.noun in LOOSE and not said.facts):
        visit = {form, *told.forms} == {"visit", "meeting"}
        if not visit or not (said.actors & told.actors or candidate.definite):
            return True
    if said.noun in ROUNDS and told.nouns & ROUNDS and said.noun not in told.nouns and not candidate.title:
        return True
    if said.noun == "summit" and told.ordinals and "summit" not in told.nouns and not candidate.title:
        return True
    levels = told.kinds | {candidate.kind}
    if {MeetingKind.SUMMIT, MeetingKind.MINISTERIAL} <= levels and not candidate.definite and not candidate.title:
        return True
    statuses = told.statuses
    same_number = candidate.ordinal is not None and candidate.ordinal in told.ordinals
    if candidate.status is not None and statuses and candidate.status not in statuses and not same_number:
        been = {MeetingStatus.HELD, MeetingStatus.ONGOING}
        both = {candidate.status, *statuses}
        alike = both <= been or both >= {MeetingStatus.CANCELLED, MeetingStatus.PLANNED}
        taken_up = candidate.definite and said.date is None
        newly_planned = candidate.status is MeetingStatus.PLANNED and MeetingStatus.PLANNED not in statuses
        if not alike and (not taken_up or newly_planned):
            return True
    if len(candidate.seats) > 1 and any(len(m.seats) > 1 and m.actors != said.actors for m in mates):
        return True
    if candidate.seats and told.actors and not candidate.definite and not candidate.title:
        shared = said.actors & told.actors
        hosts_only = all(s.role is not None and s.role.value == "host" for s in candidate.seats)
        if len(candidate.seats) == 2 and candidate.apart and said.actors != told.actors:
            return True
        if not shared and not hosts_only and len(candidate.seats) > 1 and candidate.kind is not MeetingKind.ROUND:
            return True
        if len(candidate.seats) == 2 and len(told.actors) == 2 and said.actors != told.actors:
            return True
    return False


def close(a: str, b: str) -> bool:
    """Whether two EDTF dates can be the same day or one contains the other; days of one meeting may differ by little."""
    n = min(len(a), len(b))
    if _agree(a[:n], b[:n]):
        return True
    if len(a) == len(b) == DAY and a[8:].isdigit() and b[8:].isdigit() and abs(int(a[8:]) - int(b[8:])) <= 1:
        return _agree(a[:8], b[:8])
    return False


DAY = 10


def _agree(a: str, b: str) -> bool:
    """Whether two stretches of dates are the same but for what one of them leaves open."""
    return a == b or (("X" in a or "X" in b) and all(x == y or "X" in (x, y) for x, y in zip(a, b, strict=True)))
