"""Fill the day and the place of a meeting from its sentence and from the dateline, when no grammar joins them to its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.actors.places import Gazetteer, Place
from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.context import Context
from sulh.reading.lexicon import words
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.meetings.linking import Cluster
from sulh.reading.meetings.not_held import of_something_undone
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["fill_from_frame"]

HERE = re.compile(r"\bhere\b(?!['’]s|\s+(?:is|are)\b)", re.IGNORECASE)
# Kinds of date that fix a day or a few days; a month or a year beside a meeting is often that of something else.
DAYS = frozenset(("day", "range", "weekday", "relative"))
LEAD = 2
# "They did so in Dar es Salaam on 18 June", "It took place at the frontier"
TAKEN_UP = re.compile(
    r"(?:They\s+did\s+so|It\s+(?:was|took\s+place|is|will\s+(?:be|take))|This\s+(?:was|took)|The\s+(?:meeting|talks|event|encounter|gathering)\s+(?:was|were|took|is|are|will))\b"
)
AT = re.compile(r"\b(?:in|at)\s+(?:the\s+)?(?:[\w\u2019'-]+\s+){0,2}$", re.IGNORECASE)
_TOWN = r"[A-Z\u00c0-\u00de][\w\u2019'-]+(?:[ -](?:[A-Z\u00c0-\u00de][\w\u2019'-]+|de|del|la)){0,2}"
UNLISTED = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear)\s+(?P<name>{_TOWN})(?=[,.;)]|\s+(?:on|from|for|this|last|yesterday|today|by|under|to|after|and|between|with|camp)\b|\s*$)"
)
REACH, LEADING = 40, 3
DAY = 10


def fill_from_frame(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Give undated meetings the only day of their sentence, and unplaced ones the place of the dateline where the text says "here"."""
    crowded = _crowded(clusters)
    main = {id(c) for c in main_meetings[:1]}
    city = _dateline_city(context)
    for cluster in clusters:
        members = [m for m in cluster.members if not m.title]
        if not members:
            continue
        if not cluster.dates():
            _date(context, members, crowded)
        _from_next_sentence(context, cluster, members)
        if not cluster.cities() and not cluster.countries():
            _unlisted_place(context, members)
        if city is None or cluster.cities() or not _may_be_at(cluster, city[0]):
            continue
        here = next((m for m in members if HERE.search(m.passage.text)), None)
        if here is None and id(cluster) in main and _reported_on_the_spot(context, cluster):
            here = members[0]
        if here is not None:
            here.place, here.place_at = city


def _crowded(clusters: Sequence[Cluster]) -> set[int]:
    """Return the passages that name more than one meeting, whose dates may be those of either."""
    seen: set[int] = set()
    crowded: set[int] = set()
    for cluster in clusters:
        own = {m.passage.index for m in cluster.members}
        crowded |= seen & own
        seen |= own
    return crowded


def _date(context: Context, members: Sequence[Candidate], crowded: set[int]) -> None:
    for member in members:
        if member.passage.index in crowded or member.background or member.trigger.head.dep in ("acl", "relcl"):
            continue
        days = [d for d in member.passage.dates if d.kind in DAYS and not d.since and not d.until]
        if len(days) != 1 or _of_a_text(member, days[0]) or of_something_undone(member.passage, days[0].start, days[0].end):
            continue
        future = {MeetingStatus.PLANNED: True, MeetingStatus.HELD: False}.get(member.status) if member.status else None
        span = context.date(days[0], future=future)
        if span.start is not None and len(span.start) == DAY:
            member.mention, member.span = days[0], span
            return


def _from_next_sentence(context: Context, cluster: Cluster, members: Sequence[Candidate]) -> None:
    """Take day and place from a sentence that says only when or where: "They did so in Dar es Salaam on 18 June"."""
    last = members[-1]
    after = context.passages[last.passage.index + 1 : last.passage.index + 2]
    for passage in after:
        if passage.paragraph != last.passage.paragraph or not TAKEN_UP.match(passage.text):
            continue
        days = [d for d in passage.dates if d.kind in DAYS and not d.since and not d.until]
        if not cluster.dates() and len(days) == 1 and len(context.date(days[0]).start or "") == DAY:
            last.mention, last.span = days[0], context.date(days[0])
        cities = [p for p in passage.places if p.place.kind == "city" and AT.search(passage.text[: p.start - passage.start])]
        if not cluster.cities() and len(cities) == 1 and _may_be_at(cluster, cities[0].place):
            last.place, last.place_at = cities[0].place, (cities[0].start, cities[0].end)


def _unlisted_place(context: Context, members: Sequence[Candidate]) -> None:
    """Place a meeting in a town that no table lists, when a preposition joins its name to the words of the meeting."""
    for member in members:
        passage = member.passage
        low, high = member.trigger.start - passage.start, member.trigger.end - passage.start
        for match in UNLISTED.finditer(passage.text):
            start, end = passage.start + match.start("name"), passage.start + match.end("name")
            near = 0 <= match.start() - high <= REACH or (match.start() < LEADING and low - match.end() <= REACH)
            if not near or match["name"].split()[0].lower() in words("not_name") or _taken(context, passage, start, end):
                continue
            name = match["name"]
            member.place, member.place_at = Place(name, None, "city", name, None, None, None), (start, end)
            return


def _taken(context: Context, passage: Passage, start: int, end: int) -> bool:
    """Return whether the words are part of an actor, a place, a date, a format or a person."""
    spans = [(r.start, r.end) for r in passage.references]
    spans += (
        [(p.start, p.end) for p in passage.places] + [(d.start, d.end) for d in passage.dates] + [(t.start, t.end) for t in passage.tracks]
    )
    spans += [(low, high) for _, low, high in context.people_in(passage)]
    return any(low < end and start < high for low, high in spans)


def _of_a_text(member: Candidate, day: DateMention) -> bool:
    """Return whether a day is that of a document or of fighting named in the sentence: "the agreement of 3 May"."""
    before = member.passage.text[: day.start - member.passage.start][-60:]
    return (
        re.search(
            r"\b(?:agreement|accord|memorandum|statement|resolution|declaration|attack|clashes|fighting|letter|protocol|ceasefire|truce|deadline)\s+"
            r"(?:of|on|dated|from|signed\s+on)\s+$",
            before,
            re.IGNORECASE,
        )
        is not None
    )


def _dateline_city(context: Context) -> tuple[Place, tuple[int, int]] | None:
    place = context.document.dateline_place
    at = context.text.find(place) if place else -1
    if not place or at < 0:
        return None
    found = [m for m in Gazetteer.default().find(place.title() if place.isupper() else place) if m.place.kind == "city"]
    return (found[0].place, (at, at + len(place))) if found else None


def _may_be_at(cluster: Cluster, place: Place) -> bool:
    countries = cluster.countries()
    kinds = {m.kind for m in cluster.members}
    return not (countries and place.country not in countries) and MeetingKind.CALL not in kinds and MeetingKind.VISIT not in kinds


def _reported_on_the_spot(context: Context, cluster: Cluster) -> bool:
    """Return whether the opening of a report tells of a meeting that was held or goes on: its dateline is where it takes place."""
    lead = [p.index for p in context.passages if not p.heading][:LEAD]
    there = {m.passage.index for m in cluster.members if not m.background}
    statuses = cluster.statuses()
    if not (cluster.dates() or cluster.actors() or any(m.trigger.verbs for m in cluster.members)):
        # "the mediator of the talks" tells of nothing that takes place
        return False
    return bool(there & set(lead)) and MeetingStatus.PLANNED not in statuses and MeetingStatus.CANCELLED not in statuses
