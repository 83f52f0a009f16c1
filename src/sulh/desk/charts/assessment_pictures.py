"""The pictures of an assessment: incidents week by week with the terms shaded, and week by week in each zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sulh import words
from sulh.ceasefire.assessment import TermsAssessed
from sulh.desk.charts.theme import standalone
from sulh.desk.charts.weekly import Dated, WeekLine, weekly
from sulh.desk.charts.zone_weeks import ZoneWeeks, zone_weeks

__all__ = ["assessment_pictures"]


def assessment_pictures(
    one: TermsAssessed, meetings: Sequence[Dated] = (), language: str = "en", *, alone: bool = True
) -> dict[str, str]:
    """ "weekly" and, where the terms have zones, "zones", as SVG that stands alone, or within a page of the desk. `meetings` are marked."""

    def said(key: str) -> str:
        return words.phrase(f"assess.{key}", language=language)

    first = one.monday - dt.timedelta(weeks=len(one.weekly) // 2)
    terms = [Dated(one.terms.name, one.terms.start, one.terms.last_day)]
    lines = [WeekLine(said("incidents"), one.weekly, "ink")]
    made = {
        "weekly": weekly(first, lines, title=said("weekly"), about=said("weekly.about"), terms=terms, meetings=meetings, language=language)
    }
    rows = [
        ZoneWeeks(words.city(zone.name, language=language), counts, zone.start or one.terms.start, zone.end or one.terms.last_day)
        for zone, counts in zip(one.terms.zones, one.zone_weekly, strict=True)
    ]
    if rows:
        told = words.phrase("assess.cell", language=language, zone="{zone}", week="{week}", number="{number}")
        made["zones"] = zone_weeks(first, rows, title=said("zones"), about=said("zones.about"), said=told, language=language)
    return {name: standalone(picture) if alone else picture for name, picture in made.items()}
