"""Extract what parties answer to allegations: they deny, admit, promise or do not answer; and whom a mission asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sulh.model import Actor, Response, ResponseKind
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.about import incident_told_of
from sulh.reading.english.incidents.frames import Mission, Section
from sulh.reading.english.incidents.sides import NamedSide, sides_of
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["read_responses"]

_NOT_SO = r"(?<!\bnever )(?<!\bnot )(?<!\bnever been )(?<!\bgenerally )(?<!\breadily )"
# "Denied access" and "denied the team entry" answer nothing.
_DENIED = pattern(
    rf"{_NOT_SO}(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )\b(?:<answer_denied>)\b(?! (?:[\w’'-]+ ){{0,4}}(?:<answer_no_claim>)\b)"
)
_ADMITTED = pattern(
    rf"{_NOT_SO}(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:<answer_admitted>)\b(?! (?:as|to hospital|to the hospital)\b)"
)
_PROMISED = pattern(r"\b(?:<answer_promised>) (?:[\w’'-]+ ){0,4}?(?:<answer_promise_of>)\b")
_BY = pattern(
    r"\b(?:<answer_claim>)\b[^.;:]{0,60}?\b(?:was|were|is|are|has been|have been) (?:\w+ly )?"
    r"(?:(?P<denied>denied|rejected|refuted|dismissed|disputed)|(?P<admitted>admitted|acknowledged)) by (?:the )?(?:[\w’'-]+ ){0,6}?$"
)
_SILENT_BEHIND = re.compile(r"\bno (?:\w+ ){0,3}(?:response|reply|answer)\b(?: \w+){0,3}? from (?:the )?$", re.IGNORECASE)
_SILENT = re.compile(
    r"^[^.;:]{0,40}?\b(?:did not|has not|have not|failed to) (?:yet )?(?:respond|responded|reply|replied|answer|answered)\b"
)
_ASKS = pattern(
    r"\b(?:<monitor_body>)\b (?:(?:has|have|therefore|formally|also) )*(?:asks?|asked|requests?|requested) (?:that )?(?:the )?$"
)
_BETWEEN = re.compile(r"[^.;:]{0,90}")
_ACTIVE = ((ResponseKind.DENIED, _DENIED), (ResponseKind.ADMITTED, _ADMITTED), (ResponseKind.PROMISED, _PROMISED))


def read_responses(context: Context, mission: Mission | None) -> tuple[Response, ...]:
    """Return the answers in text order, each kind of each party once, where it is told first.

    An answer is about the incident that the report investigates: its place and day are those of the report as a whole.
    """
    if mission is None or not mission.investigates:
        return ()
    about = incident_told_of(context, mission)
    found: dict[tuple[ResponseKind, Actor], Response] = {}
    for passage in context.passages:
        section = mission.section(passage)
        if section is Section.METHOD:
            continue
        for kind, actor in _answers(context, mission, passage):
            if section is Section.ADVICE and kind is not ResponseKind.ASKED:
                continue  # that a party should accept responsibility
            asked_by = mission.body if kind in (ResponseKind.ASKED, ResponseKind.SILENT) else None
            made = Response(
                kind, context.cite(passage.start, passage.end), actor, asked_by=asked_by, happened=about.happened, place=about.place
            )
            found.setdefault((kind, actor), made)
    return tuple(sorted(found.values(), key=lambda one: one.cite.start))


def _answers(context: Context, mission: Mission, passage: Passage) -> Iterator[tuple[ResponseKind, Actor]]:
    """The answers that a sentence tells, each with the party whose it is."""
    text, sides = passage.text, sides_of(context, mission, passage)
    for side in sides:
        lead, rest = text[: side.start], text[side.end :]
        if (passive := _BY.search(lead)) is not None:
            yield ResponseKind.DENIED if passive["denied"] else ResponseKind.ADMITTED, side.actor
        if _SILENT_BEHIND.search(lead) or _SILENT.match(rest):
            yield ResponseKind.SILENT, side.actor
        if _ASKS.search(lead) and re.match(r"[^.;:]{0,30}? (?:to|for)\b", rest):
            yield ResponseKind.ASKED, side.actor
    for kind, said in _ACTIVE:
        for verb in said.finditer(text):
            actor = _speaker(text, sides, verb.start())
            if actor is not None:
                yield kind, actor


def _speaker(text: str, sides: list[NamedSide], verb: int) -> Actor | None:
    """The party named last before a verb, in the same part of the sentence."""
    before = [one for one in sides if one.end <= verb]
    return before[-1].actor if before and _BETWEEN.fullmatch(text[before[-1].end : verb]) else None
