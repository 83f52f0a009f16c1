"""Days that several words of a sentence tell together: "the week ending 10 August", "the following day", the range of a title."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention
from sulh.text.numbers import cardinal

__all__ = ["between_hours", "day_after", "days_ending", "heading_range", "month_that_opens", "weekday_within"]

# "Between the evenings of 19 and 21 March", "between 17:00 on 9 April and 05:00 on 10 April".
_HOUR = r"\d{1,2}[:.]\d{2}(?: ?(?:hrs?|hours|h))?(?: on)?"
_HOURS = re.compile(rf"\b(?:between|from) (?:the (?:evenings|mornings|nights|afternoons) of|{_HOUR})(?: the)? $", re.IGNORECASE)
_AND = re.compile(rf" (?:and|to|until)(?: {_HOUR})? ", re.IGNORECASE)
_ENDING = pattern(
    r"\b(?:the|a) (?:(?P<count>[\w-]+) )?(?P<unit>days?|weeks?|fortnight)(?:,? (?:ending|ended|that ended|up to|to|until|till|before))"
    r"(?: on)?(?: the)? $"
)
_WEEK = 7
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
# The title of a report with its days: "Weekly report on the ceasefire, 15 to 21 July 2019".
_TITLE = pattern(r"\b(?:<tally_report>)\b")
_TITLE_ENDS = re.compile(r"[\s.):]*")
_OPENS = re.compile(r"\W*(?:(?i:in|during|over|throughout|for) )?(?:the )?(?:(?i:month|course) of )?")
_FOLLOWING = re.compile(r"the (?:following|next) day|(?:a|one) day later", re.IGNORECASE)


def heading_range(context: Context, passage: Passage) -> DateMention | None:
    """Return the range of days that ends the title of a report, or None."""
    if context.text[: passage.start].strip() and not passage.heading:
        return None
    for mention in passage.dates:
        ahead = passage.between(passage.start, mention.start)
        if mention.kind == "range" and _TITLE.search(ahead) and _TITLE_ENDS.fullmatch(passage.between(mention.end, passage.end)):
            return mention
    return None


def between_hours(passage: Passage) -> tuple[DateMention, DateMention] | None:
    """Return the two days between hours of which the sentence counts."""
    for first, last in itertools.pairwise(passage.dates):
        if _HOURS.search(passage.between(passage.start, first.start)) and _AND.fullmatch(passage.between(first.end, last.start)):
            return first, last
    return None


def days_ending(context: Context, passage: Passage) -> tuple[str, str] | None:
    """Return the first and last day of "the week ending 10 August" or "the fortnight to 20 November", EDTF."""
    for mention in passage.dates:
        found = _ENDING.search(passage.between(passage.start, mention.start)) if mention.kind == "day" else None
        count = (cardinal(found["count"]) if found["count"] else 1) if found else None
        last = _day(context.date(mention, future=False).start)
        if found is not None and count and last is not None:
            length = count * _UNITS[found["unit"].lower().rstrip("s")]
            return (last - dt.timedelta(days=length - 1)).isoformat(), last.isoformat()
    return None


def weekday_within(mention: DateMention, first: str | None, last: str | None) -> str | None:
    """Return the day of that name among the days of a report of no more than a week; None where it is not among them."""
    start, end = _day(first), _day(last)
    if mention.kind != "weekday" or mention.first.weekday is None or mention.last is not None or not (start and end):
        return None
    if (end - start).days >= _WEEK:
        return None
    return next((day.isoformat() for day in _each(start, end) if day.weekday() == mention.first.weekday), None)


def day_after(context: Context, passage: Passage, mention: DateMention) -> str | None:
    """Return the day after the one named before "the following day" in the sentence."""
    before = [it for it in passage.dates if it.kind == "day" and it.end <= mention.start]
    day = _day(context.date(before[-1], future=False).start) if before and _FOLLOWING.fullmatch(mention.text) else None
    return (day + dt.timedelta(days=1)).isoformat() if day is not None else None


def month_that_opens(passage: Passage) -> DateMention | None:
    """Return the month, the day or the range that a sentence begins with."""
    first = passage.dates[0] if passage.dates else None
    if first is None or first.kind not in ("month", "range") or first.until:
        return None
    return first if _OPENS.fullmatch(passage.between(passage.start, first.start)) else None


def _each(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    return (start + dt.timedelta(days=number) for number in range((end - start).days + 1))


def _day(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written or "")
    except ValueError:
        return None
