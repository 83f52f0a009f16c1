"""When a promise is kept: whether a meeting came after it, within the time allowed, and how many days late."""

from __future__ import annotations

import datetime as dt

from sulh.following.types import LinkReason, Promise, RecordItem
from sulh.following.weights import reason

__all__ = ["QUARTER", "WIDE", "days_after", "days_late", "has_days", "is_exact", "is_narrow", "is_over", "when"]

WIDE = 14  # a date of more days than a meeting lasts
_EXACT = 7  # days between which a meeting on the very days promised was to begin
_HALF = 180
QUARTER, _YEAR, _LONG = 92, 400, 366


def when(sort: str, promise: Promise, one: RecordItem) -> LinkReason:
    """When it was held, beside the time that the promise allows, weighed as for a `sort`."""
    first, last = promise.due
    if one.first is None:
        return reason(sort, "time", "unknown", one.said)
    if last is None:
        after = days_after(promise.after, one.first) or 0
        return reason(sort, "time", "quarter" if after <= QUARTER else "year" if after <= _LONG else "years", one.first)
    if one.first > last:
        late = days_after(last, one.first) or 0
        return reason(sort, "time", "late_quarter" if late <= QUARTER else "late_year" if late <= _YEAR else "late_more", one.first, last)
    over = one.last or one.first
    level = "early" if first is not None and over < first else "exact" if is_exact(promise, one) else "within"
    return reason(sort, "time", level, one.first, last)


def is_exact(promise: Promise, one: RecordItem) -> bool:
    """Whether a meeting of known days began on the few days that were promised."""
    return has_days(promise) and (days_after(one.first, one.last) or 0) <= WIDE


def has_days(promise: Promise) -> bool:
    """Whether a promise sets a few days."""
    return _allows(promise, _EXACT)


def is_narrow(promise: Promise) -> bool:
    """Whether a promise sets a time of less than half a year, or none."""
    return promise.due[1] is None or _allows(promise, _HALF)


def _allows(promise: Promise, most: int) -> bool:
    first, last = promise.due
    return first is not None and last is not None and (days_after(first, last) or 0) < most


def days_late(promise: Promise, one: RecordItem) -> int | None:
    """Days from the last day allowed to the first of the meeting; None where either is too uncertain to tell."""
    late = days_after(promise.due[1], one.first)
    if late and promise.roughly:
        return None
    wide = late == 0 and str(one.last or one.first) > str(promise.due[1]) and (days_after(one.first, one.last) or 0) > WIDE
    return None if wide or (late == 0 and (days_after(one.first, one.last) or 0) > QUARTER) else late


def is_over(promise: Promise, one: RecordItem) -> bool:
    """Whether a meeting was over when the promise was made; without a day of its own its source must be later."""
    over = one.last or one.first
    return over <= str(promise.after) if over else str(one.said) <= str(promise.after)


def days_after(day: str | None, later: str | None) -> int | None:
    """Days from one day to a later one, 0 when it is not later; None where one is not known."""
    if day is None or later is None:
        return None
    return max(0, (dt.date.fromisoformat(later) - dt.date.fromisoformat(day)).days)
