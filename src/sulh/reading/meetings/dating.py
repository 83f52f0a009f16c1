"""Assign the dates of a passage to the meetings it reports."""

from __future__ import annotations

import re

from sulh.model import MeetingStatus
from sulh.reading.context import Context
from sulh.reading.meetings.candidate import Candidate, text_before
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["TEXTS", "set_date", "set_only_date"]

TEXTS = {"statement", "declaration", "memorandum", "communique", "communiqué", "accord", "protocol"}


DATELESS = {"offset", "decade"}


def set_date(context: Context, candidate: Candidate, mention: DateMention) -> None:
    if (
        candidate.passage.heading
        and context.anchor == context.date(mention).start
        and len(context.anchor or "") == 10
        and candidate.passage.index < 3
    ):
        return
    if mention.since and mention.kind != "range":
        return
    if mention.kind in DATELESS or (mention.kind == "year" and candidate.mention is not None):
        return
    head = candidate.trigger.head
    if re.fullmatch(r"\d{4}(?:\s*[-–—]\s*\d{2,4})?", mention.text) and max(head.start - mention.end, mention.start - head.end) > 40:
        return
    if (
        candidate.noun not in TEXTS
        and re.search(r"\b(?:of|on|dated)\s*$", text_before(candidate.passage, mention.start, 10))
        and re.search(
            r"\b(?:memorandum|statement|agreement|resolution|communiqu[eé]|declaration|accord|protocol|letter)\s+(?:of|on|dated|from)\s*$",
            text_before(candidate.passage, mention.start, 40),
            re.IGNORECASE,
        )
    ):
        return
    future = {MeetingStatus.PLANNED: True, MeetingStatus.HELD: False}.get(candidate.status) if candidate.status else None
    span = context.date(mention, future=future)
    if span.start is None:
        return
    if mention.kind == "day":
        candidate.days.append(mention)
    if (
        candidate.mention is not None
        and mention.kind in MONTHS
        and candidate.mention.kind in MONTHS
        and _side_by_side(context, candidate, mention)
    ):
        candidate.until = mention
        return
    if candidate.mention is None or _more_precise(mention, candidate.mention):
        candidate.mention, candidate.span = mention, span


# "in late May and early June"
MONTHS = frozenset(("part", "month"))
JOINED = re.compile(r"\s+(?:and|to|until|through)\s+(?:in\s+)?")


def _side_by_side(context: Context, candidate: Candidate, later: DateMention) -> bool:
    held = candidate.mention
    return held is not None and held.end < later.start and JOINED.fullmatch(context.text[held.end : later.start]) is not None


# "said on Tuesday, before the two were to meet": that day
DAY = 10


AHEAD = re.compile(r"\b(?:before|ahead\s+of|prior\s+to)\b", re.IGNORECASE)


def set_only_date(context: Context, passage: Passage, found: list[Candidate]) -> None:
    """Date the only meeting of a sentence by the day of its main verb: "announced on Friday, following a meeting ..."."""
    days = [d for d in passage.dates if d.kind in ("weekday", "relative") and not d.since and not d.until]
    if (
        len(found) == 1
        and len(passage.dates) == 1
        and len(days) == 1
        and found[0].mention is None
        and (len(context.date(days[0]).start or "") == DAY or days[0].start < found[0].trigger.start)
        and (found[0].status is not MeetingStatus.PLANNED or AHEAD.search(context.text[days[0].end : found[0].trigger.start]))
    ):
        set_date(context, found[0], days[0])
        # the day of the report is past, even if the meeting was still ahead at that time
        found[0].past_day = True


def _more_precise(new: DateMention, old: DateMention) -> bool:
    rank = {"day": 0, "range": 0, "weekday": 1, "relative": 2, "window": 2, "month": 3, "part": 3, "season": 4, "year": 5}
    return rank.get(new.kind, 6) < rank.get(old.kind, 6)
