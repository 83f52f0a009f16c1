"""Read the head of minutes and programmes: "Date:", "Venue:", "Present:" say when, where and between whom the titled sitting is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.actors.places import Place
from sulh.model import Actor, ActorKind, MeetingStatus, Role
from sulh.reading.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate, Participant
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention
from sulh.text.folding import fold

__all__ = ["read_head"]

# The labels stand in this many lines from the beginning, the title above them in this many passages.
HEAD_LINES, TITLE_PASSAGES = 40, 6
LABEL = r"\s*(?P<label>(?:<head_date>|<head_place>|<head_present>|<head_third>|<head_observer>|<head_absent>))(?:\s*[:\t]|\s{2,}|\s*$)\s*"
HELD_ON = re.compile(r"\s*(?:Held|Convened|Meeting\s+held)\s+(?:on\s+)?(?=\S*\d|\w+day)", re.IGNORECASE)
NUMBER = re.compile(r"\b(?:no\.?|number|nr\.?|#)\s*(?P<n>\d{1,3})\b", re.IGNORECASE)
# One side and its people: "Tarvonia - Col. B. Dresk (head)", "Government of Norland; Northern Liberation Front".
SIDE = re.compile(r"\s*(?:the\s+|-\s*)?(?P<name>[A-Z\u00c0-\u00de][^:;()\n|\u2013\u2014]{1,70}?)\s*(?:[:;|\u2013\u2014]|\s-\s|\(|$)")
TOWN = re.compile(
    r"(?:^|[,;]\s*)(?:at\s+|the\s+)?(?P<name>[A-Z\u00c0-\u00de][\w\u2019'-]+(?:[ -][A-Z\u00c0-\u00de][\w\u2019'-]+){0,2})\s*"
    r"(?:\([^)]*\))?\s*[.,]?$"
)
AHEAD = re.compile(r"\b(?:programme|program|agenda|invitation|draft|provisional|convocation|notice\s+of)\b", re.IGNORECASE)
PERSON = re.compile(r"^(?:Mr|Ms|Mrs|Dr|Col|Gen|Brig|Maj|Capt|Cdr|Amb|H\.E|Eng|Prof|Hon)\b")
DATED = frozenset(("day", "range", "weekday"))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the head: the group of its label, and the span of what it states."""

    group: str
    start: int
    end: int


def read_head(context: Context, candidates: Sequence[Candidate]) -> None:
    """Complete the meeting in the title of minutes or a programme from the labelled lines below it; nothing without a day among them."""
    entries = list(_entries(context.text))
    if entries and not any(e.group == "head_date" for e in entries):
        entries += _below_title(context.text)
    own = next((c for c in candidates if c.passage.index < TITLE_PASSAGES and (c.trigger.nouns or c.passage.heading)), None)
    day = next((d for e in entries if e.group == "head_date" for d in _dates(context, e) if d.kind in DATED), None)
    if own is None or day is None or not {e.group for e in entries} & {"head_place", *ROLES}:
        return
    own.title = False
    own.mention, own.span = day, context.date(day)
    own.status = MeetingStatus.PLANNED if AHEAD.search(context.text[: own.passage.end]) else MeetingStatus.HELD
    number = NUMBER.search(own.passage.text)
    if own.ordinal is None and number is not None:
        own.ordinal = int(number["n"])
    for entry in entries:
        if entry.group == "head_place" and own.place is None:
            own.place, own.place_at = _place(context, entry) or (None, None)
        elif entry.group in ROLES:
            _add_present(context, own, entry, ROLES[entry.group])


ROLES: dict[str, Role | None] = {"head_present": None, "head_third": Role.MEDIATOR, "head_observer": Role.OBSERVER}


