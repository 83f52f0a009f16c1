"""On which day that happened of which words tell: not the day of the report, and not a deadline."""

from __future__ import annotations

from sulh.model.errors import DateError
from sulh.text.dates import find_dates
from sulh.text.edtf import latest

__all__ = ["told_day"]


def told_day(words: str, published: str | None, *, since: str | None = None) -> str | None:
    """The date (EDTF) of what `words`, published on a day, tell of; None where they name no date, or several.

    A deadline and a date from which on something holds are no such dates, nor is one before the day `since`.
    """
    found = set()
    for one in find_dates(words):
        if one.since or one.until:
            continue
        try:
            meant = one.resolve(published, future=False).start
        except DateError:
            continue
        last = latest(meant) if meant else None
        if meant and last is not None and not (since and last.isoformat() < since):
            found.add(meant)
    return found.pop() if len(found) == 1 else None
