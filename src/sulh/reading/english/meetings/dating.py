"""Assign the dates of a passage to the meetings it reports."""

from __future__ import annotations

import datetime as dt
import re

from sulh.model import MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.rescheduling import MOVED_TO
from sulh.reading.english.meetings.triggers import governors
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import Candidate, text_before
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention, DateSpan
from sulh.text.numbers import cardinal

__all__ = [
    "LATER",
    "TEXTS",
    "ahead",
    "is_deadline",
    "is_of_calling_off",
    "is_of_fighting",
    "is_only_judged",
    "is_since",
    "leaves_open",
    "mark_first_and_last",
    "set_date",
    "set_only_date",
    "set_shifted",
    "shifted",
    "verb_of_day",
]

TEXTS = word_set("dated_text")


# The day of a title is that of publication, unless it stands directly behind the meeting: "Record of the 14th sitting, 9 October 2019".
OWN_DAY = re.compile(r"\s*(?:,|\(|:|\u2013|\u2014|-|of|on|held on)\s*(?:[A-Z][a-z]+,?\s+)?")


DATELESS = {"offset", "decade"}


CALLED_OFF = re.compile(r"\b(?:postponed|put\s+(?:off|back)|called\s+off|cancell?ed|delayed|scrapped|shelved)\b", re.IGNORECASE)


def ahead(status: MeetingStatus | None, mention: DateMention, passage: Passage) -> bool | None:
    """Return whether a date without a year lies ahead, by the status of its meeting; the weekday of one that is called off does too."""
    off = status is MeetingStatus.CANCELLED and mention.kind == "weekday" and CALLED_OFF.search(passage.text)
    if status is MeetingStatus.PLANNED or off:
        return True
    return False if status is MeetingStatus.HELD else None


def set_date(context: Context, candidate: Candidate, mention: DateMention) -> None:
    if (
        candidate.passage.heading
        and context.anchor == context.date(mention).start
        and len(context.anchor or "") == 10
        and candidate.passage.index < 3
        and not OWN_DAY.fullmatch(context.text, candidate.trigger.end, max(mention.start, candidate.trigger.end))
    ):
        return
    if (mention.since and mention.kind != "range") or _is_no_day(candidate.passage, mention):
        return
    if mention.kind in DATELESS or leaves_open(mention) or (mention.kind == "year" and candidate.mention is not None):
        return
    near = min((max(token.start - mention.end, mention.start - token.end) for token in candidate.trigger.tokens), default=0)
    if re.fullmatch(r"\d{4}(?:\s*[-–—]\s*\d{2,4})?", mention.text) and near > 40:
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
    if mention.kind == "day" and candidate.status is MeetingStatus.PLANNED and _was_to_be(context, candidate, mention):
        candidate.past_day = True
    future = None if candidate.past_day else ahead(candidate.status, mention, candidate.passage)
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
    held = candidate.mention
    if held is not None:
        is_worse, was_worse = is_deadline(context, candidate, mention), is_deadline(context, candidate, held)
        if is_worse > was_worse or (is_worse == was_worse and not _more_precise(mention, held)):
            return
    candidate.mention, candidate.span = mention, span


def _is_no_day(passage: Passage, mention: DateMention) -> bool:
    return _says_how_long(passage, mention) or is_of_calling_off(passage, mention)


def is_of_calling_off(passage: Passage, mention: DateMention) -> bool:
    """Return whether a day is that on which talks were put off, not their own: "were postponed on Saturday"."""
    verb = verb_of_day(passage, mention) if mention.kind in ("weekday", "relative") else None
    if verb is None or verb.end > mention.start or verb.lower not in word_set("called_off_verb"):
        return False
    return _ON_THE_DAY.fullmatch(passage.between(verb.end, mention.start)) is not None


_ON_THE_DAY = re.compile(r"\s+(?:(?:off|back|indefinitely)\s+)?(?:(?:early|late)\s+)?(?:on\s+)?")


