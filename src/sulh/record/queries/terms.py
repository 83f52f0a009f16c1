"""The terms of ceasefires as a record holds them: what was declared or extended, and the zones, for who counts before and after."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sulh import words
from sulh.ceasefire.terms import Extension, Terms, TermsClause, Zone
from sulh.model.vocabulary import CeasefireKind
from sulh.record.queries.facts import facts_of
from sulh.record.shapes import FactView, Filters, Viewer
from sulh.text.days import day_range

__all__ = ["record_terms"]


def record_terms(viewer: Viewer, language: str = "en") -> tuple[Terms, ...]:
    """The ceasefires whose first day is known, by first day.

    Sources that declare one for the same days mean the same. Zones go with the ceasefire that their own document declares, else they are
    terms of their own, named by that document. An extension is of the latest ceasefire before it, of one with a stated end if there is any.
    """
    declared: dict[tuple[dt.date, dt.date | None], list[FactView]] = defaultdict(list)
    for one in facts_of(viewer, "ceasefire", Filters(kind=CeasefireKind.DECLARED)).rows:
        start, end = _day(one.value["start"]), _day(one.value["end"])
        if start is not None and (end is None or end >= start):
            declared[start, end].append(one)
    zones: dict[str, list[FactView]] = defaultdict(list)
    for one in facts_of(viewer, "zone").rows:
        if one.value["geometry"] and _day(one.value["start"]):
            zones[one.claim.document.key].append(one)
    made = []
    for (start, end), told in declared.items():
        own = [zone for source in {one.claim.document.key for one in told} for zone in zones.pop(source, [])]
        said = words.code("CeasefireKind", CeasefireKind.DECLARED, language=language)
        named = words.phrase("assess.ceasefire", language=language, name=said, days=words.date(str(start), language=language))
        made.append(_terms(named, start, end, told, own))
    for own in zones.values():
        start = min(day for one in own if (day := _day(one.value["start"])))
        made.append(_terms(own[0].claim.document.title or own[0].value["name"], start, None, [], own))
    return _extended(sorted(made, key=lambda one: one.start), facts_of(viewer, "ceasefire", Filters(kind=CeasefireKind.EXTENDED)).rows)


def _day(written: str | None) -> dt.date | None:
    """A day that is known exactly."""
    span = day_range(written, None)
    return span[0] if span is not None and span[0] == span[1] else None


def _terms(name: str, start: dt.date, end: dt.date | None, told: Sequence[FactView], zones: Sequence[FactView]) -> Terms:
    clauses = {str(number): TermsClause(str(number), one.claim.quote, one.claim.document.title or "") for number, one in enumerate(told, 1)}
    for zone in zones:
        clause = zone.value["clause"] or ""
        if clause and clause not in clauses:
            clauses[clause] = TermsClause(clause, zone.claim.quote, zone.claim.document.title or "")
    parties = tuple(dict.fromkeys(party["name"] for one in told for party in one.value["parties"]))
    return Terms(name, start, end=end, parties=parties, clauses=tuple(clauses.values()), zones=tuple(map(_zone, zones)))


def _zone(one: FactView) -> Zone:
    value = one.value
    drawn, clause = value["drawn"] or "", value["clause"] or ""
    end = day_range(value["end"], None)  # of a month its last day: until then the zone may have been in force
    places = tuple(value["places"])
    return Zone(value["name"], json.loads(value["geometry"]), clause, _day(value["start"]), end[1] if end else None, drawn, places)


def _extended(found: Sequence[Terms], told: Iterable[FactView]) -> tuple[Terms, ...]:
    made = list(found)
    for one in told:
        decided = _day(one.value["start"]) or _day(one.claim.document.published)
        before = [at for at, terms in enumerate(made) if decided is not None and terms.start <= decided]
        if decided is not None and before:
            at = next((one for one in reversed(before) if made[one].end is not None), before[-1])
            until = _day(one.value["end"])
            extension = Extension(decided, until if until and until >= decided else None, one.claim.document.title or "")
            made[at] = replace(made[at], extensions=(*made[at].extensions, extension))
    return tuple(made)
