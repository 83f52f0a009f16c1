"""Find the first and last day of a meeting from consecutive days ("3 and 4 May") or a stated length ("two-day talks")."""

from __future__ import annotations

import datetime as dt
import re

from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention, DateSpan
from sulh.text.numbers import cardinal

__all__ = ["are_consecutive", "extend_by_length", "span_between"]

# Assumed year for dates without one, used only to count days; a leap year, so that 29 February exists.
ANY_YEAR = "2000"
SIDE_BY_SIDE = re.compile(r"\s*(?:and|&)\s+(?:on\s+)?")
DAYS = re.compile(
    r"\b(?P<count>[a-z]+|\d{1,2})(?:[-\s]days?[-\s](?!(?:ago|later|before|after|earlier|of\s+rest)\b)\w|\s+days\s+of\s+\w)"
    r"|\blast(?:ed|s|ing)\s+(?:for\s+|some\s+)?(?P<long>[a-z]+|\d{1,2})\s+days\b",
    re.IGNORECASE,
)
NEAR = 70
LONGEST = 15


def are_consecutive(context: Context, first: DateMention, last: DateMention) -> bool:
    """Return whether two dates are named side by side and are consecutive: "on 31 October and 1 November"."""
    if not SIDE_BY_SIDE.fullmatch(context.text[first.end : last.start]):
        return False
    span = span_between(context, first, last)
    start, end = _day(span.start), _day(span.end)
    return start is not None and end is not None and (end - start).days == 1


def span_between(context: Context, first: DateMention, last: DateMention, *, future: bool | None = None) -> DateSpan:
    """Return the span from one day to another; the first takes the year of the last when only the last has one."""
    end = context.date(last, future=future).start
    if last.first.year is not None and not first.explicit_year:
        return DateSpan(first.resolve(context.anchor, year=last.first.year).start, end)
    return DateSpan(context.date(first, future=future).start, end)


def extend_by_length(passage: Passage, start: int, end: int, span: DateSpan) -> DateSpan:
    """Extend a meeting's span when the sentence around [start, end) states how many days it lasted: "ended its two-day meeting on 4 May".

    The named day is the last one if the words report the end of the meeting, else the first; a span that is not a single day is unchanged.
    """
    day = _day(span.start)
    if span.end is not None or day is None or span.start is None:
        return span
    low, high = max(0, start - passage.start - NEAR), end - passage.start + NEAR
    said = DAYS.search(passage.text, low, min(high, len(passage.text)))
    count = cardinal((said["count"] or said["long"]).lower()) if said else None
    if said is None or count is None or not 2 <= count <= LONGEST:
        return span
    around = passage.text[low:high]
    if pattern(r"\b(?:<ending_verb>)\b").search(around):
        return DateSpan(_edtf(day - dt.timedelta(days=count - 1), span.start), span.start)
    return DateSpan(span.start, _edtf(day + dt.timedelta(days=count - 1), span.start))


def _day(date: str | None) -> dt.date | None:
    """Return a complete day as a calendar date, in an assumed year when its own is unknown."""
    if date is None or len(date) != 10 or "X" in date[4:]:
        return None
    return dt.date.fromisoformat(date.replace("XXXX", ANY_YEAR)) if "X" not in date.removeprefix("XXXX") else None


def _edtf(day: dt.date, like: str) -> str:
    return f"XXXX{day.isoformat()[4:]}" if like.startswith("XXXX") else day.isoformat()
