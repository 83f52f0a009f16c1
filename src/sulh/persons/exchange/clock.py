"""Times of a round: always with the zone in which people keep them."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sulh.persons.exchange.events import ExchangeError

__all__ = ["moment", "moment_said", "zone_of"]

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


def zone_of(name: str) -> dt.tzinfo:
    """Return a time zone by its name (Asia/Amman) or its offset (+03:00). Raises ExchangeError."""
    if found := _OFFSET.fullmatch(name):
        away = dt.timedelta(hours=int(found[2]), minutes=int(found[3]))
        return dt.timezone(away if found[1] == "+" else -away)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise ExchangeError("there is no time zone {name!r}; write Asia/Amman, or an offset such as +03:00", name=name) from problem


def moment(text: str, zone: str) -> dt.datetime:
    """Return a time as it is written, `2027-01-10 18:00`, in the zone where it names no offset. Raises ExchangeError."""
    try:
        made = dt.datetime.fromisoformat(text)
    except ValueError as problem:
        raise ExchangeError("{text!r} is no time; write 2027-01-10 18:00", text=text) from problem
    if len(text.strip()) <= len("2027-01-10"):
        raise ExchangeError("{text!r} has no hour; write 2027-01-10 18:00", text=text)
    return made if made.utcoffset() is not None else made.replace(tzinfo=zone_of(zone))


def moment_said(at: dt.datetime, zone: str) -> str:
    """Return a time in the zone, with the zone's name: `2027-01-10 18:00 (Asia/Amman)`."""
    return f"{at.astimezone(zone_of(zone)):%Y-%m-%d %H:%M} ({zone})"
