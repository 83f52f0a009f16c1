"""A candidate: what one passage says of one meeting, before passages are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from sulh.actors.places import Place, PlaceMention
from sulh.model import Actor, MeetingKind, MeetingStatus, Role
from sulh.reading.context import Context
from sulh.reading.lexicon import pattern, words
from sulh.reading.meetings.extent import days_run_on
from sulh.reading.meetings.roles import role_at
from sulh.reading.meetings.triggers import Trigger, attach, find_triggers, governors, is_background
from sulh.reading.parsing import Token
from sulh.reading.passages import Passage, Reference
from sulh.reading.people import Person
from sulh.reading.track_names import TrackMention, find_numbered, find_tracks
from sulh.text.dates import DateMention, Span
from sulh.text.numbers import find_ordinals, ordinal

__all__ = ["Candidate", "Seat", "find_candidates", "is_spokesperson"]

GENERIC = re.compile(r"\b(?:the|this|that|these|those|its|their|his|her|both|such|said)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
INDEFINITE = re.compile(r"\b(?:a|an|another|new|one|separate|first|previous)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
THIS = re.compile(
    r"\b(?:the|this|that|these|those|said)\s+(?:(?:next|same|high-level|international|two-day|day-long|trilateral|tripartite|three-way|quadrilateral|bilateral)\s+)*$|\b(?:today|this\s+week)['’]s\s+$",
    re.IGNORECASE,
)
FRESH = re.compile(r"\b(?:an?|another|its|their|his|her)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
ANAPHOR = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
ROMAN = re.compile(r"\b([IVX]{1,5})\s+$")
TEXTS = {"statement", "declaration", "memorandum", "communique", "communiqué", "accord", "protocol"}
DATELESS = {"offset", "decade"}


@dataclass(slots=True)
class Seat:
    """One actor's place at a meeting as a passage tells it; `role` when the wording gives one."""

    actor: Actor
    role: Role | None
    cites: list[tuple[int, int]]
    visited: bool = False


@dataclass(slots=True)
class Candidate:
    """What one trigger says of its meeting; spans are document offsets."""

    passage: Passage
    trigger: Trigger
    kind: MeetingKind
    status: MeetingStatus | None
    noun: str
    definite: bool
    start: int
    end: int
    ordinal: int | None = None
    track: TrackMention | None = None
    span: Span | None = None
    mention: DateMention | None = None
    days: list[DateMention] = field(default_factory=list)
    until: DateMention | None = None
    place: Place | None = None
    place_at: tuple[int, int] | None = None
    country: str | None = None
    country_at: tuple[int, int] | None = None
    seats: list[Seat] = field(default_factory=list)
    people: list[tuple[Person, int, int]] = field(default_factory=list)
    cites: list[tuple[int, int]] = field(default_factory=list)
    title: bool = False
    apart: bool = False
    anaphoric: bool = False
    background: bool = False
    fresh: bool = False
    theirs: bool = False

    @property
    def actors(self) -> set[str]:
        """Identifiers of the actors seated."""
        return {s.actor.id for s in self.seats}


def find_candidates(context: Context, passage: Passage) -> list[Candidate]:
    """The candidates of one parsed passage, in text order."""
    triggers = find_triggers(passage)
    if not triggers:
        return []
    tracks = find_tracks_in(passage)
    found = [_candidate(context, passage, t, tracks) for t in triggers]
    for candidate in found:
        before = passage.text[: candidate.trigger.head.start - passage.start]
        candidate.theirs = bool(re.search(r"\b(?:their|our)\s+(?:[\w-]+\s+){0,4}$", before))
    by_trigger = dict(zip([id(t) for t in triggers], found, strict=True))
    for mention in passage.dates:
        owner = attach(passage, mention.start, mention.end, triggers)
        if owner is not None:
            _give_date(context, by_trigger[id(owner)], mention)
    _give_lone_date(context, passage, found)
    for track in tracks:
        owner = attach(passage, track.start, track.end, triggers)
        if owner is not None and by_trigger[id(owner)].track is None:
            by_trigger[id(owner)].track = track
    for place in passage.places:
        if any(t.start <= place.start and place.end <= t.end for t in tracks):
            continue
        owner = attach(passage, place.start, place.end, triggers, reach=60 if place.place.kind == "city" else 12)
        if owner is not None:
            _give_place(passage, by_trigger[id(owner)], place)
    for start, end, value in find_ordinals(passage.text):
        _give_ordinal(passage, passage.start + start, passage.start + end, value, triggers, by_trigger)
    for start, end, value in find_numbered(passage.text):
        for candidate in found:
            if candidate.trigger.start <= passage.start + start < candidate.trigger.end and candidate.ordinal is None:
                candidate.ordinal = value
                candidate.track = candidate.track or TrackMention(
                    passage.start + start, passage.start + end, passage.text[start:end].split()[0]
                )
                candidate.cites.append((passage.start + start, passage.start + end))
    for candidate in found:
        roman = ROMAN.search(passage.text[: candidate.trigger.head.start - passage.start])
        if roman and candidate.ordinal is None:
            candidate.ordinal = ordinal(roman[1], roman=True)
    _seat(context, passage, triggers, by_trigger)
    for candidate in found:
        if not candidate.seats:
            _seat_number(context, passage, candidate)
        candidate.kind = _kind(candidate)
    return [part for candidate in found if not _no_meeting(candidate) for day in _by_day(context, candidate) for part in _distributed(day)]


