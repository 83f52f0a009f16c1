"""Times of day: "noon", "18:00", "6 p.m.", "à 18 h 30", "at dawn", and whether two of them are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.terms import Term

__all__ = ["clocks", "is_clock", "other_clock", "same_clock"]

_OPENING = "clock "
# Half a day and a day in minutes; an hour has as many.
_HALF, _DAY, _HOUR = 720, 1440, 60
_MINUTES = 2
# What may be the morning or the evening has this sign, and what stands after the other one is whose time it is.
_EITHER, _ZONE = "~", "|"
# The row of a word for whose time it is that is told by the word after it: "heure de Paris".
_NEXT = "next"
_PM = "pm"
_NO_TIME = "-"
# What the row of a word says that makes the number after it an hour by itself (Arabic "the hour"), or the number before it ("o'clock").
_ALONE, _ALWAYS = "alone", "clock"
# Languages whose statements count the hours to twenty-four.
_TWENTY_FOUR = ("fr", "es", "ru")


class _Hour(NamedTuple):
    """The words `[low, high)` of a time and the minutes since midnight; in `either` half of the day."""

    low: int
    high: int
    minutes: int
    either: bool = False


def clocks(parts: Sequence[TermWord], table: TermTable) -> list[Term]:
    """Return the times of day; the key of each is the time, or the word for it where no clock says when that is ("dawn")."""
    found: list[Term] = []
    end = 0
    worded = set(table.places(("hour", "hour_number", "number"), parts))
    for at, part in enumerate(parts):
        if at < end or not (at in worded or part.key[0].isdigit()):
            continue
        term = _named(parts, table, at) or _told(parts, table, at)
        if term is not None:
            end = term.high
            if _clock(term.key)[0] != _NO_TIME:
                found.append(term)
    return found


def is_clock(key: str) -> bool:
    """Return whether the key of a date is a time of day."""
    return key.startswith(_OPENING)


def same_clock(one: str, other: str) -> bool:
    """Return whether two times of day are one: "noon", "12:00"."""
    return _clock(one)[1] == _clock(other)[1] and not _are_apart(one, other) and not _zones_differ(one, other)


def other_clock(one: str, other: str) -> bool:
    """Return whether two times of day contradict each other: none does that is told by another place's clock, or by dawn and a clock."""
    return _clock(one)[1] == _clock(other)[1] and _are_apart(one, other) and not _zones_differ(one, other)


def _are_apart(one: str, other: str) -> bool:
    (first, told, loose), (second, _, either) = _clock(one), _clock(other)
    if not told:
        return first != second
    apart = abs(int(first) - int(second)) % _DAY
    return apart % _HALF != 0 if loose or either else apart != 0


def _clock(key: str) -> tuple[str, bool, bool]:
    """Return the minutes or the word of a time, whether it is told by a clock, and whether it may be in either half of the day."""
    time = key.removeprefix(_OPENING).split(_ZONE)[0]
    return time.lstrip(_EITHER), time.lstrip(_EITHER).isdigit(), time.startswith(_EITHER)


def _zones_differ(one: str, other: str) -> bool:
    zones = [key.split(_ZONE)[1] for key in (one, other)]
    return all(zones) and zones[0] != zones[1]


def _named(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a time that has a name: "midnight", "coucher du soleil"."""
    match = table.match("hour", parts, at)
    if match is None or parts[at].before == "-":
        return None
    # The South of a country is written like its noon: "le Midi".
    if parts[at].capital and at and table.language == "fr":
        return None
    return Term(f"{_OPENING}{match[1]}{_ZONE}{_zone(parts, table, at + match[0])}", at, at + match[0])


def _told(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return a time in digits or in words: "18:30", "6 p.m.", "six in the morning"."""
    hour = _hour(parts, table, at)
    if hour is None:
        return None
    time = f"{_EITHER if hour.either else ''}{hour.minutes}"
    return Term(f"{_OPENING}{time}{_ZONE}{_zone(parts, table, hour.high)}", hour.low, hour.high)


def _hour(parts: Sequence[TermWord], table: TermTable, at: int) -> _Hour | None:
    counted = _count(parts, table, at)
    if counted is None or parts[at].before.endswith(("/", "-", ":")):
        return None
    high, hours = counted
    led = table.match("at_hour", parts, at - 1) if at else None
    half = table.match("half_day", parts, high) if high < len(parts) else None
    stated = half is not None or (led is not None and led[1] == _ALONE)
    minutes = None
    if half is None:
        after = _after(parts, table, high, led=led is not None)
        high, minutes = after or (high, None)
        stated = stated or after is not None
        half = table.match("half_day", parts, high) if high < len(parts) else None
    if not stated or (half is not None and hours > _HALF // _HOUR):
        return None
    # "06:00" is in the morning, "6:30" may be in the evening where they count to twelve.
    either = half is None and 0 < hours <= _HALF // _HOUR and len(parts[at].key) != _MINUTES and table.language not in _TWENTY_FOUR
    if half is not None:
        hours, high = hours % 12 + (12 if half[1] == _PM else 0), high + half[0]
    return _Hour(at, high, (hours * _HOUR + (minutes or 0)) % _DAY, either)


def _after(parts: Sequence[TermWord], table: TermTable, at: int, *, led: bool) -> tuple[int, int | None] | None:
    """Return where what makes a number an hour ends, with the minutes: ":30", "h 30", "heures"; "h" alone may be how long something is."""
    if at >= len(parts):
        return None
    if _is_minutes(parts[at], (":",)):
        return at + 1, int(parts[at].key)
    word = table.match("hour_word", parts, at)
    if word is None:
        return None
    high = at + word[0]
    if high < len(parts) and word[1] == "h" and _is_minutes(parts[high], (" ", "")):
        return high + 1, int(parts[high].key)
    return (high, None) if led or word[1] == _ALWAYS else None


def _count(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, int] | None:
    """Return where the number of an hour ends, and the number."""
    key = parts[at].key
    if key.isdigit() and len(key) <= _MINUTES and int(key) <= _DAY // _HOUR:
        return at + 1, int(key)
    match = table.match("hour_number", parts, at) or table.match("number", parts, at)
    if match is None or not match[1].isdigit() or int(match[1]) > _HALF // _HOUR:
        return None
    return at + match[0], int(match[1])


def _is_minutes(part: TermWord, before: tuple[str, ...]) -> bool:
    return part.before in before and part.key.isdigit() and len(part.key) == _MINUTES and int(part.key) < _HOUR


def _zone(parts: Sequence[TermWord], table: TermTable, at: int) -> str:
    """Return whose time a time is that ends before a word, "" if nobody's is named."""
    if at >= len(parts) or parts[at].before.strip(" (,") or (match := table.match("zone", parts, at)) is None:
        named = at + 1 < len(parts) and parts[at].capital and parts[at].before == " " and table.has("zone_after", parts[at + 1].key)
        return parts[at].key if named else ""
    after = at + match[0]
    if match[1] == _NEXT:
        return parts[after].key if after < len(parts) else ""
    return match[1]
