"""Extract reports of incidents: who alleges what against whom in a report of an investigation, and whom a status report says was harmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sulh.model import Actor, IncidentKind, Report, VerificationState
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.circumstances import days_of, place_of
from sulh.reading.english.incidents.deeds import deed_of, doers_of, names_a_deed
from sulh.reading.english.incidents.frames import Mission, Section
from sulh.reading.english.incidents.harm import harm_of, harm_told, harms_of
from sulh.reading.english.incidents.sides import NamedSide, sides_of
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["read_reports"]

_ALLEGES = pattern(r"\b(?:<allege>)\b")
_ALLEGED = pattern(r"\b(?:<alleged>)\b")
# Who alleges it, named behind: "information from", "a letter from", "allegation by"; or before a letter: "the movement's letter".
_FROM = pattern(r"\b(?:(?:<allege_source>)\b[^.;“”‘\"]{0,40}?\bfrom|(?:<allege_by>) by) (?:[\w’'()-]+ ){0,5}$")
_LETTER = pattern(r"^(?:['’]s)? (?:letter|complaint|report|statement)\b")
_SPEAKS = pattern(r"^(?:['’]s)? (?:[\w’'-]+ ){0,6}?(?:<allege>)\b")
# Where the mission itself says first what it looked into.
_ITSELF = (Section.SUMMARY, Section.BACKGROUND, Section.FINDINGS, Section.ASSESSMENT)
_TELLING = {Section.SUMMARY, Section.BACKGROUND, Section.FINDINGS, Section.ASSESSMENT}


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence says of who alleges: the party, where the words stand, and where what is alleged begins."""

    by: Actor | None
    start: int
    end: int


def read_reports(context: Context, mission: Mission | None) -> tuple[Report, ...]:
    """Return what is reported, in text order; what is alleged twice by the same party against the same is returned once, filled up.

    Where an investigation tells of no allegation, what the mission itself says was done is the report.
    """
    if mission is None:
        return ()
    if not mission.investigates:
        return tuple(_harm(context, mission))
    found: list[Report] = []
    alleged_by: Actor | None = None
    day: str | None = None
    for passage in context.passages:
        section = mission.section(passage)
        if section is not Section.ALLEGATION:
            alleged_by = day = None
        sides = sides_of(context, mission, passage)
        told = _told(passage, sides)
        if section is Section.ALLEGATION:
            alleged_by = told.by if told is not None and told.by is not None else alleged_by
            made = _report(context, mission, passage, sides, told or _Told(alleged_by, 0, 0), alleged_by)
            # "On 5 May:" and in the next sentence what was done
            made = replace(made, start=made.start or day) if made is not None else None
            day = days_of(context, passage, len(passage.text)).start if made is None else None
        elif section in _TELLING and told is not None and (told.by is not None or _ALLEGED.search(passage.text)):
            made = _report(context, mission, passage, sides, told, told.by)
            made = made if made is not None and made.against is not None and made.against != made.alleged_by else None
        else:
            continue
        if made is not None:
            _put(found, made)
    return tuple(found) or tuple(_told_by_the_mission(context, mission))


def _told_by_the_mission(context: Context, mission: Mission) -> Iterator[Report]:
    """The first deed of the summary, or else of a later section, that a party is said to have done; or one with a day and a place."""
    made: list[Report] = []
    for section in _ITSELF:
        for passage in context.passages:
            if mission.section(passage) is section and names_a_deed(passage.text):
                one = _report(context, mission, passage, sides_of(context, mission, passage), _Told(None, 0, 0), None)
                made += [one] if one is not None else []
        done = [one for one in made if one.against is not None] or [one for one in made if one.start and one.place]
        if done:
            yield done[0]
            return


def _told(passage: Passage, sides: list[NamedSide]) -> _Told | None:
    """Who a sentence says alleges something."""
    text = passage.text
    for side in sides:
        if _FROM.search(text[: side.start]) or _LETTER.match(text[side.end :]):
            return _Told(side.actor, side.start, side.end)
        if (speaks := _SPEAKS.match(text[side.end :])) is not None and deed_of(text[side.end : side.end + speaks.end()]) is None:
            return _Told(side.actor, side.start, side.end + speaks.end())
    alleged = _ALLEGED.search(text) or _ALLEGES.search(text)
    return _Told(None, alleged.start(), alleged.end()) if alleged is not None else None


def _report(
    context: Context, mission: Mission, passage: Passage, sides: list[NamedSide], told: _Told, alleged_by: Actor | None
) -> Report | None:
    deed = deed_of(passage.text, told.end) or deed_of(passage.text)
    if deed is None:
        return None
    others = [one for one in sides if not (told.start <= one.start < told.end)]
    doers = doers_of(passage.text, others, deed.start, deed.end)
    against = doers[0].actor if doers and doers[0].actor != alleged_by else None
    days = days_of(context, passage, deed.start)
    harm = harm_of(passage)
    return Report(
        deed.kind, context.cite(passage.start, passage.end), mission.body, days.start, days.end,
        place_of(context, passage, deed.start), alleged_by, against,
        harm.killed if harm else None, harm.injured if harm else None, harm.harmed if harm else None, days.told,
    )  # fmt: skip


def _put(found: list[Report], made: Report) -> None:
    """Add a report, or fill up the one that it repeats or goes on with."""
    for at, one in enumerate(found):
        if one.alleged_by == made.alleged_by and made.against in (None, one.against) and _agree(one, made):
            found[at] = _filled(one, made)
            return
        if one.alleged_by == made.alleged_by and one.against is None and made.against is not None and _agree(one, made):
            found[at] = _filled(made, one)
            return
    found.append(made)


def _agree(one: Report, other: Report) -> bool:
    """Whether nothing that both say differs: the day, or the place."""
    days, places = (one.start, other.start), (one.place, other.place)
    return _fit(*days) and (_fit(*places) or (one.start is not None and days[0] == days[1]))


def _fit(one: str | None, other: str | None) -> bool:
    """Whether one of two values says the same as the other or less."""
    return one is None or other is None or one in other or other in one


def _filled(one: Report, other: Report) -> Report:
    names = ("start", "end", "place", "against", "killed", "injured", "harmed", "received")
    given = {name: getattr(other, name) for name in names if getattr(one, name) is None}
    if one.what is IncidentKind.OTHER:
        given["what"] = other.what
    if one.start is not None and other.start is not None and len(other.start) > len(one.start):
        given |= {"start": other.start, "end": other.end}
    elif one.start is not None:
        given.pop("end", None)
    return replace(one, **given)


def _harm(context: Context, mission: Mission) -> Iterator[Report]:
    """What a status report tells of killed and injured without a word on whether it was looked into."""
    for passage, state in harm_told(context.passages):
        if state is not VerificationState.ALLEGED:
            continue
        for harm in harms_of(passage):
            deed = deed_of(passage.text)
            days = days_of(context, passage, harm.start)
            kind = deed.kind if deed is not None else None
            if kind is not None:
                yield Report(
                    kind, context.cite(passage.start, passage.end), mission.body, days.start, days.end,
                    place_of(context, passage, harm.start), None, None, harm.killed, harm.injured, harm.harmed,
                )  # fmt: skip