# A standing venue is no meeting: "the talks are based in ...", "have had their platform in ... since ...".
HABITUAL = re.compile(
    r"\b(?:(?:are|is|were|was)\s+based|ha(?:s|ve)\s+(?:had|been\s+held|taken\s+place|been\s+hosted|been\s+taking)|usually|regularly|traditionally|normally)\b",
    re.IGNORECASE,
)


def _no_meeting(candidate: Candidate) -> bool:
    """Whether the words tell of a habit, or only name a format ("within the framework of the inter-Syrian talks")."""
    if HABITUAL.search(_around(candidate)):
        return True
    tracks = find_tracks_in(candidate.passage)
    nouns = candidate.trigger.nouns
    named = bool(nouns) and all(any(t.start <= n.start < t.end for t in tracks) for n in nouns)
    bare = not candidate.trigger.verbs and len(candidate.trigger.tokens) == len(candidate.trigger.nouns)
    return named and bare and not (candidate.span or candidate.place or candidate.ordinal or candidate.seats)


def _around(candidate: Candidate) -> str:
    low = candidate.trigger.start - candidate.passage.start
    return candidate.passage.text[max(0, low - 5) : candidate.trigger.end - candidate.passage.start + 45]


def find_tracks_in(passage: Passage) -> list[TrackMention]:
    """The tracks named in a passage, with offsets into the document."""
    return [TrackMention(passage.start + t.start, passage.start + t.end, t.name) for t in find_tracks(passage.text)]


def _candidate(context: Context, passage: Passage, trigger: Trigger, tracks: list[TrackMention]) -> Candidate:
    head = trigger.head
    before = passage.text[: head.start - passage.start]
    start, end = _clause(passage, trigger)
    return Candidate(
        passage=passage,
        trigger=trigger,
        kind=MeetingKind.CONSULTATION,
        status=_status(passage, trigger, start, end),
        noun=head.lower if trigger.nouns else "",
        definite=bool(trigger.nouns) and bool(THIS.search(before)) and not INDEFINITE.search(before),
        anaphoric=bool(trigger.nouns) and bool(ANAPHOR.search(before)) and not INDEFINITE.search(before),
        background=is_background(passage, trigger),
        fresh=bool(trigger.nouns) and bool(FRESH.search(before)),
        start=start,
        end=end,
        cites=[(trigger.start, trigger.end)],
        title=passage.heading,
    )


def _clause(passage: Passage, trigger: Trigger) -> tuple[int, int]:
    """The clause a trigger stands in: the subtree of the nearest verb above it."""
    node = trigger.tokens[0]
    for token in trigger.tokens:
        if token.tag.startswith("VB") and token.dep in ("ROOT", "ccomp", "relcl", "conj", "advcl", "parataxis"):
            node = token
            break
    else:
        for _ in range(8):
            if node.tag.startswith("VB") and node.dep not in ("amod", "aux", "compound"):
                break
            up = passage.tokens[node.head]
            if up.i == node.i:
                break
            node = up
    return passage.subtree(node)


def _status(passage: Passage, trigger: Trigger, start: int, end: int) -> MeetingStatus | None:
    """What the verbs around a trigger say of it; None when they say nothing."""
    text = passage.text[start - passage.start : end - passage.start]
    near = passage.text[max(0, trigger.start - passage.start - 60) : trigger.end - passage.start + 60]
    if pattern(r"\b(?:<cancelled_cue>)\b").search(near):
        return MeetingStatus.CANCELLED
    if pattern(r"\b(?:<ongoing_cue>)\b").search(near):
        return MeetingStatus.ONGOING
    verbs = [t for t in trigger.tokens if t.tag.startswith("VB")]
    before = passage.text[: trigger.head.start - passage.start]
    if re.search(
        r"\b(?:next|upcoming|forthcoming|planned|scheduled|future|coming|dates?\s+(?:for|of)\s+(?:the|its|their))\s+(?:[\w-]+\s+){0,2}$",
        before,
        re.IGNORECASE,
    ):
        return MeetingStatus.PLANNED
    for clause in passage.children(trigger.head, "relcl"):
        if _verb_status(passage, clause) is MeetingStatus.PLANNED:
            return MeetingStatus.PLANNED
    said = [s for verb in verbs if (s := _verb_status(passage, verb)) is not None]
    if said:
        return MeetingStatus.PLANNED if MeetingStatus.PLANNED in said else said[0]
    before = passage.text[: trigger.head.start - passage.start]
    if re.search(
        r"\b(?:next|upcoming|forthcoming|planned|scheduled|future|proposed|expected|coming|date\s+(?:for|of)\s+(?:the|its|their)?)\s*(?:[\w-]+\s+){0,4}$",
        before,
        re.IGNORECASE,
    ):
        return MeetingStatus.PLANNED
    if re.search(
        r"\b(?:last|previous|latest|recent|earlier|past|concluded)\s+(?:[\w-]+\s+){0,2}$|\b(?:after|following|since|at|during)\s+(?:the|a|his|her|their|its|an|this|that)?\s*(?:[\w-]+\s+){0,2}$",
        before,
        re.IGNORECASE,
    ):
        return MeetingStatus.HELD
    if re.match(
        r"\s+(?:due|scheduled|planned|slated|set|to\s+(?:be|take)|(?:is|are)\s+(?:due|planned|scheduled|expected))\b",
        passage.text[trigger.end - passage.start :],
        re.IGNORECASE,
    ):
        return MeetingStatus.PLANNED
    governor = _governor(passage, trigger)
    if governor is not None:
        seen = _verb_status(passage, governor)
        if seen is MeetingStatus.PLANNED and governor.lower in words("support_verb"):
            return seen
    _ = text
    return None


