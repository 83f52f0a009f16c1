"""The time that a promise allows: what was read as its due date, and what its words say beside it."""

from __future__ import annotations

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
            return (made if mention.until else begin), end, single
        if begin is not None and first is not None and last is not None and begin <= first and last <= end and not mention.until:
            return begin, end, due
    return first, last, due


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
