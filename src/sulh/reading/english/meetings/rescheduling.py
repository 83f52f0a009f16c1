"""Find the dates in force when a sentence reports that a meeting was rescheduled: the new day, not the one first planned."""

from __future__ import annotations

import re
from dataclasses import replace

from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["dates_in_force", "is_rescheduled"]

MOVED = re.compile(
    r"\b(?:moved|postponed|put\s+(?:off|back)|delayed|rescheduled|shifted|brought\s+forward|pushed\s+(?:back|forward)|deferred|adjourned|transferred)\b",
    re.IGNORECASE,
)
FROM = re.compile(rf"{MOVED.pattern}[^.;]{{0,60}}\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
MOVED_TO = re.compile(rf"{MOVED.pattern}[^.;]{{0,60}}\b(?:to|until|till)\s+(?:the\s+|early\s+|late\s+)?$", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|n['’]t)\s[^.;,]{0,60}$", re.IGNORECASE)
BUT = re.compile(r"[^.;]{0,50}?\bbut\b", re.IGNORECASE)
DROPPED = re.compile(
    r"\b(?:instead\s+of|rather\s+than|(?:originally|initially)\s+(?:[\w-]+\s+){0,3}(?:for|on|in))\s+(?:on\s+|in\s+|the\s+)?$",
    re.IGNORECASE,
)


def dates_in_force(passage: Passage) -> list[tuple[int, int, DateMention]]:
    """Return (start, end, mention) for each date in force: the date, and the span of words it attaches by.

    In "not on Monday but on Tuesday" and "moved from 3 to 5 May" the second day is in force, with the span of the day it replaces.
    """
    found = []
    place: tuple[int, int] | None = None
    for mention in passage.dates:
        if _replaced(passage, mention):
            place = place or (mention.start, mention.end)
        else:
            start, end = place or (mention.start, mention.end)
            found.append((start, end, _arrival(passage, mention)))
            place = None
    return found or [(d.start, d.end, d) for d in passage.dates]


def is_rescheduled(passage: Passage) -> bool:
    """Return whether a passage reports a meeting moved to another day, which is not a cancellation."""
    if len(dates_in_force(passage)) < len(passage.dates):
        return True
    return any(MOVED_TO.search(passage.between(passage.start, d.start)) for d in passage.dates)


def _replaced(passage: Passage, mention: DateMention) -> bool:
    before = passage.between(passage.start, mention.start)
    later = [d for d in passage.dates if d.start >= mention.end]
    if DROPPED.search(before):
        return True
    if not later:
        return False
    between = passage.between(mention.end, later[0].start)
    if NOT.search(before) and BUT.search(between):
        return True
    return FROM.search(before) is not None and re.search(r"\bto\b", between) is not None


def _arrival(passage: Passage, mention: DateMention) -> DateMention:
    """Return the new day of "moved from 3 to 5 May", which the date finder reads as a range."""
    if mention.kind != "range" or mention.last is None or not FROM.search(passage.between(passage.start, mention.start)):
        return mention
    return replace(mention, kind="day", first=mention.last, last=None)
