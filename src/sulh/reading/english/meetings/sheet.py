"""Read the sheet of a meeting: minutes, a programme, a list of participants or signatures, whose head says what, when and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sulh.actors.places import Place
from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.english.logical_lines import logical_lines
from sulh.reading.english.meetings.chronology import rows_of
from sulh.reading.english.meetings.sheet_attendance import PROSE, Seat, everybody, lists_attendance, seats_of
from sulh.reading.english.track_names import names_known_track
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import Candidate, add_participant
from sulh.reading.mentions import MeetingTrigger, TrackMention
from sulh.text.dates import DateMention, DateSpan
from sulh.text.numbers import find_ordinals

__all__ = ["read_sheet"]

# The head ends at the first line of running text, or after this many lines.
HEAD_LINES, LONG_LINE, SHORT_LINE, TITLE_LEADS = 12, 160, 60, 40
NUMBER = re.compile(r"\b(?:no\.?|number|nr\.?|#)\s*(?P<n>\d{1,3})\b", re.IGNORECASE)
DATED = frozenset(("day", "range", "weekday"))
DAY_ALONE = re.compile(r"[^\n.]{3,70}\b(?:19|20)\d\d\.(?=\s)")
ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]|item\s+\d+|\d{1,2}[.:]\d\d)\s", re.IGNORECASE)
_PART = re.compile(r"[^,;\u00b7|\u2013\u2014(\n]+")
_TOWN = re.compile(
    r"\s*(?:at\s+|in\s+|the\s+)*(?P<name>[A-Z\u00c0-\u00de][\w\u2019'-]+(?:[ -][A-Z\u00c0-\u00de][\w\u2019'-]+){0,2})\s*\.?\s*$"
)
_BUILDING = r"\s+(?:<building>)$|^(?:<building_before>)\b"
_CAPITAL = r"[A-Z\u00c0-\u00de][\w\u2019'-]*"
BODY = rf"(?:{_CAPITAL}\s+){{0,4}}(?:<body_in_title>)(?:\s+(?:on|ON)\s+{_CAPITAL}(?:\s+(?:and|AND)\s+{_CAPITAL})?)?"
FORMAT = (
    rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,4}}[ ]"
    r"(?:<format_noun>)\b"
)
KINDS = {
    "round": MeetingKind.ROUND,
    "talks": MeetingKind.ROUND,
    "session": MeetingKind.SESSION,
    "sitting": MeetingKind.SESSION,
    "plenary": MeetingKind.SESSION,
    "conference": MeetingKind.CONFERENCE,
    "forum": MeetingKind.CONFERENCE,
    "summit": MeetingKind.SUMMIT,
    "conclave": MeetingKind.SUMMIT,
    "call": MeetingKind.CALL,
    "working party": MeetingKind.WORKING_GROUP,
}


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def read_sheet(context: Context, candidates: list[Candidate]) -> None:
    """Complete the meeting whose sheet the document is, or add it; nothing without a day, a title and somebody who attends."""
    head = list(_head(context.text))
    top = "\n".join(line.text for line in head)
    entitled = pattern(r"\b(?:<sheet_title>)\b").search(top)
    labelled = entitled or pattern(r"^[|\s]*(?:<head_date>|<head_present>)\s*[:|]", re.I | re.M).search(top)
    titled = labelled is None and _is_titled(context, head)
    chronicle = head and pattern(r"\b(?:<chronicle>)\b").search("\n".join(line.text for line in head[:2]))
    if (labelled is None and not titled) or (chronicle and rows_of(context)):
        return
    day = _day(context, head)
    seats = seats_of(context)
    title = _title(head)
    if day is None or title is None:
        return
    line, noun = title
    if titled or pattern(r"\b(?:<sheet_programme>)\b").search(top) is not None:
        seats = [*seats, *everybody(context)]
    there = {seat.actor.id for seat in seats if seat.actor is not None} | {seat.person.name for seat in seats if seat.person is not None}
    if not there and _ordinal(line, noun) is None and titled:
        return
    own = _own(context, candidates, title)
    if own is None:
        return
    own.title = own.definite = own.anaphoric = own.background = False
    own.kind = _kind(noun.lower(), top)
    stated = titled and own.mention is not None and line.start <= own.mention.start < line.end
    if not stated:
        own.mention, own.span = day, context.date(day)
    if titled and (told := _told_below(candidates, head[-1].end)) is not None:
        # The day of the head is that of the report.
        own.mention, own.span = told.mention, told.span
    ahead = pattern(r"\b(?:<sheet_ahead>)\b").search(top) is not None and pattern(r"\b(?:minutes|record)\b").search(top) is None
    own.status = MeetingStatus.PLANNED if ahead else MeetingStatus.HELD
    own.ordinal = own.ordinal or _ordinal(line, noun)
    own.place, own.place_at = _place(context, head, day) or (own.place, own.place_at)
    own.track = own.track or _track(context, head)
    _seat(own, seats)
    _add_next(context, candidates, own)


# The line of minutes on the sitting to come: "Next: 17 Nov., same place", "6. Next plenary: November, date to be fixed".
NEXT = r"(?:\W*\d{1,2}\W+)?(?P<next>next(?:\s+(?:<sheet_noun>))?)\s*:\s*\S"
SAME_PLACE = re.compile(r"\bsame\s+(?:place|venue|hall|room|time\s+and\s+place)\b|\bhere\b", re.IGNORECASE)


def _add_next(context: Context, candidates: list[Candidate], own: Candidate) -> None:
    """Add the sitting that a line of the sheet announces, with the kind and the format of its own, unless it is read already."""
    for passage in context.passages:
        line = pattern(NEXT).match(passage.text)
        day = next(iter(passage.dates), None)
        if line is None or day is None:
            continue
        there = next((c for c in candidates if c.passage is passage), None)
        context.parse([passage.index])
        token = passage.token_at(passage.start + line.start("next"))
        if there is None and token is not None:
            there = Candidate(
                passage,
                MeetingTrigger((token,), (token,), ()),
                own.kind,
                None,
                "session",
                False,
                passage.start,
                passage.end,
                cites=[(token.start, passage.end)],
            )
            candidates.append(there)
        if there is None:
            continue
        there.status, there.next, there.kind, there.track = MeetingStatus.PLANNED, True, own.kind, there.track or own.track
        there.mention, there.span, there.fixed = day, _after(context.date(day, future=True), own.span, day.text), True
        there.definite = there.anaphoric = there.title = False
        if SAME_PLACE.search(passage.text):
            there.place, there.place_at = own.place, own.place_at
        elif (town := _town(context, passage.start + line.end() - 1, passage.end, day)) is not None:
            there.place, there.place_at = town


def _after(span: DateSpan, own: DateSpan | None, written: str) -> DateSpan:
    """Return a date without a year as the first one after the sheet's own day."""
    year, rest = ((own.start or "")[:4], (own.start or "")[4:]) if own is not None else ("", "")
    if re.search(r"\d{4}", written) or not year.isdigit() or span.start is None or len(span.start) < len("2029-06"):
        return span
    year = str(int(year) + (span.start[4:] < rest[: len(span.start) - 4]))
    return DateSpan(year + span.start[4:], year + span.end[4:] if span.end else None)


