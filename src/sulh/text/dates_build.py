"""Build calendar dates (days, months, years and their ranges) from the tokens that a pattern matched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from sulh.text.dates_built import MONTHS, Built, calendar_parts, first_of, single
from sulh.text.dates_parts import DateParts
from sulh.text.dates_patterns import TWO_DATES, TWO_MONTHS
from sulh.text.dates_relative import RELATIVE_BUILDERS
from sulh.text.dates_tokens import Tokens
from sulh.text.dates_words import COUNTED, EVENTS

__all__ = ["BUILDERS", "Built"]

_YEAR_WORDS = frozenset(
    {"in", "since", "by", "during", "around", "circa", "throughout", "before", "after", "from", "until", "till", "through", "between", "of"}
    | {"this", "early", "late", "mid"}
)
# After these a number is a year even before a countable noun: "in 2015 rebels took the town".
_SURE_WORDS = frozenset({"in", "since", "by", "during", "until", "throughout"})
_POSSESSIVES = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "s", "that"})


def _trimmed(tokens: Tokens, start: int, end: int) -> int:
    """Return the end of the expression without a number that counts what follows ("On July 7, 2000 people")."""
    if tokens.kinds[end - 1] == "9" and tokens.values[end - 1] % 50 == 0 and tokens.word(end) in COUNTED:
        end -= 1
        while end > start and tokens.kinds[end - 1] in ",(f-":
            end -= 1
    return end


def _full(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    dates = [tokens.full(index) for index in range(start, end) if tokens.kinds[index] == "7"]
    sides = [DateParts(year=date[0], month=date[1] or None, day=date[2] or None) for date in dates if date is not None]
    if len(sides) == 2:
        yield Built(start, end, "range", sides[0], sides[1])
    elif sides:
        yield from single(start, end, sides[0])


def _across(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    end = _trimmed(tokens, start, end)
    sides = TWO_DATES.fullmatch(tokens.kinds, start, end)
    if sides is None:
        return
    first, last = calendar_parts(tokens, *sides.span(1)), calendar_parts(tokens, *sides.span(2))
    if first.day is None or last.day is None:
        yield from single(*sides.span(1), first)
        yield from single(*sides.span(2), last)
    else:
        yield Built(start, end, "range", first, last)


def _listed_days(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """7-8 July, July 7 and 8, 10-11 and 14 May: a range for days that are joined or consecutive, else a mention for each."""
    end = _trimmed(tokens, start, end)
    shared = calendar_parts(tokens, start, end)
    places = [index for index in range(start, end) if tokens.kinds[index] in "01"]
    if shared.day is None or shared.month is None:
        yield from single(start, end, replace(shared, day=None))
        return
    month_first = (first_of(tokens, MONTHS, start, end) or start) < places[0]
    if month_first and end == places[-1] + 1 and tokens.kinds[end - 2] in ",&" and _counts(tokens, end):
        # "On July 7 and 8 people": the last number counts the people.
        places = places[:-1]
        end = places[-1] + 1
    groups = _day_groups(tokens, places, apart=tokens.kinds[start - 1 : start] != "b")
    if not month_first and len(groups) > 1 and "&" not in tokens.kinds[start:end] and not any(len(group) > 1 for group in groups):
        # "16, 20 March": with nothing but a comma the first number need not be a day.
        start, groups = groups[-1][0], groups[-1:]
    for number, group in enumerate(groups):
        opening = start if number == 0 and (month_first or len(groups) == 1) else group[0]
        closing = end if group is groups[-1] else group[-1] + 1
        yield from _grouped(tokens, opening, closing, [_listed_day(tokens, start, index, shared) for index in (group[0], group[-1])])


def _day_groups(tokens: Tokens, places: list[int], *, apart: bool) -> list[list[int]]:
    """Return the token indices of listed days, grouped by range."""
    groups = [[places[0]]]
    for before, index in pairwise(places):
        joined = any(kind in "-T" for kind in tokens.kinds[before + 1 : index]) or not apart
        if joined or tokens.values[index] - tokens.values[before] == 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _listed_day(tokens: Tokens, start: int, index: int, shared: DateParts) -> DateParts:
    return replace(shared, day=tokens.values[index], weekday=_weekday_before(tokens, start, index))


def _grouped(tokens: Tokens, start: int, end: int, sides: list[DateParts]) -> Iterator[Built]:
    first, last = sides
    if (first.day or 0) < (last.day or 0):
        yield Built(start, end, "range", first, last)
    else:
        yield from single(start, end, last)


def _weekday_before(tokens: Tokens, start: int, index: int) -> int | None:
    for place in range(index - 1, max(start, index - 5) - 1, -1):
        if tokens.kinds[place] in "01":
            return None
        if tokens.kinds[place] in "Ww":
            return tokens.values[place]
    return None


def _counts(tokens: Tokens, index: int) -> bool:
    """Return whether the word at `index` is counted by the number before it."""
    word = tokens.word(index)
    return word in COUNTED or (tokens.kinds[index : index + 1] == "x" and word.endswith("s") and word.isalpha() and len(word) > 3)


def _months(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    end = _trimmed(tokens, start, end)
    sides = TWO_MONTHS.fullmatch(tokens.kinds, start, end)
    if sides is None:
        return
    first, last = calendar_parts(tokens, *sides.span(1)), calendar_parts(tokens, *sides.span(2))
    first, last = replace(first, day=None, weekday=None), replace(last, day=None, weekday=None)
    listed = "&" in tokens.kinds[sides.end(1) : sides.start(2)] and tokens.kinds[start - 1 : start] != "b"
    if listed and (last.month or 0) - (first.month or 0) != 1:
        yield from single(*sides.span(1), replace(first, year=first.year or last.year, year_shift=last.year_shift))
        yield from single(*sides.span(2), last)
    else:
        yield Built(start, end, "range", first, last)


def _day(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    end = _trimmed(tokens, start, end)
    parts = calendar_parts(tokens, start, end)
    if tokens.kinds[end - 1] in "01" and parts.month is not None and _counted_day(tokens, start, end):
        parts, end = replace(parts, day=None), end - 1
    yield from single(start, end, parts)


def _counted_day(tokens: Tokens, start: int, end: int) -> bool:
    """ "in July 20 people", "in May 16th round": return whether the number counts what follows."""
    following = tokens.word(end)
    introduced = tokens.word(start - 1) == "in" and tokens.kinds[end : end + 1] == "x" and following.isalpha()
    return following in COUNTED or introduced


def _month(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    end = _trimmed(tokens, start, end)
    yield from single(start, end, calendar_parts(tokens, start, end))


def _month_alone(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    # "said to May" and "and May" can be a person's name.
    if tokens.kinds[start] in "mj":
        joined = tokens.kinds[start - 1] in "|&" and tokens.kinds[start - 2] not in MONTHS
        if joined or tokens.word(start - 1) == "to":
            return
    yield from single(start, end, calendar_parts(tokens, start, end))


def _sided_month(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    parts = calendar_parts(tokens, start, end)
    place = first_of(tokens, "LNSG", start, end)
    if place is not None:
        kind = tokens.kinds[place]
        yield Built(start, end, "offset" if kind == "G" else "month", DateParts(month=parts.month, side=tokens.values[place]))


def _years(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    if tokens.word(end) in COUNTED:
        return
    numbers = [tokens.values[index] for index in range(start, end) if tokens.kinds[index] in "91#"]
    first, last = numbers[0], numbers[-1]
    if last < 100:
        # 2017-18
        short = last
        if 1 <= short <= min(12, first % 100) and tokens.kinds[end - 2] == "-" and _two_digits(tokens, end - 1):
            # 2020-05 is a month; 2005-06 would be two years.
            yield Built(start, end, "month", DateParts(year=first, month=short))
            return
        last = first - first % 100 + short
        if not _two_digits(tokens, end - 1) or tokens.word(end - 2) in ("to", "until", "till", "through"):
            last = 0
    if first < last:
        yield Built(start, end, "range", DateParts(year=first), DateParts(year=last))
    elif _year_fits(tokens, start):
        yield Built(start, start + 1, "year", DateParts(year=first))


def _two_digits(tokens: Tokens, index: int) -> bool:
    return tokens.ends[index] - tokens.starts[index] == 2


def _year(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    if _year_fits(tokens, start):
        yield Built(start, end, "year", DateParts(year=tokens.values[start]))


def _year_fits(tokens: Tokens, index: int, *, depth: int = 8) -> bool:
    """Return whether a number from 1900 to 2099 is a year, by the words around it; in a list by those around its first member."""
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if after in COUNTED and (before not in _SURE_WORDS or tokens.values[index] % 50 == 0):
        return False
    kind = tokens.kinds[index - 1] if index else ""
    if kind == "(":
        return after in (")", ",", ";") or tokens.kinds[index + 1 : index + 2] == "-"
    if before in _YEAR_WORDS or (kind == "-" and tokens.kinds[index - 2 : index - 1] == "e"):
        return True
    if depth and kind and kind in "&|," and tokens.kinds[max(0, index - 2) : index - 1] == "9":
        return _year_fits(tokens, index - 2, depth=depth - 1)
    named = after.isalpha() and tokens.kinds[index + 1 : index + 2] not in ("&", "T", "|")
    if before in _POSSESSIVES:
        return named
    return after in EVENTS


def _decade(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    place = first_of(tokens, "8", start, end)
    if place is not None:
        yield Built(start, end, "decade", DateParts(year=tokens.values[place]))


def _day_only(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """Build "on the 14th", unless a noun follows that it numbers."""
    following = tokens.kinds[end : end + 1]
    month = tokens.kinds[end : end + 3]
    side = {"fS": 0, "fL": -1, "fN": 1}.get(month[:2]) if month[2:] == "c" else None
    if month in ("fSc", "fLc", "fNc", "ftc"):
        yield Built(start, end + 3, "day", DateParts(day=tokens.values[end - 1], side=side or 0))
    elif following == "" or following in ".,;)&kpT" or tokens.word(end) in ("when", "while", "with", "as", "but"):
        yield Built(start, end, "day", DateParts(day=tokens.values[end - 1]))


_CALENDAR_BUILDERS: dict[str, Callable[[Tokens, int, int], Iterator[Built]]] = {
    "full": _full,
    "across": _across,
    "days_month": _listed_days,
    "month_days": _listed_days,
    "months": _months,
    "day": _day,
    "month": _month,
    "sided_month": _sided_month,
    "years": _years,
    "decade": _decade,
    "day_only": _day_only,
    "month_alone": _month_alone,
    "year": _year,
}

BUILDERS = _CALENDAR_BUILDERS | RELATIVE_BUILDERS
