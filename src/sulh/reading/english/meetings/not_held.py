"""Recognise meetings that the text says did not take place, and actors that it says were not there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.meetings.rescheduling import is_rescheduled
from sulh.reading.english.meetings.triggers import governors
from sulh.reading.lexicon import pattern, word_set, words
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["forget_first_plan", "is_denied", "mark_called_off", "of_something_undone", "remove_absent", "standing"]

NONE_HELD = re.compile(r"\b(?:no|without(?:\s+any)?|not\s+a\s+single|never\s+any|neither)\s+(?:(?!longer\b)[\w-]+\s+){0,3}$", re.IGNORECASE)
# What a denial is about: not the talks themselves, but an account of them.
PLANNED = re.compile(r"\b(?:planned|scheduled|due|set|slated)\b", re.IGNORECASE)
ABSENCE = re.compile(
    r"\b(?:boycott|absen|skip|shun|snub|stay(?:s|ed)?\s+away|miss(?:ed|es)?\b|not\s+(?:attend|take\s+part|join|present|there|invited)|n[o\u2019']t\s+(?:attend|there|come|join)|sen[dt]s?\s+(?:nobody|no\s+one)|refus)",
    re.IGNORECASE,
)


def mark_called_off(context: Context, candidates: Sequence[Candidate]) -> None:
    """Cancel what was planned and what the sentence behind it calls off: "had been due to meet in May. But Chad called it off"."""
    for candidate in candidates:
        behind = context.passages[candidate.passage.index + 1 : candidate.passage.index + 2]
        if candidate.status is not MeetingStatus.PLANNED or candidate.title or candidate.next:
            continue
        if any(pattern(_CALLED_IT_OFF).search(passage.text) for passage in behind):
            candidate.status = MeetingStatus.CANCELLED


_CALLED_IT_OFF = r"\b(?:(?:<calling_off_verb>)\s+(?:them|it)|(?:called|put)\s+(?:them|it|the\s+(?:talks|meeting))\s+off)\b"


def forget_first_plan(passage: Passage, candidate: Candidate) -> None:
    """Take the place that talks were first planned for from them: "were initially planned to be held in X", and then held elsewhere."""
    if candidate.place_at is None or not candidate.trigger.nouns:
        return
    if pattern(_FIRST_PLANNED).search(passage.text, 0, candidate.place_at[0] - passage.start) is not None:
        candidate.place = candidate.place_at = candidate.country = candidate.country_at = None
        candidate.status = None


_FIRST_PLANNED = (
    r"\b(?:originally|initially|at\s+first|previously)\s+(?:<expected_participle>|planned|meant|supposed)\b"
    r"[^.;,]{0,60}\b(?:in|at|for)\s+$"
)


def is_denied(passage: Passage, candidate: Candidate) -> bool:
    """Return whether the words say that there was no such meeting: "no talks were held", "denied that it held", "were never held"."""
    trigger = candidate.trigger
    if is_rescheduled(passage):
        return False
    if NONE_HELD.search(passage.text[: trigger.head.start - passage.start]):
        return True
    if any(
        _negated(passage, verb) for verb in governors(passage, trigger) if verb.lower in words("support_verb") or verb in trigger.tokens
    ):
        return True
    hearsay = any(_had_been_said(passage, verb) for verb in trigger.verbs)
    return hearsay or any(_left_undone(passage, verb) for verb in trigger.verbs) or _denied_above(passage, trigger.head)


def _had_been_said(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether a verb is what nobody named had said: "it had been said that the two saw each other"."""
    up = passage.tokens[verb.head]
    beside = {t.lower for t in passage.children(up)}
    return verb.dep == "ccomp" and up.tag == "VBN" and up.lower in _HAD_BEEN_SAID and {"it", "had", "been"} <= beside


# "was unable to convene", "declined to come", "without the two having sat down"
_UNDONE = word_set("undone_verb")
_GIVEN_UP = word_set("given_up_verb")
_HAD_BEEN_SAID = word_set("hearsay_verb")


