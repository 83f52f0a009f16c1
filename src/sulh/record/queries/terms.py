"""The terms of ceasefires as a record holds them: what was declared or extended, and the zones, for who counts before and after."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sulh import words
from sulh.ceasefire.terms import Extension, Terms, TermsClause, Zone
from sulh.model.vocabulary import CeasefireKind, DocumentKind
from sulh.record.queries.facts import facts_of
from sulh.record.shapes import FactView, Filters, Viewer
from sulh.text.days import day_range

__all__ = ["record_terms"]

_AGREED = frozenset({DocumentKind.AGREEMENT, DocumentKind.JOINT_STATEMENT})


def record_terms(viewer: Viewer, language: str = "en") -> tuple[Terms, ...]:
    """The ceasefires whose first day is known, by first day.

    Sources that declare one for the same days mean the same, and so does one that states no end beside one that does. Zones go with the
    ceasefire that their own document declares, else they are terms of their own, named by that document. An extension is of the latest
    ceasefire before it, of one with a stated end if there is any.
    """
    declared = _declared(facts_of(viewer, "ceasefire", Filters(kind=CeasefireKind.DECLARED), each=True).rows)
    zones: dict[str, list[FactView]] = defaultdict(list)
    for one in facts_of(viewer, "zone").rows:
        if one.value["geometry"] and _day(one.value["start"]):
            zones[one.claim.document.key].append(one)
    made = []
    for (start, end), told in declared.items():
        own = [zone for source in {one.claim.document.key for one in told} for zone in zones.pop(source, [])]
        said = words.code("CeasefireKind", CeasefireKind.DECLARED, language=language)
        named = words.phrase("assess.ceasefire", language=language, name=said, days=words.date(str(start), language=language))
        made.append(_terms(named, start, end, told, own, language))
    for own in zones.values():
        start = min(day for one in own if (day := _day(one.value["start"])))
        made.append(_terms(own[0].claim.document.title or own[0].value["name"], start, None, [], own, language))
    return _extended(sorted(made, key=lambda one: one.start), facts_of(viewer, "ceasefire", Filters(kind=CeasefireKind.EXTENDED)).rows)


def _declared(told: Iterable[FactView]) -> dict[tuple[dt.date, dt.date | None], list[FactView]]:
    """What sources say of each ceasefire, by its first and last day; who states no end means the one end that others state."""
    found: dict[tuple[dt.date, dt.date | None], list[FactView]] = defaultdict(list)
    for one in told:
        start, end = _day(one.value["start"]), _day(one.value["end"])
        if start is not None and (end is None or end >= start):
            found[start, end].append(one)
    for start, end in list(found):
        ends = [last for first, last in found if first == start and last is not None]
        if end is None and len(ends) == 1:
            found[start, ends[0]] += found.pop((start, None))
    return found


def _day(written: str | None) -> dt.date | None:
    """A day that is known exactly."""
    span = day_range(written, None)
    return span[0] if span is not None and span[0] == span[1] else None


def _terms(
    name: str, start: dt.date, end: dt.date | None, told: Sequence[FactView], zones: Sequence[FactView], language: str
) -> Terms:  # fmt: skip
    clauses: dict[str, TermsClause] = {}
    for one in sorted(told, key=lambda one: (one.claim.document.key, one.claim.start or 0)):
        if _is_clause(one):
            number = str(len(clauses) + 1)
            clauses[number] = TermsClause(number, one.claim.quote, one.claim.document.title or "")
    for zone in zones:
        clause = zone.value["clause"] or ""
        if clause and clause not in clauses:
            clauses[clause] = TermsClause(clause, zone.claim.quote, zone.claim.document.title or "")
    sources = dict.fromkeys(one.claim.document.title or "" for one in (*told, *zones))
    return Terms(
        name, start, end=end, parties=_named(told, "parties", language), guarantors=_named(told, "guarantors", language),
        clauses=tuple(clauses.values()), zones=tuple(map(_zone, zones)), renewable=any(one.value["renewable"] for one in told),
        sources=tuple(filter(None, sources)),
    )  # fmt: skip


def _is_clause(one: FactView) -> bool:
    """Whether words are of the terms, and not of somebody who mentions the ceasefire in passing.

    They are in what was agreed or stated together; elsewhere where they state what only terms state: an end, a renewal, who vouches.
    """
    value = one.value
    return one.claim.document.kind in _AGREED or bool(value["end"] or value["renewable"] or value["guarantors"])


def _named(told: Sequence[FactView], name: str, language: str) -> tuple[str, ...]:
    """The names of the actors of that property, each once, in the order in which sources give them."""
    found = {actor["id"]: actor["name"] for one in told for actor in one.value[name]}
    return tuple(words.actor(key, said, language=language) for key, said in found.items())


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