def _is_titled(context: Context, head: Sequence[_Line]) -> bool:
    """Return whether a title that names a meeting stands over a line with place and days, as in a programme without that word."""
    if pattern(r"\b(?:<issued_text>)\b").search("\n".join(line.text for line in head)):
        return False
    for title, line in pairwise(head[:4]):
        named = pattern(r"\b(?:<sheet_noun>)\b").search(title.text) and not _tells(context, title)
        days = [d for p in context.passages_between(line.start, line.end) for d in p.dates if line.start <= d.start < line.end]
        if named and len(line.text) <= LONG_LINE / 2 and any(d.kind in DATED and d.kind != "weekday" for d in days):
            return _place(context, [line], days[0]) is not None
    return False


def _told_below(candidates: Sequence[Candidate], end: int) -> Candidate | None:
    """Return the only meeting below the head, of those that were held, which the text gives a day of its own; None for any other number."""
    told = [c for c in candidates if c.passage.start >= end and c.mention is not None and not c.background]
    held = [c for c in told if c.status is MeetingStatus.HELD and c.span is not None and len(c.span.start or "") == _DAY]
    return held[0] if len({c.span.start for c in held if c.span is not None}) == 1 else None


def _tells(context: Context, line: _Line) -> bool:
    """Return whether a line is a headline, which tells something by a verb: "Rivals resumed talks", above the dateline of a report."""
    passages = context.passages_between(line.start, line.end) if not line.text.isupper() else ()
    return any(t.tag in _FINITE and line.start <= t.start and t.end < line.end for p in passages for t in p.tokens)


