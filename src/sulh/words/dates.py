"""EDTF dates in words, at the precision that they have: no day that the date does not give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from sulh.model.errors import DateError
from sulh.text.edtf import Edtf, days_in_month, parse, valid
from sulh.words.tables import code, phrase

__all__ = ["coarsest", "date", "month", "span"]

_NO_YEAR, _UNKNOWN = "XXXX", "XX"


def month(number: int, form: str = "", *, language: str = "en") -> str:
    """The name of a month, 1 to 12; its form `short` is for axes."""
    return code("month", number, form, language=language)


@lru_cache(maxsize=65536)
def date(edtf: str | None, *, language: str = "en") -> str:
    """`2021-07-08` as "8 July 2021", `2017-01` as "January 2017", `2021-21` as "spring 2021", `XXXX-07` as "July, year not given".

    An interval (`2021-07-08/2021-07-22`) is shown as `span` shows it, text that is no EDTF date as it is.
    """
    first, _, last = (edtf or "").partition("/")
    if last and valid(first) and valid(last):
        return span(first, last, language=language)
    try:
        return _qualified(parse(edtf), language) if edtf else ""
    except DateError:
        return edtf or ""


@lru_cache(maxsize=65536)
def span(start: str | None, end: str | None, *, language: str = "en") -> str:
    """From `start` to `end`, saying once what they share: "7-8 July 2021", "July - September 2021" (with en dashes)."""
    if not start or not end or start == end:
        return date(start or end, language=language)
    first, last = _plain(start), _plain(end)
    words, to = date(start, language=language), date(end, language=language)
    if first and last and first.year == last.year and bool(first.day) == bool(last.day):
        if first.day and first.month == last.month:
            days = phrase("date.days", language=language, first=first.known_day, last=last.known_day)
            return _together(days, last.known_month, last.year, language)
        words = _together(first.known_day, first.known_month, "", language)
    return phrase("date.range", language=language, first=words, last=to)


def coarsest(first: str, last: str | None, *, language: str = "en") -> str:
    """The days of a picture in words, as coarse as they are: a whole month as "January 2017", a whole year as "2017".

    For columns and axes, whose days come from the calendar; what a source gives is shown by `date` and `span`.
    """
    a, b = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    if a.day == 1 and b.day == days_in_month(b.month, b.year):
        whole = (a.month, b.month) == (1, 12)
        size = 4 if whole else 7
        return span(a.isoformat()[:size], b.isoformat()[:size], language=language)
    return span(first, last, language=language)


def _plain(edtf: str) -> Edtf | None:
    """A date of a known month without qualification, else None."""
    try:
        parsed = parse(edtf)
    except DateError:
        return None
    known = parsed.known_month is not None and (parsed.day is None or parsed.known_day is not None)
    return parsed if known and not parsed.qualifier and (parsed.known_year or parsed.year == _NO_YEAR) else None


def _qualified(parsed: Edtf, language: str) -> str:
    words = _words(parsed, language)
    return phrase(f"date.{parsed.qualifier}", language=language, date=words) if parsed.qualifier else words


def _words(parsed: Edtf, language: str) -> str:
    """The parts of a date: what is known together, then what is not given."""
    year = "" if parsed.year == _NO_YEAR else _digits(parsed.year, 0, 9999, language)
    if (parsed.month or "")[:1] in ("2", "3", "4"):
        known = code("part_of_year", parsed.month, "" if year else "alone", language=language).format(year=year)
    else:
        named = _month(parsed.month, language)
        day = _digits(parsed.day, 1, 31, language) if parsed.day not in (None, _UNKNOWN) else ""
        known = _together(day, named, year, language) if (named or not day) and parsed.known_year is not None else ""
        if not known:  # "July, between 2010 and 2019", "2021, day 5"
            day_alone = phrase("date.day_alone", language=language, day=day) if day and not named else ""
            pieces = (day_alone, year) if day_alone else (_together(day, named, "", language), year)
            known = _joined(pieces, language)
    return _joined((known, _missing(parsed, language)), language) or phrase("date_not_given", language=language)


def _missing(parsed: Edtf, language: str) -> str:
    """What is not given; the day and the month are not named where what they are parts of is not given either."""
    unknown = {"year": parsed.year == _NO_YEAR, "month": parsed.month == _UNKNOWN, "day": parsed.day == _UNKNOWN}
    if all(unknown.values()):
        return ""
    return next((phrase(f"date.no_{name}", language=language) for name, missing in unknown.items() if missing), "")


def _joined(pieces: Iterable[str], language: str) -> str:
    return phrase("list.between", language=language).join(piece for piece in pieces if piece)


def _together(day: object, named: object, year: object, language: str) -> str:
    """Day, month and year, as many as there are, in the order of the language."""
    if isinstance(named, int):
        named = month(named, language=language)
    if not named:
        return " ".join(str(one) for one in (day, year) if one)
    key = {(True, True): "date.day", (True, False): "date.day_of_month"}.get((bool(day), bool(year)))
    if key is None:
        return phrase("date.month", language=language, month=named, year=year).strip() if year else str(named)
    return phrase(key, language=language, day=day, month=named, year=year)


def _month(digits: str | None, language: str) -> str:
    if digits is None or digits == _UNKNOWN:
        return ""
    low, high = _bounds(digits, 1, 12)
    first, last = month(low, language=language), month(high, language=language)
    return first if low == high else phrase("date.between", language=language, first=first, last=last)


def _digits(digits: str | None, low: int, high: int, language: str) -> str:
    """A number some of whose digits may be X: "between 10 and 19"."""
    first, last = _bounds(digits or "", low, high)
    if first == last:
        return str(last) if len(digits or "") < 4 else str(digits)
    return phrase("date.between", language=language, first=first, last=last)


def _bounds(digits: str, low: int, high: int) -> tuple[int, int]:
    """The least and the largest number that the digits can stand for."""
    return max(int(digits.replace("X", "0")), low), min(int(digits.replace("X", "9")), high)
