"""Places and days that stand beside a meeting's own sentence: "there", "where ... will receive him", the line of days above a paragraph."""

from __future__ import annotations

import re

from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, add_participant
from sulh.reading.passages import Passage

__all__ = ["join_destinations", "join_occasions", "leading_day", "place_there"]

_THERE = re.compile(
    r"\s+there\b(?!\s+(?:is|are|was|were|will|would|has|have|had)\s+(?:be\s+|been\s+)?"
    r"(?:no|an?|not|some|any|little|much|many|still|reason)\b)"
)
_BACK = 3  # passages in which the place that "there" means is looked for
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# What a paragraph of a chronology opens with: "**Thursday and Friday, 25-26 April.** The round ..."
_ONLY_DAYS = re.compile(rf"\W*(?:(?:{_WEEKDAY})(?:\s*(?:,|and|to|[-\u2013])\s*)?)*\W*")
_LINE_ENDS = re.compile(r"\s*[.:\u2013\u2014]\W*\s")


def place_there(context: Context, passage: Passage, candidate: Candidate) -> None:
    """Place "the fourth round there" in the city named last before it."""
    if candidate.place is not None or candidate.country is not None:
        return
    if not any(_THERE.match(passage.text[noun.end - passage.start :]) for noun in candidate.trigger.nouns):
        return
    for index in range(passage.index - 1, max(passage.index - _BACK - 1, -1), -1):
        cities = [p for p in context.passages[index].places if p.place.kind == "city"]
        if cities:
            candidate.place, candidate.place_at = cities[-1].place, (cities[-1].start, cities[-1].end)
            return


def join_destinations(passage: Passage, found: list[Candidate]) -> list[Candidate]:
    """Make one of a journey and of what is done "where" it leads: "travels to Moscow, where the minister will receive her on 18 May"."""
    kept = list(found)
    for candidate in found:
        head = candidate.trigger.head
        if candidate.trigger.nouns or head.dep != "relcl" or not any(t.lower == "where" for t in passage.children(head, "advmod")):
            continue
        at = passage.tokens[head.head]
        goal = next((c for c in kept if c is not candidate and c.place_at and c.place_at[0] <= at.start < c.place_at[1]), None)
        if goal is None or candidate.place is not None:
            continue
        if goal.mention is None and candidate.mention is not None:
            goal.mention, goal.span, goal.days = candidate.mention, candidate.span, candidate.days
        goal.people.extend(candidate.people)
        for seat in candidate.participants:
            add_participant(goal, seat.actor, seat.role, *seat.cites[0], visited=seat.visited)
        goal.cites.extend(candidate.cites)
        kept.remove(candidate)
    return kept


def join_occasions(passage: Passage, found: list[Candidate]) -> list[Candidate]:
    """Take what a meeting was held beside for no meeting, but its place for that of the meeting: "on the fringes of a summit"."""
    kept = list(found)
    for candidate in found:
        at = candidate.trigger.head.start - passage.start
        if not candidate.trigger.nouns or pattern(_BESIDE).search(passage.text, max(0, at - _BEFORE), at) is None:
            continue
        own = next((c for c in reversed(kept) if c.trigger.head.start < candidate.trigger.head.start), None)
        if own is None or candidate.ordinal is not None or candidate.span is not None or candidate.people:
            continue
        if own.place is None and candidate.place is not None:
            own.place, own.place_at = candidate.place, candidate.place_at
        kept.remove(candidate)
    return kept


_BESIDE = r"\b(?:<beside_event>)\s+of\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}$"
_BEFORE = 80  # characters before a summit in which words for what is beside it are looked for


def leading_day(context: Context, candidate: Candidate) -> None:
    """Date a meeting by the line of days that its paragraph opens with: "Thursday and Friday, 25-26 April. The round was held in ..."."""
    passage = candidate.passage
    if candidate.mention is not None or passage.heading or candidate.background or candidate.next:
        return
    for day in passage.dates:
        opens = _ONLY_DAYS.fullmatch(passage.between(passage.start, day.start))
        ends = _LINE_ENDS.match(passage.text[day.end - passage.start :])
        span = context.date(day)
        if day.kind in ("day", "range") and opens and ends and span.start is not None and candidate.trigger.start > day.end:
            candidate.mention, candidate.span = day, span
            return
