"""The time that a promise allows: what was read as its due date, and what its words say beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from sulh.following.weights import patterns
from sulh.following.windows import AllowedWindow, counted_windows
from sulh.model.errors import DateError
from sulh.text.dates import DateMention, find_dates
from sulh.text.edtf import earliest, latest

__all__ = ["AllowedTime", "allowed_time", "is_beforehand", "told_time", "told_times"]

# First and last day (YYYY-MM-DD), and the date in EDTF where it is a single one.
AllowedTime = tuple[str | None, str | None, str | None]


def allowed_time(
    text: str, made: str | None, due: str | None, *, looking: bool, events: Mapping[str, str] | None = None, before: str = ""
) -> AllowedTime:
    """The days between which a promise made on day `made` is to be kept.

    `due` (EDTF) is what was read: where the words name a range around it ("3-4 May"), the whole range is allowed. Without it a time that
    the words count from the promise or from one of the `events` is allowed ("within two weeks of the signing": an interval), else, and
    only when `looking`, the first time to come that they name; of a promise without a day the last time that they name with its year.
    "Beforehand" means before the time that the words `before` them name. None where nothing is known.
    """
    first, last = _bounds(due, due)
    if made is None:
        return _of_its_own_year(text) if due is None and looking else (first, last, due)
    windows = counted_windows(text, made, events or {})
    for window in windows:
        if window.last is not None and (due is None or _is_within(due, first, last, window)):
            return window.first, window.last, window.edtf
    if due is None and (ahead := _beforehand(text, before, made)) is not None:
        return ahead
    if due is None and not looking:
        return None, None, None
    # What is counted from an event of an unknown day allows a time of which nothing is known.
    told = [one for one in find_dates(text) if not one.since and one.kind != "offset" and not any(_overlap(one, each) for each in windows)]
    meant = [(one, *times) for one in told if (times := _meant(one, made))[1] is not None]
    if due is None:
        return next((_ahead(one, begin, end, single, made) for one, begin, end, single in meant if str(end) >= made), (None, None, None))
    return _around(meant, made, due)


def _overlap(one: DateMention, window: AllowedWindow) -> bool:
    return window.start < one.end and one.start < window.end


def _ahead(mention: DateMention, begin: str | None, end: str | None, single: str | None, made: str) -> AllowedTime:
    begin, end, single = _part_of(mention, begin, str(end), single)
    return (made if mention.until else begin), end, single


def _around(meant: Sequence[tuple[DateMention, str | None, str | None, str | None]], made: str, due: str) -> AllowedTime:
    """The days of what was read, or the whole range that the words name around it, or the days that they name within its month."""
    first, last = _bounds(due, due)
    is_said = any(single == due for *_, single in meant)
    for mention, begin, end, _ in meant:
        if begin is None or end is None or first is None or last is None or mention.until:
            continue
        if begin <= first and last <= end:
            return _part_of(mention, begin, end, due)
        if not is_said and mention.kind in ("day", "range") and max(first, made) <= begin and end <= last:
            return begin, end, due
    return first, last, due


def is_beforehand(text: str) -> bool:
    """Whether something is to be done before what the words ahead of these name."""
    sought = patterns("beforehand")
    return sought is not None and sought.search(text) is not None


def _beforehand(text: str, before: str, made: str) -> AllowedTime | None:
    """The days before the last time to come that the words `before` a promise name, where it is to be kept before that."""
    if not before or not is_beforehand(text):
        return None
    begun = [begin for begin, end, _ in (_meant(one, made) for one in find_dates(before)) if begin is not None and begin > made]
    if not begun:
        return None
    last = (dt.date.fromisoformat(begun[-1]) - dt.timedelta(days=1)).isoformat()
    return made, last, f"{made}/{last}"


def _is_within(due: str, first: str | None, last: str | None, window: AllowedWindow) -> bool:
    """Whether a month or year that was read is that of the window; a day says more than what is counted."""
    return len(due) < len("2017-05-03") and str(window.first) <= str(last) and str(first) <= str(window.last)


def _of_its_own_year(text: str) -> AllowedTime:
    """The last time that the words of a promise without a day name with its year, if they are not said to be past ("as agreed on ...")."""
    found: AllowedTime = (None, None, None)
    for mention in find_dates(text):
        if mention.explicit_year and not mention.since and not _PAST.search(text, max(0, mention.start - 40), mention.start):
            begin, end, single = _meant(mention, None)
            if end is not None and end >= str(found[1] or end):
                begin, end, single = _part_of(mention, begin, end, single)
                found = (None if mention.until else begin), end, single
    return found


# Words before a day on which something was agreed already.
_PAST = re.compile(
    r"\b(?:agreed|decided|signed|adopted|made|held|said|announced|met|reached|concluded|dated|of|since)\s+(?:(?:on|in|at)\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)


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
    return next(((first, last) for first, last in _told(text, said) if first <= said), (said, said))


@lru_cache(maxsize=8192)
def told_times(text: str, said: str) -> tuple[tuple[str, str], ...]:
    """The days and months (first and last day) before a day that a text of that day names."""
    return tuple((first, last) for first, last in _told(text, said) if last < said and first[:7] == last[:7])


def _told(text: str, said: str) -> Iterator[tuple[str, str]]:
    for mention in find_dates(text):
        try:
            found = mention.resolve(said, future=None if mention.explicit_year else False)
        except DateError:
            continue
        begin, end = _bounds(found.start, found.end or found.start)
        if begin is not None and end is not None and not mention.since and not mention.until:
            yield begin, end


def _meant(mention: DateMention, made: str | None) -> AllowedTime:
    if made is not None and mention.first.unit == "week" and mention.last is None and mention.first.shift in (0, 1):
        return _week(made, mention.first.shift)
    try:
        found = mention.resolve(made, future=None if mention.explicit_year else True)
    except DateError:
        return None, None, None
    begin, end = _bounds(found.start, found.end or found.start)
    return begin, end, found.start if found.end in (None, found.start) else None


def _week(made: str, shift: int) -> AllowedTime:
    """This week, or the next: from Monday to Sunday, since no date in EDTF is a week."""
    day = dt.date.fromisoformat(made)
    first = day + dt.timedelta(days=7 * shift - day.weekday())
    last = first + dt.timedelta(days=6)
    return first.isoformat(), last.isoformat(), f"{first}/{last}"


def _bounds(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    begin = earliest(first) if first else None
    end = latest(last) if last else None
    return begin.isoformat() if begin else None, end.isoformat() if end else None
