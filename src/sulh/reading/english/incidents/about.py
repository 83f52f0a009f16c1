"""What a report of an investigation is about as a whole, for sentences that do not say where, when, or how many."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.reading.english.context import Context
from sulh.reading.english.incidents.circumstances import days_of, is_wide, place_of
from sulh.reading.english.incidents.deeds import deed_of
from sulh.reading.english.incidents.frames import Mission, Section
from sulh.reading.english.incidents.harm import HarmTold, harm_of
from sulh.reading.lexicon import pattern

__all__ = ["IncidentToldOf", "incident_told_of"]

# Wished, asked or only alleged.
_WISHED = pattern(r"\b(?:<finding_wished>)\b")


@dataclass(frozen=True, slots=True)
class IncidentToldOf:
    """Where and when it happened, and whom it harmed; None where the report says so nowhere."""

    place: str | None
    happened: str | None
    harm: HarmTold | None


def incident_told_of(context: Context, mission: Mission) -> IncidentToldOf:
    """Return where and when that happened which a report is about, by the first sentence of its sections that says so.

    A province is where it was only if no sentence names a narrower place.
    """
    place: str | None = None
    happened: str | None = None
    harm: HarmTold | None = None
    for section in (Section.SUMMARY, Section.LETTER, Section.ALLEGATION, Section.FINDINGS):
        for passage in context.passages:
            deed = deed_of(passage.text) if mission.section(passage) is section else None
            if deed is None:
                continue
            if place is None or is_wide(place):
                found = place_of(context, passage, deed.start)
                place = found if place is None or (found is not None and not is_wide(found)) else place
            happened = happened or days_of(context, passage, deed.start).start
            # numbers that are only reported are none that were established
            if section in (Section.SUMMARY, Section.FINDINGS) and not _WISHED.search(passage.text):
                harm = harm or harm_of(passage)
    return IncidentToldOf(place, happened, harm)
