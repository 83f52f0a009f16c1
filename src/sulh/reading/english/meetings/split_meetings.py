"""Split a candidate whose wording covers several meetings: stops of a journey, separate days, separate counterparts."""

from __future__ import annotations

from dataclasses import replace

from sulh.model import MeetingKind
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.extent import are_consecutive, span_between
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, Participant

__all__ = ["split_by_counterpart", "split_by_day"]


def _split_journey(candidate: Candidate, destinations: list[Participant]) -> list[Candidate]:
    """Split a journey to several states into one visit to each."""
    guests = [s for s in candidate.participants if s not in destinations]
    parts = []
    for goal in destinations:
        country = dict(goal.actor.ids).get("iso2")
        at = goal.cites[0]
        city = next((p for p in candidate.passage.places if p.place.kind == "city" and p.start < at[1] and at[0] < p.end), None)
        place, place_at = (candidate.place, candidate.place_at) if candidate.place and candidate.place.country == country else (None, None)
        if city is not None:
            place, place_at = city.place, (city.start, city.end)
        participants = [Participant(s.actor, s.role, list(s.cites)) for s in (*guests, goal)]
        parts.append(
            replace(
                candidate,
                participants=participants,
                place=place,
                place_at=place_at,
                country=country,
                country_at=goal.cites[0],
                cites=list(candidate.cites),
                people=list(candidate.people),
                separate=True,
            )
        )
    return parts


def split_by_day(context: Context, candidate: Candidate) -> list[Candidate]:
    """ "The meetings of the Defence Ministers on April 25 and of the Foreign Ministers on May 10": split into one for each day.

    Two consecutive days named side by side are the first and last day of one meeting: "on 31 October and 1 November".
    """
    if len(candidate.days) == 2 and are_consecutive(context, *candidate.days):
        first, last = candidate.days
        return [replace(candidate, mention=first, span=span_between(context, first, last), days=[first], until=last)]
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
            participants=[replace(s, cites=list(s.cites)) for s in candidate.participants],
            cites=list(candidate.cites),
        )
        for day in candidate.days
    ]


def split_by_counterpart(candidate: Candidate) -> list[Candidate]:
    """Split a candidate in which one side meets several counterparts separately into one for each."""
    text = candidate.passage.text
    plural = {t.lower for t in candidate.trigger.nouns} & {"meetings", "calls", "bilaterals", "conversations"}
    destinations = [s for s in candidate.participants if s.visited]
    if len(destinations) > 1:
        return _split_journey(candidate, destinations)
    if len(candidate.participants) < 3 or not (pattern(r"\b(?:<separate_cue>)\b").search(text) or plural):
        return [candidate]
    verbs = [t for t in candidate.trigger.tokens if t.tag.startswith("VB")]
    pivot = verbs[0].start if verbs else candidate.trigger.head.start
    own = [s for s in candidate.participants if s.cites[0][0] < pivot]
    others = [s for s in candidate.participants if s.cites[0][0] >= pivot]
    if len(own) != 1 or len(others) < 2:
        return [candidate]
    parts = []
    for other in others:
        near = [p for p in candidate.people if p[0].actor in (own[0].actor, other.actor)]
        participants = [Participant(s.actor, s.role, list(s.cites)) for s in (own[0], other)]
        kind = candidate.kind if candidate.kind is MeetingKind.CALL else MeetingKind.CONSULTATION
        parts.append(replace(candidate, kind=kind, participants=participants, people=near, cites=list(candidate.cites), separate=True))
    return parts
