"""A timeline with its buttons, ready for the page: what `desk/charts/timeline.html` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from sulh.desk.charts import timeline
from sulh.desk.charts.links import Links
from sulh.desk.charts.zoom import Zoom, ZoomStep, zoom
from sulh.record.shapes import MeetingView, PeriodView, TrackRef

__all__ = ["TimelinePanel", "timeline_panel"]

NARROW = 358  # pixels: a phone held upright, less its margins


@dataclass(frozen=True, slots=True)
class TimelinePanel:
    """The two pictures (the style sheet shows the one that fits) and the buttons with their addresses."""

    wide: SafeString
    narrow: SafeString
    zoom: Zoom
    address: str
    query: str

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
    pictures = [
        mark_safe(  # the figures escape every text
            timeline.figure(
                meetings, periods, language=language, links=links, order=order, since=since, until=until, today=today, width=width
            )
        )
        for width in (1100, NARROW)
    ]
    return TimelinePanel(pictures[0], pictures[1], zoom(meetings, periods, since, until, language=language), address, kept)