# The length of a date that is complete to the day.
_DAY = 10
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def _head(text: str) -> Iterator[_Line]:
    taken = 0
    listed = lists_attendance(text)
    for at, end in logical_lines(text):
        day = DAY_ALONE.match(text, at, end) if listed and end - at > LONG_LINE else None
        # "Pelkino, customs shed, 6 February 2025. Taken down by hand ...": the day of the sitting, then running text on the same line
        end = day.end() if day is not None else end
        line = text[at:end]
        if line.strip():
            # "Provisional summary record of the sixth meeting held at ...": what it is stands first
            entitled = pattern(r"\b(?:<sheet_title>)\b").search(line[:TITLE_LEADS])
            told = len(line) > SHORT_LINE and PROSE.search(line) and not entitled
            if taken == HEAD_LINES or len(line) > LONG_LINE or ITEM.match(line) or told:
                return
            taken += 1
            yield _Line(at, end, line)


def _title(head: Sequence[_Line]) -> tuple[_Line, str] | None:
    """The line that names the meeting, and the noun it names it by: one with a number first, then one in capitals, then any."""
    named = [(line, match) for line in head for match in pattern(r"\b(?:<sheet_noun>)\b").finditer(line.text)]
    if not named and pattern(r"\b(?:<sheet_signed>)\b").search("\n".join(line.text for line in head)):
        named = [(line, match) for line in head for match in pattern(r"\b(?:<document_noun>)\b").finditer(line.text)][:1]
    if not named:
        return None
    line, match = min(
        named,
        key=lambda n: (
            _ordinal(n[0], n[1][0]) is None,
            not n[1][0].isupper(),
            n[0].start,
            n[1][0].lower() in ("dialogue", "talks", "forum"),
        ),
    )
    return line, match[0]


def _own(context: Context, candidates: list[Candidate], title: tuple[_Line, str]) -> Candidate | None:
    """The candidate of the title line, else one in the head, else a new one on the noun of the title."""
    line, noun = title
    at = line.start + line.text.index(noun)
    there = next((c for c in candidates if line.start <= c.trigger.start < line.end), None)
    if there is not None:
        return there
    passage = context.passage_at(at)
    if passage is None:
        return None
    context.parse([passage.index])
    token = passage.token_at(at)
    if token is None:
        return None
    trigger = MeetingTrigger((token,), (token,), ())
    own = Candidate(
        passage=passage,
        trigger=trigger,
        kind=MeetingKind.CONSULTATION,
        status=None,
        noun=noun.lower(),
        definite=False,
        start=passage.start,
        end=passage.end,
        cites=[(line.start, line.end)],
    )
    candidates.insert(0, own)
    return own


def _kind(noun: str, top: str) -> MeetingKind:
    if pattern(r"\b(?:<sheet_signed>)\b").search(top) and noun not in ("session", "sitting", "plenary", "round"):
        return MeetingKind.SIGNING
    if noun in KINDS:
        return KINDS[noun]
    return MeetingKind.SESSION if re.search(r"\b(?:sub-?)?comm(?:ittee|ission)\b", top, re.IGNORECASE) else MeetingKind.CONSULTATION


def _ordinal(line: _Line, noun: str) -> int | None:
    at = line.text.find(noun)
    number = NUMBER.match(line.text[at + len(noun) :].lstrip())
    if number is not None:
        return int(number["n"])
    before = [value for start, end, value in find_ordinals(line.text[:at]) if at - end <= 40]
    return before[-1] if before else None


