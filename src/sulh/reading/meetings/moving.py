"""The dates that hold when a sentence tells of a meeting being moved: the new day, not the day it was first planned for."""

from __future__ import annotations

import re
from dataclasses import replace

from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["is_moved", "standing_dates"]

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


def standing_dates(passage: Passage) -> list[tuple[int, int, DateMention]]:
    """The date mentions of a passage with the words each hangs on: its own, or those of the date that it replaces.

    "Not on Monday but on Tuesday" and "moved from 3 to 5 May" leave the second day, in the place that the first has in the sentence.
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


def is_moved(passage: Passage) -> bool:
    """Whether a passage tells of a meeting that is put off to another day, and so is not called off."""
    if len(standing_dates(passage)) < len(passage.dates):
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
    """Of "moved from 3 to 5 May", read as a range, its second day."""
    if mention.kind != "range" or mention.last is None or not FROM.search(passage.between(passage.start, mention.start)):
        return mention
    return replace(mention, kind="day", first=mention.last, last=None)