def _governor(passage: Passage, trigger: Trigger) -> Token | None:
    node = trigger.head
    for _ in range(8):
        up = passage.tokens[node.head]
        if up.i == node.i:
            return None
        if up.tag.startswith("VB"):
            return up
        node = up
    return None


def _verb_status(passage: Passage, verb: Token) -> MeetingStatus | None:
    """The status a verb form gives: future and purpose planned, past held, progressive ongoing."""
    children = passage.children(verb)
    auxiliaries = {t.lower for t in children if t.dep in ("aux", "auxpass")}
    if verb.lower in ("is", "are", "was", "were") and any(
        c.dep == "xcomp" and any(g.lower == "to" for g in passage.children(c, "aux")) for c in children
    ):
        return MeetingStatus.PLANNED
    if "to" in auxiliaries and auxiliaries & {"is", "are", "was", "were"}:
        return MeetingStatus.PLANNED
    if auxiliaries & {"will", "shall", "’ll", "'ll", "would", "may", "might", "can", "could", "should"}:
        return MeetingStatus.PLANNED
    if verb.lower in ("due", "scheduled", "planned", "expected", "set") and not auxiliaries & {"had"}:
        return MeetingStatus.PLANNED
    up = passage.tokens[verb.head]
    if "to" in auxiliaries or (verb.tag == "VB" and verb.dep == "xcomp"):
        if up.lower in (
            "are",
            "is",
            "was",
            "were",
            "due",
            "set",
            "scheduled",
            "planned",
            "expected",
            "agreed",
            "decided",
            "going",
            "plan",
            "plans",
            "intend",
            "intends",
            "invited",
            "slated",
            "ready",
            "want",
            "wants",
            "hope",
            "hopes",
        ):
            return MeetingStatus.PLANNED
        if up.i != verb.i and up.tag.startswith("VB"):
            return _verb_status(passage, up)
        return None
    if verb.tag in ("VBD", "VBN"):
        return MeetingStatus.HELD
    if verb.tag == "VBG" and auxiliaries & {"is", "are"}:
        return MeetingStatus.ONGOING
    if verb.tag == "VBG" and up.i != verb.i and verb.dep in ("xcomp", "pcomp", "conj", "acl", "advcl"):
        return None
    if verb.tag in ("VBZ", "VBP") and verb.lower in ("is", "are", "has", "have"):
        return None
    if verb.tag in ("VBZ", "VBP") and verb.lower in ("meets", "meet", "hosts", "host", "visits", "convenes"):
        return MeetingStatus.ONGOING if verb.lower == "meet" else None
    return None


def _give_date(context: Context, candidate: Candidate, mention: DateMention) -> None:
    if (
        candidate.passage.heading
        and context.anchor == context.date(mention).start
        and len(context.anchor or "") == 10
        and candidate.passage.index < 3
    ):
        return
    if mention.since and mention.kind != "range":
        return
    if mention.kind in DATELESS or (mention.kind == "year" and candidate.mention is not None):
        return
    head = candidate.trigger.head
    if re.fullmatch(r"\d{4}(?:\s*[-–—]\s*\d{2,4})?", mention.text) and max(head.start - mention.end, mention.start - head.end) > 40:
        return
    if (
        candidate.noun not in TEXTS
        and re.search(r"\b(?:of|on|dated)\s*$", _before(candidate.passage, mention.start, 10))
        and re.search(
            r"\b(?:memorandum|statement|agreement|resolution|communiqu[eé]|declaration|accord|protocol|letter)\s+(?:of|on|dated|from)\s*$",
            _before(candidate.passage, mention.start, 40),
            re.IGNORECASE,
        )
    ):
        return
    future = {MeetingStatus.PLANNED: True, MeetingStatus.HELD: False}.get(candidate.status) if candidate.status else None
    span = context.date(mention, future=future)
    if span.start is None:
        return
    if mention.kind == "day":
        candidate.days.append(mention)
    if candidate.mention is None or _finer(mention, candidate.mention):
        candidate.mention, candidate.span = mention, span


# "said on Tuesday, before the two were to meet": that day
DAY = 10
AHEAD = re.compile(r"\b(?:before|ahead\s+of|prior\s+to)\b", re.IGNORECASE)


