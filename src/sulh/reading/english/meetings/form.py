"""Determine the kind of a meeting (round, summit, visit, call and so on) from its words, its level and the number of participants."""

from __future__ import annotations

import re

from sulh.model import MeetingKind
from sulh.reading.english.meetings.dating import TEXTS
from sulh.reading.english.meetings.means import is_remote
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import Candidate

__all__ = ["form_of_words"]

ON_THIS = re.compile(r"\s+(?:on|to|upon)\s+(?:this|that|it|these)\b", re.IGNORECASE)
# A round that is one of ministers by its own name, and numbered among these: "the second ministerial round", "the seventh round of talks of
# foreign ministers"; ministers who attend a round of the format are no such thing.
_OF_MINISTERS = re.compile(
    r"\bministerial(?:[- ]level)?\s+rounds?\b"
    r"|\brounds?\s+(?:of\s+(?:\w+\s+){0,2}?ministerial\s+\w+|at\s+(?:the\s+)?ministerial\s+level\b)"
    r"|\brounds?\s+of\s+(?:\w+\s+){0,2}?(?:talks|negotiations|consultations|meetings)\s+"
    r"(?:(?:of|between|among)\s+(?:\w+\s+){0,3}?ministers\b|at\s+(?:the\s+)?(?:ministerial\s+level|level\s+of\s+(?:\w+\s+){0,2}?ministers)\b)",
    re.IGNORECASE,
)
# "spoke separately with each": at a table, not by telephone, unless the words say so.
_IN_PERSON = r"\A(?!.*\b(?:<phone_cue>)\b).*\b(?:<in_person>)\b|\bin\s+person\b"
# "The Heads of State and Government of the region met": they are the subject.
_HEADS_MET = r"(?:^|[.,;]\s)\W{0,3}(?:the\s+)?(?:<heads_of_state>)\b(?:\s+of\s+[^.;:]{1,80})?\s*$"
# Verbs of concluding a text; "done" and "made" only come from its closing formula.


def form_of_words(candidate: Candidate) -> MeetingKind:
    """Return the kind of the meeting from its words, its level and the number of participants."""
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
        or (verbs & {"spoke", "speak", "speaks"} and not pattern(_IN_PERSON).search(text))
        or (bool(nouns) and all(is_remote(candidate.passage, t) for t in candidate.trigger.nouns))
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
    if candidate.trigger.head.lower in {"session", "sessions", "plenary"}:
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
        named = [one.span() for one in _OF_MINISTERS.finditer(text)]
        at = [t.start - candidate.passage.start for t in candidate.trigger.nouns if t.lower in ("round", "rounds")]
        return MeetingKind.MINISTERIAL if any(first <= start < last for first, last in named for start in at) else MeetingKind.ROUND
    if re.search(r"\bministerial\b|\bministers\b", clause, re.IGNORECASE):
        return MeetingKind.MINISTERIAL
    states = len(candidate.participants)
    if states >= 3 and pattern(r"\b(?:<leader_noun>)s\b|\bpresidents\b").search(clause):
        return MeetingKind.SUMMIT
    before = text[: candidate.trigger.start - candidate.passage.start]
    if verbs and not nouns and pattern(_HEADS_MET).search(before):
        return MeetingKind.SUMMIT
    if candidate.track is not None and re.search(
        r"\b(?:committee|forum|dialogue|council|commission)\b", candidate.track.name, re.IGNORECASE
    ):
        return MeetingKind.SESSION
    if candidate.ordinal is not None or candidate.track is not None:
        return MeetingKind.ROUND
    if nouns & {"talks", "negotiations"} and (states >= 3 or states == 0):
        return MeetingKind.ROUND
    if verbs == {"agreed"} and ON_THIS.match(text[candidate.trigger.end - candidate.passage.start :]):
        # "they agreed on this in Moscow on Wednesday": nothing was signed
        return MeetingKind.CONSULTATION
    if nouns & {"signing"} or verbs & word_set("concluding_verb"):
        return MeetingKind.SIGNING
    return MeetingKind.CONSULTATION
