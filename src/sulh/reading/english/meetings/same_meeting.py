"""Score how well a candidate matches a meeting known from other candidates: their facts are compared, and a contradiction rules it out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.english.track_names import track_key
from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import Candidate

__all__ = ["REACH", "CandidateFacts", "MeetingFacts", "form_of", "match_score", "noun_of"]

FORMS = {
    MeetingKind.CALL: "call",
    MeetingKind.VISIT: "visit",
    MeetingKind.WORKING_GROUP: "group",
    MeetingKind.SIGNING: "signing",
}
# Nouns that can refer back to a meeting named by another noun: "the talks" for a round, "the meeting" for anything.
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
    "table": "meeting",
    "roundtable": "meeting",
    "round-table": "meeting",
}
# The most passages between a reference without any fact of its own ("the meeting") and the meeting it refers to.
REACH = 8
# The most passages between talks and the words that give their number.
COUNTED_NEAR = 3
# The most passages between two that call off the same meeting.
NEXT_TO = 2


SEVERAL = 2
# Score for agreeing dates, by the number of characters compared: a shared year is weak evidence, a shared day strong evidence.
DATE_SCORES = {4: 0.75, 7: 2.0, 10: 3.0}
ROUNDS = word_set("gathering_noun")


YEAR, MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d")


@dataclass(slots=True)
class MeetingFacts:
    """What the candidates joined so far state about one meeting."""

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
    ranges: set[tuple[str, str]] = field(default_factory=set)
    earlier: bool = False
    said_when: bool = False
    begun: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)

    def add(self, stated: CandidateFacts) -> None:
        """Add the facts of one more candidate."""
        candidate = stated.candidate
        self.members.setdefault(candidate.passage.index, []).append(candidate)
        self.last = max(self.last, candidate.passage.index)
        self.dates.update([stated.date] if stated.date else ())
        if candidate.span is not None and len(candidate.span.start or "") == len(candidate.span.end or "") == DAY:
            self.ranges.add((candidate.span.start or "", candidate.span.end or ""))
        if stated.date and len(stated.date) == DAY:
            self.begun.update([stated.date] if candidate.begins else ())
            self.ended.update([stated.date] if candidate.ends else ())
        self.ordinals.update([candidate.ordinal] if candidate.ordinal is not None else ())
        self.cities.update([stated.city] if stated.city is not None else ())
        self.countries.update(c for c in (candidate.place.country if candidate.place is not None else None, candidate.country) if c)
        self.actors.update(candidate.actors)
        self.statuses.update([candidate.status] if candidate.status is not None else ())
        self.forms.add(stated.form)
        self.nouns.add(stated.noun)
        self.tracks.update([stated.track] if stated.track is not None else ())
        self.kinds.add(candidate.kind)
        self.ahead = self.ahead or candidate.next
        self.earlier = self.earlier or candidate.earlier
        self.said_when = self.said_when or candidate.said_when

    def spans(self, stated: CandidateFacts) -> bool:
        """Return whether one is told by its first day and the other by its last: "began on 3 May", "ended on Friday"."""
        day, candidate = stated.date or "", stated.candidate
        if candidate.begins:
            return any(_within(day, last) for last in self.ended)
        return candidate.ends and any(_within(first, day) for first in self.begun)

    def during(self, stated: CandidateFacts) -> bool:
        """Return whether a day lies within the days of the meeting, in its city: a text signed on the last day of talks."""
        day = stated.date or ""
        there = stated.city in self.cities if self.cities else stated.form == "signing"
        return there and len(day) == DAY and any(start <= day <= end for start, end in self.ranges)


class CandidateFacts:
    """What one candidate states, computed once for all the meetings it is compared with."""

    __slots__ = ("actors", "candidate", "city", "date", "form", "has_facts", "month", "noun", "track", "year")

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
        # whether it states anything besides its noun
        self.has_facts = bool(
            candidate.ordinal or candidate.span or candidate.place or candidate.country or len(candidate.participants) > 1
        )

    def facts_that_must_agree(self) -> Iterator[tuple[str, Hashable]]:
        """Yield (kind, value) of the facts that a matching meeting must not contradict."""
        yield from self._which_and_where()
        if self.candidate.begins or self.candidate.ends:
            # a meeting that began in one month may have ended in the next
            return
        if self.year is not None:
            yield "year", self.year
        if self.month is not None:
            yield "month", self.month

    def facts_stated(self) -> Iterator[tuple[str, Hashable]]:
        """Yield (kind, value) of the facts by which later candidates can match at any distance; the value is None for an incomplete one."""
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
        """Yield (kind, value) of the facts of which a meeting must share one to match, unless it is mentioned close by."""
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
        """Yield the country stated besides a place, which need not be the country of that place."""
        if self.candidate.country:
            yield "country", self.candidate.country


def match_score(meeting: MeetingFacts, stated: CandidateFacts) -> float:
    """Return how well a candidate matches the facts of a meeting; 0 when a fact contradicts or too little agrees."""
    candidate = stated.candidate
    if _contradicts(meeting, stated):
        return 0.0
    score = 0.0
    date = stated.date
    if candidate.ordinal is not None and candidate.ordinal in meeting.ordinals and not (candidate.new_series and not candidate.track):
        # "a first meeting" opens a new series, so its number does not identify it
        score += 3
    if date and (near := [d for d in meeting.dates if close(date, d)]):
        score += DATE_SCORES.get(max(min(len(date), len(d)) for d in near), 2.0)
    elif meeting.during(stated):
        score += 1.0
    if (stated.city is not None and stated.city in meeting.cities) or _called_by_city(meeting, stated):
        score += 1.5
    elif candidate.country and candidate.country in meeting.countries:
        score += 1
    elif _goes_into_detail(meeting, stated):
        score += 1.3
    actors, theirs = stated.actors, meeting.actors
    overlap = len(actors & theirs) / len(actors | theirs) if actors and theirs else 0.0
    if overlap >= 0.5:
        score += 1 + overlap
    elif actors and actors <= theirs:
        score += 0.5
    noun = stated.noun
    distance = candidate.passage.index - meeting.last
    if stated.track is not None and stated.track in meeting.tracks:
        score += 0.75
        if candidate.status is MeetingStatus.CANCELLED and meeting.statuses == {MeetingStatus.CANCELLED} and abs(distance) <= NEXT_TO:
            # two sentences in succession that call off a meeting of one format call off the same one
            score += 1
    definite = candidate.definite or (candidate.anaphoric and not stated.has_facts)
    if definite and ((noun in meeting.nouns and distance >= 0) or (noun in LOOSE and 0 <= distance <= REACH)):
        score += max(0.6, 2.2 - 0.4 * distance) + (0.5 if noun in meeting.nouns else 0)
    if definite and noun and noun in meeting.nouns and 0 <= distance <= 1 and {candidate.status} == meeting.statuses:
        # "will hold a meeting in Vienna. The meeting will be chaired by": not the talks that it goes on with
        score += 1.25
    if definite and noun in meeting.nouns and 0 <= distance <= REACH and all(form == "meeting" for form in meeting.forms):
        score = max(score, 1.3)
    if noun in ROUNDS and noun in meeting.nouns and not candidate.new_series:
        score += 0.5
    if noun and noun in meeting.nouns and date is None and (candidate.title or -1 <= distance <= 4):
        score += 0.7
    if definite and noun == "summit" and meeting.nouns == {""} and meeting.kinds == {candidate.kind} and abs(distance) <= COUNTED_NEAR:
        # "The Heads of State met in Orra. The summit was attended by"
        score += 1.3
    place = candidate.place or candidate.country
    if (
        place
        and date is None
        and (meeting.dates or meeting.said_when)
        and not meeting.cities
        and stated.form == "meeting"
        and abs(distance) <= 4
        and noun in LOOSE | ROUNDS
        and not (meeting.statuses == {MeetingStatus.PLANNED} and candidate.background)
    ):
        score += 1.3
    follows = candidate.anaphoric and not candidate.title and not candidate.next and 0 <= distance <= COUNTED_NEAR
    if follows and _only_numbered(stated) and not meeting.ordinals and MeetingStatus.HELD in meeting.statuses:
        # "the talks ... after the eleventh round": their number follows
        score += 1.3 if meeting.nouns & (LOOSE | ROUNDS) - {""} else 0.0
    if candidate.title:
        score += 0.6
    elif {stated.form, *meeting.forms} == {"visit", "meeting"} and stated.form not in meeting.forms:
        # a journey may be for the meeting, but one told of as a meeting is nearer
        score = max(min(score, 1.3), score - 1.5)
    if not stated.has_facts and distance == 0 and (noun in LOOSE or noun in meeting.nouns):
        score += 1.2
    return score if score >= 1.25 else 0.0


def _goes_into_detail(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether the next sentence names the city of talks of which only the country was told, by day or number."""
    place, noun = stated.candidate.place, stated.noun
    near = 0 <= stated.candidate.passage.index - meeting.last <= 1 and noun in LOOSE | ROUNDS - {""}
    known = bool(meeting.cities or meeting.dates or meeting.ordinals) or stated.candidate.new_series or stated.candidate.background
    return near and not known and place is not None and place.country in meeting.countries and stated.form in meeting.forms


