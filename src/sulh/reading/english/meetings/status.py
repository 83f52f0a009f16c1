"""Determine whether a meeting was held, is ongoing, planned or cancelled, from the verbs around its words."""

from __future__ import annotations

import re

from sulh.model import MeetingStatus
from sulh.reading.english.meetings.rescheduling import is_rescheduled
from sulh.reading.lexicon import pattern, word_set, words
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["status_of"]


RECALLED = word_set("recalling_verb")
LASTING = word_set("lasting_verb")


def status_of(passage: Passage, trigger: MeetingTrigger) -> MeetingStatus | None:
    """Return the status that the verbs around a trigger give it; None when they give none."""
    trigger_near = max(0, trigger.start - passage.start - 60)
    near = passage.text[trigger_near : trigger.end - passage.start + 60]
    cues = pattern(r"\b(?:<cancelled_cue>)\b").finditer(near)
    if any(not _of_another(passage, trigger, trigger_near + cue.start()) for cue in cues):
        return MeetingStatus.PLANNED if is_rescheduled(passage) else MeetingStatus.CANCELLED
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
    beside = re.search(r",\s+with\s+[^,;]*$", before[-80:]) is not None
    if beside and pattern(_DUE).match(passage.text, trigger.head.end - passage.start):
        return MeetingStatus.PLANNED
    for clause in passage.children(trigger.head, *(("relcl", "acl") if beside else ("relcl",))):
        if _verb_status(passage, clause) is MeetingStatus.PLANNED:
            return MeetingStatus.PLANNED
    own = [s for verb in trigger.verbs if (s := _verb_status(passage, verb)) is not None]
    if own and own[0] is MeetingStatus.HELD and trigger.verbs[0].tag == "VBD":
        # what the verb of the meeting itself says outweighs the verbs around it
        return own[0]
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
        if governor.lower in RECALLED:
            return MeetingStatus.HELD
    return None


# "with another session of the talks due in Oslo"
_DUE = r"(?:\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,2}[\w-]+)?\s+(?:<expected_participle>|planned|to)\b"


def _of_another(passage: Passage, trigger: MeetingTrigger, at: int) -> bool:
    """Return whether a word that calls off stands as a participle before another noun: "the postponed round would follow that meeting"."""
    token = passage.token_at(passage.start + at)
    own = {t.i for t in trigger.tokens}
    return token is not None and token.dep == "amod" and token.head not in own


def _governor(passage: Passage, trigger: MeetingTrigger) -> ParsedToken | None:
    node = trigger.head
    for _ in range(8):
        up = passage.tokens[node.head]
        if up.i == node.i:
            return None
        if up.tag.startswith("VB"):
            return up
        node = up
    return None


def _verb_status(passage: Passage, verb: ParsedToken) -> MeetingStatus | None:
    """Return the status of a verb form: planned for future and purpose, held for the past, ongoing for the progressive."""
    children = passage.children(verb)
    auxiliaries = {t.lower for t in children if t.dep in ("aux", "auxpass")}
    if any(t.lower in LASTING for t in (verb, *children) if t.tag == "VB"):
        # "the talks are to last three days": however long, they may have begun
        return None
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
    if verb.tag in ("VBZ", "VBP") and passage.heading and verb.lower in word_set("ending_in_title"):
        return MeetingStatus.HELD
    if verb.tag in ("VBZ", "VBP") and verb.lower in word_set("scheduled_verb") and not passage.heading and _on_a_day(passage, verb):
        return MeetingStatus.PLANNED
    if verb.tag in ("VBZ", "VBP") and verb.lower in ("meets", "meet", "hosts", "host", "visits", "convenes"):
        return MeetingStatus.ONGOING if verb.lower == "meet" else None
    return None


def _on_a_day(passage: Passage, verb: ParsedToken) -> bool:
    """Whether a day stands behind a verb in the present: "the talks resume on Monday" is said of what is to come."""
    return any(verb.end < d.start <= verb.end + 40 and d.kind in ("weekday", "day") for d in passage.dates)
