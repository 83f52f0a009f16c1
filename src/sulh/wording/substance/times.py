"""Dates and deadlines: days, months and years, and the words that make one the end of something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sulh.model import SubstanceKind
from sulh.wording.substance.amounts import amount
from sulh.wording.substance.clocks import clocks, is_clock, other_clock, same_clock
from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.terms import Term, bare_words, simple_terms

__all__ = ["counted", "dates", "deadlines", "other_date", "same_date"]

# The kinds of words with which a date may begin.
_DATE_KINDS = ("weekday", "day", "number", "month", "relative")
# So many words may stand before the word for a period.
_TOLD_BEFORE = 4
# So many words of a time of day may stand before the day: "until 11:59 p.m. local time on 3 August".
_CLOCK = 9
# A day has so many words before "at the latest".
_DAY_BEFORE = 6
# "Immediately"; the table has others, such as "immediately after", that say nothing of the kind.
_URGENT = "urgent"
# A day in digits, the day first.
_PART_OF_DATE = re.compile(r"-|\d+(?:-\d+)*")
_NUMERIC = re.compile(r"([0-3]?\d)\.([01]?\d)\.((?:19|20)\d\d)")


class _Limit(NamedTuple):
    """Where a limit ends and what it is; whether it is `counted` in units of time."""

    high: int
    key: str
    counted: bool = False


def deadlines(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the days and durations by which something is to be done, or for which it lasts; the latter are named numbers."""
    found: list[Term] = []
    end = 0
    for at in table.places(("deadline", "length"), parts):
        limit = _limited(parts, table, at) if at >= end else None
        if limit is not None:
            end = limit.high
            found.append(limit)
    return sorted(_with_urgent(parts, table, _closed(parts, table, found)), key=lambda one: one.low)


def _closed(parts: Sequence[TermWord], table: TermTable, found: Sequence[Term]) -> list[Term]:
    """Return limits with those that a word after the day makes one: "le 3 mai au plus tard", "by 3 May at the latest"."""
    closed = list(found)
    taken = {at for term in found for at in range(term.low, term.high)}
    ends = {term.high: place for place, term in enumerate(found)}
    for at in table.places(("closing",), parts):
        match = table.match("closing", parts, at)
        if match is None or at in taken:
            continue
        high = at + match[0]
        if (ended := ends.get(at)) is not None:
            closed[ended] = closed[ended]._replace(high=high)
            continue
        lows = (low for low in range(max(at - _DAY_BEFORE, 0), at) if (day := _date(parts, table, low)) is not None and day[0] == at)
        low = next(lows, None)
        if low is not None and (day := _date(parts, table, low)) is not None:
            closed.append(Term(day[1], low, high))
    return closed


def _with_urgent(parts: Sequence[TermWord], table: TermTable, found: Sequence[Term]) -> list[Term]:
    """Return limits with the words that leave no time, loose ones: they count where a day or a length was or will be."""
    taken = frozenset(at for term in found for at in range(term.low, term.high))
    urgent = [term for term in simple_terms("urgent", parts, table, taken) if term.key == _URGENT]
    return [*found, *(term._replace(loose=True) for term in urgent)]


def _limited(parts: Sequence[TermWord], table: TermTable, at: int) -> Term | None:
    """Return the limit that words at `at` open: "by 1 May", "within ten days", "extended by six months"."""
    by, lasting = table.match("deadline", parts, at), table.match("length", parts, at)
    size = max(match[0] for match in (by, lasting) if match) if by or lasting else 0
    limit = _limit(parts, table, at + size) if size else None
    if limit is None:
        return None
    opened = lasting is not None and lasting[0] == size
    gone = any(table.has("past", part.key) for part in parts[at + size : limit.high + 1])
    length = limit.counted and (opened or gone)
    return Term(limit.key, at, limit.high, named=SubstanceKind.NUMBER if length else None)