def _give_lone_date(context: Context, passage: Passage, found: list[Candidate]) -> None:
    """The day a sentence is told on is the day of the one meeting it tells of: "announced on Friday, following a meeting ..."."""
    days = [d for d in passage.dates if d.kind in ("weekday", "relative") and not d.since and not d.until]
    if (
        len(found) == 1
        and len(passage.dates) == 1
        and len(days) == 1
        and found[0].mention is None
        and (len(context.date(days[0]).start or "") == DAY or days[0].start < found[0].trigger.start)
        and (found[0].status is not MeetingStatus.PLANNED or AHEAD.search(context.text[days[0].end : found[0].trigger.start]))
    ):
        _give_date(context, found[0], days[0])


def _finer(new: DateMention, old: DateMention) -> bool:
    rank = {"day": 0, "range": 0, "weekday": 1, "relative": 2, "window": 2, "month": 3, "part": 3, "season": 4, "year": 5}
    return rank.get(new.kind, 6) < rank.get(old.kind, 6)


def _before(passage: Passage, offset: int, length: int) -> str:
    at = offset - passage.start
    return passage.text[max(0, at - length) : at]


LOCATED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|outside|visit(?:ed|ing|s)?|reached|hosted\s+by|capital(?:\s+city)?(?:\s+of)?,?|[Cc]ity\s+of)\s+(?:the\s+)?"
    r"(?:[\w’'-]+['’]s\s+|[A-Z][\w’'-]*\s+)?(?:(?:capital|city|town|resort)(?:\s+of)?,?\s+)?(?:[A-Z][\w’'-]*\s+){0,3}(?:[A-Z][\w’'-]*,\s+)?$"
)
TRAVELLED = re.compile(r"\b(?:to|(?:left|leaves?|departed|departs?|bound|headed)\s+for|left|into)\s+(?:the\s+)?$")
SUBJECT_PLACE = re.compile(
    r"\b(?:crisis|situation|conflict|war|peace|solution|settlement|developments|violence|people|truce|ceasefire|hostilities|forces|fighting|elections|role|"
    r"stability|process|transition|dialogue|efforts|progress|security|agreement|mission|reconciliation)\s+(?:in|on|for)\s+(?:the\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
NAMED_MEETING = re.compile(
    r"\s+(?:[IVX]+\s+)?(?:meeting|talks|summit|round|session|conference|consultations|negotiations|visit)\b", re.IGNORECASE
)


def _give_place(passage: Passage, candidate: Candidate, mention: PlaceMention) -> None:
    """Take a place as the venue when the words locate the meeting there; a region or country only when nothing finer is said."""
    before = _before(passage, mention.start, 60)
    after = passage.text[mention.end - passage.start : mention.end - passage.start + 40]
    kind = mention.place.kind
    hosted = _hosts(passage, candidate.trigger, mention.start, mention.end)
    travelled = _travels(candidate.trigger) and mention.start > candidate.trigger.start and bool(TRAVELLED.search(before))
    if candidate.background and re.search(r"\bfrom\s+$", before):
        # "announced from Moscow, following a meeting he had": the speaker is still where he met
        travelled = True
    located = hosted or travelled or (bool(LOCATED.search(before)) and not (kind != "city" and SUBJECT_PLACE.search(before)))
    if kind == "country":
        located = located and (hosted or travelled or _directly(passage, mention.start, mention.end, candidate.trigger))
        if located and candidate.country is None and not (candidate.place is not None and candidate.place.country == mention.place.country):
            candidate.country, candidate.country_at = mention.place.country, (mention.start, mention.end)
        return
    if not located and not (kind == "city" and NAMED_MEETING.match(after)):
        return
    if kind == "building":
        candidate.country, candidate.country_at = mention.place.country, (mention.start, mention.end)
        return
    if candidate.place is None or (candidate.place.kind == "region" and kind == "city"):
        candidate.place, candidate.place_at = mention.place, (mention.start, mention.end)


def _directly(passage: Passage, start: int, end: int, trigger: Trigger) -> bool:
    """Whether a preposition hangs the words at [start, end) on the trigger itself: "met in Jordan", not "the situation in Jordan"."""
    inside = passage.span(start, end)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members), None)
    if node is None or passage.tokens[node.head].dep != "prep":
        return False
    above = passage.tokens[passage.tokens[node.head].head]
    return above in trigger.tokens or above in governors(passage, trigger)


def _hosts(passage: Passage, trigger: Trigger, start: int, end: int) -> bool:
    """Whether the words at [start, end) are the host: subject of an active "host", agent of a passive one."""
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


COUNTABLE = {"meetings", "sessions", "rounds", "summits", "visits", "calls", "conferences"}


