"""EDTF dates in the words of the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from sulh.model import DateError
from sulh.text.dates_plain import plain_date, plain_range
from sulh.text.edtf import Edtf, parse

__all__ = ["day_of", "range_of"]

_MONTHS = 12


def day_of(edtf: str | None) -> str:
    """`2021-07-08` as "8 July 2021", with its precision; what has no plain words is shown as it is."""
    if not edtf:
        return ""
    if get_language() == "en":
        return plain_date(edtf)
    try:
        parsed = parse(edtf)
    except DateError:
        return edtf
    return _words(parsed) or edtf


def range_of(start: str | None, end: str | None) -> str:
    """Both days, saying once what they share where the language's table of dates allows."""
    if get_language() == "en":
        return plain_range(start, end)
    if not start or not end or start == end:
        return day_of(start or end)
    first, last = _full(start), _full(end)
    if first and last and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{date_format(last, 'j F Y')}"
    if first and last and first.year == last.year:
        return gettext("%(first)s to %(last)s") % {"first": date_format(first, "j F"), "last": date_format(last, "j F Y")}
    return gettext("%(first)s to %(last)s") % {"first": day_of(start), "last": day_of(end)}


def _full(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None


def _words(parsed: Edtf) -> str:
    month, day, year = parsed.month or "", parsed.day or "", parsed.year
    if "X" in month + day or ("X" in year and year != "XXXX") or (month and not 1 <= int(month) <= _MONTHS):
        return ""
    known = 2000 if year == "XXXX" else int(year)
    if day:
        words = date_format(date(known, int(month), int(day)), "j F" if year == "XXXX" else "j F Y")
    elif month:
        words = date_format(date(known, int(month), 1), "F" if year == "XXXX" else "F Y")
    else:
        words = "" if year == "XXXX" else year
    if year == "XXXX":
        words = gettext("%(date)s, year not given") % {"date": words} if words else gettext("year not given")
    about = {"~": gettext("about %(date)s"), "?": gettext("perhaps %(date)s"), "%": gettext("perhaps about %(date)s")}
    return about[parsed.qualifier] % {"date": words} if parsed.qualifier else words
