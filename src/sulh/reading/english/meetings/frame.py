"""Fill the day and the place of a meeting from its sentence and from the dateline, when no grammar joins them to its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.actors.places import Gazetteer, Place
from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.dating import LATER, is_of_calling_off, is_of_fighting, is_only_judged, is_since, verb_of_day
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.meetings.not_held import of_something_undone
from sulh.reading.english.unlisted import town
from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import Candidate
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
NEAR = re.compile(r"\b(?:in|at|near)\s+$", re.IGNORECASE)
REACH, LEADING = 40, 6
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
            _place_beside(members)
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
        if len(days) == 1 and LATER.search(context.text[days[0].end : max(member.trigger.start, days[0].end)]):
            continue
        if len(days) != 1 or _of_a_text(member, days[0]) or _of_something_else(member, days[0]):
            continue
        if of_something_undone(member.passage, days[0].start, days[0].end):
            continue
        future = {MeetingStatus.PLANNED: True, MeetingStatus.HELD: False}.get(member.status) if member.status else None
        span = context.date(days[0], future=future)
        past = context.anchor is not None and len(context.anchor) == DAY and (span.start or "") < context.anchor
        if span.start is not None and len(span.start) == DAY and not (past and member.status is MeetingStatus.PLANNED):
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


def _place_beside(members: Sequence[Candidate]) -> None:
    """Place a meeting in a city that stands close behind its words, or opens their sentence, with a preposition of place."""
    for member in members:
        passage, trigger = member.passage, member.trigger
        for mention in passage.places:
            near = 0 <= mention.start - trigger.end <= REACH or (
                mention.start - passage.start <= LEADING and trigger.start - mention.end <= REACH
            )
            if near and mention.place.kind == "city" and NEAR.search(passage.between(passage.start, mention.start)):
                member.place, member.place_at = mention.place, (mention.start, mention.end)
                return


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


# "On 29 June he had said that they agreed on the session": the day of an earlier announcement.
SPEECH = re.compile(r"(?:he|she|it|they|[A-Z][\w\u2019'-]+)\s+had\s+(?:\w+\s+)?(?:said|announced|told|declared|written|reported)\b")


def _of_something_else(member: Candidate, day: DateMention) -> bool:
    """Return whether a day is that of an earlier announcement, of an attack, or of a departure for the meeting."""
    verb = verb_of_day(member.passage, day)
    leaves = verb is not None and verb.lower in word_set("departing_verb") and verb not in member.trigger.verbs
    judged = is_only_judged(member.passage, member, day) or is_of_calling_off(member.passage, day)
    return leaves or judged or is_since(member.passage, member) or _of_a_speech(member.passage, day) or is_of_fighting(member.passage, day)


def _of_a_speech(passage: Passage, day: DateMention) -> bool:
    """Return whether a day is that of an announcement made before the one reported."""
    return SPEECH.match(passage.text[day.end - passage.start :].lstrip(" ,")) is not None


def _dateline_city(context: Context) -> tuple[Place, tuple[int, int]] | None:
    place = context.document.dateline_place
    at = context.text.find(place) if place else -1
    if not place or at < 0:
        return _opening_city(context)
    found = [m.place for m in Gazetteer.default().find(place.title() if place.isupper() else place) if m.place.kind == "city"]
    named = found[0] if found else town(place)
    return (named, (at, at + len(place))) if named is not None else None


def _opening_city(context: Context) -> tuple[Place, tuple[int, int]] | None:
    """Return the city in capitals that opens a report: "PORT AMBER, Norland (NNA), 8 Nov -"."""
    for passage in context.passages[:4]:
        for mention in passage.places[:1]:
            written = context.text[mention.start : mention.end]
            if mention.start == passage.start and written.isupper() and OPENED.match(context.text, mention.end):
                return mention.place, (mention.start, mention.end)
    return None


OPENED = re.compile(r"(?:,[^\n\u2013\u2014-]{0,40}|\s+\([^)\n]{2,30}\)[^\n\u2013\u2014-]{0,20})?\s*[\u2013\u2014-]")


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
