"""The signature picture: a lane for each track, its meetings as marks by kind and status, releases and ceasefires beside them.

Drawn directly: Vega-Lite needs about 0.3 s and 650 kB for 2,000 bare marks, knows no lanes that gather marks, and gives a link no name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from sulh import words
from sulh.desk.charts.findings import of_meetings
from sulh.desk.charts.lanes import Event, Lane, by_track, events, span
from sulh.desk.charts.links import Links
from sulh.desk.charts.marks import Pen
from sulh.desk.charts.rows import event_rows, track_rows
from sulh.desk.charts.scale import Scale, day
from sulh.desk.charts.sheet import plot, sheet
from sulh.desk.charts.strip import WIDE, Strip
from sulh.desk.charts.strips import Strips, strips
from sulh.desk.charts.svg import identifier
from sulh.desk.charts.years import ladder
from sulh.model.vocabulary import TOOK_PLACE
from sulh.record.shapes import MeetingView, PeriodView, TrackRef

__all__ = ["TimelineStyle", "drawing", "figure"]


class TimelineStyle(TypedDict, total=False):
    """How a timeline is shown: in which `language` (en) and direction (that of the language), with which links, on which ground.

    `since` and `until` (YYYY-MM-DD) cut out some days, else everything is shown; `order` puts lanes before the others; `today` is marked.
    """

    language: str
    links: Links | None
    order: Sequence[TrackRef]
    since: str | None
    until: str | None
    today: str | None
    dark: bool
    rtl: bool | None


def figure(meetings: Sequence[MeetingView], periods: Sequence[PeriodView], *, width: float = 1100, **shown: Unpack[TimelineStyle]) -> str:
    """The timeline as one SVG of `width` pixels; below 640 the names of lanes stand above their lanes.

    The same values give the same bytes.
    """
    drawn = drawing(meetings, periods, apart=f"{width:.0f}", wide=plot(width), **shown)
    return sheet(drawn, kind="timeline", width=width, empty=words.phrase("timeline.empty", language=shown.get("language", "en")))


def drawing(
    meetings: Sequence[MeetingView], periods: Sequence[PeriodView], *, apart: str = "", wide: float = WIDE, **shown: Unpack[TimelineStyle]
) -> Strips:
    """The timeline in pieces for a page: lanes as wide as the page lets them be, and the same year by year for a phone.

    Ids are the same for the same timeline; `apart` makes them others where a page shows it twice. Marks keep clear of each other on
    strips of `wide` pixels or more.
    """
    language, since, until, today = shown.get("language", "en"), shown.get("since"), shown.get("until"), shown.get("today")
    rtl, dark = shown.get("rtl"), shown.get("dark", False)
    lanes, happened = by_track(meetings, shown.get("order", ())), events(periods)
    turned = words.direction(language) == "rtl" if rtl is None else rtl
    held = ([(one.id, one.status) for one in meetings], [(one.kind, one.start, one.end) for one in happened])
    name = identifier("timeline", held, (since, until, today), language, turned, dark, apart)
    known = _known(lanes, happened)
    scale = Scale.of(known, day(since), day(until), 0.0, wide)
    pen = Pen(Strip(scale, name, turned, dark), language, shown.get("links") or Links(), _newest(meetings))
    rows = (*track_rows(lanes, pen, language), *event_rows(happened, pen, language))
    within = [one for one in meetings if (its := span(one)) and scale.shows(*its)]
    first, last = max(min(known, default=scale.since), scale.since), min(max(known, default=scale.until), scale.until)
    finding = of_meetings(lanes, scale, language)
    years, small = ladder(within, happened, pen)
    ends = (since or str(first.year), until or str(last.year))
    about = _about(within, [one for one in happened if scale.shows(one.first, one.until)], ends, language)
    if undated := sum(span(one) is None for one in meetings):
        about += f" {words.phrase('timeline.undated', language=language, meetings=undated)}"
    title = words.phrase("timeline.title", language=language)
    return strips(pen, rows, years, small, title=title, finding=finding, about=about, today=day(today))


def _known(lanes: Sequence[Lane], happened: Sequence[Event]) -> list[date]:
    known = [one for lane in lanes for meeting in lane.meetings for one in span(meeting) or ()]
    return known + [one for event in happened for one in (event.first, event.until)]


def _newest(meetings: Sequence[MeetingView]) -> str | None:
    """The meeting that was held last, as far as the record knows."""
    held = [one for one in meetings if one.status in TOOK_PLACE and one.first_day]
    return max(held, key=lambda one: (one.first_day or "", one.sources, one.id)).id if held else None


def _about(meetings: Sequence[MeetingView], happened: Sequence[Event], ends: tuple[str, str], language: str) -> str:
    """What is shown: the days that were asked for, else no more than the years, since no source need give the days."""
    first, last = (words.date(end, language=language) for end in ends)
    tracks = {track.id for one in meetings for track in [one.track or next(iter(one.tracks), None)] if track}
    counted = {"meetings": len(meetings), "tracks": len(tracks), "periods": len(happened)}
    return words.phrase("timeline.about", count=len(tracks), language=language, since=first, until=last, **counted)
