"""Decide whether a text is about talks, and which of its sentences are worth parsing; done first, because parsing is slow."""

from __future__ import annotations

import re

from sulh.reading.acts import act_passages
from sulh.reading.ceasefires import TRUCE
from sulh.reading.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.triggers import CLOSING, has_trigger, has_weak_trigger
from sulh.reading.releases import FREED
from sulh.reading.track_names import names_known_track

__all__ = ["is_about_talks", "passages_to_parse"]

# A text with fewer different words of the field than this is about something else: wages, budgets, football.
ENOUGH = 2
# The labelled head of minutes counts as one word of the field, and so do leaders of two states who meet.
LEADER = r"(?:president|prime\s+minister|premier|chancellor|foreign\s+minister|king|emir)s?"
HEAD = re.compile(r"^\s*(?:venue|present|in attendance)\s*:", re.IGNORECASE | re.MULTILINE)
MET = re.compile(rf"\b{LEADER}\b[^.;\n]{{0,60}}\b(?:met|meets?|talks)\b[^.;\n]{{0,60}}\b{LEADER}\b", re.IGNORECASE)

SIGNS = (("met", MET), ("head", HEAD))


def is_about_talks(text: str) -> bool:
    """Return whether a text names a known format of talks or has enough different words of peace processes; needs no parse."""
    if names_known_track(text):
        return True
    seen: set[str] = set()
    seen.update(name for name, words in SIGNS if words.search(text))
    for match in pattern(r"\b(?:<process_word>)\b").finditer(text):
        seen.add(match[0].lower())
        if len(seen) >= ENOUGH:
            return True
    return False


def passages_to_parse(context: Context) -> list[int]:
    """Return the indices of the passages worth parsing: those that may report a meeting, participants or an act."""
    wanted = set(act_passages(context))
    cue = pattern(r"\b(?:<participation>)\b")
    for passage in context.passages:
        event = TRUCE.search(passage.text) or FREED.search(passage.text)
        weak = (passage.dates or passage.places) and has_weak_trigger(passage.text)
        if (
            event
            or weak
            or CLOSING.match(passage.text)
            or has_trigger(passage.text)
            or context.people_in(passage)
            or (passage.references and cue.search(passage.text))
        ):
            wanted.add(passage.index)
    return sorted(wanted)
