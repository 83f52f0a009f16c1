"""Find the candidate meetings of a passage: its triggers with the dates, places, formats, round numbers and actors that belong to each."""

from __future__ import annotations

import re

from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.assign_roles import assign_counted, assign_roles
from sulh.reading.english.meetings.captions import is_caption
from sulh.reading.english.meetings.dating import (
    LATER,
    is_only_judged,
    leaves_open,
    mark_first_and_last,
    set_date,
    set_only_date,
    set_shifted,
)
from sulh.reading.english.meetings.departures import join_departures
from sulh.reading.english.meetings.form import form_of_words
from sulh.reading.english.meetings.formats import format_of_place
from sulh.reading.english.meetings.joint_places import join_destinations, join_occasions, leading_day, place_there
from sulh.reading.english.meetings.location import set_place
from sulh.reading.english.meetings.not_held import forget_first_plan, is_denied, of_something_undone, standing
from sulh.reading.english.meetings.open_frames import is_one_of_series
from sulh.reading.english.meetings.owners import is_same_time, number_of_time
from sulh.reading.english.meetings.rescheduling import dates_in_force
from sulh.reading.english.meetings.split_meetings import split_by_counterpart, split_by_day
from sulh.reading.english.meetings.status import status_of
from sulh.reading.english.meetings.triggers import attach, find_triggers, is_background
from sulh.reading.english.meetings.wished import is_wished
from sulh.reading.english.track_names import find_numbered, track_key
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.mentions import MeetingTrigger, TrackMention
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention
from sulh.text.folding import fold
from sulh.text.numbers import find_ordinals, ordinal

__all__ = ["find_candidates"]

THIS = re.compile(
    r"\b(?:the|this|that|these|those|said)\s+(?:(?:next|same|high-level|international|two-day|day-long|trilateral|tripartite|three-way|quadrilateral|bilateral)\s+)*$|\b(?:today|this\s+week)['’]s\s+$",
    re.IGNORECASE,
)


# A word that opens no noun phrase of its own: "in a statement that the meeting" is not "a ... meeting".
_WITHIN = r"(?!(?:the|this|that|these|those|its|their|our|his|her)\s)[\w-]+\s+"
INDEFINITE = re.compile(rf"\b(?:a|an|another|new|one|separate|first|previous)\s+(?:{_WITHIN}){{0,3}}$", re.IGNORECASE)


