"""Tell a report of a monitoring mission from other texts, and find its sections and what it is about as a whole.

Communiques, press and histories tell of incidents too, but there it is not the mission that speaks. A report of an investigation is known
by its sections, a status report by its head; both by the mission that opens them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sulh.model import Actor, ActorKind
from sulh.reading.english.context import Context
from sulh.reading.lexicon import alternatives, pattern
from sulh.reading.passages import Passage

__all__ = ["Mission", "Section", "mission_of"]


class Section(StrEnum):
    """A section of a report of an investigation."""

    LETTER = "letter"
    SUMMARY = "summary"
    BACKGROUND = "background"
    ALLEGATION = "allegation"
    METHOD = "method"
    FINDINGS = "findings"
    ASSESSMENT = "assessment"
    CONCLUSION = "conclusion"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Mission:
    """Whose report a text is. `sections` has one for each sentence of an investigation's report and is empty for a status report.

    `government` and `opposition` are those that the text means by "the Government" and "the Opposition" without a name.
    """

    body: Actor | None
    sections: tuple[Section, ...]
    government: Actor | None
    opposition: Actor | None

    @property
    def investigates(self) -> bool:
        """Whether it is the report of an investigation."""
        return bool(self.sections)

    def section(self, passage: Passage) -> Section:
        """The section in which a sentence stands; the letter in a status report, which has none."""
        return self.sections[passage.index] if self.sections else Section.LETTER


_MONITOR = pattern(r"\b(?:<monitor_body>)\b")
_STATUS = pattern(r"\b(?:<status_report>)\b")
_NAMED = pattern(r"\b(?:<monitor_body>|the mission)\b")
_SUBJECT = pattern(r"\b(?:the )?(?:<monitor_body>|mission)(?:['’]s)? (?:(?:has |have |also )?(?:<monitor_verb>)|freedom of movement)\b")
# A head stands behind a number, a bullet or nothing, and before a colon, a number or nothing.
_BEFORE = r"(?:^\W*|[\d.:;•·*\]|—-]\s?|\b[A-Z]{2,} )"
_AFTER = r"(?:(?<=(?i:executive summary))|\s*[:—–-]|\s*\.?$|\s+\d|\s+[a-z]\.(?:\s|$))"
_HEADED = tuple(
    (section, re.compile(rf"{_BEFORE}(?P<head>{alternatives(f'section_{section.value}')}){_AFTER}"))
    for section in Section
    if section is not Section.LETTER
)
# How much of a text opens it, how many sections make a report of an investigation, and how often a status report names its mission.
_OPENING, _HEAD, _SECTIONS, _OFTEN = 600, 300, 3, 3


def mission_of(context: Context) -> Mission | None:
    """Return whose report the text is; None where no monitoring mission reports."""
    text = context.text
    if context.document.dateline_place is not None or not _MONITOR.search(text):
        return None
    sections = tuple(_sections(context.passages))
    told = {one for one in sections if one is not Section.LETTER}
    investigates = _MONITOR.search(text[:_OPENING]) is not None and len(told) >= _SECTIONS and bool(told & _FOUND)
    body = _body(context)
    if not investigates and not _is_status(context, body):
        return None
    return Mission(body, sections if investigates else (), *_parties(context))


def _is_status(context: Context, body: Actor | None) -> bool:
    """Whether a text is a status report, published by the mission itself or the organisation it belongs to where a publisher is known."""
    text, publisher = context.text, context.document.publisher
    if publisher is not None:
        own = {body.id, context.authority.part_of(body.id)} if body is not None else set()
        if not any(one.actor.id in own for one in context.authority.find(publisher)):
            return False
    return bool(_STATUS.search(text[:_HEAD]) and _SUBJECT.search(text)) and len(_NAMED.findall(text)) >= _OFTEN


_FOUND = {Section.ALLEGATION, Section.FINDINGS, Section.ASSESSMENT, Section.CONCLUSION}


def _sections(passages: Sequence[Passage]) -> Iterator[Section]:
    """The section of each sentence; one that only ends with a head belongs to the section before it."""
    now = Section.LETTER
    for passage in passages:
        heads = sorted((*found.span("head"), section) for section, said in _HEADED for found in said.finditer(passage.text))
        before = now
        if heads:
            now = heads[-1][2]
        opens = bool(heads) and len(passage.text) - heads[-1][1] > heads[-1][0]
        yield now if opens else before


def _body(context: Context) -> Actor | None:
    """The mission that reports: the body named most often by a name of such."""
    named = Counter(
        reference.actors[0]
        for passage in context.passages
        for reference in passage.references
        if len(reference.actors) == 1 and _MONITOR.search(passage.between(reference.start, reference.end))
    )
    return named.most_common(1)[0][0] if named else None


def _parties(context: Context) -> tuple[Actor | None, Actor | None]:
    """The government and the opposition of a text: of the country whose armed groups it names most, and the group in opposition."""
    groups = Counter(
        reference.actors[0]
        for passage in context.passages
        for reference in passage.references
        if len(reference.actors) == 1 and reference.actors[0].kind in (ActorKind.ARMED_GROUP, ActorKind.POLITICAL)
    )
    countries = Counter[str]()
    for actor, often in groups.items():
        countries[context.authority.country_of(actor) or ""] += often
    del countries[""]
    state = context.authority.get(countries.most_common(1)[0][0]) if countries else context.government
    opposed = [actor for actor, _ in groups.most_common() if re.search(r"\b(?:IO|opposition)\b", actor.name, re.IGNORECASE)]
    return state, opposed[0] if opposed else None
