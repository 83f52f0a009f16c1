"""Recognise journeys and the states they go to."""

from __future__ import annotations

import re

from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import text_before
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.passages import Passage, Reference

__all__ = ["TRAVELLED", "VISITS", "destination", "travels"]

TRAVELLED = re.compile(r"\b(?:to|(?:left|leaves?|departed|departs?|bound|headed)\s+for|left|into)\s+(?:the\s+)?$")


VISITS = word_set("visiting_verb")


def travels(trigger: MeetingTrigger) -> bool:
    if trigger.together:
        return False
    return any(t.lower in VISITS or t.lower == "invited" or t.lower in ("headed", "led") for t in trigger.tokens)


def destination(passage: Passage, trigger: MeetingTrigger, reference: Reference) -> bool:
    """Return whether a state is visited: the destination of travel, not only the place where talks are held."""
    if not travels(trigger):
        return False
    before = text_before(passage, reference.start, 24)
    between = passage.text[trigger.start - passage.start : reference.start - passage.start]
    listed = bool(LISTED_GOAL.search(between))
    return (listed or bool(GOAL.search(before))) and trigger.start < reference.start < trigger.end + 120


GOAL = re.compile(r"\b(?:to|visit|visited|visiting|visits|(?:left|leaves?|departed|departs?)\s+for)\s+(?:the\s+)?$", re.IGNORECASE)


LISTED_GOAL = re.compile(
    r"\b(?:to|visit\w*|(?:left|leaves?|departed|departs?)\s+for)\s+(?:the\s+)?(?:[A-Z][\w’'-]*,?\s+|and\s+|of\s+|the\s+|\([A-Z]+\),?\s+)+$"
)