def _limit(parts: Sequence[TermWord], table: TermTable, at: int) -> _Limit | None:
    """Return a date, a duration or "the end of the year" that begins at `at`, after articles."""
    at = _after_period(parts, table, at)
    while at < len(parts) and (table.has("article", parts[at].key) or table.has("past", parts[at].key)):
        at += 1
    if at >= len(parts):
        return None
    if (day := _date(parts, table, at) or _after_clock(parts, table, at)) is not None:
        return _Limit(*day)
    if table.has("edge", parts[at].key):
        end = min(at + 4, len(parts))
        while end > at + 1 and any(mark in parts[end - 1].before for mark in ",;:.\u060c"):
            end -= 1
        return _Limit(end, " ".join(part.key for part in parts[at:end]))
    if table.language != "en" and (unit := table.match("unit", parts, at)) is not None:
        # "В течение недели": one of them.
        return _Limit(at + unit[0], f"1 {unit[1]}", counted=True)
    if (pair := table.match("unit_pair", parts, at)) is not None:
        # Arabic has a form for two of them.
        return _Limit(at + pair[0], f"2 {pair[1]}", counted=True)
    number = counted(parts, table, at)
    if number is not None and number[0] < len(parts) and (unit := table.match("unit", parts, number[0])) is not None:
        return _Limit(number[0] + unit[0], f"{number[1]} {unit[1]}", counted=True)
    return None