def _give_ordinal(passage: Passage, start: int, end: int, value: int, triggers: list[Trigger], by_trigger: dict[int, Candidate]) -> None:
    """An ordinal counts a meeting when it stands in the noun phrase of its noun."""
    for trigger in triggers:
        for noun in trigger.nouns:
            gap = passage.text[end - passage.start : noun.start - passage.start]
            if noun.lower in COUNTABLE:
                # "the first meetings" are several
                continue
            if (
                0 <= noun.start - end <= 60
                and not re.search(r"[.,;:]|\b(?:the|a|and|of|in)\b", gap)
                and not re.match(r"\s*(?:day|time|week|phase|stage|of)\b", gap)
            ):
                by_trigger[id(trigger)].ordinal = value
                by_trigger[id(trigger)].cites.append((start, noun.end))
                return


def _seat(context: Context, passage: Passage, triggers: list[Trigger], by_trigger: dict[int, Candidate]) -> None:
    """Give every agent of the passage to the meeting it takes part in."""
    for reference in passage.references:
        if not reference.agent or _reports(passage, reference.start, reference.end, triggers):
            continue
        owner = _taker(passage, reference.start, reference.end, triggers)
        if owner is None and INVITED.search(passage.text[: reference.start - passage.start]):
            owner = triggers[0]
        if owner is None:
            continue
        candidate = by_trigger[id(owner)]
        for actor in reference.actors:
            role = role_at(passage, reference, owner)
            _add_seat(candidate, actor, role, reference.start, reference.end, visited=_destination(passage, owner, reference))
    _seat_pronouns(context, passage, triggers, by_trigger)
    for reference in passage.references:
        if reference.agent or reference.form not in ("capital", "name", "seat"):
            continue
        met = OF_MEETING.search(passage.text[: reference.start - passage.start])
        owner = next((t for t in triggers if met and any(n.start == passage.start + met.start(1) for n in t.nouns)), None) if met else None
        topic = MODIFIES.match(passage.text, reference.end - passage.start)
        if owner is not None and not topic:
            _add_seat(by_trigger[id(owner)], reference.actors[0], None, reference.start, reference.end)
            continue
        for trigger in triggers:
            if _hosts(passage, trigger, reference.start, reference.end):
                _add_seat(by_trigger[id(trigger)], reference.actors[0], Role.HOST, reference.start, reference.end)
            elif _destination(passage, trigger, reference):
                goal = by_trigger[id(trigger)]
                _add_seat(goal, reference.actors[0], None, reference.start, reference.end, visited=True)
                if goal.place is None and reference.form == "name":
                    goal.country, goal.country_at = dict(reference.actors[0].ids).get("iso2"), (reference.start, reference.end)
    for person, start, end in context.people_in(passage):
        if _reports(passage, start, end, triggers) or is_spokesperson(person):
            continue
        owner = _taker(passage, start, end, triggers)
        if owner is None:
            continue
        candidate = by_trigger[id(owner)]
        candidate.people.append((person, start, end))
        if person.actor is not None:
            inside = Reference(start, end, (person.actor,), "person")
            _add_seat(candidate, person.actor, role_at(passage, inside, owner), start, end)


