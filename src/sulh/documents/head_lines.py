"""Find the date and place that the lines around a text state in a form that the header does not read: agency lines, captions, stamps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sulh.documents.dateline import Dateline
from sulh.documents.printed_date import DATE, find_date
from sulh.text.patterns import compiled_later

__all__ = ["date_beside", "dated_opening", "implied_date", "year_of_rights"]

_HEAD_LINES, _FOOT_LINES, _LONGEST = 14, 4, 110
# A line that speaks in sentences is text, not a line of the head.
_SENTENCE = compiled_later(r"[.;!?][\"'\u201d\u2019)]*$|[a-z)]\.\s+[A-Z]")
_LABELLED = compiled_later(
    r"\b(?:date|dated|publication date|published|posted|updated?|issued?|date of issue|filed|aired|released?|sent"
    r"|last\s+updated?|last\s+modified)"
    r"\s*(?:on\s*)?[:|\u2013-]|\b(?:published|posted|updated) on\b|^(?:issue|edition) of\b"
    rf"|\b(?:published|posted|circulated|printed) (?={DATE})",
    re.IGNORECASE,
)
_DAY_OF_WEEK = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# Weaker signs, heeded only where nothing else dates the text: "(as of 29 June 2024)", "Position at 22 June 2015", "Last change: ...".
_POSITION = compiled_later(
    r"\b(?:as (?:of|at|on)|(?:position|situation|status|state)\b[^\n]{0,25}\b(?:of|at|on)|last (?:change|revision):?|rev(?:ised|\.)?"
    rf"|(?:minutes|record|report)\b[^\n]{{0,40}}\bof|date(?: and place)?:)\s+(?:{_DAY_OF_WEEK},?\s)?(?={DATE}|[A-Z][a-z]+ (?:19|20)\d\d)",
    re.IGNORECASE,
)
# A date set off by a comma or a stop at the end of a phrase, as under a title: 'Radio 1, "The Hour", 11 September 2030.'
_SET_OFF = compiled_later(
    rf"(?:^(?=[^\n]{{6,36}}$)|[,.;\u2013\u2014(\u00b7|-]\s*)(?:{_DAY_OF_WEEK},?\s)?(?P<date>{DATE})(?=[.,)]?(?:\s|$))", re.IGNORECASE
)
# "the ministry confirmed on Thursday 19 June 2025": what somebody tells a report on a day of the week was told on the day of the report.
_TODAY = compiled_later(
    rf"\b(?:said|says|told|confirmed|announced|reported|stated|declared)\b[^.;:\n]{{0,40}}\son\s+{_DAY_OF_WEEK},?\s(?P<date>{DATE})",
    re.IGNORECASE,
)
# "Monday evening, 1 July 2024, Doha. The third gathering ..."
_OPENS = compiled_later(rf"{_DAY_OF_WEEK}(?:\s(?:morning|afternoon|evening|night))?,?\s(?P<date>{DATE})(?=[,.])", re.IGNORECASE)
_TOP_LINES, _SIGNED = 5, 60
_RIGHTS = compiled_later(r"(?:\u00a9|\([cC]\)|\b[Cc]opyright\b)[^\n\d]{0,40}(?P<year>(?:19|20)\d\d)(?!\d)")
_REVISED = compiled_later(r"\b(?:updated?|modified)\s*:", re.IGNORECASE)
_CREDIT = compiled_later(r"\b(?:source|agency|photo|image|caption|file)\b\s*[:.]", re.IGNORECASE)
_PICTURE = compiled_later(r"\b(?:photo|image|caption|file)\b\s*[:.]", re.IGNORECASE)
_SEPARATED = compiled_later(r"[|/\u00b7\u2022()]|\s[\u2013\u2014-]\s|\s{3,}")
# "the events of 3 May 2031", "since 3 May 2031": the day of what the line is about.
_TOLD_OF = compiled_later(
    r"\b(?:of|on|since|after|before|from|until|till|by|in|at|between|to|and|for|the)\s+(?:\w+day,?\s+)?$", re.IGNORECASE
)
_FEW_WORDS = 7
_CLOCK = compiled_later(r"[\s,|-]*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?|hrs|h)?\s*(?:[A-Z]{2,4})?)?", re.IGNORECASE)
_WEEKDAY = compiled_later(r"\W*(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\W*)?", re.IGNORECASE)
# "October 18 - 2019"
_SPLIT_YEAR = compiled_later(r"\b([A-Z][a-z]{2,8}\.? \d{1,2}) - ((?:19|20)\d\d)\b")
# "Brussels, 07/09/2020 - 11:54": beside a place, or a clock of 24 hours, the day comes first.
_DAY_FIRST = compiled_later(
    r"(?:(?P<place>^[A-Z][\w' -]{2,30},\s)|\b)(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)\b"
    r"(?P<clock>[\s,-]+\d{1,2}[:.]\d\d(?!\s*[ap]\.?m))?",
    re.IGNORECASE,
)
# The date and time group of a telegram: "251349Z JUN 07".
_TELEGRAM = compiled_later(r"\b(?P<d>[0-3]\d)\d{4}Z (?P<m>[A-Z]{3}) (?P<y>\d\d)$")
_YOUNGEST = 40
_DATED = compiled_later(DATE, re.IGNORECASE)
_OPENING = compiled_later(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?[ ])?(?P<date>{DATE})[ ]?"
    r"\((?P<place>[A-Z\u00c0-\u00de][\w'\u2019. -]{2,40}?)(?:,[ ][^)]{2,40})?\)[ ]?(?:[\u2013\u2014:]|--?)[ ]?"
)


def dated_opening(text: str, start: int) -> Dateline | None:
    """Return the dateline that puts the date first, "July 31, 2016 (KHARTOUM) -"; None when the paragraph at `start` has none."""
    match = _OPENING.match(text, start)
    return Dateline(match["place"], None, find_date(match["date"]), match.end()) if match is not None else None


def date_beside(text: str) -> str | None:
    """Return the EDTF date, with its year, of the first line of the head or the foot that holds one and is no running text.

    A date of revision counts only when no other line has one; captions of pictures are passed over.
    """
    revised = None
    for line in _lines_of_the_head(text):
        if _PICTURE.search(line):
            continue
        line = _SPLIT_YEAR.sub(r"\1, \2", line)
        found = _date_of(line, _WEEKDAY.fullmatch(line[: _at(line)]) is not None) or _telegram(line)
        if found is not None and not _REVISED.search(line):
            return found
        revised = revised or found
    if revised is not None:
        return revised
    for line in text.rstrip().rsplit("\n", _FOOT_LINES)[1:]:
        if not _PICTURE.search(line) and len(line) <= _LONGEST and (_CREDIT.search(line) or _LABELLED.search(line)):
            found = find_date(line)
            if found is not None and found[:4].isdigit():
                return found
    return None


def implied_date(text: str) -> str | None:
    """Return the EDTF date that a text without any stated one implies: a position "as of" a day, a day set off in its first lines,
    the day of the week with its date in its first paragraphs, or a day without a year below a signature."""
    lines = list(_lines_of_the_head(text))
    for line in lines:
        position = _POSITION.search(line)
        if position is not None and len(line) <= _LONGEST and (found := find_date(line[position.end() :])) is not None:
            return found
    for line in [line for line in lines[:_TOP_LINES] if len(line) <= _LONGEST]:
        apart = _SET_OFF.search(line)
        found = find_date(apart["date"]) if apart is not None and not _TOLD_OF.search(line[: apart.start("date")]) else None
        if found is not None and found[:4].isdigit():
            return found
    for line in lines[:_TOP_LINES]:
        today = _OPENS.match(line) or _TODAY.search(line)
        if today is not None and (found := find_date(today["date"])) is not None and found[:4].isdigit():
            return found
    last = text.rstrip().rsplit("\n", 1)[-1]
    signed = _SET_OFF.search(last) if len(last) <= _SIGNED else None
    return find_date(signed["date"]) if signed is not None and signed.end() >= len(last.rstrip(" .")) else None


def year_of_rights(text: str) -> str | None:
    """Return the year of the notice of rights below a text, "\u00a9 Newsline 2025"; None where there is none or it names several years."""
    years = {match["year"] for line in text.rstrip().rsplit("\n", _FOOT_LINES)[1:] for match in _RIGHTS.finditer(line)}
    return years.pop() if len(years) == 1 else None


def _lines_of_the_head(text: str) -> Iterator[str]:
    at = 0
    for _ in range(_HEAD_LINES):
        while at < len(text) and text[at] in "\n ":
            at += 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if at < end:
            yield text[at:end]
        at = end


def _at(line: str) -> int:
    match = _DATED.search(line)
    return match.start() if match else 0


def _date_of(line: str, opens: bool) -> str | None:
    """Return the full date of one line of the head: one that opens it, that a label announces, or that stands apart on it."""
    if len(line) > _LONGEST or (_SENTENCE.search(line) and not _LABELLED.search(line)):
        return None
    found = _day_first(line) or find_date(line)
    if found is None or not found[:4].isdigit() or len(found) < len("2031-05"):
        return None
    if _LABELLED.search(line):
        return found
    match = _DATED.search(line)
    if match is None:
        # a month and its year, at the end of a line set apart: "City Museum of Landsby, May 1995"
        return found if re.search(r"\s{3,}", line) else None
    rest = line[match.end() :].strip()
    apart = _SEPARATED.search(line) is not None
    if opens:
        return found if apart or re.match(r"(?:[.,]|$|\]|\d+ [Mm]in|at\s+\d|[Pp]ublished|\d{1,2}[:.]\d\d|[A-Z]{2,4}\b)", rest) else None
    told_of = _TOLD_OF.search(line[: match.start()]) is not None or len(line[: match.start()].split()) > _FEW_WORDS
    return found if len(rest) <= 30 and (apart or (_CLOCK.fullmatch(rest) is not None and not told_of)) else None


def _day_first(line: str) -> str | None:
    match = _DAY_FIRST.search(line)
    if match is None or not (match["clock"] or match["place"]):
        return None
    return find_date(f"{int(match['d'])}.{int(match['m'])}.{match['y']}")


def _telegram(line: str) -> str | None:
    match = _TELEGRAM.search(line)
    if match is None:
        return None
    year = int(match["y"])
    return find_date(f"{int(match['d'])} {match['m'].title()} {2000 + year if year < _YOUNGEST else 1900 + year}")