def _was_to_be(context: Context, candidate: Candidate, mention: DateMention) -> bool:
    """Return whether a meeting was to be on a day that is just past: "had been due to meet on 12 April", told in May."""
    told = pattern(_WAS_TO).search(text_before(candidate.passage, candidate.trigger.end, _NEAR))
    nearest, later = context.date(mention).start, context.date(mention, future=True).start
    return told is not None and nearest is not None and later is not None and nearest < later


_WAS_TO = r"\b(?:had\s+been|was|were)\s+(?:(?:originally|initially|previously|also|both)\s+)?(?:<expected_participle>|to)\b"
_NEAR = 120  # characters before a meeting in which words that plan it are looked for


def _says_how_long(passage: Passage, mention: DateMention) -> bool:
    """Return whether words of a time are a verb and a length: "the talks are to last three days"."""
    first = passage.token_at(mention.start)
    return first is not None and first.lower == "last" and first.tag == "VB"


def leaves_open(mention: DateMention) -> bool:
    """Return whether words of a time to come give no day or month of a meeting: "in the coming weeks", "within ten days".

    Such a time begins on the day of writing, which is neither the meeting's day nor its month.
    """
    is_window = mention.kind == "window" or (mention.kind == "relative" and mention.first.shift is None)
    return is_window and (mention.first.side or 0) > 0


# "before the 7 July round" gives the day of the round
_ITSELF = re.compile(r"\W*(?:\w+\W+){0,3}")


def is_deadline(context: Context, candidate: Candidate, mention: DateMention) -> bool:
    """Whether a date is a deadline, which is no day of a meeting: "met and agreed to release all by 7 July".

    What was put off until a day is on that day.
    """
    if not mention.until or MOVED_TO.search(text_before(candidate.passage, mention.start, 100)):
        return False
    return mention.end > candidate.trigger.start or _ITSELF.fullmatch(context.text, mention.end, candidate.trigger.start) is None


# "in late May and early June"
MONTHS = frozenset(("part", "month"))
JOINED = re.compile(r"\s+(?:and|to|until|through)\s+(?:in\s+)?")


def _side_by_side(context: Context, candidate: Candidate, later: DateMention) -> bool:
    held = candidate.mention
    return held is not None and held.end < later.start and JOINED.fullmatch(context.text[held.end : later.start]) is not None


# "said on Tuesday, before the two were to meet": that day
DAY = 10


AHEAD = re.compile(r"\b(?:before|ahead\s+of|prior\s+to)\b", re.IGNORECASE)


# "published it on Saturday, two days after the three signed it": not on Saturday
LATER = re.compile(r"\b(?:days?|weeks?|months?|years?)\s+(?:after|before)\b", re.IGNORECASE)


_OFFSET = re.compile(r"\W+(?P<many>[\w-]+)\s+(?P<unit>day|week)s?\s+(?P<side>after|before)\b", re.IGNORECASE)


def set_shifted(context: Context, candidate: Candidate, mention: DateMention) -> None:
    """Date a meeting by another day and what lies between: "published on Saturday, two days after the three signed it"."""
    told = _OFFSET.match(context.text, mention.end)
    many = (1 if told["many"].lower() in ("a", "one") else cardinal(told["many"])) if told is not None else None
    span = context.date(mention)
    if told is None or many is None or candidate.mention is not None or len(span.start or "") != DAY:
        return
    days = many * (WEEK if told["unit"].lower() == "week" else 1)
    candidate.shift = -days if told["side"].lower() == "after" else days
    candidate.mention, candidate.span = mention, shifted(span, candidate.shift)


def shifted(span: DateSpan, days: int) -> DateSpan:
    """Return the day that lies so many days after a span's first; the span itself where its day is not known."""
    try:
        first = dt.date.fromisoformat(span.start or "")
    except ValueError:
        return span
    return DateSpan((first + dt.timedelta(days=days)).isoformat(), None) if days else span


WEEK = 7


