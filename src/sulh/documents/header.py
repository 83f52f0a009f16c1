"""Read title, date line, publisher, dateline and the start of the running text from the first and last lines of a text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from sulh.documents.dateline import find_dateline
from sulh.documents.head_lines import date_beside, dated_opening, implied_date, year_of_rights
from sulh.documents.mail import mails
from sulh.documents.mail_head import mail_heads
from sulh.documents.mail_words import prefix_of
from sulh.documents.printed_date import date_at, find_date
from sulh.text.dates import DateParts, find_dates
from sulh.text.patterns import compiled_later
from sulh.text.unwrap import starts_item

__all__ = ["Header", "read_header"]

_MAX_TITLE = 300
_MAX_HEADER_LINES = 14
_MAX_CAPTIONS = 700
_MAX_MAIL_HEAD = 4000
_PARAGRAPHS = 6
_WORDS_OF_A_TITLE = 4
_RECENT_DAYS = 31

_LABEL = compiled_later(
    r"(?P<label>(?:date|published|posted|issued|released?|publication date|last updated|last modified|updated|created|modified)"
    r"(?:\s+(?:on|at|date))?)\s*[:|\u2013-]?\s+(?=\S)",
    re.IGNORECASE,
)
_REVISED = compiled_later(r"updated|modified", re.IGNORECASE)
# What may be beside a date on its line: weekday, clock time, time zone, language code, separators.
_BESIDE_DATE = compiled_later(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?|\d{1,2}[:.]\d{2}(?::\d{2})?|[ap]\.?m\.?\b|"
    r"(?:GMT|UTC|EST|EDT|CET|CEST|MSK|BST|EET|IST)\b"
    r"|[+-]\s?\d{1,2}(?::?\d{2})?\b|(?:EN|FR|AR|RU|ES|DE|TR|UA|KZ)\b|at\b|[|,;\u2013\u2014/()\u00b7\u2022-]|\s)+",
    re.IGNORECASE,
)
# What may follow a labelled date before running text; fewer words than above, as "At", "Monday" or "de" may start that text.
_CLOCK = compiled_later(
    r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?|(?:GMT|UTC)(?:\s?[+-]\s?\d{1,2})?\b|(?:EN|FR|AR|RU|ES)\b|[|,;\u2013\u2014\u00b7\u2022-]|\s)+"
)
_STAMP = compiled_later(r"[ T]+\d{1,2}:\d{2}(?::\d{2})?\b")
_DASH_AFTER_DATE = compiled_later(r"\s*(?:[\u2013\u2014|:]|--?\s)\s*(?=\S)")
_BYLINE = compiled_later(r"(?:By|BY)\s+(?P<who>[^|\n]{2,80}?)(?:\s*[|\u2013\u2014]\s*(?P<agency>[^|\n]{2,60}))?$")
_SOURCE = compiled_later(
    r"(?:(?:Source|Sources|Publisher|Published by|News source|Agency)\s*:\s*|from\s+(?-i:(?=(?:the\s+)?[A-Z][^\n.,;:]*$)))"
    r"(?P<agency>[^\n|]{2,80})(?:\|.*)?$",
    re.IGNORECASE,
)
_AGENCY_WORD = compiled_later(
    r"\b(?:News|Agency|Press|Times|Post|Reuters|AFP|AP|TASS|Xinhua|Staff|Desk|Ministry|Office|Mission|Monitor|Service|Observer)\b"
    r"|^[A-Z]{2,6}$"
)
_KICKER = compiled_later(
    r"(?:press (?:release|statement|communiqu[e\u00e9]|briefing)|media (?:release|statement|advisory)|news release|for immediate release"
    r"|unofficial translation|check against delivery|home\b.*[>\u203a].*"
    r"|[A-Z]{1,6}(?:/[\w.()-]{1,20}){1,4}|news|breaking|statement|statements and releases|readout|world|politics"
    r"|middle east|africa|asia|europe|share|print|listen|advertisement|report|news and press release|situation report|analysis)[:.]?$",
    re.IGNORECASE,
)
_LETTERHEAD = compiled_later(
    r"(?:The\s+)?(?:(?:Permanent )?(?:Ministry|Department|Embassy|Office|Mission|Delegation|Secretariat|Government|Presidency|Republic"
    r"|Kingdom|State)\s+(?:of|for)\b.*"
    r"|United Nations(?:\s\S+){0,6}|European Union|African Union|League of Arab States|The White House)$",
    re.IGNORECASE,
)
_TITLE_LABEL = compiled_later(r"(?:title|subject|headline)\s*:\s*(?=\S)", re.IGNORECASE)
_STOPPED = compiled_later(r"(?<!\b[A-Z])[.;:,\u061b\u060c\u3002][\"'\u201d\u2019)]*$")
_OPEN = compiled_later(r"\b(?:and|or|of|the|a|an|to|in|on|for|with|by)$")
_PLACE_DATE = compiled_later(
    r"(?P<place>[A-Z][\w'\u2019.-]*(?:[ -][A-Z][\w'\u2019.-]*){0,3}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?)"
    r"(?:,\s*|\s+[\u2013\u2014-]\s+|\s+(?:on\s+)?)(?=\d|[A-Z][a-z]{2})"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the head and foot of a text state; `body` is the offset at which the running text begins.

    `is_passed_on`: the text came with a mail whose sender and day are not its own.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    dateline_place: str | None = None
    body: int = 0
    is_passed_on: bool = False


def read_header(text: str, *, title: str | None = None) -> Header:
    """Read the header of normalised text. `published` is EDTF, `XXXX-MM-DD` when the head gives no year; `title` is what is known of it."""
    if (passed_on := _read_passed_on(text, title)) is not None:
        return passed_on
    top = _read_mail(text, title) or _read_top(text, title)
    header = _dated_by_lines(text, _with_year(text, _read_foot(text, _below_captions(text, top))))
    if header.published is None:
        return replace(header, published=implied_date(text))
    if header.published.startswith("XXXX") and (year := year_of_rights(text)) is not None:
        return replace(header, published=f"{year}{header.published[4:]}")
    return header


def _read_passed_on(text: str, title: str | None) -> Header | None:
    """Return the header of the text that a mail passes on, its head completing it; None where none does.

    Its own title goes before the subjects, unless it is of a few words ("JOINT STATEMENT"), its own day before that of the mail.
    """
    mail = mails(text)
    if mail is None or not mail.notes:
        return None
    own = mail.own
    begin = _skip_breaks(text, own.body)
    inner = read_header(text[begin : own.end])
    head = own.head or next((note.head for note in reversed(mail.notes) if note.head), None)
    subject = (head.subject if head else None) or (prefix_of(title)[1] if title else None)
    named = inner.title if inner.title and (subject is None or len(inner.title.split()) >= _WORDS_OF_A_TITLE) else subject
    sent = next((one.head.sent for one in (own, *reversed(mail.notes)) if one.head and one.head.sent), None)
    return replace(
        inner,
        title=named,
        publisher=inner.publisher or (own.head.sender if own.head else None),
        published=_fuller(inner.published, sent),
        body=begin + inner.body,
        is_passed_on=True,
    )


def _read_mail(text: str, title: str | None) -> Header | None:
    """Return the header of a text that begins as a mail does; None for any other."""
    head = next(mail_heads(text[:_MAX_MAIL_HEAD]), None)
    if head is None or text[: head.start].strip():
        return None
    at = _skip_breaks(text, head.end)
    return Header(title or head.subject, head.sender, head.sent, body=at if at < len(text) else 0)


def _dated_by_lines(text: str, header: Header) -> Header:
    """Complete a header without a full date from the opening "date (PLACE)", or from a line of the head or the foot that holds one."""
    at = _skip_breaks(text, header.body)
    opening = dated_opening(text, at)
    if opening is not None:
        header = replace(
            header,
            published=_fuller(header.published, opening.date),
            dateline_place=header.dateline_place or opening.place,
            body=opening.end if opening.end < len(text) else header.body,
        )
    if header.published is not None and not header.published.startswith("XXXX") and len(header.published) > len("2031"):
        return header
    found = date_beside(text)
    if header.published is not None and not header.published.startswith("XXXX"):
        # a numeric date whose day and month could be told apart only by what stands beside it
        return replace(header, published=found if found is not None and found.startswith(header.published) else header.published)
    for _ in range(_PARAGRAPHS if found is None else 0):
        dateline = find_dateline(text, at)
        if dateline is not None and dateline.date is not None and not dateline.date.startswith("XXXX"):
            place = header.dateline_place or dateline.place
            return replace(
                header, published=_fuller(header.published, dateline.date), dateline_place=place, body=max(header.body, dateline.end)
            )
        at = _skip_breaks(text, _line_end(text, at))
    return replace(header, published=_fuller(header.published, found))


def _read_top(text: str, title: str | None) -> Header:
    header, at, revised = Header(title), 0, None
    for _ in range(_MAX_HEADER_LINES):
        at = _skip_breaks(text, at)
        end = _line_end(text, at)
        dated = _date_line(text, at, end)
        if dated is not None:
            at = dated.end
            if dated.is_revision:
                revised = revised or dated.date
            else:
                place = header.dateline_place or dated.place
                header = replace(header, published=_fuller(header.published, dated.date), dateline_place=place)
            continue
        publisher = _credit(text[at:end])
        if publisher is not None:
            dated_beside = find_date(text[at:end]) if "|" in text[at:end] else None
            header = replace(header, publisher=header.publisher or publisher or None, published=_fuller(header.published, dated_beside))
            at = end
            continue
        dateline = find_dateline(text, at)
        if dateline is not None:
            header = replace(
                header,
                dateline_place=dateline.place,
                publisher=header.publisher or dateline.agency,
                published=_fuller(header.published, dateline.date),
            )
            at = dateline.end
            break
        if _KICKER.match(text[at:end]) and end < len(text):
            at = end
            continue
        if header.title is None and _is_letterhead(text, at, end):
            header, at = replace(header, publisher=header.publisher or text[at:end]), end
            continue
        known = title or header.title
        if known is not None and text[at:end].casefold() == known.casefold() and end < len(text):
            at = end
            continue
        if header.title is None and _is_title(text, at, end):
            label = _TITLE_LABEL.match(text, at, end)
            header, at = replace(header, title=_with_second_line(text, label.end() if label else at, end)), end
            continue
        break
    at = _skip_breaks(text, at)
    return replace(header, published=header.published or revised, body=at if at < len(text) else 0)


def _below_captions(text: str, header: Header) -> Header:
    """Find the dateline of a report that captions, credits and summaries separate from its title; everything above it is header."""
    at = header.body
    while header.dateline_place is None and at < len(text) and at - header.body < _MAX_CAPTIONS:
        dateline = find_dateline(text, at)
        if dateline is not None and dateline.place and dateline.place.isupper() and (dateline.date or dateline.agency):
            return replace(
                header,
                dateline_place=dateline.place,
                publisher=header.publisher or dateline.agency,
                published=_fuller(header.published, dateline.date),
                body=dateline.end,
            )
        at = _skip_breaks(text, _line_end(text, at))
    return header


def _with_year(text: str, header: Header) -> Header:
    """Return the header with the year of its date added, if the text states a full date that is this day or shortly before it."""
    if header.published is None or not header.published.startswith("XXXX"):
        return header
    years = {y for d in find_dates(text) if (y := _year_before(d.first, header.published[5:])) is not None}
    return replace(header, published=f"{years.pop()}{header.published[4:]}") if len(years) == 1 else header


def _year_before(date: DateParts, day: str) -> int | None:
    """Return the year of a full date that is on a day of the year (MM-DD) or shortly before it."""
    if date.year is None or date.month is None or date.day is None:
        return None
    try:
        stated, written = dt.date(date.year, date.month, date.day), dt.date.fromisoformat(f"{date.year}-{day}")
    except ValueError:
        return None
    return date.year if 0 <= (written - stated).days <= _RECENT_DAYS else None


def _skip_breaks(text: str, at: int) -> int:
    while at < len(text) and text[at] in "\n ":
        at += 1
    return at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


@dataclass(frozen=True, slots=True)
class _DateLine:
    """A date line: its EDTF date, whether that is a date of revision, the place beside it, and the offset after it."""

    date: str
    is_revision: bool
    place: str | None
    end: int


def _date_line(text: str, at: int, end: int) -> _DateLine | None:
    """Return a labelled date, which may be followed by text, or a date alone on its line."""
    label = _LABEL.match(text, at, end)
    start = label.end() if label else at
    found = date_at(text, start) or date_at(text, _beside(text, start, end))
    if found is None or found[1] > end:
        return _place_and_date(text, at, end)
    rest = _beside(text, found[1], end)
    if rest < end:
        # a full date with its time of day, and a rubric: "Mon 2018-05-14 08:35:22 Latest news"
        if label is None and _STAMP.match(text, found[1], end) and len(text[rest:end].split()) <= 3:
            return _DateLine(found[0], False, None, end)
        if label is None and not (found[0][0] != "X" and _DASH_AFTER_DATE.match(text, found[1], end)):
            return None
        clock = _CLOCK.match(text, found[1], end)
        rest = clock.end() if clock else found[1]
    is_revision = label is not None and _REVISED.search(label.group("label")) is not None
    return _DateLine(found[0], is_revision, None, rest)


def _place_and_date(text: str, at: int, end: int) -> _DateLine | None:
    """Return the place and date of a line such as "Geneva, 14 March 2018"."""
    place = _PLACE_DATE.match(text, at, end)
    found = date_at(text, place.end()) if place else None
    if place is None or found is None or found[0].startswith("XXXX"):
        return None
    if _beside(text, found[1], end) < end and text[found[1] : end].strip() != ":":
        return None
    return _DateLine(found[0], False, place.group("place"), end)


def _beside(text: str, at: int, end: int) -> int:
    match = _BESIDE_DATE.match(text, at, end)
    return match.end() if match else at


def _fuller(known: str | None, found: str | None) -> str | None:
    """Return the date that was read first, unless only the other one has a year."""
    if known is None or (known.startswith("XXXX") and found is not None and not found.startswith("XXXX")):
        return found
    return known


def _credit(line: str) -> str | None:
    """Return the publisher that a source line or byline names; "" for a byline that names only a person; None when the line is neither."""
    source = _SOURCE.match(line)
    if source:
        return source.group("agency").strip(" .")
    byline = _BYLINE.match(line)
    if byline is None or len(line) > 120 or (line.endswith(".") and len(line.split()) > 5):
        return None
    if byline.group("agency"):
        agency = byline.group("agency").strip()
        return "" if find_date(agency) else agency
    who = byline.group("who")
    words = who.rstrip(".").split()
    if len(words) > 6 or not all(word[0].isupper() or word in ("and", "the", "in", "of", "al", "de", "von") for word in words):
        return None
    return who if _AGENCY_WORD.search(who) else ""


def _is_letterhead(text: str, at: int, end: int) -> bool:
    """Return whether a line names the issuing body and is followed by a separate title."""
    if len(text[at:end].split()) > 8 or not _LETTERHEAD.match(text[at:end]):
        return False
    below = _skip_breaks(text, end)
    return _is_title(text, at, end) and _is_title(text, below, _line_end(text, below))


def _is_title(text: str, at: int, end: int) -> bool:
    line = text[at:end]
    if not line or len(line) > _MAX_TITLE or not text[end:].strip() or _STOPPED.search(line) or _OPEN.search(line):
        return False
    if not any(character.isalpha() for character in line):
        return False
    return len(line) <= 200 or text.startswith("\n\n", end)


def _with_second_line(text: str, at: int, end: int) -> str:
    """The title on a line, with the line below that goes on with it: "JOINT STATEMENT", "by the representatives of ..."."""
    line = text[at:end]
    below = text[end + 1 : _line_end(text, end + 1)] if text.startswith("\n", end) else ""
    # Russian opens the line of place and day with "city", abbreviated.
    goes_on = below[:1].islower() and len(line) + len(below) < _MAX_TITLE and not _STOPPED.search(below) and not starts_item(below)
    return f"{line} {below}" if goes_on else line


def _read_foot(text: str, header: Header) -> Header:
    """Return the header completed from credits and a place-and-date line among the last lines."""
    if "\n" not in text[header.body :]:
        return header
    for line in text.rsplit("\n", 4)[1:]:
        source = _SOURCE.match(line)
        if source and header.publisher is None:
            header = replace(header, publisher=source.group("agency").strip(" ."))
        dated = _place_and_date(line, 0, len(line.rstrip(" .")))
        if dated is not None and header.published is None:
            header = replace(header, published=dated.date, dateline_place=header.dateline_place or dated.place)
    return header