MODIFIES = re.compile(r"\s+(?:\w+\s+)?(?:talks|process|crisis|conflict|settlement|war|issue|format|track|negotiations)\b", re.IGNORECASE)
INVITED = re.compile(
    r"\b(?:hosted\s+by|at\s+the\s+invitation\s+of|invited\s+by|(?:up)?on\s+the\s+invitation\s+of)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "the meeting of the United States and Ukraine", "talks between Belgrade and Pristina"
OF_MEETING = re.compile(
    r"\b(meetings?|talks|negotiations|consultations|summit|dialogue|calls?|session|round)\s+(?:of|between|with)\s+(?:the\s+)?(?:(?-i:[A-Z])[\w.’'-]*,?\s+(?:and\s+)?(?:the\s+)?)*$",
    re.IGNORECASE,
)
MANY = re.compile(
    r"\b(?:(?P<n3>trilateral|tripartite|three-way|triangular)|(?P<n4>quadrilateral|four-way|quadripartite)|(?P<n5>five-way))\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)


def _seat_number(context: Context, passage: Passage, candidate: Candidate) -> None:
    """ "The trilateral meeting": those three who were last named together."""
    match = MANY.search(passage.text[: candidate.trigger.head.start - passage.start])
    if match is None:
        return
    count = 3 if match["n3"] else 4 if match["n4"] else 5
    groups = [g for g in context.groups if len(g.actors) == count and g.start < candidate.trigger.start]
    for actor in groups[-1].actors if groups else ():
        _add_seat(candidate, actor, None, groups[-1].start, groups[-1].end)


OWNERS = {"his", "her"}
PRONOUNS = {"he", "she", "they", "we", "i", "it"}


def _seat_pronouns(context: Context, passage: Passage, triggers: list[Trigger], by_trigger: dict[int, Candidate]) -> None:
    """The person or actor a pronoun subject stands for: "In Muscat he met ..."."""
    for trigger in triggers:
        clauses = [c for n in trigger.nouns for c in passage.children(n, "relcl") if c.lower in ("had", "has", "have", "held")]
        for verb in (*(t for t in trigger.tokens if t.tag.startswith("VB")), *clauses):
            subject = context.subject_token(passage, verb)
            if subject is None or subject.lower not in PRONOUNS:
                continue
            for actor in context.actors_of(passage, subject, verb):
                _add_seat(by_trigger[id(trigger)], actor, None, subject.start, subject.end)
        for owner in (c for n in trigger.nouns for c in passage.children(n, "poss") if c.lower in OWNERS):
            # "in her meetings with": hers are the official's last named
            for actor in context.actors_of(passage, owner):
                _add_seat(by_trigger[id(trigger)], actor, None, owner.start, owner.end)
        _seat_praised(context, passage, by_trigger[id(trigger)])
        _seat_officials(context, passage, by_trigger[id(trigger)])


PRAISING = {
    "commend",
    "commends",
    "commended",
    "praise",
    "praised",
    "thank",
    "thanks",
    "thanked",
    "congratulate",
    "congratulated",
    "applaud",
    "applauded",
}


def _seat_praised(context: Context, passage: Passage, candidate: Candidate) -> None:
    """ "We commend A and B for holding talks": those praised are those who held them."""
    for verb in candidate.trigger.tokens:
        above = passage.tokens[verb.head]
        praise = passage.tokens[above.head]
        if verb.dep != "pcomp" or above.lower != "for" or praise.lower not in PRAISING:
            continue
        for praised in passage.children(praise, "dobj"):
            low, high = passage.subtree(praised)
            for person, start, end in context.people_in(passage, low, high):
                candidate.people.append((person, start, end))
                if person.actor is not None:
                    _add_seat(candidate, person.actor, None, start, end)
            for reference in passage.within(low, high):
                if reference.agent:
                    _add_seat(candidate, reference.actors[0], None, reference.start, reference.end)


OFFICIALS = re.compile(
    r"\b(?:met|meets?|meeting|talks|talked|consultations)\s+(?:\w+\s+)?(?:with\s+)?(?:[a-z-]+\s+){0,3}(officials|leaders|ministers|counterparts?|authorities)\b"
)


def _seat_officials(context: Context, passage: Passage, candidate: Candidate) -> None:
    """ "In Saudi Arabia he met with senior government officials": officials of no named state are those of the place."""
    match = OFFICIALS.search(passage.text)
    country = candidate.country or (candidate.place.country if candidate.place else None)
    if match is None or country is None or len(candidate.seats) != 1 or not candidate.trigger.verbs:
        return
    state = context.authority.get(context.authority.iso3(country) or "")
    if state is not None and state != candidate.seats[0].actor:
        start = passage.start + match.start(1)
        _add_seat(candidate, state, None, start, passage.start + match.end(1))


def _add_seat(candidate: Candidate, actor: Actor, role: Role | None, start: int, end: int, *, visited: bool = False) -> None:
    for seat in candidate.seats:
        if seat.actor == actor:
            seat.visited = seat.visited or visited
            seat.role = seat.role or role
            seat.cites.append((start, end))
            return
    candidate.seats.append(Seat(actor, role, [(start, end)], visited))


def is_spokesperson(person: Person) -> bool:
    """Whether a person only speaks for others, and so is not at the table."""
    return bool(person.office) and bool(re.search(r"spokes(?:person|man|woman)", person.office or "", re.IGNORECASE))


VISITS = {
    "comes",
    "came",
    "come",
    "coming",
    "left",
    "departed",
    "leaves",
    "leave",
    "visit",
    "visited",
    "visits",
    "visiting",
    "trip",
    "travelled",
    "traveled",
    "travel",
    "travels",
    "travelling",
    "traveling",
    "arrived",
    "went",
    "flew",
    "delegation",
}


def _travels(trigger: Trigger) -> bool:
    if trigger.together:
        return False
    return any(t.lower in VISITS or t.lower == "invited" or t.lower in ("headed", "led") for t in trigger.tokens)


def _destination(passage: Passage, trigger: Trigger, reference: Reference) -> bool:
    """A state that is visited: the goal of travel, unless it is only a place the talks happen to be in."""
    if not _travels(trigger):
        return False
    before = _before(passage, reference.start, 24)
    between = passage.text[trigger.start - passage.start : reference.start - passage.start]
    listed = bool(LISTED_GOAL.search(between))
    return (listed or bool(GOAL.search(before))) and trigger.start < reference.start < trigger.end + 120


GOAL = re.compile(r"\b(?:to|visit|visited|visiting|visits|(?:left|leaves?|departed|departs?)\s+for)\s+(?:the\s+)?$", re.IGNORECASE)
LISTED_GOAL = re.compile(
    r"\b(?:to|visit\w*|(?:left|leaves?|departed|departs?)\s+for)\s+(?:the\s+)?(?:[A-Z][\w’'-]*,?\s+|and\s+|of\s+|the\s+|\([A-Z]+\),?\s+)+$"
)


REPORTING = {
    "said",
    "says",
    "say",
    "announced",
    "reported",
    "reports",
    "told",
    "according",
    "stated",
    "added",
    "noted",
    "stressed",
    "informed",
    "tweeted",
    "wrote",
    "confirmed",
    "claimed",
    "recalled",
    "explained",
    "underlined",
    "emphasized",
    "made",
    "thought",
    "believes",
    "hoped",
    "welcomed",
    "declared",
    "expects",
}


def _reports(passage: Passage, start: int, end: int, triggers: list[Trigger]) -> bool:
    """Whether the words only report: subject of a verb of saying whose complement holds the trigger."""
    inside = passage.span(start, end)
    if not inside:
        return False
    members = {t.i for t in inside}
    head = next((t for t in inside if t.head not in members), inside[-1])
    node = head
    for _ in range(4):
        if node.dep in ("nsubj", "nsubjpass"):
            break
        up = passage.tokens[node.head]
        if up.i == node.i or (node.dep in ("dobj", "pobj") and up.tag.startswith("VB")):
            break
        node = up
    if node.dep != "nsubj":
        return bool(re.search(r"\baccording\s+to\s+(?:[\w’'-]+\s+){0,5}$", _before(passage, start, 60), re.IGNORECASE))
    verb = passage.tokens[node.head]
    if verb.lower not in REPORTING:
        return False
    own = {t.i for trigger in triggers for t in trigger.tokens}
    return verb.i not in own and not any(c.i in own for c in passage.children(verb, "prep", "dobj"))


def _taker(passage: Passage, start: int, end: int, triggers: list[Trigger]) -> Trigger | None:
    """The trigger whose meeting the words at [start, end) take part in; None when they stand elsewhere in the sentence."""
    trigger = attach(passage, start, end, triggers)
    if trigger is None:
        return None
    if trigger.nouns and not any(t.lower in TAKING for t in trigger.tokens) and _does_something_else(passage, start, end, trigger):
        return None
    text = passage.text
    low, high = min(end, trigger.end) - passage.start, max(start, trigger.start) - passage.start
    between = text[low:high] if low < high else ""
    if re.search(r"[;]", between):
        return None
    before = _before(passage, start, 30)
    # allies, supporters and subjects of the talk are not at the table
    if re.search(
        r"\b(?:backed|supported|against|on\s+behalf\s+of|about|ally|allies|supporters\s+of|relations\s+with|thank(?:ed|s)?|inform(?:ed)?|support\s+for)\s+(?:by\s+)?(?:the\s+)?$",
        before,
        re.IGNORECASE,
    ):
        return None
    return trigger


TAKING = {
    "host",
    "hosted",
    "hosts",
    "hosting",
    "attended",
    "attend",
    "attends",
    "joined",
    "join",
    "participated",
    "participate",
    "held",
    "hold",
    "took",
    "take",
    "engaged",
    "had",
    "have",
    "has",
}
BESIDE = {"made", "called", "thanked", "praised", "condemned", "blamed", "announced", "proposed", "offered"}
ASKING = {
    "ask",
    "asked",
    "asks",
    "invite",
    "urge",
    "urged",
    "request",
    "requested",
    "want",
    "wants",
    "thank",
    "thanked",
    "call",
    "called",
    "press",
    "pressed",
    "inform",
    "informed",
    "told",
    "accused",
    "backed",
    "support",
    "supported",
}


def _does_something_else(passage: Passage, start: int, end: int, trigger: Trigger) -> bool:
    """Whether the words are the subject of a verb that is not about the meeting although the sentence names one."""
    inside = passage.span(start, end)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members or t.head == t.i), None)
    for _ in range(6):
        if node is None or node.dep in ("nsubj", "agent", "dobj"):
            break
        up = passage.tokens[node.head]
        node = None if up.i == node.i or up.tag.startswith("VB") else up
    if node is None:
        return False
    return passage.tokens[node.head].lower in (ASKING if node.dep == "dobj" else BESIDE)