def is_of_fighting(passage: Passage, day: DateMention) -> bool:
    """Return whether a day is that of an attack told in the same sentence: "seized the base on Sunday, a setback to the talks"."""
    verb = verb_of_day(passage, day)
    return verb is not None and verb.lower in word_set("fighting_verb")


def verb_of_day(passage: Passage, day: DateMention) -> ParsedToken | None:
    """Return the nearest verb that a day depends on."""
    token = passage.token_at(day.start)
    while token is not None and not token.tag.startswith("VB"):
        up = passage.tokens[token.head]
        token = up if up.i != token.i else None
    return token


def set_only_date(context: Context, passage: Passage, found: list[Candidate]) -> None:
    """Date the only meeting of a sentence by the day of its main verb: "announced on Friday, following a meeting ..."."""
    days = [d for d in passage.dates if d.kind in ("weekday", "relative") and not d.since and not d.until]
    if (
        len(found) == 1
        and len(passage.dates) == 1
        and len(days) == 1
        and found[0].mention is None
        and (len(context.date(days[0]).start or "") == DAY or days[0].start < found[0].trigger.start)
        and not LATER.search(context.text[days[0].end : max(found[0].trigger.start, days[0].end)])
        and not is_of_fighting(passage, days[0])
        and not is_since(passage, found[0])
        and not is_only_judged(passage, found[0], days[0])
        and (found[0].status is not MeetingStatus.PLANNED or AHEAD.search(context.text[days[0].end : found[0].trigger.start]))
    ):
        set_date(context, found[0], days[0])
        # the day of the report is past, even if the meeting was still ahead at that time
        found[0].past_day = True
        found[0].said_when |= found[0].background and context.date(days[0]).start is None


def is_only_judged(passage: Passage, candidate: Candidate, day: DateMention) -> bool:
    """Return whether a day is that of words about a meeting, which was before: "regretted on Sunday the lack of progress in the talks"."""
    verb = verb_of_day(passage, day)
    bare = not candidate.background and len(candidate.trigger.tokens) == len(candidate.trigger.nouns)
    low, high = passage.subtree(candidate.trigger.head)
    before = day.end <= candidate.trigger.start and not low <= day.start < high
    return bare and before and verb is not None and verb.lower in word_set("judging_verb")


def is_since(passage: Passage, candidate: Candidate) -> bool:
    """Return whether a meeting only says since when something has been so: "said on Monday that fighting eased since the talks began"."""
    return pattern(_SINCE).search(passage.text[: candidate.trigger.head.start - passage.start]) is not None


_SINCE = r"\bsince\s+(?:(?:the|these|those|their|its|his|her)\s+)?(?:[\w-]+\s+){0,3}$"


def mark_first_and_last(passage: Passage, candidate: Candidate) -> None:
    """Mark a day as the first or last of its meeting where the verb that it belongs to says so: "began on 3 May", "ended on Friday"."""
    verb = verb_of_day(passage, candidate.mention) if candidate.mention is not None and candidate.mention.kind != "range" else None
    if verb is None or (verb not in candidate.trigger.tokens and verb not in governors(passage, candidate.trigger)):
        return
    told = candidate.definite or candidate.anaphoric or candidate.title or candidate.ordinal is not None
    if not told and len(candidate.participants) < SEVERAL:
        # "technical discussions began on Thursday": of which talks nothing says
        return
    candidate.begins = verb.lower in word_set("first_day_verb")
    candidate.ends = verb.lower in word_set("last_day_verb")


SEVERAL = 2


def _more_precise(new: DateMention, old: DateMention) -> bool:
    rank = {"day": 0, "range": 0, "weekday": 1, "relative": 2, "window": 2, "month": 3, "part": 3, "season": 4, "year": 5}

    def fine(one: DateMention) -> float:
        # "eighteen months ago" says less than "July 2022"
        return COARSE if one.kind == "relative" and AGO.search(one.text) else rank.get(one.kind, 6)

    return fine(new) < fine(old)


AGO, COARSE = re.compile(r"\b(?:months?|years?)\s+(?:ago|earlier|before)\b", re.IGNORECASE), 3.5
