"""Determine the day, place and status of a meeting from all its sentences and from the head of the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sulh.actors.places import Gazetteer
from sulh.model import (
    MeetingStatus,
)
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.dating import ahead, is_deadline, shifted
from sulh.reading.english.meetings.extent import extend_by_length, span_between
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.meetings.location import city_of_heading
from sulh.reading.english.meetings.triggers import governors
from sulh.reading.lexicon import pattern, words
from sulh.reading.meetings.candidate import Candidate
from sulh.text.edtf import earliest

__all__ = ["dates_of", "day_of_beginning", "day_of_statement", "place_of_dateline", "place_of_heading", "status_stated"]


def status_stated(context: Context, cluster: Cluster) -> MeetingStatus:
    statuses = cluster.statuses()
    if MeetingStatus.CANCELLED in statuses:
        return MeetingStatus.PLANNED if _put_off_until(cluster) else MeetingStatus.CANCELLED
    if MeetingStatus.ONGOING in statuses:
        return MeetingStatus.HELD if _is_past(context, cluster) else MeetingStatus.ONGOING
    if MeetingStatus.PLANNED in statuses and MeetingStatus.HELD not in statuses:
        return MeetingStatus.PLANNED
    if statuses <= {MeetingStatus.HELD} and _lies_ahead(context, cluster):
        return MeetingStatus.PLANNED
    if statuses <= {MeetingStatus.HELD} and context.anchor and len(cluster.dates()) == 1:
        first = next((c for c in cluster.members if c.mention is not None), None)
        nearest = context.date(first.mention).start if first is not None and first.mention is not None else None
        if nearest and nearest[:4] != cluster.dates()[0][:4] and 0 < _days_ahead(context.anchor, nearest) <= 60:
            return MeetingStatus.PLANNED
    if not statuses and context.anchor and (dates := cluster.dates()):
        n = min(len(dates[0]), len(context.anchor))
        if "X" not in dates[0] + context.anchor and dates[0][:n] > context.anchor[:n]:
            return MeetingStatus.PLANNED
    return MeetingStatus.HELD


def _put_off_until(cluster: Cluster) -> bool:
    """Return whether talks that were put off have a new day: "were postponed on Saturday", and then "would be held on Monday"."""
    off = [m for m in cluster.members if m.status is MeetingStatus.CANCELLED]
    again = [m for m in cluster.members if m.status is MeetingStatus.PLANNED and m.span is not None and not m.past_day]
    put_off = all(pattern(_PUT_OFF).search(m.passage.text) for m in off)
    return put_off and any(m.passage.index > max(one.passage.index for one in off) for m in again)


_PUT_OFF = r"\b(?:<put_off_verb>)\b"


def _lies_ahead(context: Context, cluster: Cluster) -> bool:
    """Return whether the words put the only day of a meeting behind that of publication: "to travel to the port tomorrow"."""
    days = {m.mention.text.lower(): m.span.start for m in cluster.members if m.mention is not None and m.span is not None}
    told = [day for words, day in days.items() if words in ("tomorrow", "the day after tomorrow", "next week", "tomorrow morning")]
    return bool(told) and len(days) == len(told)


def _is_past(context: Context, cluster: Cluster) -> bool:
    """Whether all days of a meeting told of in the present tense lie well before the publication, as in a chronology."""
    published = earliest(context.anchor) if context.anchor and len(context.anchor) == DAY else None
    days = [c.span.end or c.span.start for c in cluster.members if c.span is not None and c.span.start]
    known = [earliest(day) for day in days if len(day) == DAY]
    if published is None or not days or len(known) < len(days):
        return False
    return all(day is not None and (published - day).days > LATELY for day in known)


# The length of an EDTF date that names a day, and the days after which "they meet" can no longer be said of today.
DAY, LATELY = 10, 7


def dates_of(context: Context, members: Sequence[Candidate], status: MeetingStatus) -> tuple[str | None, str | None, Candidate | None]:
    """Return the most precise date stated, resolved according to the status; ranges before single days of the same precision."""
    dated = [c for c in members if c.mention is not None and not _is_left_open(context, c, status)]
    if not dated:
        return None, None, None
    future = True if status is MeetingStatus.PLANNED else False if status is MeetingStatus.HELD else None
    resolved = []
    for c in dated:
        assert c.mention is not None
        span = context.date(c.mention, future=None if c.past_day else ahead(status, c.mention, c.passage))
        nearest = context.date(c.mention)
        if (
            future is False
            and span.start
            and nearest.start
            and span.start[:4] != nearest.start[:4]
            and _days_ahead(context.anchor, nearest.start) <= 60
        ):
            span = nearest
        if c.fixed and c.span is not None:
            span = c.span
        elif c.shift:
            span = shifted(nearest, c.shift)
        elif c.until is not None:
            span = span_between(context, c.mention, c.until, future=future)
        else:
            span = extend_by_length(c.passage, c.trigger.start, c.trigger.end, span)
        if span.start is not None:
            resolved.append((-len(span.start), c.mention.kind == "weekday", span.end is None, c.title, c.mention.start, c, span))
    if not resolved:
        return None, None, None
    if (both := _first_and_last(resolved)) is not None:
        return both
    best = min(resolved, key=lambda r: r[:5])
    return best[6].start, best[6].end, best[5]


def _first_and_last(resolved: Sequence[tuple[Any, ...]]) -> tuple[str, str, Candidate] | None:
    """Return the days on which a meeting is told to have begun and to have ended, where sentences tell both."""
    days = [(c, span.start) for *_, c, span in resolved if len(span.start) == DAY and "X" not in span.start]
    begun = [(day, c) for c, day in days if c.begins]
    ended = [day for c, day in days if c.ends]
    if not begun or not ended or not min(day for day, _ in begun) < max(ended):
        return None
    first, candidate = min(begun, key=lambda found: found[0])
    return first, max(ended), candidate


def _is_left_open(context: Context, candidate: Candidate, status: MeetingStatus) -> bool:
    """Whether the only date beside a meeting is a deadline.

    What is planned by the end of a month is dated by that, as coarsely as it is said.
    """
    mention = candidate.mention
    if mention is None or (status is MeetingStatus.PLANNED and mention.kind not in ("day", "weekday")):
        return False
    return is_deadline(context, candidate, mention)


def day_of_statement(context: Context) -> tuple[str | None, list[tuple[int, int]]]:
    """Return the publication day if the statement says that the meeting was "today"."""
    for passage in context.passages[:8]:
        for mention in passage.dates:
            if mention.text.lower().endswith("today") and context.date(mention).start:
                return context.date(mention).start, [(mention.start, mention.end)]
    return None, []


def day_of_beginning(context: Context, members: Sequence[Candidate]) -> tuple[str | None, list[tuple[int, int]]]:
    """Return the day of the report for a meeting that it first mentions as just begun: "the talks have entered their seventh round"."""
    if context.anchor is None or len(context.anchor) != 10:
        return None, []
    lead = [p.index for p in context.passages if not p.heading][:LEAD]
    for member in members:
        for verb in governors(member.passage, member.trigger) if member.passage.index in lead and not member.background else ():
            has = any(t.lower in ("has", "have", "are", "is") for t in member.passage.children(verb, "aux", "auxpass"))
            if (has and verb.tag in ("VBN", "VBG")) or (verb.tag in ("VBZ", "VBP") and verb.lower in words("beginning_verb")):
                return context.anchor, [(verb.start, verb.end)]
    return None, []


LEAD = 2


def place_of_heading(context: Context) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """Return the place in the heading of a joint statement: "Kuala Lumpur, 9 December"."""
    for passage in context.passages[:5]:
        place = city_of_heading(passage) if passage.heading and passage.dates else None
        if place is not None:
            return place.place.name, place.place.country, [(place.start, place.end)]
    return None, None, []


def _days_ahead(anchor: str | None, date: str) -> int:
    """Return how many days a date is after the publication; a large number when either date is incomplete."""
    day, origin = earliest(date), earliest(anchor) if anchor else None
    return (day - origin).days if day is not None and origin is not None and len(date) == 10 else 10_000


def place_of_dateline(context: Context, cluster: Cluster, country: str | None) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """Place a visit without a city at the dateline's place if it is in the same country; likewise talks named after that city."""
    place = context.document.dateline_place
    named = {m.track.name.split()[0].lower() for m in cluster.members if m.track is not None}
    if place and country is None and place.lower() in named and not cluster.countries() and MeetingStatus.PLANNED not in cluster.statuses():
        city = place.title() if place.isupper() else place
        found = Gazetteer.default().find(city)
        at = context.text.find(place)
        if found and at >= 0:
            return city, found[0].place.country, [(at, at + len(place))]
    if not place or context.home is None or country is None:
        return None, country, []
    iso2 = dict(context.home.ids).get("iso2")
    at = context.text.find(place)
    if iso2 != country or at < 0:
        return None, country, []
    return place.title() if place.isupper() else place, country, [(at, at + len(place))]
