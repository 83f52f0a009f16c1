"""Read the days that a text prints, with their years, in the languages of `data/months.csv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sulh.text.dates import find_dates
from sulh.text.phrases import rows

__all__ = ["PrintedDay", "printed_days"]

_DAY_OF = re.compile(r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+day\s+of\s+(?P<month>[A-Za-z]+)[,\s]+(?P<year>(?:19|20)\d\d)\b")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as printed in a text, `[start, end)`, with its EDTF date."""

    start: int
    end: int
    day: str


def printed_days(text: str) -> list[PrintedDay]:
    """Return the days with a year that a text prints, in English and the languages of `data/months.csv`, in order."""
    if not any(map(str.isdigit, text)):
        return []
    plain = text.translate(_DIGITS)
    pattern, months = _months()
    found: list[PrintedDay] = []
    for match in pattern.finditer(plain):
        _add(found, match.start(), match.end(), match["year"], months[match["month"].lower()], match["day"])
    for match in _DAY_OF.finditer(plain):
        month = find_dates(f"1 {match['month']} {match['year']}")
        if month and (day := month[0].resolve(None).start):
            _add(found, match.start(), match.end(), match["year"], int(day[5:7]), match["day"])
    for mention in find_dates(plain):
        span = mention.resolve(None)
        last = span.end or span.start
        if mention.kind in ("day", "range") and mention.explicit_year and not mention.until and last and len(last) == 10:
            found.append(PrintedDay(mention.start, mention.end, last))
    return sorted(found, key=lambda one: one.start)


def _add(found: list[PrintedDay], start: int, end: int, year: str, month: int, day: str) -> None:
    try:
        found.append(PrintedDay(start, end, date(int(year), month, int(day)).isoformat()))
    except ValueError:
        return


@cache
def _months() -> tuple[re.Pattern[str], dict[str, int]]:
    """Return the pattern of a day, a month of `data/months.csv` and a year, and the number of each month."""
    months = {form: int(row["month"]) for row in rows("months.csv") for form in row["forms"].split("|")}
    names = "|".join(map(re.escape, sorted(months, key=lambda form: (-len(form), form))))
    slash = rf"(?:\s*/\s*(?:{names}))?"
    pattern = rf"(?<!\d)(?P<day>[0-3]?\d)(?:er|º|\.)?\s+(?:de\s+)?(?P<month>{names})\.?{slash},?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
    return re.compile(pattern, re.IGNORECASE), months
