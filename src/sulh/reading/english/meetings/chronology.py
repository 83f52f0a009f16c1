"""Read a chronology: rows that open with a date and often a place, which hold for the meeting that the rest of the row tells of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sulh.actors.places import Place
from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, add_participant
from sulh.reading.mentions import MeetingTrigger
from sulh.text.dates import DateMention, DateSpan
from sulh.text.numbers import find_ordinals

__all__ = ["read_chronology", "rows_of"]

# A text with fewer dated rows is no chronology.
ROWS = 3
DATED = frozenset(("day", "range", "month", "part"))
# What parts the date from the rest of its row: a colon or a dash, or the space that a column leaves before a capital.
COLUMN = re.compile(r"\.?(?:[ \u00a0\t]+(?=[A-Z\u00c0-\u00de])|[ ]?[:\u2013\u2014|][ ]+(?=\S)|[ ]-[ ]+(?=\S))")
YEAR = re.compile(r"^[ \t]*((?:19|20)\d\d)[ \t]*:?[ \t]*$", re.MULTILINE)
_NAME = r"[A-Z\u00c0-\u00de][\w\u2019'-]+"
# "LUANDA. Mini-summit", "Paris: Normandy summit", "Istanbul again. Control of ...", "Chevening House, near London. Two delegations"
PLACED = re.compile(rf"(?P<name>{_NAME}(?:[ -]{_NAME}){{0,2}})(?:,\s+(?:near\s+)?{_NAME})?(?:\s+again)?[.:]\s+(?=[A-Z0-9])")
# A row that only numbers what the row before it told: "12-16 April. Third. Amnesty, local parties."
COUNTED = re.compile(r"(?P<word>[A-Z][a-z]+)(?:\s+and\s+(?:last|final))?[.:]\s")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One row: [start, end) of the text after its date, the date, and the place it opens with."""

    start: int
    end: int
    day: DateMention
    span: DateSpan
    place: Place | None = None
    place_at: tuple[int, int] | None = None


def rows_of(context: Context) -> list[DatedRow]:
    """Return the rows of a chronology in text order; none when the text is none."""
    found = [row for line in _lines(context.text) if (row := _row(context, *line)) is not None]
    if len(found) < ROWS:
        return []
    ends = [*(row.day.start for row in found[1:]), len(context.text)]
    years = [(match.start(), match[1]) for match in YEAR.finditer(context.text)]
    rows: list[DatedRow] = []
    for row, end in zip(found, ends, strict=True):
        above = bisect_left(years, (row.day.start, "")) - 1
        span = _in_year(row, years[above][1] if above >= 0 else None, rows[-1].span if rows else None)
        rows.append(replace(row, end=_end(context.text, row.start, end), span=span))
    return rows


def read_chronology(context: Context, candidates: list[Candidate]) -> None:
    """Give the meeting of each row the date and the place of its row, and add one where a row names a place and who was there."""
    rows = rows_of(context)
    if rows:
        titled = pattern(r"\b(?:<chronicle>)\b")
        candidates[:] = [c for c in candidates if not (c.trigger.start < rows[0].day.start and titled.search(c.passage.text))]
    ordered = sorted(candidates, key=lambda c: c.trigger.start) if rows else []
    starts = [c.trigger.start for c in ordered]
    for row in rows:
        inside = ordered[bisect_left(starts, row.start) : bisect_left(starts, row.end)]
        own = next((c for c in inside if not c.background and (c.mention is None or c.mention.start == row.day.start)), None)
        if own is None and not inside:
            own = _new(context, row, row.place_at) if row.place is not None else _counted(context, row)
            candidates.extend([own] if own is not None else [])
        if own is not None:
            _complete(context, own, row, _published(context, rows))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _row(context: Context, start: int, end: int) -> DatedRow | None:
    first = start + len(context.text[start:end]) - len(context.text[start:end].lstrip(" \t\u2022*"))
    passage = context.passage_at(first)
    day = next((d for d in passage.dates if d.start == first and d.kind in DATED), None) if passage is not None else None
    if day is None or passage is None:
        return None
    # "4 April 1990, Geneva Framework accord": the place beside the date
    beside = next((p for p in passage.places if p.place.kind == "city" and context.text[day.end : p.start] == ", "), None)
    column = COLUMN.match(context.text, beside.end if beside is not None else day.end, end)
    if column is None:
        return None
    there = (beside.place, (beside.start, beside.end)) if beside is not None else _place(context, column.end(), end)
    return DatedRow(column.end(), end, day, context.date(day), *there)


