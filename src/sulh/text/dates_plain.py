"""Write EDTF dates in plain English."""

from __future__ import annotations

from functools import lru_cache

from sulh.model import DateError
from sulh.text.edtf import Edtf, parse

__all__ = ["plain_date", "plain_range"]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_PARTS = {
    **dict(zip(range(21, 25), ("spring", "summer", "autumn", "winter"), strict=True)),
    **dict(zip(range(25, 29), ("spring", "summer", "autumn", "winter"), strict=True)),
    **dict(zip(range(29, 33), ("spring", "summer", "autumn", "winter"), strict=True)),
    **{32 + number: f"{word} quarter of" for number, word in enumerate(("first", "second", "third", "last"), 1)},
    **{36 + number: f"{word} third of" for number, word in enumerate(("first", "second", "last"), 1)},
    **{39 + number: f"{word} half of" for number, word in enumerate(("first", "second"), 1)},
}
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "": ""}
_NO_YEAR = "year not given"


@lru_cache(maxsize=65536)
def plain_date(edtf: str | None) -> str:
    """Return `2021-07-08` as "8 July 2021", `XXXX-07` as "July, year not given"; any other value is returned unchanged."""
    date = _parsed(edtf)
    if date is None:
        return edtf or ""
    words = _day_and_month(date)
    if date.year == "XXXX":
        return _QUALIFIERS[date.qualifier] + (f"{words}, {_NO_YEAR}" if words else _NO_YEAR)
    return _QUALIFIERS[date.qualifier] + f"{words} {date.year}".strip()


@lru_cache(maxsize=65536)
def plain_range(start: str | None, end: str | None) -> str:
    """Write both days, their common month or year once: "7-8 July 2021", "30 January - 2 February 2020" (with en dashes)."""
    if not start or not end or start == end:
        return plain_date(start or end)
    first, last = _parsed(start), _parsed(end)
    if first and last and first.known_day and last.known_day and first.year == last.year and not first.qualifier + last.qualifier:
        if first.month == last.month:
            return f"{first.known_day}\u2013{plain_date(end)}"
        return f"{_day_and_month(first)} \u2013 {plain_date(end)}"
    return f"{plain_date(start)} \u2013 {plain_date(end)}"


def _parsed(edtf: str | None) -> Edtf | None:
    """Return the parsed date if its month and day are either complete or absent; a partly known number cannot be written in words."""
    if not edtf:
        return None
    try:
        date = parse(edtf)
    except DateError:
        return None
    partly = "X" in (date.month or "") + (date.day or "") or ("X" in date.year and date.year != "XXXX")
    return None if partly else date


def _day_and_month(date: Edtf) -> str:
    if date.month is None:
        return ""
    month = _PARTS.get(int(date.month)) or _MONTHS[int(date.month) - 1]
    return f"{date.known_day} {month}" if date.day else month