def _called_by_city(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether one is called by the city in which the other is held: "talks in Bangui", "the Bangui talks opened"."""
    named = stated.candidate.track.name if stated.candidate.track is not None else ""
    city, _, noun = named.rpartition(" ")
    return bool(city) and noun in LOOSE and city in meeting.cities


def _only_numbered(stated: CandidateFacts) -> bool:
    """Return whether a candidate states its number and nothing else."""
    candidate = stated.candidate
    facts = (candidate.span, candidate.place, candidate.country, candidate.track, len(candidate.participants) > 1)
    return candidate.ordinal is not None and stated.noun in ROUNDS and not any(facts)


def form_of(candidate: Candidate) -> str:
    """Return the form of a candidate's meeting; meetings of different forms are never joined."""
    return FORMS.get(candidate.kind, "meeting")


def noun_of(candidate: Candidate) -> str:
    """Return the noun that names the candidate, synonyms reduced to one."""
    return SAME_NOUN.get(candidate.noun, candidate.noun)


def _elsewhere(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether number, date, place or format differ."""
    candidate = stated.candidate
    if candidate.ordinal is not None and meeting.ordinals and candidate.ordinal not in meeting.ordinals:
        return True
    apart = bool(stated.date and meeting.dates) and not any(close(stated.date or "", d) for d in meeting.dates)
    if apart and not meeting.during(stated) and not meeting.spans(stated):
        return True
    if stated.city is not None and meeting.cities and stated.city not in meeting.cities:
        return True
    mine = candidate.place.country if candidate.place is not None else candidate.country
    if mine and meeting.countries and mine not in meeting.countries:
        return True
    return stated.track is not None and bool(meeting.tracks) and stated.track not in meeting.tracks


def _contradicts(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    if _elsewhere(meeting, stated):
        return True
    candidate = stated.candidate
    mates = [m for m in meeting.members.get(candidate.passage.index, ()) if m.trigger is not candidate.trigger]
    if stated.has_facts and (
        (candidate.background and candidate.track is not None and not meeting.tracks)
        or any(m.background != candidate.background for m in mates)
    ):
        return True
    settled = candidate.status is not MeetingStatus.PLANNED and not (candidate.definite and not stated.has_facts)
    if (
        candidate.next != meeting.ahead
        and not candidate.ordinal
        and not candidate.title
        and (candidate.next or settled)
        and not _both_planned(meeting, stated)
    ):
        # "the next round" is not the round already described, and the reverse
        return True
    if _of_another_time(meeting, stated):
        return True
    ministers = meeting.kinds == {MeetingKind.MINISTERIAL} and not meeting.ordinals and not meeting.tracks
    named = candidate.ordinal or candidate.status is MeetingStatus.CANCELLED
    if ministers and candidate.title and named and candidate.kind is MeetingKind.ROUND:
        # the numbered round of a title is not a ministerial meeting reported beside it
        return True
    form = stated.form
    if form not in meeting.forms and not (candidate.definite and candidate.noun in LOOSE and not stated.has_facts):
        if {form, *meeting.forms} == {"signing", "meeting"} and (meeting.during(stated) or _signed_there(meeting, stated)):
            return False
        visit = {form, *meeting.forms} == {"visit", "meeting"}
        if not visit or not (stated.actors & meeting.actors or candidate.definite):
            return True
    if stated.noun in ROUNDS and meeting.nouns & ROUNDS and stated.noun not in meeting.nouns and not candidate.title:
        return True
    if (candidate.next or meeting.ahead) and _another_series(meeting, stated):
        return True
    if stated.noun == "summit" and meeting.ordinals and "summit" not in meeting.nouns and not candidate.title:
        return True
    levels = meeting.kinds | {candidate.kind}
    if {MeetingKind.SUMMIT, MeetingKind.MINISTERIAL} <= levels and not candidate.definite and not candidate.title:
        return True
    statuses = meeting.statuses
    same_number = candidate.ordinal is not None and candidate.ordinal in meeting.ordinals
    if candidate.status is not None and statuses and candidate.status not in statuses and not same_number:
        been = {MeetingStatus.HELD, MeetingStatus.ONGOING}
        both = {candidate.status, *statuses}
        alike = both <= been or both >= {MeetingStatus.CANCELLED, MeetingStatus.PLANNED}
        taken_up = candidate.definite and stated.date is None
        newly_planned = candidate.status is MeetingStatus.PLANNED and MeetingStatus.PLANNED not in statuses
        if not alike and (not taken_up or newly_planned):
            return True
    if len(candidate.participants) > 1 and any(len(m.participants) > 1 and m.actors != stated.actors for m in mates):
        return True
    if _with_somebody_else(meeting, stated):
        return True
    if candidate.participants and meeting.actors and not candidate.definite and not candidate.title:
        shared = stated.actors & meeting.actors
        hosts_only = all(s.role is not None and s.role.value == "host" for s in candidate.participants)
        if len(candidate.participants) == 2 and candidate.separate and stated.actors != meeting.actors:
            return True
        if not shared and not hosts_only and len(candidate.participants) > 1 and candidate.kind is not MeetingKind.ROUND:
            return True
        if len(candidate.participants) == 2 and len(meeting.actors) == 2 and stated.actors != meeting.actors:
            return True
    return False


def _signed_there(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether an undated signing is told right behind a meeting of just those who sign: what is signed there is its result."""
    near = 0 <= stated.candidate.passage.index - meeting.last <= NEXT_TO
    return stated.form == "signing" and stated.date is None and near and len(meeting.actors) > 1 and stated.actors == meeting.actors


def _both_planned(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether both are still to come, of the same sides in the same city: "will meet in X", "hosts them in X for the next round"."""
    planned = stated.candidate.status is MeetingStatus.PLANNED and meeting.statuses == {MeetingStatus.PLANNED}
    return planned and stated.city is not None and stated.city in meeting.cities and bool(stated.actors & meeting.actors)


def _with_somebody_else(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether "a meeting with X" is told beside one of several at which X was not: it is another."""
    candidate = stated.candidate
    if not candidate.new_series or candidate.title or stated.noun not in LOOSE or len(meeting.actors) < SEVERAL:
        return False
    same_day = stated.date is not None and len(stated.date) == DAY and stated.date in meeting.dates
    if same_day or candidate.ordinal is not None or candidate.place is not None:
        return False
    helping = ("host", "mediator", "facilitator", "observer")
    others = [seat for seat in candidate.participants if seat.actor.id not in meeting.actors]
    return any(seat.role is None or seat.role.value not in helping for seat in others)


def _of_another_time(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether one is "the previous round" and the other the meeting that the text is about; the same day or number joins them."""
    candidate = stated.candidate
    if candidate.earlier == meeting.earlier:
        return False
    known = candidate.ordinal is not None and candidate.ordinal in meeting.ordinals
    if known or (stated.date is not None and len(stated.date) == DAY and any(close(stated.date, d) for d in meeting.dates)):
        return False
    return candidate.earlier or candidate.title or stated.has_facts


def _another_series(meeting: MeetingFacts, stated: CandidateFacts) -> bool:
    """Return whether one is the next summit and the other the next meeting of a format."""
    if stated.noun == "summit":
        return bool(meeting.tracks) and "summit" not in meeting.nouns
    return stated.track is not None and meeting.nouns == {"summit"} and not meeting.tracks


def close(a: str, b: str) -> bool:
    """Return whether two EDTF dates can be the same day or one contains the other; a difference of one day is allowed."""
    n = min(len(a), len(b))
    if _agree(a[:n], b[:n]):
        return True
    if len(a) == len(b) == DAY and a[8:].isdigit() and b[8:].isdigit() and abs(int(a[8:]) - int(b[8:])) <= 1:
        return _agree(a[:8], b[:8])
    return False


DAY = 10
# The most days that talks last whose first and last day stand in different sentences.
LONGEST = 60


def _within(first: str, last: str) -> bool:
    """Return whether talks may have lasted from one day to another."""
    try:
        days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    except ValueError:
        return False
    return 0 < days <= LONGEST


def _agree(a: str, b: str) -> bool:
    """Return whether two parts of dates are equal except for unknown digits."""
    return a == b or (("X" in a or "X" in b) and all(x == y or "X" in (x, y) for x, y in zip(a, b, strict=True)))