NEXT = re.compile(rf"\b(?:next|subsequent|upcoming|forthcoming)\s+(?:{_WITHIN}){{0,3}}$", re.IGNORECASE)
# "the previous round", "their last meeting": not the one that the text is about.
EARLIER = re.compile(
    r"\b(?:(?:the|its|their|our|a)\s+(?:previous|preceding|prior|earlier)|(?:their|its|our)\s+last)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
NEW_SERIES = re.compile(rf"\b(?:an?|another|its|their|his|her)\s+(?:{_WITHIN}){{0,2}}$", re.IGNORECASE)


ANAPHOR = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


# "the Astana format and the congress in Sochi": two things, of which one is no part of the other.
BESIDE = re.compile(r"\s*(?:,\s*)?(?:and|or|as\s+well\s+as)\s+(?:the|an?)\s+(?:[\w-]+\s+){0,2}")
# "Round 46 of the discussions", "session no. 3": the number behind the noun.
NUMBER = re.compile(
    r"\s+(?:[Nn]o\.?\s*|#\s*)?(\d{1,3})\b(?!\s*(?:[-–:.]\d|%|\w+\s+(?:19|20)\d\d|people|delegates|members"
    r"|January|February|March|April|May|June|July|August|September|October|November|December))"
)
NUMBERED = word_set("numbered_noun")
ROMAN = re.compile(r"\b([IVX]{1,5})\s+$")


def find_candidates(context: Context, passage: Passage) -> list[Candidate]:
    """Return the candidate meetings of one parsed passage, in text order."""
    triggers = find_triggers(passage)
    if not triggers:
        return []
    tracks = passage.tracks
    found = [_candidate(context, passage, t, tracks) for t in triggers]
    caption = is_caption(context, passage)
    for candidate in found:
        before = passage.text[: candidate.trigger.head.start - passage.start]
        candidate.definite = candidate.definite or caption
        if is_same_time(passage, candidate.trigger.head.start):
            candidate.definite = candidate.anaphoric = True
            candidate.ordinal = number_of_time(passage, candidate.trigger.head.start, candidate.trigger.end)
        candidate.possessive = bool(re.search(r"\b(?:their|our)\s+(?:[\w-]+\s+){0,4}$", before))
    by_trigger = dict(zip([id(t) for t in triggers], found, strict=True))
    for start, end, mention in dates_in_force(passage):
        owner = attach(passage, start, end, triggers)
        if owner is not None and LATER.search(passage.between(end, max(owner.head.start, end))):
            set_shifted(context, by_trigger[id(owner)], mention)
        elif owner is not None and not is_only_judged(passage, by_trigger[id(owner)], mention):
            _nearer(by_trigger[id(owner)], mention)
            set_date(context, by_trigger[id(owner)], mention)
            status = by_trigger[id(owner)].status
            by_trigger[id(owner)].said_when |= (mention.kind in ("weekday", "relative") and context.date(mention).start is None) or (
                status is MeetingStatus.PLANNED and leaves_open(mention)
            )
    set_only_date(context, passage, found)
    for track in tracks:
        owner = attach(passage, track.start, track.end, triggers)
        if owner is not None and BESIDE.fullmatch(passage.between(track.end, max(owner.head.start, track.end))):
            continue
        given = by_trigger[id(owner)].track if owner is not None else None
        if owner is not None and (given is None or (track_key(given.name) == track_key(track.name) and _better_known(track, given))):
            by_trigger[id(owner)].track = track
    for place in passage.places:
        if any(t.start <= place.start and place.end <= t.end for t in tracks) or of_something_undone(passage, place.start, place.end):
            continue
        owner = attach(passage, place.start, place.end, triggers, reach=60 if place.place.kind == "city" else 12)
        if owner is not None:
            set_place(passage, by_trigger[id(owner)], place)
    for start, end, value in find_ordinals(passage.text):
        _set_ordinal(passage, passage.start + start, passage.start + end, value, triggers, by_trigger)
    for start, end, value in find_numbered(passage.text):
        for candidate in found:
            if candidate.trigger.start <= passage.start + start < candidate.trigger.end and candidate.ordinal is None:
                candidate.ordinal = value
                candidate.track = candidate.track or TrackMention(
                    passage.start + start, passage.start + end, passage.text[start:end].split()[0]
                )
                candidate.cites.append((passage.start + start, passage.start + end))
    found = [candidate for candidate in found if _named_before(context, candidate)]
    for candidate in found:
        candidate.track = candidate.track or format_of_place(context, candidate)
        roman = ROMAN.search(passage.text[: candidate.trigger.head.start - passage.start])
        if roman and candidate.ordinal is None and candidate.trigger.nouns:
            candidate.ordinal = ordinal(roman[1], roman=True)
        _number_behind(candidate)
    assign_roles(context, passage, triggers, by_trigger)
    found = join_departures(passage, join_destinations(passage, join_occasions(passage, found)))
    for candidate in found:
        place_there(context, passage, candidate)
        forget_first_plan(passage, candidate)
        leading_day(context, candidate)
        if not candidate.participants:
            assign_counted(context, passage, candidate)
        candidate.kind = form_of_words(candidate)
        mark_first_and_last(passage, candidate)
    return [
        part
        for candidate in found
        if not _no_meeting(candidate) and not is_wished(passage, candidate.trigger) and _may_have_happened(passage, candidate)
        for day in split_by_day(context, candidate)
        for part in split_by_counterpart(day)
    ]


SERIES = r"\b(?P<noun><numbered_noun>|sitting)s?\b"


def _named_before(context: Context, candidate: Candidate) -> bool:
    """Number one of a series, "the second, that same October", by the noun that the text last counted; False where it counted none."""
    head, passage = candidate.trigger.head, candidate.passage
    if not candidate.trigger.nouns or not is_one_of_series(passage, head):
        return True
    series = [m["noun"].lower() for m in pattern(SERIES).finditer(context.text, 0, head.start)]
    counted = find_ordinals(head.text)
    if not series or not counted:
        return False
    candidate.noun = "session" if series[-1] in ("sitting", "plenary") else series[-1]
    candidate.ordinal = counted[0][2]
    return True


def _number_behind(candidate: Candidate) -> None:
    passage = candidate.passage
    for noun in candidate.trigger.nouns if candidate.ordinal is None else ():
        number = NUMBER.match(passage.text[noun.end - passage.start :]) if noun.lower in NUMBERED else None
        if number is not None and 0 < int(number[1]) <= MOST:
            candidate.ordinal = int(number[1])
            candidate.cites.append((noun.start, noun.end + number.end()))
            return


# The highest number of a round that is taken for one.
MOST, THOUSAND = 150, 1000


def _nearer(candidate: Candidate, later: DateMention) -> None:
    """Give up a day before the words of a meeting for one close behind them: "a truce from 10 May and talks that begin on 18 May"."""
    head, held = candidate.trigger.head, candidate.mention
    if held is None or held.kind != later.kind or not held.end <= head.start <= later.start:
        return
    low, high = candidate.passage.subtree(head)
    own = low <= later.start and later.end <= high and not (low <= held.start and held.end <= high)
    if own or (later.start - head.end < head.start - held.end and len(held.text) <= len(later.text)):
        candidate.mention = candidate.span = None
        candidate.days = [d for d in candidate.days if d is not held]


def _better_known(track: TrackMention, other: TrackMention) -> bool:
    """Return whether a name contains the best-known word of its format: "Astana format" against "International Meeting on Syria"."""
    key = track_key(track.name)
    return key in fold(track.name).lower() and key not in fold(other.name).lower()


# A permanent venue: "the talks are based in ...", "have had their platform in ... since ...".
HABITUAL = re.compile(
    r"\b(?:(?:are|is|were|was)\s+based|ha(?:s|ve)\s+(?:had|been\s+held|taken\s+place|been\s+hosted|been\s+taking)|usually|regularly|traditionally|normally)\b",
    re.IGNORECASE,
)


def _no_meeting(candidate: Candidate) -> bool:
    """Return whether the words describe a habit, or only name a format ("within the framework of the inter-Syrian talks")."""
    habit = HABITUAL.search(_around(candidate))
    if habit is not None and not (habit[0].lower().endswith("been held") and (candidate.ordinal is not None or candidate.span is not None)):
        return True
    if _only_frame(candidate):
        return True
    tracks = candidate.passage.tracks
    nouns = candidate.trigger.nouns
    named = bool(nouns) and all(any(t.start <= n.start < t.end for t in tracks) for n in nouns)
    bare = not candidate.trigger.verbs and len(candidate.trigger.tokens) == len(candidate.trigger.nouns)
    return named and bare and not (candidate.span or candidate.place or candidate.ordinal or candidate.participants)


def _only_frame(candidate: Candidate) -> bool:
    """Return whether a meeting is named only as what something is done for or decided at: "in the context of the Berlin Conference"."""
    if not candidate.trigger.nouns or candidate.span is not None or candidate.ordinal is not None or candidate.passage.heading:
        return False
    passage, head = candidate.passage, candidate.trigger.head
    return pattern(_FRAME).search(passage.text, max(0, head.start - passage.start - _FRAME_REACH), head.start - passage.start) is not None


_FRAME = r"\b(?:<frame_of>)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$"
_FRAME_REACH = 100


def _may_have_happened(passage: Passage, candidate: Candidate) -> bool:
    """Return False for a meeting that the text says was not held; one that had been planned is kept as cancelled."""
    if candidate.status is MeetingStatus.CANCELLED or not is_denied(passage, candidate):
        return True
    candidate.status = standing(passage, candidate)
    return candidate.status is not None


def _around(candidate: Candidate) -> str:
    low = candidate.trigger.start - candidate.passage.start
    return candidate.passage.text[max(0, low - 5) : candidate.trigger.end - candidate.passage.start + 45]


def _candidate(context: Context, passage: Passage, trigger: MeetingTrigger, tracks: list[TrackMention]) -> Candidate:
    head = trigger.head
    before = passage.text[: head.start - passage.start]
    start, end = _clause(passage, trigger)
    return Candidate(
        passage=passage,
        trigger=trigger,
        kind=MeetingKind.CONSULTATION,
        status=status_of(passage, trigger),
        noun=head.lower if trigger.nouns else "",
        definite=bool(trigger.nouns) and bool(THIS.search(before)) and not INDEFINITE.search(before),
        anaphoric=bool(trigger.nouns) and bool(ANAPHOR.search(before)) and not INDEFINITE.search(before),
        background=is_background(passage, trigger),
        new_series=bool(trigger.nouns) and bool(NEW_SERIES.search(before)),
        next=bool(trigger.nouns) and bool(NEXT.search(before)),
        earlier=bool(trigger.nouns) and bool(EARLIER.search(before)),
        start=start,
        end=end,
        cites=[(trigger.start, trigger.end)],
        title=passage.heading,
    )


def _clause(passage: Passage, trigger: MeetingTrigger) -> tuple[int, int]:
    """Return the span of the clause that contains a trigger: the subtree of the nearest verb above it."""
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


# "the sixth and last session"
_AND_LAST = re.compile(r"\s+and\s+(?:last|final)\b", re.IGNORECASE)
COUNTABLE = word_set("several_meetings")
# Between the noun of a meeting and "since March": where it was held and who was there, in the same clause.
_FIRST_SINCE = (
    r"\s+(?:[^\s.,;:()]+\s+){0,12}?(?:since\b(?!\s+(?:[^\s.,;:()]+\s+){0,5}(?:<series_origin>)\b)|(?:<first_for_a_while>)\b)"
)


def _first_for_a_while(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether words behind a meeting say what "first" is counted from: "the first talks since March" open no series."""
    return pattern(_FIRST_SINCE).match(passage.text, noun.end - passage.start) is not None


def _set_ordinal(
    passage: Passage, start: int, end: int, value: int, triggers: list[MeetingTrigger], by_trigger: dict[int, Candidate]
) -> None:
    """Set the ordinal of a meeting when the ordinal is in the noun phrase of the meeting's noun."""
    for trigger in triggers if value < THOUSAND else ():
        # the 8,628th meeting is one of a standing body such as the Security Council, whose number says nothing of a process
        for noun in trigger.nouns:
            gap = _AND_LAST.sub(" ", passage.text[end - passage.start : noun.start - passage.start])
            if noun.lower in COUNTABLE:
                # "the first meetings": several meetings, so the ordinal numbers none of them
                continue
            if (
                0 <= noun.start - end <= 60
                and not re.search(r"[.,;:]|\b(?:the|a|and|of|in)\b", gap)
                and not re.match(r"\s*(?:day|time|week|phase|stage|of)\b", gap)
                and not (value == 1 and _first_for_a_while(passage, noun))
            ):
                by_trigger[id(trigger)].ordinal = value
                by_trigger[id(trigger)].cites.append((start, noun.end))
                return
