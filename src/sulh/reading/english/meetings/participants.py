"""Find the meeting that a named actor takes part in, and recognise those who only report about it."""

from __future__ import annotations

import re

from sulh.model import ActorKind
from sulh.reading.english.meetings.triggers import attach
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import text_before
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.passages import Passage

__all__ = ["meeting_attended", "only_reports"]

REPORTING = word_set("reporting_verb")
# "hailed the talks": who judges them need not be there
JUDGING = word_set("judging_verb")


def only_reports(passage: Passage, start: int, end: int, triggers: list[MeetingTrigger]) -> bool:
    """Return whether the words name someone who only reports: the subject of a verb of saying whose complement contains the trigger."""
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
        return bool(re.search(r"\baccording\s+to\s+(?:[\w’'-]+\s+){0,5}$", text_before(passage, start, 60), re.IGNORECASE))
    verb = passage.tokens[node.head]
    if verb.lower not in REPORTING and verb.lower not in JUDGING:
        return False
    own = {t.i for trigger in triggers for t in trigger.tokens}
    return verb.i not in own and not any(c.i in own for c in passage.children(verb, "prep", "dobj"))


def meeting_attended(passage: Passage, start: int, end: int, triggers: list[MeetingTrigger]) -> MeetingTrigger | None:
    """Return the trigger of the meeting that the actor at [start, end) takes part in; None when the actor does something else."""
    trigger = attach(passage, start, end, triggers)
    if trigger is None:
        return None
    if trigger.nouns and not any(t.lower in TAKING_PART for t in trigger.tokens) and _does_something_else(passage, start, end, trigger):
        return None
    if _leads_a_body(passage, start):
        return None
    text = passage.text
    low, high = min(end, trigger.end) - passage.start, max(start, trigger.start) - passage.start
    between = text[low:high] if low < high else ""
    if re.search(r"[;]", between) or pattern(_AS_PART_OF).search(between):
        return None
    before = text_before(passage, start, 30)
    if pattern(_BESIDE_THAT_OF).search(text_before(passage, start, 60)):
        return None
    # allies, supporters and those talked about do not take part
    if re.search(
        r"\b(?:backed|supported|against|on\s+behalf\s+of|about|ally|allies|supporters\s+of|relations\s+with|thank(?:ed|s)?|inform(?:ed)?|support\s+for)\s+(?:by\s+)?(?:the\s+)?$",
        before,
        re.IGNORECASE,
    ):
        return None
    return trigger


def _leads_a_body(passage: Passage, start: int) -> bool:
    """Return whether words name the state that leads a body at the table: "with the regional bloc, led by close partner Kenya"."""
    bodies = (r for r in passage.references if start - _LED_REACH < r.end <= start and any(a.kind is ActorKind.IGO for a in r.actors))
    return any(pattern(_LED).fullmatch(passage.between(r.end, start)) for r in bodies)


_LED = r"\)?,\s+(?:(?:led|headed|chaired)\s+by|whose\s+chair\s+is)\s+(?:[\w.-]+\s+){0,4}"
_LED_REACH = 60
# "met on the margins of the Union's summit"
_BESIDE_THAT_OF = r"\b(?:<beside_event>)\s+of\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}$"
# "met as part of the dialogue between A and B": between whom the dialogue is
_AS_PART_OF = r"\b(?:<frame_of>)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,4}?between\b"
TAKING_PART = word_set("taking_part_verb")


OTHER_ACTIVITY = word_set("other_activity_verb")


ASKING = word_set("asking_verb")


def _does_something_else(passage: Passage, start: int, end: int, trigger: MeetingTrigger) -> bool:
    """Return whether the actor is the subject (or object) of a verb that is not about the meeting, although the sentence names one."""
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
    return passage.tokens[node.head].lower in (ASKING if node.dep == "dobj" else OTHER_ACTIVITY)