def _left_undone(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether a verb is what somebody declines or is unable to do, or what something happened without."""
    up = passage.tokens[verb.head]
    return (verb.dep in ("xcomp", "acl", "ccomp") and up.lower in _UNDONE) or (verb.dep == "pcomp" and up.lower == "without")


def standing(passage: Passage, candidate: Candidate) -> MeetingStatus | None:
    """Return `cancelled` for a meeting that was planned and then not held; None when it was simply not held."""
    planned = PLANNED.search(passage.text[: candidate.trigger.end - passage.start])
    # what can no longer be held had been planned
    given_up = any(_no_longer(passage, passage.children(verb)) for verb in governors(passage, candidate.trigger))
    given_up = given_up or any(passage.tokens[verb.head].lower in _GIVEN_UP for verb in candidate.trigger.verbs)
    return MeetingStatus.CANCELLED if planned or given_up else None


def of_something_undone(passage: Passage, start: int, end: int) -> bool:
    """Return whether the words at [start, end) say when or where something did not happen: a negated verb is the first above them."""
    node = next(iter(passage.span(start, end)), None)
    for _ in range(REACH_UP):
        if node is None or node.head == node.i:
            return False
        node = passage.tokens[node.head]
        if node.tag.startswith("VB"):
            # where and when what can no longer be held was to be held is known
            return _negated(passage, node) and not _no_longer(passage, passage.children(node))
    return False


REACH_UP = 6


def _negated(passage: Passage, verb: ParsedToken) -> bool:
    below = passage.children(verb)
    return any(t.dep == "neg" or t.lower in ("never", "nowhere") for t in below) or _no_longer(passage, below)


def _no_longer(passage: Passage, below: Sequence[ParsedToken]) -> bool:
    """Return whether one of the words below a verb is the "longer" of "could no longer meet"."""
    return any(t.lower == "longer" and any(c.lower == "no" for c in passage.children(t)) for t in below)


def _is_untrue(passage: Passage, word: ParsedToken) -> bool:
    """Whether a word says that a statement below it is false, or governs one that does: "it is false that", "there is no truth in"."""
    said = [t for t in (word, *passage.children(word, "acomp", "attr")) if t.lower in word_set("untrue")]
    return bool(said) and not _negated(passage, word)


def _denied_above(passage: Passage, token: ParsedToken) -> bool:
    """Return whether a verb of denial governs a clause about the meeting, or a noun for an account of it."""
    denying, node, account = set(words("denial_verb")), token, False
    for _ in range(8):
        up = passage.tokens[node.head]
        if up.i == node.i or node.dep in ("nsubj", "nsubjpass"):
            return False
        account = account or up.lower in word_set("account_noun")
        if node.dep in ("ccomp", "csubj", "acl") and _is_untrue(passage, up):
            return True
        if up.lower in denying:
            return not _negated(passage, up) and (up.lower.startswith("den") or account)
        if up.tag.startswith("VB") and node.dep in ("advcl", "conj", "relcl"):
            return False
        node = up
    return False


def remove_absent(context: Context, clusters: Sequence[Cluster]) -> None:
    """Remove from all meetings those whom the text says stayed away, so far as only those words connect them with a meeting."""
    spans = [
        (r.start, r.end, "")
        for passage in context.passages
        for r in passage.references
        if passage.tokens and pattern(_LEFT_OUT).search(passage.text, max(0, r.start - passage.start - 120), r.start - passage.start)
    ]
    spans += [
        span for passage in context.passages if passage.tokens and ABSENCE.search(passage.text) for span in _absent_in(context, passage)
    ]
    if not spans:
        return
    away = {(low, high) for low, high, _ in spans}
    named = {name for _, _, name in spans if name}
    for member in (m for c in clusters for m in c.members):
        for participant in member.participants:
            participant.cites = [cite for cite in participant.cites if cite not in away]
        member.participants = [p for p in member.participants if p.cites]
        member.people = [(p, low, high) for p, low, high in member.people if (low, high) not in away and p.name not in named]


# "none of the talks have included the Afghan government", "without involving the rebels"
_LEFT_OUT = (
    r"\b(?:none|neither|not|never|nor|without|excluding)\b[^.;,]{0,60}\b(?:<including_verb>)\s+(?:the\s+)?$"
    r"|\b(?:excluded|excluding|excludes|shut\s+out|left\s+out)\s+(?:the\s+)?$"
)


def _absent_in(context: Context, passage: Passage) -> list[tuple[int, int, str]]:
    found = [(r.start, r.end, "") for r in passage.references if _stays_away(passage, r.start, r.end)]
    for person, low, high in context.people_in(passage):
        if _stays_away(passage, low, high):
            found.append((low, high, person.name))
            found += [(r.start, r.end, "") for r in passage.references if person.actor in r.actors and low - OFFICE <= r.start <= high]
    return found


# The most characters between the state and the name of its official: "Ethiopia's Prime Minister Abiy Ahmed".
OFFICE = 40


def _stays_away(passage: Passage, low: int, high: int) -> bool:
    inside = passage.span(low, high)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members or t.head == t.i), None)
    for _ in range(3):
        if node is None or node.dep in ("nsubj", "nsubjpass") or _clauses(passage, node):
            break
        up = passage.tokens[node.head]
        node = up if node.dep in ("compound", "appos", "conj", "poss", "nmod", "amod") and up.i != node.i else None
    if node is None:
        return False
    verbs = [*_clauses(passage, node), *([passage.tokens[node.head]] if node.dep in ("nsubj", "nsubjpass") else [])]
    return any(_of_absence(passage, verb) for verb in verbs)


def _clauses(passage: Passage, noun: ParsedToken) -> list[ParsedToken]:
    return passage.children(noun, "relcl", "acl")


def _of_absence(passage: Passage, verb: ParsedToken) -> bool:
    below = passage.children(verb)
    if any(t.lower in word_set("of_other_times") for one in below for t in (one, *passage.children(one, "amod"))):
        # "had boycotted earlier rounds": and came to this one
        return False
    if verb.lower in word_set("absence_verb") or any(t.lower == "absent" for t in below):
        return True
    if verb.lower in ("stayed", "stays", "stay") and any(t.lower == "away" for t in below):
        return True
    if verb.lower in ("sent", "sends") and any(t.lower in ("nobody", "none") for t in below):
        return True
    if verb.lower in ("refused", "refuses", "declined") and any(t.lower in word_set("attendance_verb") for t in below):
        return True
    return _negated(passage, verb) and (
        verb.lower in word_set("attendance_verb") or any(t.lower in word_set("attendance_verb") for t in below)
    )
