"""What two sides counted week by week, with the zones and truces of the record and the meetings of these years."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.charts.weekly import Dated, WeekLine, weekly
from sulh.desk.ground import Ground
from sulh.desk.shown import language
from sulh.model.vocabulary import CeasefireKind, MeetingKind, MeetingStatus
from sulh.record.queries.timeline import timeline
from sulh.record.shapes import FactView, Filters, Viewer
from sulh.text.days import day_range

__all__ = ["ground_weeks"]

_WEEK = 7
_AROUND = 4  # weeks shown before the first count and after the last
_WIDE, _HIGH = 1120, 230  # pixels
_MARKED = frozenset({MeetingKind.ROUND, MeetingKind.SUMMIT})


def ground_weeks(viewer: Viewer, found: Ground, zones: Sequence[FactView], truces: Sequence[FactView]) -> str:
    """The picture, or "" where no two sides counted.

    A count of one day says nothing of the other six, so that a week stands for the mean of those of its days that a side counted.
    """
    if found.names is None or not found.periods:
        return ""
    first = min(dt.date.fromisoformat(one.first) for one in found.periods)
    last = max(dt.date.fromisoformat(one.last) for one in found.periods)
    monday = first - dt.timedelta(days=first.weekday() + _AROUND * _WEEK)
    weeks = (last - monday).days // _WEEK + 1 + _AROUND
    lines = [WeekLine(found.names[side], _means(found, side, monday, weeks), f"s{side + 1}") for side in (0, 1)]
    until = monday + dt.timedelta(days=weeks * _WEEK - 1)
    drawn = weekly(
        monday, lines, terms=[*_zones(zones), *_truces(truces)], meetings=list(_meetings(viewer, monday, until)),
        title=gettext("Week by week"), about=gettext("Cases a day, as each side counted them; the table below gives the numbers"),
        language=language(), width=_WIDE, height=_HIGH,
    )  # fmt: skip
    return mark_safe(drawn)


def _means(found: Ground, side: int, monday: dt.date, weeks: int) -> tuple[float | None, ...]:
    """Cases a day in each week: of the days that the side counted, None where it counted none."""
    total: dict[int, float] = defaultdict(float)
    days: dict[int, int] = defaultdict(int)
    for one in found.periods:
        count = one.found.totals[side]
        if count is None:
            continue
        first, last = dt.date.fromisoformat(one.first), dt.date.fromisoformat(one.last)
        length = (last - first).days + 1
        for at in range(length):
            week = (first - monday).days + at
            total[week // _WEEK] += count / length
            days[week // _WEEK] += 1
    return tuple(total[week] / days[week] if days.get(week) else None for week in range(weeks))


def _zones(zones: Sequence[FactView]) -> Iterator[Dated]:
    """Zones that were in force on the same days are one band."""
    together: dict[tuple[dt.date, dt.date | None], list[str]] = defaultdict(list)
    for one in zones:
        if span := day_range(one.value["start"], one.value["end"] or one.value["start"]):
            together[span[0], span[1] if one.value["end"] else None].append(words.city(one.value["name"], language=language()))
    for (first, last), names in together.items():
        said = ngettext("Zone in force: %(names)s", "Zones in force: %(names)s", len(names))
        yield Dated(said % {"names": words.listing(names, language=language())}, first, last)


def _truces(truces: Sequence[FactView]) -> Iterator[Dated]:
    """Truces that were declared for a day that is known: a band to their stated end, else a line where they began."""
    seen = set()
    for one in truces:
        start, end = one.value["start"], one.value["end"]
        span = day_range(start, end or start)
        if one.value["event"] != CeasefireKind.DECLARED or span is None or (not end and span[0] != span[1]) or span in seen:
            continue
        seen.add(span)
        what = words.code("CeasefireKind", CeasefireKind.DECLARED, language=language())
        yield Dated(f"{what}, {words.date(start, language=language())}", *span)


def _meetings(viewer: Viewer, since: dt.date, until: dt.date) -> Iterator[Dated]:
    """Rounds and summits that were held."""
    held, _ = timeline(viewer, Filters(since=since.isoformat(), until=until.isoformat()))
    for one in held:
        span = day_range(one.start, one.end or one.start)
        if span and one.status == MeetingStatus.HELD and one.kind in _MARKED:
            said = f"{words.title_of(one, language=language())}, {words.span(str(one.start), one.end, language=language())}"
            yield Dated(said, *span, address=reverse("meeting", args=[one.id]))
