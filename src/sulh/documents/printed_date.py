"""Parse dates as written at the head of news reports, statements and letters, into EDTF."""

from __future__ import annotations

import datetime
import re

from sulh.text.patterns import compiled_later

__all__ = ["DATE", "date_at", "find_date"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_ISO = rf"(?P<iso>{_YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d))(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
_DAY_FIRST = rf"(?P<d1>{_DAY})(?:\s+of)?[\s-](?P<m1>{_MONTH})(?:(?:[,\u060c]?[\s-]|,)(?P<y1>{_YEAR}))?(?!\d)"
_MONTH_FIRST = rf"(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?!\d)(?:(?:[,\u060c]?\s|,)(?P<y2>{_YEAR}))?(?!\d)"
_NUMERIC = rf"(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y3>{_YEAR})"
_MONTH_YEAR = rf"(?P<m4>{_MONTH})\s(?P<y4>{_YEAR})"

# The same pattern without names, for use inside a larger one.
DATE = re.sub(r"\(\?P<\w+>", "(?:", rf"(?:{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST}|\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR})")
_NAMED = compiled_later(rf"{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST}|{_NUMERIC}|{_MONTH_YEAR}", re.IGNORECASE)


def date_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the EDTF date at `start` and the offset after it; a day without a year is `XXXX-MM-DD`."""
    match = _NAMED.match(text, start)
    if match is None:
        return None
    date = _read(match)
    return (date, match.end()) if date else None


def find_date(text: str) -> str | None:
    """Return the first date in `text` as EDTF, or None."""
    return next((date for match in _NAMED.finditer(text) if (date := _read(match))), None)


def _read(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["iso"]:
        year, month, day = re.split(r"[-/.]", part["iso"])
        return _calendar(year, int(month), int(day))
    if part["y3"]:
        return _numeric(int(part["a"]), int(part["b"]), part["sep"], part["y3"])
    if part["m4"]:
        return f"{part['y4']}-{_month(part['m4']):02d}"
    written, name, year = (part["d1"], part["m1"], part["y1"]) if part["m1"] else (part["d2"], part["m2"], part["y2"])
    return _calendar(year, _month(name), int(re.sub(r"\D", "", written)))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _numeric(first: int, second: int, separator: str, year: str) -> str | None:
    """Return a numeric date: with points the day is first; otherwise, when both readings are dates, only the year is certain."""
    if first <= 12 and second <= 12 and first != second and separator != ".":
        return year
    return _calendar(year, second, first) if second <= 12 else _calendar(year, first, second)


def _calendar(year: str | None, month: int, day: int) -> str | None:
    try:
        datetime.date(int(year) if year else 2000, month, day)  # 2000 is a leap year: 29 February may lack its year
    except ValueError:
        return None
    return f"{year or 'XXXX'}-{month:02d}-{day:02d}"
