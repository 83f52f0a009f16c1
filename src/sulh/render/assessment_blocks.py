"""An assessment of ceasefires as headings, sentences, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sulh import words
from sulh.ceasefire.assessment import Assessed, Assessment, TermsAssessed, ZoneCount
from sulh.model.vocabulary import ChangeFinding, ObservationKind
from sulh.render.report_block import ReportBlock
from sulh.render.terms_blocks import terms_blocks

__all__ = ["assessment_blocks"]

_COLUMNS = ("counted", "weeks", "seen", "before", "after", "ratio", "interval", "rho", "finding")


def assessment_blocks(
    found: Assessment, pictures: Sequence[Mapping[str, str]], language: str = "en", remarks: Sequence[str] = ()
) -> list[ReportBlock]:
    """The assessment in the order in which it is read, the `remarks` last; `pictures` are those of each ceasefire, "weekly" and "zones"."""

    def said(key: str, **held: Any) -> str:
        return words.phrase(f"assess.{key}", language=language, **held)

    made = [ReportBlock("h1", said("title")), ReportBlock("p", said("caution"))]
    for one, drawn in zip(found.ceasefires, pictures, strict=True):
        made += _ceasefire(one, drawn, said, language)
    if found.without_place:
        made.append(ReportBlock("p", said("without_place", number=found.without_place, all=found.incidents)))
    long = max((row.long for one in found.ceasefires for row in one.rows), default=0)
    if long and not found.spread:
        made.append(ReportBlock("p", said("long", number=long)))
    return [*made, *(ReportBlock("p", one) for one in remarks)]


def _ceasefire(one: TermsAssessed, drawn: Mapping[str, str], said: Any, language: str) -> Iterator[ReportBlock]:
    terms = one.terms
    begins = words.date(str(terms.start), language=language)
    if terms.last_day:
        days = words.span(str(terms.start), str(terms.last_day), language=language)
    else:
        # A name that has the day says it once.
        days = words.phrase("timeline.open", language=language) if begins in terms.name else said("open", day=begins)
    yield ReportBlock("h2", said("ceasefire", name=words.isolated(terms.name, language=language), days=days))
    yield from terms_blocks(terms, language)
    if not one.is_reached:
        yield ReportBlock("p", said("unreached", weeks=one.rows[0].weeks))
        return
    yield ReportBlock("p", said("counted_from", day=words.date(str(one.monday), language=language), share=f"{one.observed:.0%}"))
    yield _table(one.rows, said, language)
    if any(count is not None for count in one.weekly):
        yield ReportBlock("picture", said("weekly.about"), picture=drawn["weekly"])
    if any(row.is_known for row in one.sensitivity):
        yield ReportBlock("h3", said("windows"))
        yield _table(one.sensitivity, said, language)
    yield from (ReportBlock("p", line) for line in _lines(one, said, language))
    if one.zones:
        yield ReportBlock("h3", said("zones"))
        head = tuple(said(key) for key in ("zone", "clause", "in", "near", "outside", "cannot_say", "not_in_force"))
        rows = tuple(
            (words.city(zone.zone, language=language), zone.clause or "–", *_places_of(zone, said("unseen")))
            for zone in one.zones
        )
        yield ReportBlock("table", rows=(head, *rows), numbers=frozenset(range(2, 7)))
        yield ReportBlock("picture", said("zones.about"), picture=drawn["zones"])


def _places_of(zone: ZoneCount, unseen: str) -> tuple[str, ...]:
    """The numbers of a zone; of one that nobody could observe a nought is no number."""
    in_force, otherwise = zone.seen
    counts = [(count, in_force) for count in (zone.inside, zone.near, zone.outside, zone.cannot_say)] + [(zone.not_in_force, otherwise)]
    return tuple(str(count) if count or seen else unseen for count, seen in counts)


def _lines(one: TermsAssessed, said: Any, language: str) -> Iterator[str]:
    if one.trend is not None:
        yield said("trend", factor=f"{one.trend:.2f}")
    elif one.has_nothing_before:
        yield said("nothing_before")
    for day, at in one.breaks:
        yield said("break", day=words.date(str(day), language=language), before=f"{at.before:.1f}", after=f"{at.after:.1f}")
    if one.hindered_days:
        yield said("hindered", days=one.hindered_days)
    if one.quiet:
        yield said("quiet", days=one.quiet.days, span=words.span(str(one.quiet.start), str(one.quiet.end), language=language))


def _table(rows: Sequence[Assessed], said: Any, language: str) -> ReportBlock:
    head = tuple(said(key) for key in _COLUMNS)
    return ReportBlock("table", rows=(head, *(_row(row, said, language) for row in rows if row.is_known)), numbers=frozenset(range(1, 8)))


def _measure(row: Assessed, said: Any, language: str) -> str:
    """What a row counts, in words."""
    if row.by not in ("tally", "tally_zone"):
        return str(said(row.measure))
    return words.code("ObservationKind" if row.measure == ObservationKind.HEAT else "TallyKind", row.measure, language=language)


def _row(row: Assessed, said: Any, language: str) -> tuple[str, ...]:
    found = row.change
    seen = [f"{part / row.weeks:.0%}" for part in found.observed]
    before, after = ("–" if count is None else f"{count:.0f}" for count in row.counts)
    measure = _measure(row, said, language)
    of = words.isolated(row.of, language=language)
    name = said("all_of", measure=measure) if row.by == "all" or not row.of else said(f"of_{row.by}", measure=measure, of=of)
    sure = found.low is not None and found.high is not None and found.finding != ChangeFinding.TOO_FEW_WEEKS
    return (
        name, str(row.weeks), said("seen_of", before=seen[0], after=seen[1]), before, after,
        "–" if found.ratio is None else f"{found.ratio:.2f}",
        said("between", low=f"{found.low:.2f}", high=f"{found.high:.2f}") if sure else "–",
        "–" if found.rho is None else f"{found.rho:.2f}",
        words.code("ChangeFinding", found.finding, language=language),
    )  # fmt: skip