def _entries(text: str) -> Iterator[_Entry]:
    """Yield the labelled lines, each with the indented lines that continue it."""
    label = pattern(LABEL)
    at, group = 0, ""
    for _ in range(HEAD_LINES):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        match = label.match(line)
        held = HELD_ON.match(line)
        if match is not None:
            group = next(g for g in GROUPS if pattern(rf"(?:<{g}>)").fullmatch(match["label"]))
            yield _Entry(group, at + match.end(), end)
        elif held is not None:
            yield _Entry("head_date", at + held.end(), end)
            yield _Entry("head_place", at + held.end(), end)
            group = ""
        elif not line.strip():
            group = group if text[at + 1 : at + 2] == " " else ""
        elif group and (line[:1] in " \t" or group == "head_present"):
            yield _Entry(group, at, end)
        if end == len(text):
            return
        at = end + 1


def _below_title(text: str) -> Iterator[_Entry]:
    """Yield the line of place and days below a title: "Hotel Miramar, Santa Bruma (Costa Ventana), 8-11 October 2018"."""
    at = 0
    for _ in range(TITLE_PASSAGES):
        end = text.find("\n", at)
        match = PLACE_AND_DAYS.match(text, at, end if end >= 0 else len(text))
        if match is not None:
            yield _Entry("head_date", *match.span("days"))
            yield _Entry("head_place", *match.span("place"))
            return
        if end < 0:
            return
        at = end + 1


PLACE_AND_DAYS = re.compile(
    r"(?P<place>[A-Z][^.:\n]{2,80}?),\s+(?P<days>(?:\w+day,?\s+)?(?:\d{1,2}|[A-Z][a-z]+\s+\d{1,2})[^.:,\n]{0,30}(?:19|20)\d\d)\s*$",
    re.MULTILINE,
)


GROUPS = ("head_date", "head_place", "head_present", "head_third", "head_observer", "head_absent")


def _dates(context: Context, entry: _Entry) -> list[DateMention]:
    passages = _passages(context, entry)
    return [d for p in passages for d in p.dates if entry.start <= d.start and d.end <= entry.end]


def _passages(context: Context, entry: _Entry) -> list[Passage]:
    found, at = [], entry.start
    while at < entry.end and (passage := context.passage_at(at)) is not None:
        found.append(passage)
        at = passage.end + 1
    return found


def _place(context: Context, entry: _Entry) -> tuple[Place, tuple[int, int]] | None:
    cities = [
        p for q in _passages(context, entry) for p in q.places if entry.start <= p.start and p.end <= entry.end and p.place.kind == "city"
    ]
    if cities:
        return cities[-1].place, (cities[-1].start, cities[-1].end)
    line = context.text[entry.start : entry.end].rstrip()
    town = TOWN.search(line)
    if town is None:
        return None
    start = entry.start + town.start("name")
    return Place(town["name"], None, "city", town["name"], None, None, None), (start, start + len(town["name"]))


def _add_present(context: Context, own: Candidate, entry: _Entry, role: Role | None) -> None:
    """Add the sides of one line, those of the authority file and those that only this document names, with their people."""
    known = [r for p in _passages(context, entry) for r in p.references if entry.start <= r.start and r.end <= entry.end]
    line = context.text[entry.start : entry.end]
    for part in re.finditer(r"[^;]+", line):
        side = SIDE.match(part[0])
        low = entry.start + part.start()
        inside = [r for r in known if low <= r.start < low + len(part[0])]
        start = low + (side.start("name") if side is not None else 0)
        end = low + (side.end("name") if side is not None else 0)
        actor: Actor | None = next((a for r in inside for a in r.actors if r.start < end + 2), None)
        if actor is None and side is not None and not PERSON.match(side["name"]) and not re.search(r",|\d", side["name"]):
            actor = Actor(re.sub(r"[^a-z0-9]+", "-", fold(side["name"]).lower()).strip("-"), side["name"], ActorKind.UNKNOWN)
        if actor is not None and actor.id not in own.actors:
            own.participants.append(Participant(actor, role or _side_role(actor), [(start, end)]))
    for passage in _passages(context, entry):
        for person, low, high in context.people_in(passage, entry.start, entry.end):
            own.people.append((person, low, high))


def _side_role(actor: Actor) -> Role | None:
    """Return the role of one who sits at a table between sides: a party, unless it is an organisation of states."""
    return Role.PARTY if actor.kind in (ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.POLITICAL, ActorKind.UNKNOWN) else None
