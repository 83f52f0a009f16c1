"""Join a departure with the talks that it leads to, which are still to come: "have left for Geneva to resume their talks"."""

from __future__ import annotations

import re

from sulh.model import MeetingStatus
from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import Candidate, add_participant
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["join_departures"]

_BOUND_FOR = re.compile(r"\b(?:for|to)\s+(?:the\s+)?$", re.IGNORECASE)
_HIGH = 8
# The passages in which a report says what is news; further down "left for Geneva" may lie far back.
_LEAD = 4


def join_departures(passage: Passage, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates with those that somebody sets out for planned, at the goal of the journey, and the journey itself joined."""
    kept = _without_journeys(passage, found)
    for candidate in list(kept):
        verb = _departure(passage, candidate)
        if verb is None:
            _leave_open(passage, candidate)
            continue
        candidate.status = MeetingStatus.PLANNED
        goal = next((p for p in passage.places if p.place.kind == "city" and p.start > verb.start and _bound_for(passage, p.start)), None)
        if candidate.place is None and goal is not None:
            candidate.place, candidate.place_at = goal.place, (goal.start, goal.end)
        low, high = passage.subtree(candidate.trigger.head)
        if candidate.mention is not None and not (low <= candidate.mention.start < high):
            # the day of the departure is not that of the talks
            candidate.mention = candidate.span = None
            candidate.days = []
        journey = next((c for c in kept if c is not candidate and not c.trigger.nouns and verb in c.trigger.tokens), None)
        if journey is not None:
            kept.remove(journey)
            for seat in journey.participants:
                if not seat.visited:
                    add_participant(candidate, seat.actor, seat.role, *seat.cites[0])
            candidate.people.extend(journey.people)
            candidate.cites.extend(journey.cites)
    return kept


def _without_journeys(passage: Passage, found: list[Candidate]) -> list[Candidate]:
    """Join a journey that is over with the talks it was made for: "flew to Oman at the head of a delegation to hold talks with"."""
    kept = list(found)
    for candidate in found:
        verb = _above(passage, candidate, word_set("journey_for_talks")) if candidate.trigger.nouns else None
        journey = next((c for c in kept if c is not candidate and not c.trigger.nouns and verb in c.trigger.tokens), None)
        if journey is None or candidate.noun in word_set("stay_abroad"):
            continue
        kept.remove(journey)
        for seat in journey.participants:
            if not seat.visited:
                add_participant(candidate, seat.actor, seat.role, *seat.cites[0])
        candidate.people.extend(journey.people)
        candidate.cites.extend(journey.cites)
        if candidate.place is None and candidate.country is None:
            candidate.place, candidate.place_at = journey.place, journey.place_at
            candidate.country, candidate.country_at = journey.country, journey.country_at
        if candidate.mention is None:
            candidate.mention, candidate.span, candidate.days = journey.mention, journey.span, journey.days
    return kept


def _leave_open(passage: Passage, candidate: Candidate) -> None:
    """Take no status from a departure alone: who has left for talks is on the way to what is still to come."""
    verbs = candidate.trigger.verbs
    leaves = not candidate.trigger.nouns and any(verb.lower in word_set("departing_verb") and _is_now(passage, verb) for verb in verbs)
    if leaves and candidate.status is MeetingStatus.HELD:
        candidate.status = None


def _bound_for(passage: Passage, at: int) -> bool:
    return _BOUND_FOR.search(passage.text[: at - passage.start]) is not None


def _departure(passage: Passage, candidate: Candidate) -> ParsedToken | None:
    """Return the verb of setting out whose purpose a meeting is: "for talks", "to resume negotiations"; None where there is none."""
    if not candidate.trigger.nouns or candidate.noun in word_set("stay_abroad"):
        return None
    verb = _above(passage, candidate, word_set("departing_verb"))
    return verb if verb is not None and _is_now(passage, verb) else None


def _above(passage: Passage, candidate: Candidate, verbs: frozenset[str]) -> ParsedToken | None:
    """Return the verb, one of those given, whose purpose a meeting is."""
    node, purpose = candidate.trigger.head, False
    for _ in range(_HIGH):
        if node.lower in verbs and node.tag.startswith("VB"):
            return node if purpose else None
        up = passage.tokens[node.head]
        if up.i == node.i or node.dep in ("relcl", "conj", "ccomp"):
            return None
        purpose = purpose or node.lower == "for" or any(t.lower == "to" for t in passage.children(node, "aux"))
        node = up
    return None


def _is_now(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether a departure has just been or goes on: "have left", "are leaving", or "left" where a report begins."""
    if verb.tag == "VBD":
        return passage.index < _LEAD
    helpers = {t.lower for t in passage.children(verb, "aux")}
    return "had" not in helpers