def _kind(candidate: Candidate) -> MeetingKind:
    """The form of the meeting from its words, its level and how many sit at it."""
    text = candidate.passage.text
    nouns = {t.lower for t in candidate.trigger.nouns}
    if nouns & TEXTS:
        return MeetingKind.SUMMIT if pattern(r"\b(?:<leader_noun>)\b").search(text) else MeetingKind.SIGNING
    verbs = {t.lower for t in candidate.trigger.verbs}
    clause = text[max(0, candidate.start - candidate.passage.start) : candidate.end - candidate.passage.start]
    near = text[max(0, candidate.trigger.start - candidate.passage.start - 40) : candidate.trigger.end - candidate.passage.start + 40]
    if verbs & {"talked", "talks", "talk"} and re.search(r"phone", text, re.IGNORECASE):
        return MeetingKind.CALL
    if (
        nouns & {"call", "calls", "conversation", "conversations"}
        or verbs & {"phoned", "telephoned"}
        or (verbs & {"spoke", "speak", "speaks"} and not re.search(r"\bin person\b", text))
    ):
        return MeetingKind.CALL
    if candidate.track is not None and candidate.track.name.lower().startswith("working group"):
        return MeetingKind.WORKING_GROUP
    if re.search(r"\bworking\s+groups?\b|\bworking\s+teams\b|\btechnical\s+(?:teams|work|talks)\b", near, re.IGNORECASE) and not nouns & {
        "round",
        "rounds",
        "summit",
    }:
        return MeetingKind.WORKING_GROUP
    if nouns & {"summit", "summits"}:
        return MeetingKind.SUMMIT
    if nouns & {"session", "sessions", "plenary"}:
        return MeetingKind.SESSION
    if nouns & {"conference", "congress"}:
        return MeetingKind.CONFERENCE
    if nouns & {"visit", "visits", "trip", "tour"} or (
        verbs
        & {
            "comes",
            "came",
            "come",
            "coming",
            "left",
            "departed",
            "leaves",
            "leave",
            "visited",
            "visit",
            "visits",
            "visiting",
            "travelled",
            "traveled",
            "travels",
            "travel",
            "went",
            "headed",
            "led",
            "arrived",
            "flew",
        }
        and not nouns
        and not candidate.trigger.together
    ):
        return MeetingKind.VISIT
    if nouns & {"round", "rounds"}:
        return MeetingKind.ROUND
    if re.search(r"\bministerial\b|\bministers\b", clause, re.IGNORECASE):
        return MeetingKind.MINISTERIAL
    states = len(candidate.seats)
    if states >= 3 and pattern(r"\b(?:<leader_noun>)s\b|\bpresidents\b").search(clause):
        return MeetingKind.SUMMIT
    if candidate.track is not None and re.search(
        r"\b(?:committee|forum|dialogue|council|commission)\b", candidate.track.name, re.IGNORECASE
    ):
        return MeetingKind.SESSION
    if candidate.ordinal is not None or candidate.track is not None:
        return MeetingKind.ROUND
    if nouns & {"talks", "negotiations"} and (states >= 3 or states == 0):
        return MeetingKind.ROUND
    if nouns & {"signing"} or verbs & {"signed", "sign", "signs", "put", "agreed", "reached", "struck"}:
        return MeetingKind.SIGNING
    return MeetingKind.CONSULTATION


