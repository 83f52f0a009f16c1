"""Dates as people type them ("May 2017", "4.5.2017", "first half of 2027", in any language of the tables) as EDTF."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sulh.text.dates import find_dates
from sulh.text.edtf import valid
from sulh.words.dates import month
from sulh.words.tables import LANGUAGES, code, rows

__all__ = ["date_typed"]

# Both calendars of Arabic are in use in one document, whichever the tables show.
_ARABIC = {
    "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6,
    "تموز": 7, "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
    "يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "مايو": 5, "يونيو": 6,
    "يوليو": 7, "أغسطس": 8, "سبتمبر": 9, "أكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
}  # fmt: skip
# What a date alone can be; "Monday" and "last week" need another date to count from, and of "early 2027" EDTF keeps the year alone.
_ALONE = frozenset({"day", "month", "year", "decade"})
_PART = re.compile(r"(?:in |during |by )?(?:the )?(?P<part>\D+?|Q[1-4]|H[12])(?: of)?[ -]?(?P<year>\d{4})", re.IGNORECASE)
_SHORT = {"q": 32, "h": 39}  # "Q2" is 34, the second half 41
_SIGNS = re.compile(r"(?P<a>\d{1,2})\s*[./-]\s*(?P<b>\d{1,2})\s*[./-]\s*(?P<year>\d{4})")
_MONTHS_IN_YEAR = 12
_MONTH = len("2021-07")
_DAY = re.compile(r"\b\d{1,2}\b")


def date_typed(typed: str) -> str | None:
    """EDTF of a date that a person typed, at the precision it has; None for what is no date, or could be two.

    EDTF itself is taken as it is. Of 8/7/2021 nobody can say whether it is in July or in August: it is None; 8.7.2021 is in July.
    """
    text = " ".join(_digits(typed).split()).strip(" .,،")
    if valid(text):
        return text
    if found := _SIGNS.fullmatch(text):
        return _of_signs(text, int(found["a"]), int(found["b"]), found["year"])
    if part := _part_of_year(text):
        return part
    text = _month_named(text)
    found_all = [one for one in find_dates(text) if (one.start, one.end) == (0, len(text))]
    if len(found_all) != 1 or found_all[0].kind not in _ALONE or found_all[0].last is not None:
        return None
    span = found_all[0].resolve(None)
    if span.end not in (None, span.start) or (span.start and len(span.start) == _MONTH and _DAY.search(text)):
        return None  # a day that its month has not got
    return span.start


def _part_of_year(text: str) -> str | None:
    """A season, quarter, third or half of a year in the words in which dates are shown."""
    if (found := _PART.fullmatch(text)) is None:
        return None
    part, year = found["part"].casefold(), found["year"]
    short = f"{year}-{_SHORT[part[0]] + int(part[1])}" if part[1:].isdigit() else ""
    if known := _parts_of_years().get(part) or _parts_of_years().get(text.casefold().replace(year, "{year}")):
        return f"{year}-{known}"
    return short or None


@lru_cache(maxsize=1)
def _parts_of_years() -> dict[str, str]:
    """The codes of parts of a year by their words, with and without the year; of several codes for one season the one of no hemisphere."""
    found: dict[str, str] = {}
    for number in sorted({row["code"] for row in rows("codes") if row["vocabulary"] == "part_of_year"}):
        for language in LANGUAGES:
            for form in ("", "alone"):
                found.setdefault(code("part_of_year", number, form, language=language).casefold(), number)
    return found


def _of_signs(text: str, first: int, second: int, year: str) -> str | None:
    """Numbers between signs: day and month in the order that only one of can be, or that points have everywhere."""
    if first > _MONTHS_IN_YEAR or first == second or "." in text:
        made = f"{year}-{second:02d}-{first:02d}"
    elif second > _MONTHS_IN_YEAR:
        made = f"{year}-{first:02d}-{second:02d}"
    else:
        return None
    return made if valid(made) else None


def _digits(text: str) -> str:
    """The text with every digit of any script as 0 to 9."""
    return "".join(str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in text)


def _month_named(text: str) -> str:
    """The text with a month of another language in English."""
    names, pattern = _months()
    return pattern.sub(lambda found: month(names[found[0]]), text)


@lru_cache(maxsize=1)
def _months() -> tuple[dict[str, int], re.Pattern[str]]:
    names = dict(_ARABIC)
    for language in LANGUAGES:
        names |= {month(number, language=language): number for number in range(1, 13)}
    ordered = sorted(names, key=len, reverse=True)
    return names, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
