"""Find where a meeting takes place, and who hosts it."""

from __future__ import annotations

import re

from sulh.actors.places import PlaceMention
from sulh.reading.english.meetings.travel import TRAVELLED, travels
from sulh.reading.english.meetings.triggers import governors
from sulh.reading.lexicon import pattern, words
from sulh.reading.meetings.candidate import Candidate, text_before
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.passages import Passage

__all__ = ["city_of_heading", "hosts", "set_place"]

LOCATED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|outside|visit(?:ed|ing|s)?|reached|hosted\s+by|capital(?:\s+city)?(?:\s+of)?,?|[Cc]ity\s+of)\s+(?:the\s+)?"
    r"(?:[\w’'-]+['’]s\s+|[A-Z][\w’'-]*\s+)?(?:(?:capital|city|town|resort)(?:\s+of)?,?\s+)?(?:[A-Z][\w’'-]*\s+){0,3}(?:[A-Z][\w’'-]*,\s+)?$"
)


SUBJECT_PLACE = re.compile(
    r"\b(?:crisis|situation|conflict|war|peace|solution|settlement|developments|violence|people|truce|ceasefire|hostilities|forces|fighting|elections|role|"
    r"stability|process|transition|dialogue|efforts|progress|security|agreement|mission|reconciliation)\s+(?:in|on|for)\s+(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)


# "Norway's ambassador in Juba said": where somebody serves is not where a meeting is held.
_SERVING = r"\b(?:<serving_noun>)\s+(?:in|to)\s+(?:the\s+)?$"


NAMED_MEETING = re.compile(
    r"\s+(?:[IVX]+\s+)?(?:meeting|talks|summit|round|session|conference|consultations|negotiations|visit)\b", re.IGNORECASE
)


def set_place(passage: Passage, candidate: Candidate, mention: PlaceMention) -> None:
    """Set a place as the venue when the words locate the meeting there; a region or country only when no city is known."""
    before = text_before(passage, mention.start, 60)
    after = passage.text[mention.end - passage.start : mention.end - passage.start + 40]
    kind = mention.place.kind
    hosted = hosts(passage, candidate.trigger, mention.start, mention.end)
    travelled = travels(candidate.trigger) and mention.start > candidate.trigger.start and bool(TRAVELLED.search(before))
    if candidate.background and re.search(r"\bfrom\s+$", before):
        # "announced from Moscow, following a meeting he had": the speaker is still at the place of the meeting
        travelled = True
    located = hosted or travelled or _beside_its_day(candidate, mention)
    located = located or (bool(LOCATED.search(before)) and not (kind != "city" and SUBJECT_PLACE.search(before)))
    if kind == "country":
        located = located and (hosted or travelled or _directly(passage, mention.start, mention.end, candidate.trigger))
        if located and candidate.country is None and not (candidate.place is not None and candidate.place.country == mention.place.country):
            candidate.country, candidate.country_at = mention.place.country, (mention.start, mention.end)
        return
    if located and kind == "city" and pattern(_SERVING).search(before):
        return
    if not located and not (kind == "city" and NAMED_MEETING.match(after)):
        return
    if kind == "building":
        candidate.country, candidate.country_at = mention.place.country, (mention.start, mention.end)
        return
    behind = located and mention.start > candidate.trigger.head.start
    by_name = candidate.place_at is not None and behind and _names(passage, *candidate.place_at)
    if candidate.place_at is not None and located and kind == "city" and _directly(passage, mention.start, mention.end, candidate.trigger):
        # "the ministry in Moscow published what the three signed in Astana"
        by_name = by_name or not _directly(passage, *candidate.place_at, candidate.trigger)
    if candidate.place is None or by_name or (candidate.place.kind == "region" and kind == "city"):
        candidate.place, candidate.place_at = mention.place, (mention.start, mention.end)


def _beside_its_day(candidate: Candidate, mention: PlaceMention) -> bool:
    """Return whether a city stands before the day of a meeting: "third meeting (Kessim, 24-27 February)"."""
    day = candidate.mention
    between = candidate.passage.between(mention.end, day.start) if day is not None else ""
    return mention.place.kind == "city" and BEFORE_DAY.fullmatch(between) is not None


BEFORE_DAY = re.compile(r",?\s+\(?(?:on\s+)?")


def _names(passage: Passage, start: int, end: int) -> bool:
    """Return whether a place only names the meeting: "the Astana meeting that Istanbul will host" is held in Istanbul."""
    named = NAMED_MEETING.match(passage.text[end - passage.start :])
    return named is not None and not LOCATED.search(text_before(passage, start, 60))


def _directly(passage: Passage, start: int, end: int, trigger: MeetingTrigger) -> bool:
    """Return whether a preposition links the words at [start, end) to the trigger: "met in Jordan", not "the situation in Jordan"."""
    inside = passage.span(start, end)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members), None)
    if node is None or passage.tokens[node.head].dep != "prep":
        return False
    above = passage.tokens[passage.tokens[node.head].head]
    if above.dep == "xcomp" and above.lower in ("held", "hosted", "convened"):
        # "is to be held in Iran"
        above = passage.tokens[above.head]
    if above.dep in ("relcl", "acl") and above.lower in words("support_verb"):
        # "the next round to take place in Oslo"
        return passage.tokens[above.head] in trigger.tokens
    return above in trigger.tokens or above in governors(passage, trigger)


def city_of_heading(passage: Passage) -> PlaceMention | None:
    """The first city of a heading; not that of a format's name where another follows: "in the Astana format, Sochi, 14-15 May"."""
    cities = [one for one in passage.places if one.place.kind == "city"]
    own = (one for one in cities if not any(t.start <= one.start and one.end <= t.end for t in passage.tracks))
    return next(own, next(iter(cities), None))


def hosts(passage: Passage, trigger: MeetingTrigger, start: int, end: int) -> bool:
    """Return whether the words at [start, end) name the host: the subject of an active "host", or the agent of a passive one."""
    for verb in trigger.tokens:
        if verb.lower not in ("host", "hosts", "hosted", "hosting"):
            continue
        for child in passage.children(verb, "nsubj"):
            low, high = passage.subtree(child)
            if child.lower in ("which", "who", "that") and verb.dep == "relcl":
                head = passage.tokens[verb.head]
                low, high = head.start, head.end
            if low <= start and end <= high:
                return True
        for agent in passage.children(verb, "agent"):
            low, high = passage.subtree(agent)
            if low <= start and end <= high:
                return True
    return False
