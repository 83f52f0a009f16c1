"""One candidate for each of the meetings that one wording tells of: stops of a journey, days, counterparts."""

from __future__ import annotations

from dataclasses import replace

from sulh.model import MeetingKind
from sulh.reading.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, Seat
from sulh.reading.meetings.extent import days_run_on, run_of

__all__ = ["by_day", "distributed"]


def _itinerary(candidate: Candidate, goals: list[Seat]) -> list[Candidate]:
    """A journey to several states is one visit to each."""
    guests = [s for s in candidate.seats if s not in goals]
    parts = []
    for goal in goals:
        country = dict(goal.actor.ids).get("iso2")
        at = goal.cites[0]
        city = next((p for p in candidate.passage.places if p.place.kind == "city" and p.start < at[1] and at[0] < p.end), None)
        place, place_at = (candidate.place, candidate.place_at) if candidate.place and candidate.place.country == country else (None, None)
        if city is not None:
            place, place_at = city.place, (city.start, city.end)
        seats = [Seat(s.actor, s.role, list(s.cites)) for s in (*guests, goal)]
        parts.append(
            replace(
                candidate,
                seats=seats,
                place=place,
                place_at=place_at,
                country=country,
                country_at=goal.cites[0],
                cites=list(candidate.cites),
                people=list(candidate.people),
                apart=True,
            )
        )
    return parts


def by_day(context: Context, candidate: Candidate) -> list[Candidate]:
    """ "The meetings of the Defence Ministers on April 25 and of the Foreign Ministers on May 10": one for each day.

    Two days that follow each other and stand side by side are the first and the last of one meeting: "on 31 October and 1 November".
    """
    if len(candidate.days) == 2 and days_run_on(context, *candidate.days):
        first, last = candidate.days
        return [replace(candidate, mention=first, span=run_of(context, first, last), days=[first], until=last)]
    if (
        len(candidate.days) < 2
        or not candidate.noun.endswith("s")
        or candidate.noun in ("talks", "consultations", "negotiations", "discussions")
    ):
        return [candidate]
    return [
        replace(
            candidate,
            mention=day,
            span=context.date(day),
            days=[day],
            seats=[replace(s, cites=list(s.cites)) for s in candidate.seats],
            cites=list(candidate.cites),
        )
        for day in candidate.days
    ]


def distributed(candidate: Candidate) -> list[Candidate]:
    """One candidate per counterpart where one side meets several separately."""
    text = candidate.passage.text
    plural = {t.lower for t in candidate.trigger.nouns} & {"meetings", "calls", "bilaterals", "conversations"}
    goals = [s for s in candidate.seats if s.visited]
    if len(goals) > 1:
        return _itinerary(candidate, goals)
    if len(candidate.seats) < 3 or not (pattern(r"\b(?:<separate_cue>)\b").search(text) or plural):
        return [candidate]
    verbs = [t for t in candidate.trigger.tokens if t.tag.startswith("VB")]
    pivot = verbs[0].start if verbs else candidate.trigger.head.start
    own = [s for s in candidate.seats if s.cites[0][0] < pivot]
    others = [s for s in candidate.seats if s.cites[0][0] >= pivot]
    if len(own) != 1 or len(others) < 2:
        return [candidate]
    parts = []
    for other in others:
        near = [p for p in candidate.people if p[0].actor in (own[0].actor, other.actor)]
        seats = [Seat(s.actor, s.role, list(s.cites)) for s in (own[0], other)]
        kind = candidate.kind if candidate.kind is MeetingKind.CALL else MeetingKind.CONSULTATION
        parts.append(replace(candidate, kind=kind, seats=seats, people=near, cites=list(candidate.cites), apart=True))
    return parts
