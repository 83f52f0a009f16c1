"""The days that a number counts: those of its sentence, those that the document reports on, and those before them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from sulh.reading.english.context import Context
from sulh.reading.english.tallies.counts import CountFound
from sulh.reading.english.tallies.day_words import between_hours, day_after, days_ending, heading_range, weekday_within
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention
from sulh.text.numbers import SMALL_NUMBERS, cardinal

__all__ = ["CUT_OFF", "DaysCounted", "days_before", "days_of", "days_so_far", "has_days", "reported_days"]

CUT_OFF = re.compile(r"\b(?:as of|until|by) (\d{1,2}[:.]\d{2})(?: ?(?:hrs?|hours|h))?\b", re.IGNORECASE)
_INFORMED = re.compile(
    r"\b(?:information|data|reports?) (?:\w+ ){0,4}as of \d{1,2}[:.]\d{2}(?: ?(?:hrs?|hours|h))?,? (?:on )?$", re.IGNORECASE
)
# "The previous two-week period", "the preceding 24 hours"; and "the previous reporting period", which is as long as the one reported on.
_EARLIER = r"\b(?:previous|preceding|prior)"
_LENGTH = re.compile(
    rf"{_EARLIER} (?:(?P<number>\d|{'|'.join(SMALL_NUMBERS[:12])})(?:- ?| |(?=week|day)))?(?P<unit>week|24[- ]hour|day|24 hours|month)",
    re.IGNORECASE,
)
# "The week before", "the two weeks before".
_AGO = re.compile(
    rf"\b(?:the|an?) (?:(?P<number>\d|{'|'.join(SMALL_NUMBERS[:12])}) )?(?P<unit>week|day|month)s? (?:before|earlier)\b", re.IGNORECASE
)
_SAME_LENGTH = re.compile(rf"{_EARLIER} (?:reporting )?period\b", re.IGNORECASE)
# "In the preceding week, from 20 to 26 March".
_NAMED = re.compile(rf"{_EARLIER} [\w-]+(?: [\w-]+)?,? ?\(?(?:from |between |of )?$", re.IGNORECASE)
# A count of none "since 17 June", and one that runs "since it took effect on 2 April".
_SINCE_BEHIND = re.compile(r"[^,.;:()]{0,60}? since (?:the )?", re.IGNORECASE)
_SINCE_AT_ONCE = pattern(r"(?: of the [\w-]+)? since (?:the |(?:it|the [\w’'-]+(?: [\w’'-]+)?) (?:<tally_effect>)(?: on)?(?: the)? )?")
_ON = re.compile(
    r"(?: [–—-])?(?: of (?:them|these|those))?(?: just)? (?:(?:(?:were|was) recorded|happened|occurred|took place) )?"
    r"(?:(?:on|in|during) )?(?:the )?(?:(?:night|evening|morning|afternoon|day) of )?",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\)?(?: (?:were|was) (?:recorded|registered|observed))? (?:(?:on|in|during|between|from|of) )?(?:the )?", re.IGNORECASE
)
_SINCE = pattern(
    r"\b(?:since|from|beginning of|start of)(?: the)?(?: (?:beginning|start) of(?: the)?)? $"
    r"|\bsince (?:it|the [\w’'-]+(?: [\w’'-]+)?) (?:<tally_effect>)(?: on)?(?: the)? $"
)
_WITHIN_HOURS = re.compile(r"(?:with)?in \S+ (?:hours?|minutes?)", re.IGNORECASE)
_FOLLOWING_DAY = re.compile(r"the (?:following|next) day|(?:a|one) day later", re.IGNORECASE)
_AS_OF = re.compile(r"\bas of (?:the )?$", re.IGNORECASE)
_DAILY = re.compile(r"\b(?:24 hours|past day|last day|daily (?:bulletin|report))\b", re.IGNORECASE)
_COUNTS = pattern(r"\b(?:<tally_verb>|<truce_word>|security situation)\b")
# A range that says what the document reports on stands at the beginning of a sentence, or behind a heading that ran into it.
_AT_FIRST = re.compile(r"\W*(?:[A-Z][\w’'./-]*\W+){0,6}(?i:between|from|in the period|during)?(?: the)?\W*")
_PERIOD = re.compile(r"\bperiod(?: covered)?: ?$", re.IGNORECASE)
_DATED = frozenset({"day", "weekday", "relative", "month", "year", "offset"})
_NAMED_DAYS = frozenset({"day", "range", "month", "year", "weekday"})
_DAY = dt.timedelta(days=1)
_ANY_YEAR = 2001
_MARCH = dt.date(_ANY_YEAR, 3, 1)
_OPENING = 8


@dataclass(frozen=True, slots=True)
class DaysCounted:
    """The first and last day counted, EDTF; `end` is None for one day. `cut_off` is the hour at which counting stopped, `stated` whether
    the document itself says that it reports on these days."""

    start: str | None = None
    end: str | None = None
    cut_off: str | None = None
    stated: bool = False


def reported_days(context: Context) -> DaysCounted:
    """Return the days that the document says it reports on: the range that opens it, or the day of its information."""
    for passage in context.passages[:_OPENING]:
        if (titled := heading_range(context, passage)) is not None:
            span = context.date(titled, future=False)
            if _as_day(span.start) and _as_day(span.end):
                return DaysCounted(span.start, span.end, stated=True)
        for mention in passage.dates:
            ahead = passage.between(passage.start, mention.start)
            if mention.kind == "day" and _INFORMED.search(ahead):
                hour = CUT_OFF.findall(ahead)
                return DaysCounted(context.date(mention, future=False).start, None, hour[-1], stated=True)
            if mention.kind == "range" and (_PERIOD.search(ahead) or (_AT_FIRST.fullmatch(ahead) and _COUNTS.search(passage.text))):
                span = context.date(mention, future=False)
                if _as_day(span.start) and _as_day(span.end):
                    return DaysCounted(span.start, span.end, stated=True)
    return DaysCounted()


def has_days(passage: Passage) -> bool:
    """Whether a sentence names a range or a window of days."""
    return any(it.kind in ("range", "window") for it in passage.dates)


def days_of(context: Context, passage: Passage, reported: DaysCounted, one: CountFound) -> DaysCounted:
    """Return the days that a number is of: a range or window of its sentence, the day or month named last before it or directly behind,
    else those of the report. "The past two weeks" are those of the report where it says which it is about."""
    own = [it for it in passage.dates if _may_be_counted(passage, it)]
    if (near := next((it for it in own if _is_directly_behind(passage, one, it)), None)) is not None:
        return replace(_span(context, near), stated=True)
    if (pair := between_hours(passage)) is not None:
        return DaysCounted(_span(context, pair[0]).start, _span(context, pair[1]).start, stated=True)
    if (week := days_ending(context, passage)) is not None:
        return DaysCounted(*week, stated=True)
    if (found := next((it for it in own if it.kind == "range"), None)) is not None:
        return replace(_span(context, found), stated=True)
    if (found := next((it for it in own if it.kind == "window"), None)) is not None:
        # "Over the past day, 1 February"
        named = next((it for it in own if it.kind == "day" and passage.between(found.end, it.start).strip(" (,") == ""), None)
        if named is not None:
            return _span(context, named)
        return reported if reported.stated else _span(context, found)
    dated = [it for it in own if it.kind in _DATED]
    ahead = [it for it in dated if it.end - passage.start <= one.start]
    behind = [it for it in dated if _ON.fullmatch(passage.between(passage.start + one.end, it.start))]
    if ahead or behind:
        return _one_day(context, passage, (behind or ahead[-1:])[0], reported)
    return reported if reported.start else DaysCounted(context.document.published if _DAILY.search(context.document.text) else None)


def _may_be_counted(passage: Passage, mention: DateMention) -> bool:
    """Whether a date may be the days of a count: not one until or since which something holds, nor hours within which it was heard."""
    if mention.kind == "offset" and not _FOLLOWING_DAY.fullmatch(mention.text):
        return False
    if mention.kind in ("window", "relative") and _WITHIN_HOURS.match(mention.text):
        return False
    return mention.kind == "range" or not (mention.until or _begins(passage, mention))


def _one_day(context: Context, passage: Passage, mention: DateMention, reported: DaysCounted) -> DaysCounted:
    """The day, month or year of a mention; a weekday is one of the days that the document reports on, where they are a week."""
    within = weekday_within(mention, reported.start, reported.end) or day_after(context, passage, mention)
    return DaysCounted(within) if within else _span(context, mention)


def _is_directly_behind(passage: Passage, one: CountFound, mention: DateMention) -> bool:
    """Whether a day or a range follows a number at once, where the sentence names others too."""
    if mention.kind not in ("day", "range") or not any(it is not mention and it.kind == "range" for it in passage.dates):
        return False
    return _follows(passage, one, mention)


def _follows(passage: Passage, one: CountFound, mention: DateMention) -> bool:
    """Whether a date stands right behind a number: "down from 33 in March"."""
    return _AT_ONCE.fullmatch(passage.between(passage.start + one.end, mention.start)) is not None


def days_before(context: Context, passage: Passage, one: CountFound, own: DaysCounted, until: int) -> DaysCounted | None:
    """Return the days before those of the report, where the sentence says which or how long they were; None where it does not."""
    if (near := next((it for it in passage.dates if it.kind in _NAMED_DAYS and _follows(passage, one, it)), None)) is not None:
        return _span(context, near)
    named = next((it for it in passage.dates if it.kind == "range" and _NAMED.search(passage.between(passage.start, it.start))), None)
    if named is not None:
        return _span(context, named)
    first = _as_day(own.start)
    length = _length_before(passage.text, one, own, until) if first is not None else None
    if first is None or length is None:
        return None
    start, end = first - length * _DAY, first - _DAY
    if _without_year(own.start) and start < _MARCH <= first:
        return None  # whether February has a 29th day is not known
    return DaysCounted(_written(start, own.start), None if start == end else _written(end, own.start))


def _length_before(text: str, one: CountFound, own: DaysCounted, until: int) -> int | None:
    """How many days the period before had, as far as the text says so; that of a periodic report is as long as its own."""
    said = _LENGTH.search(text, one.end) or _LENGTH.search(text[:until]) or _AGO.search(text)
    if said is not None:
        unit = said["unit"].lower()
        number = cardinal(said["number"]) if said["number"] else 1
        return None if unit == "month" or number is None else (7 if unit == "week" else 1) * number
    first, last = _as_day(own.start), _as_day(own.end or own.start)
    return (last - first).days % 365 + 1 if _SAME_LENGTH.search(text) and first and last else None


def days_so_far(context: Context, passage: Passage, one: CountFound, own: DaysCounted, reported: DaysCounted) -> DaysCounted:
    """Return the days of a count; one that is summed up since some day begins there, and ends with the report or the day it is as of."""
    since = next((it for it in passage.dates if it.kind != "range" and _begins(passage, it)), None)
    words = passage.text[one.end : since.start - passage.start] if since is not None else ""
    behind = (one.count == 0 and _SINCE_BEHIND.fullmatch(words)) or _SINCE_AT_ONCE.fullmatch(words)
    if since is not None and (one.so_far or behind or since.start - passage.start < one.start):
        start = _span(context, since).start
        first = f"{start}-01-01" if start and re.fullmatch(r"\d{4}", start) else start
        last = next((it for it in passage.dates if it is not since and _AS_OF.search(passage.between(passage.start, it.start))), None)
        if last is not None:
            return DaysCounted(first, _span(context, last).start)
        return DaysCounted(first, own.end or (own.start if own.start != start else reported.end or reported.start))
    year = next((it for it in passage.dates if it.kind == "year" or it.first.unit == "year"), None) if one.so_far else None
    if year is None:
        return own
    whole, until = _span(context, year), reported.end or reported.start or ""
    running = whole.start is not None and until.startswith(f"{whole.start}-")
    return DaysCounted(f"{whole.start}-01-01", until) if running else whole


def _begins(passage: Passage, mention: DateMention) -> bool:
    """Whether a count runs from this date on: "since 1 January", "since the beginning of 2020"."""
    return _SINCE.search(passage.between(passage.start, mention.start)) is not None


def _span(context: Context, mention: DateMention) -> DaysCounted:
    span = context.date(mention, future=False)
    return DaysCounted(span.start, span.end)


def _as_day(written: str | None) -> dt.date | None:
    """A day to count with; one whose year is not known in a year without a 29 February."""
    try:
        return dt.date.fromisoformat((written or "").replace("XXXX", str(_ANY_YEAR)))
    except ValueError:
        return None


def _without_year(written: str | None) -> bool:
    return (written or "").startswith("XXXX")


def _written(day: dt.date, like: str | None) -> str:
    return f"XXXX{day.isoformat()[4:]}" if _without_year(like) else day.isoformat()