def _track(context: Context, head: Sequence[_Line]) -> TrackMention | None:
    """The format or body that the head names: a known one, else "Security Liaison Committee", "Zerimat Dialogue"."""
    tracks = [track for p in context.passages_between(head[0].start, head[-1].end) for track in p.tracks] if head else []
    for line in head:
        known = next((t for t in tracks if line.start <= t.start < line.end or names_known_track(t.name)), None)
        if known is not None:
            return known
        named = pattern(BODY, 0).search(line.text) or pattern(FORMAT, 0).search(line.text)
        if named is not None and not any(w.lower() in word_set("sheet_title") for w in named[0].split()):
            start = named.start() + len(pattern(r"(?:(?:<name_link>|of|the)\s+)*").match(named[0])[0])  # type: ignore[index]
            name = " ".join(line.text[start : named.end()].split())
            return TrackMention(line.start + start, line.start + named.end(), _titled(name) if name.isupper() else name)
    return None


def _titled(name: str) -> str:
    return " ".join(w.lower() if w.lower() in ("on", "of", "for", "and", "the", "in", "to") else w.capitalize() for w in name.split())


def _day(context: Context, head: Sequence[_Line]) -> DateMention | None:
    """The day or days of the head, the labelled one first; not that of the paper itself."""
    stale = pattern(r"\b(?:<sheet_stale>)\b[^.;]*$")
    found: list[tuple[bool, DateMention]] = []
    for line in head:
        labelled = pattern(r"^[|\s]*(?:<head_date>)\b").match(line.text) is not None
        for passage in context.passages_between(line.start, line.end):
            for date in passage.dates:
                if line.start <= date.start < line.end and date.kind in DATED and not stale.search(context.text[line.start : date.start]):
                    found.append((not labelled, date))
    return min(found, key=lambda f: (f[0], f[1].start))[1] if found else None


def _place(context: Context, head: Sequence[_Line], day: DateMention) -> tuple[Place, tuple[int, int]] | None:
    """The town: on a labelled line, else beside the day, else anywhere in the head."""
    text = context.text
    labelled = [m.span("rest") for m in pattern(r"^[|\s]*(?:<head_place>)\s*[:|]\s*(?P<rest>[^\n.]+)", re.I | re.M).finditer(text)]
    beside = [(line.start, line.end) for line in head if line.start <= day.start < line.end]
    above = [(line.start, line.end) for line in head if 0 <= beside[0][0] - line.end <= 2] if beside else []
    for start, end in [*labelled[:1], *beside, *above]:
        found = _town(context, start, end, day)
        if found is not None:
            return found
    return next((c for line in head if (c := _city(context, line.start, line.end)) is not None), None)


def _city(context: Context, start: int, end: int) -> tuple[Place, tuple[int, int]] | None:
    places = (p for q in context.passages_between(start, end) for p in q.places if start <= p.start and p.end <= end)
    cities = [p for p in places if p.place.kind == "city"]
    return (cities[0].place, (cities[0].start, cities[0].end)) if cities else None


def _town(context: Context, start: int, end: int, day: DateMention) -> tuple[Place, tuple[int, int]] | None:
    """A city of the table, else the last part of the line before the day that can be the name of a town."""
    city = _city(context, start, end)
    if city is not None:
        return city
    line = re.sub(r"\([^)]*\)", lambda m: " " * len(m[0]), context.text[start:end])
    if start <= day.start < end:
        line = line[: day.start - start] + ";" * (day.end - day.start) + line[day.end - start :]
    for part in reversed(list(_PART.finditer(line))):
        town = _TOWN.match(part[0])
        if town is None:
            continue
        low = start + part.start() + town.start("name")
        name = pattern(_BUILDING).sub("", town["name"]).strip()
        high = low + len(name)
        known = [r for q in context.passages_between(low, high) for r in q.references if r.start < high and low < r.end]
        if not name or known or _is_word(name) or context.text[low:high] != name:
            continue
        return Place(name, None, "city", name, None, None, None), (low, high)
    return None


def _is_word(name: str) -> bool:
    return name.isupper() or any(w.lower() in word_set("not_name") or w.lower() in word_set("sheet_noun") for w in name.split())


def _seat(own: Candidate, seats: Sequence[Seat]) -> None:
    for seat in seats:
        if seat.actor is not None:
            add_participant(own, seat.actor, seat.role, *seat.at)
        if seat.person is not None:
            own.people.append((seat.person, *seat.person_at))