def _in_year(row: DatedRow, heading: str | None, before: DateSpan | None) -> DateSpan:
    """Return the date of a row, one without a year in that of the last line above that holds a year alone, or of the row before."""
    span = row.span
    if span.start is None or re.search(r"\d{4}", row.day.text):
        return span
    year = heading or ((before.end or before.start or "")[:4] if before is not None else "")
    if not year.isdigit():
        return span
    return DateSpan(year + span.start[4:], year + span.end[4:] if span.end else None)


def _place(context: Context, start: int, end: int) -> tuple[Place | None, tuple[int, int] | None]:
    found = PLACED.match(context.text, start, end)
    if found is None or find_ordinals(found["name"]):
        return None, None
    at = found.span("name")
    for passage in context.passages_between(start, found.end()):
        for mention in passage.places:
            if at[0] <= mention.start < at[1] and mention.place.kind == "city":
                return mention.place, (mention.start, mention.end)
        named_otherwise = any(r.start < at[1] and at[0] < r.end for r in passage.references)
        if named_otherwise or pattern(r"(?:.*\s)?(?:<sheet_noun>|<truce_word>|<document_noun>)").fullmatch(found["name"]):
            return None, None
    named = found["name"].title() if found["name"].isupper() else found["name"]
    return Place(named, None, "city", named, None, None, None), at


def _end(text: str, start: int, end: int) -> int:
    blank = text.find("\n\n", start, end)
    return end if blank < 0 else blank


def _counted(context: Context, row: DatedRow) -> Candidate | None:
    """Return the meeting of a row that opens with nothing but its number in a series."""
    opening = COUNTED.match(context.text, row.start, row.end)
    numbers = find_ordinals(opening["word"]) if opening is not None else []
    own = _new(context, row, opening.span("word")) if opening is not None and numbers else None
    if own is not None:
        own.ordinal, own.kind = numbers[0][2], MeetingKind.ROUND
    return own


def _new(context: Context, row: DatedRow, at: tuple[int, int] | None) -> Candidate | None:
    """Return a meeting on the words at `at` of a row that names nobody's act but who was there."""
    if at is None or pattern(r"\b(?:<no_gathering>)\b").search(context.text, row.start, row.end):
        return None
    passage = context.passage_at(at[0])
    if passage is None:
        return None
    context.parse([passage.index])
    token = passage.token_at(at[0])
    if token is None:
        return None
    return Candidate(
        passage, MeetingTrigger((token,), (token,), ()), MeetingKind.CONSULTATION, MeetingStatus.HELD, "meeting", False, row.start, row.end
    )


def _published(context: Context, rows: list[DatedRow]) -> str | None:
    """Return when the chronology was published; the day of one of its rows is no day of publication."""
    return None if any(row.span.start == context.anchor for row in rows) else context.anchor


def _complete(context: Context, own: Candidate, row: DatedRow, published: str | None) -> None:
    own.mention, own.span, own.fixed = row.day, row.span, True
    own.cites.append((row.day.start, row.day.end))
    if own.place is None and row.place is not None:
        own.place, own.place_at = row.place, row.place_at
    own.title = own.definite = own.anaphoric = False
    past = published is None or (row.span.start or "") <= published
    ahead = pattern(r"\b(?:<no_row_ahead>)\b").search(context.text, row.start, row.end)
    if own.status in (None, MeetingStatus.PLANNED) and past and not ahead:
        own.status = MeetingStatus.HELD
    if len(own.participants) > 1:
        return
    for passage in context.passages_between(row.start, row.end):
        for reference in passage.references:
            seat = row.place_at is not None and reference.start < row.place_at[1]
            if reference.agent and not seat and row.start <= reference.start < row.end:
                for actor in reference.actors:
                    add_participant(own, actor, None, reference.start, reference.end)
        own.people += [entry for entry in context.people_in(passage) if row.start <= entry[1] < row.end and entry not in own.people]
