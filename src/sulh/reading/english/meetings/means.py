"""Tell words that say how people met ("by video conference") from words that name a meeting ("a conference on the Congo")."""

from __future__ import annotations

from collections.abc import Collection

from sulh.reading.lexicon import pattern, word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["is_remote", "says_how"]

_REACH = 6


def is_remote(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether a noun is that of people who talk over a distance: the "conference" of a video conference is a call."""
    low, high = noun.start - passage.start, noun.end - passage.start
    if pattern(r"(?:<remote_conference>)").fullmatch(noun.text) is not None:
        return True
    remote = pattern(r"\b(?:<remote_medium>)[\s-]*(?:conferences?|conferencing|calls?)").finditer(passage.text)
    return any(match.start() < low and match.end() >= high for match in remote)


def says_how(passage: Passage, noun: ParsedToken, meetings: Collection[int]) -> bool:
    """Return whether a noun only says by what means people met or took part, given the indices of all words that may report a meeting.

    Where no other word reports the meeting, the noun does ("was settled by video conference").
    """
    prep = passage.tokens[noun.head]
    if noun.dep != "pobj" or prep.lower not in word_set("means_preposition") or not is_remote(passage, noun):
        return False
    node = prep
    for _ in range(_REACH):
        up = passage.tokens[node.head]
        if up.i != noun.i and up.i in meetings:
            return True
        if up.tag.startswith("VB"):
            held = any(t.i in meetings and t.dep in ("nsubj", "nsubjpass", "dobj") for t in passage.children(up))
            return held or up.lower in word_set("attendance_verb")
        if up.i == node.i:
            return False
        node = up
    return False
