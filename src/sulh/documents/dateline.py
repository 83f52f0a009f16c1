"""Recognise datelines: the place, agency and date at the start of a news report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sulh.documents.printed_date import DATE, find_date

__all__ = ["Dateline", "find_dateline"]

_UPPER = r"[^\W\d_a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f]"
_CAPS = rf"{_UPPER}{{2,}}(?:['\u2019.-]{_UPPER}+)*\.?"
_TITLE_CASE = r"[A-Z\u00c0-\u00de][\w'\u2019]*(?:-[\w'\u2019]+)*"
_WORD = rf"(?:{_CAPS}|{_TITLE_CASE}|St\.|Mt\.|al-\w+|el-\w+|de|del|la|D\.C\.|U\.S\.|U\.K\.)"
_PLACE = rf"(?:{_WORD}(?:[ ]{_WORD}){{0,3}}(?:[ ]?/[ ]?{_WORD}(?:[ ]{_WORD})?){{0,2}}(?:,[ ](?!{DATE}){_WORD}(?:[ ]{_WORD}){{0,2}})?)"
_CAPS_PLACE = rf"(?:{_CAPS}(?:[ ]{_CAPS}){{0,3}}(?:[ ]?/[ ]?{_CAPS}(?:[ ]{_CAPS})?){{0,2}}(?:,[ ](?!{DATE}){_WORD}(?:[ ]{_WORD}){{0,2}})?)"
_AGENCY = r"[^\W\d_][\w .&'\u2019/-]{1,40}?"
_DASH = r"\.?(?:[\u2013\u2014\u2015\u2212]|--+|-(?=\s))"
_WEEKDAY = r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)[.,]?,?[ ])?"

# What a line must have for a form to be tried, since to compile all forms takes longer than to read some pages: up to the first sign of a
# sort there are only names and dates, which have no word in small letters but these.
_NAME = rf"(?:{_UPPER}|(?:de|del|la|of|al|el)\b)[\w'\u2019]*+"
_CAPITALS, _BRACKET = rf"{_UPPER}{{2}}", r"\("
_PAREN = rf"(?:(?:{_NAME}|\d\w*+)[^\w(]*+)++\("
_SLASH = rf"(?:(?:{_NAME}|\d\w*+)[^\w/]*+)++/"
_COLON = rf"(?:(?:{_NAME}|\d\w*+)[^\w:]*+)++:"
_DASHED = rf"(?:(?:{_NAME}|\d\w*+)[^\w\u2013\u2014\u2015\u2212-]*+)++[\u2013\u2014\u2015\u2212-]"
_DIGIT = rf"(?:{_NAME}\W*+)++\d"

_FORMS = (
    # TEHRAN (Tasnim) – ; Tehran, 22 November (TDI): ; ANKARA, Nov 22 (Reuters) - ; BEIRUT (AP) —
    (
        _PAREN,
        rf"(?P<place>{_PLACE})[,.]?[ ]?(?:{_WEEKDAY}(?P<date>{DATE})[,.]?[ ]?)?\((?P<agency>{_AGENCY})\)[ ]?"
        rf"(?:{_WEEKDAY}(?P<date2>{DATE})[ ]?)?(?:{_DASH}|[:.])[ ]?",
    ),
    # MOSCOW (UrduPoint News / Sputnik - 02nd July, 2021) Several
    (
        _PAREN,
        rf"(?P<place>{_PLACE})[,.]?[ ]?\((?P<agency>{_AGENCY})[ ]?[\u2013\u2014,-][ ]?{_WEEKDAY}(?P<date>{DATE})\)[ ]?"
        rf"(?:{_DASH}|[:.])?[ ]?",
    ),
    # (AP) —
    (
        _BRACKET,
        rf"\((?P<agency>{_AGENCY})\)[ ]?{_DASH}[ ]?",
    ),
    # MOSCOW, July 5. /TASS/. ; BAKU, Azerbaijan, Nov. 22. /Trend/ ; /TASS/ may stand without a date
    (
        _SLASH,
        rf"(?P<place>{_PLACE})[,.]?[ ](?:{_WEEKDAY}(?P<date>{DATE})[,.]?[ ]?)?/(?P<agency>{_AGENCY})/[.:]?[ ]?(?:{_DASH}[ ]?)?",
    ),
    # ASTANA. KAZINFORM ; ASTANA. January 23. KAZINFORM - ; YEREVAN, JANUARY 11, ARMENPRESS.
    (
        _CAPITALS,
        rf"(?P<place>{_CAPS_PLACE})[.,][ ](?:(?i:(?P<date>{DATE}))[.,]?[ ]?)?"
        rf"(?P<agency>{_CAPS}(?:[ ]{_CAPS})?)(?:[ ]?{_DASH}|[.:/]+)?[ ](?=[^\W\d_])",
    ),
    # Damascus, SANA – ; Cairo, 4 May, MENA –  (but Washington, DC – and Kinshasa, DRC – name no agency)
    (
        _DASHED,
        rf"(?P<place>{_PLACE}),[ ](?:(?P<date>{DATE}),?[ ])?(?P<agency>(?!(?:USA|UAE|DRC|CAR|D\.C)\b){_UPPER}{_CAPS})[ ]?{_DASH}[ ]?",
    ),
    # BAKU, Azerbaijan, Nov. 22. Trend:
    (
        _COLON,
        rf"(?P<place>{_PLACE}),[ ](?P<date>{DATE})[.,][ ](?P<agency>{_TITLE_CASE}):[ ]",
    ),
    # Geneva, 3 May 2018 – ; JUBA, 5 September 2018: ; KYIV, Ukraine, Nov. 22 --
    (
        _DIGIT,
        rf"(?P<place>{_PLACE})(?:,|[ ]\||[ ]{_DASH})?[ ]{_WEEKDAY}(?P<date>{DATE})[ ]?(?:{_DASH}|[:.][ ])[ ]?",
    ),
    # DOHA (8 Aug. 2022) \u2013 ; ISTANBUL, Tue 29 Mar 2022 (updated 19:40) \u2014
    (
        _PAREN,
        rf"(?P<place>{_PLACE}),?[ ]\({_WEEKDAY}(?P<date>{DATE})\)[ ]?(?:{_DASH}|:)[ ]?",
    ),
    (
        _PAREN,
        rf"(?P<place>{_WORD}(?:[ ]{_WORD}){{0,3}}),[ ]{_WEEKDAY}(?P<date>{DATE})[ ]\([^)\n]{{2,30}}\)[ ]?(?:{_DASH}|:)[ ]?",
    ),
    # ISLAMABAD: The
    (
        _COLON,
        rf"(?P<place>{_UPPER}{{3,}}(?:[ -]{_UPPER}{{3,}}){{0,2}}):[ ](?=[\"\u201c\u2018']?{_UPPER})",
    ),
    # NUR-SULTAN – ; UNITED NATIONS, New York --
    (
        _DASHED,
        rf"(?P<place>{_CAPS_PLACE})[ ]?(?:[\u2013\u2014\u2015]|--+|-(?=[ ]))[ ]?(?=[\"\u201c\u2018']?{_UPPER})",
    ),
    # Washington, DC - ; Geneva – The
    (
        _DASHED,
        rf"(?P<place>{_TITLE_CASE}(?:[ ]{_TITLE_CASE}){{0,2}}(?:,[ ]{_WORD}(?:[ ]{_WORD})?)?)[ ]"
        rf"(?:[\u2013\u2014\u2015]|--+|-)[ ](?=[\"\u201c\u2018']?{_UPPER})",
    ),
)
_MAX_DATELINE = 110
_MIN_REPORT = 60
# Words that start a headline or sentence and do not name a place.
_NOT_PLACES = frozenset(
    """the this that these in on at after for why how what when who update breaking exclusive analysis opinion statement joint readout
    report q a watch urgent explainer timeline factbox interview video photos live fact note editor correction file background title subject
    re news press""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place, agency and EDTF date of a dateline, each None when missing, and the offset `end` of the text after it."""

    place: str | None
    agency: str | None
    date: str | None
    end: int


def find_dateline(text: str, start: int) -> Dateline | None:
    """Return the dateline of the paragraph at `start`; None when there is none or no text follows it on the same line."""
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    if stop - start < _MIN_REPORT:
        return None
    high = min(stop, start + 2 * _MAX_DATELINE)
    for needed, form in _FORMS:
        match = _compiled(form).match(text, start, high) if _compiled(needed).match(text, start, start + _MAX_DATELINE) else None
        if match and match.end() - start <= _MAX_DATELINE and match.end() < stop and _is_plausible(match):
            return _read(match)
    return None


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


def _is_plausible(match: re.Match[str]) -> bool:
    place = match.groupdict().get("place")
    return place is None or place.split()[0].strip(",.").lower() not in _NOT_PLACES


def _read(match: re.Match[str]) -> Dateline:
    parts = match.groupdict()
    written = parts.get("date") or parts.get("date2")
    place = parts.get("place")
    agency = parts.get("agency")
    return Dateline(
        place=place.rstrip(",.") if place else None,
        agency=agency.rstrip(" .") if agency else None,
        date=find_date(written) if written else None,
        end=match.end(),
    )
