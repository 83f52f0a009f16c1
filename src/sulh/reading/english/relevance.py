"""Decide whether a text is about talks, and which of its sentences are worth parsing; done first, because parsing is slow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sulh.reading.english.acts import act_passages
from sulh.reading.english.ceasefires import TRUCE
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.triggers import CLOSING, has_trigger, has_weak_trigger
from sulh.reading.english.releases.wording import HELD, may_tell
from sulh.reading.english.track_names import names_known_track
from sulh.reading.lexicon import pattern
from sulh.text.numbers import SMALL_NUMBERS, find_numbers

__all__ = ["is_about_talks", "passages_to_parse"]

# A text with fewer different words of the field than this is about something else: wages, budgets, football.
ENOUGH = 2
# The labelled head of minutes counts as one word of the field, and so do leaders of two states who meet.
LEADER = r"(?:president|prime\s+minister|premier|chancellor|foreign\s+minister|king|emir)s?"
HEAD = re.compile(r"(?:^|(?<=[.;]))\s*(?:venue|present|in attendance)\s*:", re.IGNORECASE | re.MULTILINE)
MET = re.compile(rf"\b{LEADER}\b[^.;\n]{{0,60}}\b(?:met|meets?|talks)\b[^.;\n]{{0,60}}\b{LEADER}\b", re.IGNORECASE)

# So does a count of breaches or of what was found where none may be.
COUNT = pattern(rf"\b(?:\d[\d,]*|no|any|{'|'.join(SMALL_NUMBERS)}) (?:[\w-]+ ){{0,2}}(?:<tally_violation>|<tally_weapon>)\b")

# And a side that counts: "the Turkish side recorded".
COUNTING = pattern(r"\b(?:<tally_side>) (?:[\w-]+ ){0,4}(?:<tally_verb>)\b")

# And, beside a word of the field, the heading of a sheet: a record of a sitting, a committee's session.
SHEET = pattern(
    r"\A(?:[^\n]*\n){0,4}?[^\n]*\b(?:(?:<sheet_title>)\b[^\n]*\b(?:<sheet_noun>)|(?:<body_in_title>)\b[^\n]*\b(?:<numbered_noun>|sitting))\b"
)

# And that a truce was broken.
BROKEN = pattern(r"\b(?:<tally_commit>) (?:the )?(?:[\w-]+ )?(?:<truce_word>)\b")

# And those who watch one, and what they find.
WATCHED = pattern(r"\b(?:<monitor_body>)\b")
FOUND = pattern(r"\bviolations? of (?:the )?(?:<truce_word>)")

# And that people who are held go free, and that two sides do so against each other.
_FREE = (
    r"(?:(?:releas|free|exchang|swap|trad|hand\w*\s+(?:over|back)|transfer|let\s+go)\w*"
    r"|<released_by>|<sent_home>|<went_free>|<received_by>)"
)
_WHO = r"(?:<held_person>|<freed_person>|<freed_remains>)"
FREED = pattern(rf"\b{_FREE}\b[^.;\n]{{0,60}}\b{_WHO}\b|\b{_WHO}\b[^.;\n]{{0,60}}\b{_FREE}\b")
AGAINST = pattern(
    r"\b(?:exchang\w*|swap\w*|traded)\b[^.;\n]{0,40}\b(?:<held_person>)\b|\b(?:<held_person>)\s+(?:swap|exchange)s?\b"
    r"|\b(?:each\s+side|both\s+sides|(?:the\s+)?two\s+sides|each\s+other|by\s+all\s+sides)\b|\b\d+\s+(?:<held_person>)\s+each\b"
)

# And talks between a government and somebody else.
OF_GOVERNMENT = pattern(
    r"\b(?:talks|negotiations|rounds?)\b[^.;\n]{0,60}\bbetween\s+(?:the\s+)?(?:(?-i:[A-Z]\w+)\s+)?(?-i:[Gg]overnment)\s+(?:of\s+(?-i:[A-Z])|and\s+)"
)

# And political talks, and a leader who calls the leaders of states or of parties.
POLITICAL = pattern(r"\b(?:<political_talks>)\b")
CALLED = re.compile(
    rf"\b(?:spoke|speaks|talked|calls?|conversations?)\b[^.;\n]{{0,30}}\b(?:to|with)\s+(?:the\s+)?(?:{LEADER}|leaders?)\s+of\s+(?:the\s+)?(?-i:[A-Z])",
    re.IGNORECASE,
)

# And a dialogue that lies between two by name.
DIALOGUE = re.compile(r"\b[Dd]ialogue\s+(?:process\s+)?between\s+(?:the\s+)?[A-Z]")

SIGNS = (
    ("dialogue", DIALOGUE),
    ("political", POLITICAL),
    ("called", CALLED),
    ("government", OF_GOVERNMENT),
    ("watched", WATCHED),
    ("found", FOUND),
    ("met", MET),
    ("head", HEAD),
    ("count", COUNT),
    ("counting", COUNTING),
    ("broken", BROKEN),
)


def is_about_talks(text: str) -> bool:
    """Return whether a text names a known format of talks or has enough different words of peace processes; needs no parse."""
    if names_known_track(text):
        return True
    seen: set[str] = set()
    seen.update(name for name, words in SIGNS if words.search(text))
    seen.update(_freed(text))
    for match in pattern(r"\b(?:<process_word>)\b").finditer(text):
        seen.add(match[0].lower())
        if len(seen) >= ENOUGH or SHEET.search(text):
            return True
    return len(seen) >= ENOUGH


def _freed(text: str) -> Iterator[str]:
    """Signs that people who are held go free; that two sides free them, or that it is told again, is one more."""
    told = [match[0] for match in FREED.finditer(text) if HELD.search(match[0]) or find_numbers(match[0])]
    if told:
        yield "freed"
    if len(told) > 1 or (told and AGAINST.search(text)):
        yield "freed each other's"


def passages_to_parse(context: Context) -> list[int]:
    """Return the indices of the passages worth parsing: those that may report a meeting, participants or an act."""
    wanted = set(act_passages(context))
    cue = pattern(r"\b(?:<participation>)\b")
    for passage in context.passages:
        event = TRUCE.search(passage.text) or (may_tell(passage.text) and not passage.heading) or FREED.search(passage.text)
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
