"""Extract where those who watch a ceasefire were kept from looking, by whom, and whether they were denied or restricted."""

from __future__ import annotations

from sulh.model import Observation, ObservationKind
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.circumstances import days_of, held_area, place_of
from sulh.reading.english.incidents.deeds import doers_of
from sulh.reading.english.incidents.frames import Mission, Section
from sulh.reading.english.incidents.sides import sides_of
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["read_observations"]

_WATCHER = pattern(r"\b(?:<monitor_body>|<monitor_team>)\b")
_DENIED = pattern(r"\b(?:<access_denied>)\b")
_RESTRICTED = pattern(r"\b(?:<access_restricted>)\b")
_OTHERS = pattern(r"\b(?:<harm_civilian>|<harm_person>|goods|supplies|vehicles|aid)\b")
_NEAR = 40
_SKIPPED = frozenset({Section.ADVICE, Section.METHOD})


def read_observations(context: Context, mission: Mission | None) -> tuple[Observation, ...]:
    """Return each place where the mission could not look, in text order, once with the party that kept it from there."""
    found: list[Observation] = []
    for passage in context.passages if mission is not None else ():
        if mission is None or mission.section(passage) in _SKIPPED:
            continue
        made = _observation(context, mission, passage)
        if made is None or any(_covers(one, made) for one in found):
            continue
        found = [*(one for one in found if not _covers(made, one)), made]
    return tuple(sorted(found, key=lambda one: one.cite.start))


def _covers(one: Observation, other: Observation) -> bool:
    return one.what == other.what and other.place in (None, one.place) and other.hindered_by in (None, one.hindered_by)


def _concerns_watchers(text: str, start: int, end: int) -> bool:
    """Whether those who watch were kept away: they are named in the words for it, closely behind, or before with nobody between."""
    if _WATCHER.search(text[start : end + _NEAR]):
        return True
    before = [one.end() for one in _WATCHER.finditer(text, 0, start)]
    return bool(before) and _OTHERS.search(text[before[-1] : start]) is None


def _observation(context: Context, mission: Mission, passage: Passage) -> Observation | None:
    text = passage.text
    denied = _DENIED.search(text)
    hindered = denied or _RESTRICTED.search(text)
    if hindered is None or not _concerns_watchers(text, hindered.start(), hindered.end()):
        return None
    area = held_area(text)
    sides = [one for one in sides_of(context, mission, passage) if area is None or text[one.start : one.end] not in area]
    within = tuple(one for one in sides if hindered.start() < one.start < hindered.end())
    doers = within or doers_of(text, sides, hindered.start(), hindered.end())
    days = days_of(context, passage, hindered.start())
    what = ObservationKind.DENIED if denied else ObservationKind.RESTRICTED
    named = place_of(context, passage, hindered.start())
    place = (named or area) if denied else (area or named)
    return Observation(
        what, context.cite(passage.start, passage.end), mission.body, days.start, days.end, place, doers[0].actor if doers else None
    )