def _after_clock(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return the day that a time of day stands before: "midnight on 19 July"."""
    named = False
    for place in range(at, min(at + _CLOCK, len(parts))):
        if named and (day := _date(parts, table, place)) is not None:
            return day
        if table.has("clock", parts[place].key):
            named = True
        elif not parts[place].key[0].isdigit() and len(parts[place].key) > 1:
            return None
    return None


def _after_period(parts: Sequence[TermWord], table: TermTable, at: int) -> int:
    """Return where a limit goes on after a word for a period: "within the agreed goal of nine months", "dans un délai de neuf mois"."""
    for place in range(at, min(at + _TOLD_BEFORE, len(parts) - 1)):
        if place > at and parts[place].before != " ":
            break
        if table.has("period", parts[place].key) and table.has("join", parts[place + 1].key):
            return place + 2
    return at


def counted(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return where a number ends that begins at `at`, and the number; one in brackets after it is the same again."""
    if parts[at].key[0].isdigit():
        return at + 1, parts[at].key
    match = table.match("number", parts, at) or table.match("loose", parts, at)
    if match is None:
        return None
    key, end = match[1], at + match[0]
    while end < len(parts) and parts[end].before in (" ", "-") and (more := table.match("number", parts, end)) is not None:
        key, end = f"{key} {more[1]}", end + more[0]
    if end < len(parts) and parts[end].key.isdigit() and "(" in parts[end].before:
        end += 1
    return end, amount(key, table.language)


def dates(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the dates that are no deadlines, and the times of day; one of a deadline is named so: "by noon", "by midnight on 3 May"."""
    found = [one._replace(named=SubstanceKind.DEADLINE if _is_limit(one, parts, table, taken) else None) for one in clocks(parts, table)]
    taken |= {at for term in found for at in range(term.low, term.high)}
    end = 0
    worded = set(table.places(_DATE_KINDS, parts))
    for at, part in enumerate(parts):
        if at < end or at in taken or not (at in worded or part.key[0].isdigit()):
            continue
        date = _date(parts, table, at) or _relative(parts, table, at)
        if date is not None:
            end = date[0]
            found.append(Term(date[1], at, end))
    return found


def _is_limit(clock: Term, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> bool:
    """Return whether a time of day is part of a deadline, or stands right after a word that opens one."""
    low = clock.low
    while low and table.has("article", parts[low - 1].key):
        low -= 1
    return clock.low in taken or any(
        (match := table.match("deadline", parts, at)) is not None and at + match[0] == low and not table.has("locative", parts[at].key)
        for at in range(max(low - _TOLD_BEFORE, 0), low)
    )


def _relative(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return a day that is named from the day of speaking: "yesterday"."""
    match = table.match("relative", parts, at)
    return (at + match[0], match[1]) if match else None


def _date(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return where a date ends that begins at `at`, and the date: days, month, year, "-" for what it does not say."""
    if (numeric := _NUMERIC.fullmatch(parts[at].key)) is not None:
        day, month, year = numeric.groups()
        return at + 1, f"{day.lstrip('0')} {month.lstrip('0')} {year}"
    if (weekday := table.match("weekday", parts, at)) is not None and _is_weekday(parts, table, at):
        after = at + weekday[0]
        goes_on = after < len(parts) and (parts[after].key[0].isdigit() or table.match("month", parts, after) is not None)
        following = _date(parts, table, after) if goes_on else None
        return following or (after, f"weekday {weekday[1]}")
    days, place = _days(parts, table, at)
    month = table.match("month", parts, place) if place < len(parts) else None
    if month is None or not _is_month(parts, place, bool(days)):
        return _year(parts, table, at)
    end = place + month[0]
    if end < len(parts) and parts[end].before.strip() == "/" and (again := table.match("month", parts, end)) and again[1] == month[1]:
        # Arabic names a month twice.
        end += again[0]
    if not days and end < len(parts) and parts[end].key.isdigit() and int(parts[end].key) <= 31:
        days.append(parts[end].key.lstrip("0"))
        end += 1
    skip = end
    while skip < len(parts) and table.has("join", parts[skip].key) and skip - end < 2:
        skip += 1
    if skip < len(parts) and parts[skip].key.isdigit() and len(parts[skip].key) == 4:
        return skip + 1, f"{'-'.join(days) or '-'} {month[1]} {parts[skip].key}"
    return end, f"{'-'.join(days) or '-'} {month[1]} -"


def _days(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[list[str], int]:
    """Return the days that stand from `at` on, in digits or in words, and where what follows them begins."""
    days: list[str] = []
    place = at
    while place < len(parts) and len(days) < 3:
        key = parts[place].key
        word = None if key.isdigit() else table.match("day", parts, place) or table.match("number", parts, place)
        if key.isdigit() and int(key) <= 31:
            days.append(key.lstrip("0"))
            place += 1
        elif word is not None and word[1].isdigit() and int(word[1]) <= 31:
            days.append(word[1])
            place += word[0]
        else:
            break
        while place < len(parts) and table.has("join", parts[place].key):
            place += 1
    return days, place


def _year(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return a year that stands by itself."""
    year = parts[at].key
    alone = year.isdigit() and len(year) == 4 and 1900 <= int(year) <= 2100 and "(" not in parts[at].before
    named = at > 0 and any(table.has("name", word) for word in bare_words(parts[at - 1].key))
    # "The 2001 Authorization" is a name too, but not the year in "fiscal year 2022 Budget".
    articled = at > 0 and table.has("article", parts[at - 1].key)
    named = named or (articled and at + 1 < len(parts) and parts[at + 1].before == " " and _opens_name(parts, table, at + 1))
    if not alone or named:
        return None
    until = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].before in ("-", "/") else None
    if until is not None and until.key.isdigit() and len(until.key) in (2, 4):
        # "The 2024-2025 session".
        return at + 2, f"- - {year}-{until.key}"
    return at + 1, f"- - {year}"


def _opens_name(parts: Sequence[TermWord], table: TermTable, at: int) -> bool:
    return parts[at].capital and table.match("month", parts, at) is None


def _is_weekday(parts: Sequence[TermWord], table: TermTable, at: int) -> bool:
    """Return whether the name of a weekday stands for one: where they have capital letters, only in one."""
    return parts[at].capital or table.language != "en"


def _is_month(parts: Sequence[TermWord], at: int, after_day: bool) -> bool:
    """Return whether a word is a month: in English "may" and "march" are other words too, unless a day stands before them."""
    return after_day or parts[at].capital or not parts[at].key.isascii() or parts[at].key not in ("may", "march", "mars", "mai")


def same_date(one: str, other: str, *, least: int = 1) -> bool:
    """Return whether two dates have so much in common, of day, month and year, and do not contradict each other; equal ones always."""
    if is_clock(one) and is_clock(other):
        return same_clock(one, other)
    first, second = one.split(" "), other.split(" ")
    if one == other or len(first) != 3 or len(second) != 3 or not all(_PART_OF_DATE.fullmatch(part) for part in (*first, *second)):
        return one == other
    told = [(a, b) for a, b in zip(first, second, strict=True) if "-" not in (a, b)]
    return len(told) >= least and all(a == b for a, b in told)


def other_date(one: str, other: str) -> bool:
    """Return whether two dates contradict each other: "December" and "2022" are neither the same nor another."""
    if is_clock(one) and is_clock(other):
        return other_clock(one, other)
    first, second = one.split(" "), other.split(" ")
    if len(first) != 3 or len(second) != 3 or not all(_PART_OF_DATE.fullmatch(part) for part in (*first, *second)):
        return one != other
    return any(a != b for a, b in zip(first, second, strict=True) if "-" not in (a, b))
