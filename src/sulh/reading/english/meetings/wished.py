"""Recognise meetings that somebody only wishes for: what should be held, is called for, asked for or hoped for is not a meeting yet."""

from __future__ import annotations

import re

from sulh.reading.english.meetings.triggers import governors
from sulh.reading.lexicon import pattern, word_set, words
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["is_wished"]

_SHOULD = frozenset(("should", "ought"))
_MIGHT = word_set("hoping_modal")
_HOPE = word_set("hoping_verb")
# "urged the parties to hold the ninth session"
_DEMAND = word_set("demanding_verb")
_PROPOSE = word_set("proposing_verb")
# "called for the ninth meeting to be held as soon as possible"
_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|press(?:es|ed|ing)?|appeal(?:s|ed|ing)?|push(?:es|ed|ing)?)\s+(?:again\s+|once\s+more\s+)?for\s+"
    r"(?:the\s+|an?\s+)?(?:(?:early|urgent|prompt|immediate|speedy|swift|holding\s+of|convening\s+of)\s+)*(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "hopes for a summit", "paving the way for a face-to-face summit", "the talks aim at a meeting": one that is only aimed at.
_AIMED_AT = r"\b(?:(?:<aimed_at>)\s+(?:an?\s+(?:[\w-]+\s+){0,3}|(?:[\w-]+\s+){0,2})|(?:<hoped_for>)\s+an?\s+(?:[\w-]+\s+){0,3})$"
# "a possible meeting", "attempted negotiations", "a previous attempt to bring them together for talks": none that was held or fixed.
_UNREAL = r"\b(?:<unreal_meeting>)\s+(?:(?:and|or)\s+[\w-]+\s+)?(?:[\w-]+\s+){0,2}$"
_REACH = 8


def is_wished(passage: Passage, trigger: MeetingTrigger) -> bool:
    """Return whether the words only wish for the meeting: "should be held soon", "called for a session", "hoped that it might meet"."""
    if not trigger.nouns and not trigger.verbs:
        return False
    before = passage.text[: trigger.head.start - passage.start]
    if trigger.nouns and (_CALLED.search(before) or pattern(_AIMED_AT).search(before)):
        return True
    if trigger.nouns and not passage.heading and pattern(_UNREAL).search(before):
        return True
    if _is_task(passage, trigger.head):
        return True
    if any(_is_proposed(passage, noun) for noun in trigger.nouns):
        return True
    for verb in governors(passage, trigger):
        auxiliaries = {t.lower for t in passage.children(verb, "aux", "auxpass")}
        if auxiliaries & _SHOULD and _holds(verb) and _is_subject_or_own(passage, verb, trigger):
            return True
        if "to" in auxiliaries and _holds(verb) and _is_subject_or_own(passage, verb, trigger):
            asked = next(iter(_above(passage, verb)), None)
            if asked is not None and asked.lower in _DEMAND:
                return True
        if auxiliaries & _MIGHT and any(above.lower in _HOPE for above in _above(passage, verb)):
            return True
    return False


def _is_task(passage: Passage, head: ParsedToken) -> bool:
    """Return whether a meeting is what a body was formed for: "formed a committee in June to negotiate with the rebels"."""
    node = head
    for _ in range(_REACH):
        up = passage.tokens[node.head]
        if up.i == node.i:
            return False
        if node.tag == "VB" and any(t.lower == "to" for t in passage.children(node, "aux")):
            if up.lower in word_set("tasked_body"):
                above = passage.tokens[up.head]
                return up.dep in ("dobj", "nsubjpass", "attr") and above.lower in word_set("forming_verb")
            formed = passage.children(up, "dobj", "nsubjpass") if up.lower in word_set("forming_verb") else []
            return any(one.lower in word_set("tasked_body") for one in formed)
        node = up
    return False


def _is_proposed(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether a meeting is what somebody proposes or seeks: "has proposed a meeting", "a summit was suggested"."""
    if noun.dep not in ("dobj", "nsubjpass") or noun.head == noun.i:
        return False
    verb = passage.tokens[noun.head]
    bare = not any(child.tag in ("PRP$",) or child.lower in ("the", "this", "that") for child in passage.children(noun, "det", "poss"))
    return bare and verb.lower in _PROPOSE and not passage.children(verb, "neg")


def _holds(verb: ParsedToken) -> bool:
    """Return whether a verb says that a meeting takes place, and not what it is: "should be the last one"."""
    return verb.lower not in ("be", "have") and (verb.lower in words("support_verb") or verb.lower in words("meeting_verb"))


def _is_subject_or_own(passage: Passage, verb: ParsedToken, trigger: MeetingTrigger) -> bool:
    """Return whether what should happen is the meeting itself, not something at it: the verb, its subject or its object."""
    if verb in trigger.verbs and not trigger.nouns:
        return True
    return any(noun.head == verb.i and noun.dep in ("nsubjpass", "nsubj", "dobj") for noun in trigger.nouns)


def _above(passage: Passage, token: ParsedToken) -> list[ParsedToken]:
    found: list[ParsedToken] = []
    node = token
    for _ in range(_REACH):
        up = passage.tokens[node.head]
        if up.i == node.i:
            break
        found.append(up)
        node = up
    return found
