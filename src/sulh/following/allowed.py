"""The time that a promise allows: what was read as its due date, and what its words say beside it."""

from __future__ import annotations

import datetime as dt
import re

from sulh.model.errors import DateError
from sulh.text.dates import DateMention, find_dates
from sulh.text.edtf import earliest, latest

__all__ = ["AllowedTime", "allowed_time", "told_time"]

# First and last day (YYYY-MM-DD), and the date in EDTF where it is a single one.
AllowedTime = tuple[str | None, str | None, str | None]


def allowed_time(text: str, made: str | None, due: str | None, *, looking: bool) -> AllowedTime:
    """The days between which a promise made on day `made` is to be kept.

    `due` (EDTF) is what was read: where the words name a range around it ("3-4 May"), the whole range is allowed. Without it, and only
    when `looking`, the first time to come that the words name counts. None where nothing is known.
    """
    first, last = _bounds(due, due)
    if made is None or (due is None and not looking):
        return first, last, due
    for mention in find_dates(text):
        begin, end, single = _meant(mention, made)
        if end is None or mention.since:
            continue
        if due is None and end >= made:
            begin, end, single = _part_of(mention, begin, end, single)
            return (made if mention.until else begin), end, single
        if begin is not None and first is not None and last is not None and begin <= first and last <= end and not mention.until:
            return _part_of(mention, begin, end, due)
    return first, last, due


def _part_of(mention: DateMention, first: str | None, last: str, date: str | None) -> AllowedTime:
    """A year or month as far as the words mean it: its beginning ends with its first half, its middle with its third quarter.

    Who promises something for "early" in a year has not promised it for its end; and a day that the words leave open is given away.
    """
    part = mention.first.part
    if mention.kind != "part" or part is None or first is None or mention.until or (part != _END and _FINER.search(mention.text)):
        return first, last, date
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if "half" in mention.text.casefold() and date == first[:4]:
        date = f"{date}-{40 if part == 0 else 41}"  # halves of a year in EDTF
    if part == _END:
        return _at(begin, end, 2).isoformat(), last, date
    return first, (_at(begin, end, 2 if part == 0 else 3) - dt.timedelta(days=1)).isoformat(), date


# Which quarter, third or week it is, a part does not say.
_FINER = re.compile("quarter|third|week", re.IGNORECASE)
_END = 2  # the part of a period that `DateParts` calls its end


def _at(first: dt.date, last: dt.date, quarter: int) -> dt.date:
    """The first day after so many quarters of a period: by months where it is a year."""
    days = (last - first).days + 1
    if days in (365, 366) and first.month == first.day == 1:
        return dt.date(first.year, 3 * quarter + 1, 1)
    return first + dt.timedelta(days=-(-days * quarter // 4) - (days % 2))


def told_time(text: str, said: str) -> tuple[str, str]:
    """The first and last day of what a text of day `said` tells as past: the first time before it that its words name, else that day."""
    for mention in find_dates(text):
        try:
            found = mention.resolve(said, future=None if mention.explicit_year else False)
        except DateError:
            continue
        begin, end = _bounds(found.start, found.end or found.start)
        if begin is not None and end is not None and begin <= said and not mention.since and not mention.until:
            return begin, end
    return said, said


def _meant(mention: DateMention, made: str) -> AllowedTime:
    try:
        found = mention.resolve(made, future=None if mention.explicit_year else True)
    except DateError:
        return None, None, None
    begin, end = _bounds(found.start, found.end or found.start)
    return begin, end, found.start if found.end in (None, found.start) else None


def _bounds(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    begin = earliest(first) if first else None
    end = latest(last) if last else None
    return begin.isoformat() if begin else None, end.isoformat() if end else None
