"""The periodic report of a ceasefire: one sequence of headings, sentences, tables and maps.

A sentence about a count says no more than is known of it: that a side reports it; that the other confirms it only where it does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sulh import words
from sulh.ceasefire.period import CeasefirePeriod, CountStatement
from sulh.ceasefire.reported_by import ReportedBy
from sulh.render.incident_blocks import incident_blocks
from sulh.render.report_block import ReportBlock
from sulh.render.terms_blocks import terms_blocks

__all__ = ["ReportAsked", "blocks", "this_version"]


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What a report was asked for, as it stands in the file: enough to work it out again; `made_by` is the version of Sulh, "" unknown."""

    since: str
    until: str
    what: str
    entry: int
    language: str
    sharing: str
    made_by: str = ""

    def mark(self) -> str:
        """As it stands in the file."""
        return json.dumps({name: value for name in self.__slots__ if (value := getattr(self, name)) != ""}, sort_keys=True)


@cache
def this_version() -> str:
    """The version of Sulh that runs; "" where it is not installed."""
    try:
        return version("sulh")
    except PackageNotFoundError:
        return ""


def blocks(found: CeasefirePeriod, pictures: Mapping[str, str], language: str = "en") -> list[ReportBlock]:
    """The report in the order in which it is read. `pictures` are its maps as SVG, "sides" and "incidents", those that there are."""

    def said(key: str, **held: Any) -> str:
        return words.phrase(f"report.{key}", language=language, **held)

    what = words.code("TallyKind", found.what, language=language)
    made = [
        ReportBlock("h1", said("title", what=what, days=words.span(found.since, found.until, language=language))),
        ReportBlock("p", said("cut_off", entry=found.entry, at=found.at[:16].replace("T", " "), head=found.head[:16])),
        ReportBlock("p", said("caution")),
    ]
    if found.sides is None:
        made.append(ReportBlock("p", said("no_sides")))
    else:
        names = [_isolated(one, language) for one in found.sides]
        first, second, same = found.totals
        made += [
            ReportBlock("h2", said("sides")),
            ReportBlock("p", said("finding", one=names[0], first=first, two=names[1], second=second, same=same)),
            ReportBlock("p", said("coverage", unseen=found.unseen, length=found.length)),
            _places(found, said, language),
            *_picture("sides", pictures, said("map.sides", one=names[0], two=names[1])),
            ReportBlock("h2", said("reported")),
            *(ReportBlock("p", _statement(one, said, language)) for one in found.statements),
        ]
    made += incident_blocks(found, language, _picture("incidents", pictures, said("map.incidents")))
    if found.terms:
        made.append(ReportBlock("h2", words.phrase("terms.head", language=language)))
        for one in found.terms:
            made += [ReportBlock("h3", words.isolated(one.name, language=language)), *terms_blocks(one, language)]
    made += _rest(found, said, language)
    return made


def _picture(name: str, pictures: Mapping[str, str], told: str) -> list[ReportBlock]:
    return [ReportBlock("picture", told, picture=pictures[name])] if name in pictures else []


def _places(found: CeasefirePeriod, said: Any, language: str) -> ReportBlock:
    assert found.sides is not None
    one, two = (_named(side, language) for side in found.sides)
    rows = [(said("where"), one, said("before", side=one), two, said("before", side=two), said("same"))]
    for place in found.places:
        name = words.city(place.place, language=language)
        rows.append((name, *_pair(place.counts[0], place.before[0]), *_pair(place.counts[1], place.before[1]), str(place.same_at_most)))
    first, second, same = found.totals
    rows.append((said("all"), *_pair(first, found.before[0]), *_pair(second, found.before[1]), str(same)))
    return ReportBlock("table", rows=tuple(rows), numbers=frozenset(range(1, 6)))


def _named(one: ReportedBy | None, language: str) -> str:
    return words.actor(one.id, one.name, language=language) if one else ""


def _isolated(one: ReportedBy | None, language: str) -> str:
    return words.isolated(_named(one, language), language=language)


def _pair(now: int, before: int | None) -> tuple[str, str]:
    return str(now), "–" if before is None else str(before)


def _statement(one: CountStatement, said: Any, language: str) -> str:
    """What is known of a count, in a sentence that claims no more: see the module."""
    days = words.span(one.first, None if one.first == one.last else one.last, language=language)
    count = said("uncounted") if one.count is None else str(one.count)
    if one.meaning and one.count is not None:
        count = f"{words.code('CountMeaning', one.meaning, language=language)} {count}"
    told: str = said("count", days=days, side=_isolated(one.by, language), count=count)
    if one.verdict:
        other = _isolated(one.verdict_by, language) or said("other_side")
        told += " " + said(f"verdict.{one.verdict}", other=other)
    if one.others:
        told += " " + said("differs", others=words.listing(map(str, one.others), language=language))
    return told + " " + "".join(f"[{number}]" for number in one.sources)


def _rest(found: CeasefirePeriod, said: Any, language: str) -> Iterator[ReportBlock]:
    if found.others:
        yield ReportBlock("h2", said("others"))
        rows = [tuple(said(key) for key in ("days", "counted_by", "what", "where", "number", "source"))]
        for one in found.others:
            days = words.span(one.first, None if one.first == one.last else one.last, language=language)
            meaning = f"{words.code('CountMeaning', one.meaning, language=language)} " if one.meaning else ""
            number = f"{meaning}{'' if one.count is None else one.count}".strip()
            place = words.city(one.place, language=language) if one.place else "–"
            told = "".join(f"[{each}]" for each in one.sources)
            rows.append((days, _named(one.by, language) or "–", words.code("TallyKind", one.what, language=language), place, number, told))
        yield ReportBlock("table", rows=tuple(rows), numbers=frozenset({4}))
    for key, lines in (
        ("meetings", [words.title_of(one, language=language) for one in found.meetings]),
        ("releases", [words.fact("release", one, language=language) for one in found.releases]),
    ):
        if lines:
            yield ReportBlock("h2", said(key))
            yield from (ReportBlock("p", line) for line in lines)
    if found.sources:
        yield ReportBlock("h2", said("sources"))
        for source in found.sources:
            published = words.date(source.published, language=language) if source.published else ""
            told = words.listing(filter(None, (source.title, source.publisher, published)), language=language)
            yield ReportBlock("p", f"[{source.number}] {told} · {source.identifier[:19]}")
