"""Decide whether a word that often means something else reports a meeting: a "forum", "phase" or "workshop" must take place somewhere."""

from __future__ import annotations

import re

from sulh.reading.lexicon import pattern, word_set, words
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["brings_together", "takes_place"]

COUNTED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|opening|closing|final|last|\d+(?:st|nd|rd|th))\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
# Whom a verb of speaking names after it: "consulted with the Ministry", "spoke to his Norland counterpart".
SPOKEN_WITH = re.compile(r"\s+(?:[\w-]+\s+)?(?:with|to)\s+(?:the\s+|his\s+|her\s+)?(?:[a-z-]+\s+){0,3}[A-Z]")
FLIES = re.compile(r"\s+(?:\w+\s+)?to\s+[A-Z]")
IN_SESSION = re.compile(
    r"\s+(?:(?:again|once\s+more|today|yesterday)\s+)?(?:in\s+(?:[\w-]+\s+)?(?:plenary|session|conclave|council)|together|face\s+to\s+face|across\s+from|at\s+the\s+(?:same\s+)?table"
    r"|with\s+[A-Z]|for\s+(?:talks|negotiations|the\s+\w+\s+time|[\w-]+\s+(?:hours|days))|at\s+[A-Z])|\s+in\s+(?:the\s+\w+\s+capital|[A-Z])|\s+(?:next|on\s+(?:\d|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))",
    re.IGNORECASE,
)


def _dated(passage: Passage, low: int, high: int) -> bool:
    return any(low <= d.start and d.end <= high for d in passage.dates)


def _placed(passage: Passage, low: int, high: int) -> bool:
    return any(low <= p.start and p.end <= high and p.place.kind in ("city", "country", "region") for p in passage.places)


def takes_place(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether a noun that may name a gathering has its own day, its own place, or a verb that holds, opens or closes it."""
    low, high = passage.subtree(noun)
    if noun.lower in word_set("travel_noun"):
        on_a_day = any(low <= d.start and d.end <= high and not d.until for d in passage.dates)
        return on_a_day or (_placed(passage, noun.end, high) and noun.lower != "stay" and not _of_a_mandate(passage, noun))
    if COUNTED.search(passage.text[: noun.start - passage.start]) and noun.lower not in ("lunch", "dinner", "breakfast", "reception"):
        return _dated(passage, low, high) or _placed(passage, noun.end, high) or _held(passage, noun)
    if _dated(passage, noun.end, high) or (_placed(passage, noun.end, high) and _held(passage, noun)):
        return True
    return _held(passage, noun) and (_dated(passage, passage.start, passage.end) or _placed(passage, passage.start, passage.end))


def _of_a_mandate(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether a mission is one that stays under a mandate: "the mandate of the monitoring mission in Chad"."""
    return re.search(r"\bmandate\s+of\b[^.;,]*$", passage.text[: noun.start - passage.start], re.IGNORECASE) is not None


def _held(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether a verb of holding, opening, attending or closing governs the noun or follows it as a participle."""
    supporting = set(words("support_verb")) - word_set("plain_support")
    if any(c.lower in supporting for c in passage.children(noun, "acl", "relcl")):
        return True
    node = noun
    for _ in range(3):
        up = passage.tokens[node.head]
        if up.i == node.i or node.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "prep", "agent"):
            return False
        if up.tag.startswith("VB"):
            return up.lower in supporting
        node = up
    return False


def brings_together(passage: Passage, verb: ParsedToken, match: re.Match[str]) -> bool:
    """Return whether a verb that may mean something else brings people together: "sat in plenary", "settled on a truce in"."""
    after = passage.text[match.end() :]
    if any(t.dep == "neg" for t in passage.children(verb)):
        return False
    if verb.lower in word_set("sitting_verb"):
        return IN_SESSION.match(after) is not None and (
            _dated(passage, passage.start, passage.end) or _placed(passage, passage.start, passage.end)
        )
    if verb.lower in word_set("settling_verb"):
        named = pattern(r"\b(?:<document_noun>|truce|ceasefire|cease-fire|terms|pact|framework)\b").search(
            passage.text[max(0, match.start() - 60) : match.end() + 90]
        )
        return named is not None and _dated(passage, passage.start, passage.end) and re.search(r"\bin\s+[A-Z]", passage.text) is not None
    if verb.lower in ("welcome", "welcomes"):
        return re.match(r"\s+(?:[A-Z]\w*\s+){1,6}", after) is not None and any(t.lower == "will" for t in passage.children(verb, "aux"))
    if re.match(r"\s+(?:each\s+other|one\s+another)\b", after) and verb.lower not in ("face", "faced"):
        return verb.lower in ("see", "sees", "seen", "sit", "sits", "sat")
    if verb.lower in ("closeted", "flies", "fly"):
        return FLIES.match(after) is not None or verb.lower == "closeted"
    if verb.lower in ("face", "faced"):
        return re.match(r"\s+(?:each\s+other|one\s+another)\b", after) is not None
    if verb.lower == "sees" and _dated(passage, passage.start, passage.end):
        return re.match(r"\s+(?:the\s+)?[A-Z]", after) is not None
    if verb.lower in ("see", "sees", "seen"):
        return verb.lower == "seen" and bool(passage.children(verb, "agent")) and (_dated(passage, passage.start, passage.end))
    if verb.lower == "mediated":
        return _dated(passage, verb.start, passage.end) and not passage.children(verb, "dobj")
    if verb.lower in ("rang", "ring", "rings", "called", "paid"):
        return re.match(r"\s+(?:on\s+)?(?:his\s+|her\s+|the\s+)?(?:[a-z-]+\s+){0,2}[A-Z]", after) is not None and verb.lower != "called"
    spoken = SPOKEN_WITH.match(after) is not None
    return spoken or _dated(passage, verb.end, passage.end) or _placed(passage, verb.end, min(passage.end, verb.end + 60))