def _itinerary(candidate: Candidate, goals: list[Seat]) -> list[Candidate]:
    """A journey to several states is one visit to each."""
    guests = [s for s in candidate.seats if s not in goals]
    parts = []
    for goal in goals:
        country = dict(goal.actor.ids).get("iso2")
        at = goal.cites[0]
        city = next((p for p in candidate.passage.places if p.place.kind == "city" and p.start < at[1] and at[0] < p.end), None)
        place, place_at = (candidate.place, candidate.place_at) if candidate.place and candidate.place.country == country else (None, None)
        if city is not None:
            place, place_at = city.place, (city.start, city.end)
        seats = [Seat(s.actor, s.role, list(s.cites)) for s in (*guests, goal)]
        parts.append(
            replace(
                candidate,
                seats=seats,
                place=place,
                place_at=place_at,
                country=country,
                country_at=goal.cites[0],
                cites=list(candidate.cites),
                people=list(candidate.people),
                apart=True,
            )
        )
    return parts


def _by_day(context: Context, candidate: Candidate) -> list[Candidate]:
    """ "The meetings of the Defence Ministers on April 25 and of the Foreign Ministers on May 10": one for each day.

    Two days that follow each other and stand side by side are the first and the last of one meeting: "on 31 October and 1 November".
    """
    if len(candidate.days) == 2 and days_run_on(context, *candidate.days):
        first, last = candidate.days
        span = Span(context.date(first).start, context.date(last).start)
        return [replace(candidate, mention=first, span=span, days=[first], until=last)]
    if (
        len(candidate.days) < 2
        or not candidate.noun.endswith("s")
        or candidate.noun in ("talks", "consultations", "negotiations", "discussions")
    ):
        return [candidate]
    return [
        replace(
            candidate,
            mention=day,
            span=context.date(day),
            days=[day],
            seats=[replace(s, cites=list(s.cites)) for s in candidate.seats],
            cites=list(candidate.cites),
        )
        for day in candidate.days
    ]


def _distributed(candidate: Candidate) -> list[Candidate]:
    """One candidate per counterpart where one side meets several separately."""
    text = candidate.passage.text
    plural = {t.lower for t in candidate.trigger.nouns} & {"meetings", "calls", "bilaterals", "conversations"}
    goals = [s for s in candidate.seats if s.visited]
    if len(goals) > 1:
        return _itinerary(candidate, goals)
    if len(candidate.seats) < 3 or not (pattern(r"\b(?:<separate_cue>)\b").search(text) or plural):
        return [candidate]
    verbs = [t for t in candidate.trigger.tokens if t.tag.startswith("VB")]
    pivot = verbs[0].start if verbs else candidate.trigger.head.start
    own = [s for s in candidate.seats if s.cites[0][0] < pivot]
    others = [s for s in candidate.seats if s.cites[0][0] >= pivot]
    if len(own) != 1 or len(others) < 2:
        return [candidate]
    parts = []
    for other in others:
        near = [p for p in candidate.people if p[0].actor in (own[0].actor, other.actor)]
        seats = [Seat(s.actor, s.role, list(s.cites)) for s in (own[0], other)]
        kind = candidate.kind if candidate.kind is MeetingKind.CALL else MeetingKind.CONSULTATION
        parts.append(replace(candidate, kind=kind, seats=seats, people=near, cites=list(candidate.cites), apart=True))
    return parts
