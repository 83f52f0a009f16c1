"""A timeline with its buttons, ready for the page: what `desk/parts/timeline.html` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.safestring import mark_safe

from sulh.desk.charts import timeline
from sulh.desk.charts.lanes import span
from sulh.desk.charts.links import Links
from sulh.desk.charts.strips import Strips
from sulh.desk.charts.zoom import Zoom, ZoomStep, zoom
from sulh.record.shapes import MeetingView, PeriodView, TrackRef

__all__ = ["TimelinePanel", "for_page", "timeline_panel"]


@dataclass(frozen=True, slots=True)
class TimelinePanel:
    """The picture in pieces and the buttons with their addresses."""

    strips: Strips
    zoom: Zoom
    address: str
    query: str
    meetings: int

    @property
    def days(self) -> str:
        """The query for what is shown now: the other filters, and the days where some are chosen."""
        chosen = "" if self.zoom.whole.current else urlencode({"since": self.strips.since, "until": self.strips.until})
        return "&".join(one for one in (self.query, chosen) if one)

    @property
    def href_whole(self) -> str:
        """Everything."""
        return self.address + (f"?{self.query}" if self.query else "")

    @property
    def years(self) -> list[tuple[ZoomStep, str]]:
        """The years of the record."""
        return [(step, self._href(step)) for step in self.zoom.years]

    @property
    def parts(self) -> list[tuple[ZoomStep, str]]:
        """The quarters and months of what is shown."""
        return [(step, self._href(step)) for step in self.zoom.parts]

    @property
    def moves(self) -> list[tuple[ZoomStep, str]]:
        """Earlier, later, out."""
        return [(step, self._href(step)) for step in (self.zoom.earlier, self.zoom.later, self.zoom.out) if step]

    def _href(self, step: ZoomStep) -> str:
        if step.since is None or step.until is None:
            return self.href_whole
        return f"{self.address}?{self.query}{'&' if self.query else ''}{urlencode({'since': step.since, 'until': step.until})}"


def timeline_panel(
    meetings: Sequence[MeetingView],
    periods: Sequence[PeriodView],
    *,
    address: str = "",
    query: Mapping[str, str] | None = None,
    since: str | None = None,
    until: str | None = None,
    today: str | None = None,
    order: Sequence[TrackRef] = (),
    language: str = "en",
    meeting: str | None = "/meetings/{id}",
    document: str | None = "/documents/{key}#c{start}",
) -> TimelinePanel:
    """The timeline of `since`..`until` at `address`, other filters kept in `query`; meetings and periods are those of all days."""
    kept = urlencode({key: value for key, value in (query or {}).items() if value and key not in ("since", "until")})
    period = f"{address}?{kept}{'&' if kept else ''}since={{since}}&until={{until}}"
    links = Links(meeting=meeting, document=document, period=period)
    drawn = timeline.drawing(meetings, periods, language=language, links=links, order=order, since=since, until=until, today=today)
    dated = sum(span(one) is not None for one in meetings)
    return TimelinePanel(for_page(drawn), zoom(meetings, periods, since, until, language=language), address, kept, dated)


def for_page(drawn: Strips) -> Strips:
    """The same, its SVG marked as such for templates: everything that people wrote was escaped when it was drawn."""
    return replace(
        drawn,
        definitions=mark_safe(drawn.definitions),
        labels=mark_safe(drawn.labels),
        rows=tuple(replace(row, body=mark_safe(row.body)) for row in drawn.rows),
        years=tuple(replace(year, body=mark_safe(year.body)) for year in drawn.years),
        key=tuple((mark_safe(drawing), said) for drawing, said in drawn.key),
        key_of_years=tuple((mark_safe(drawing), said) for drawing, said in drawn.key_of_years),
    )
