"""The pictures as pages place them: in the reader's language, with the desk's own addresses, in the style sheet's colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sulh.desk.charts.links import Links
from sulh.desk.charts.panel import TimelinePanel, timeline_panel
from sulh.desk.shown import language
from sulh.record.shapes import ActorView, Filters, MeetingView, NetworkView, PeriodView, PlaceView, TrackRef

__all__ = ["network", "place_map", "roles", "timeline"]

_WIDE, _NARROW = 1000, 358


def timeline(
    meetings: Sequence[MeetingView],
    periods: Sequence[PeriodView],
    filters: Filters,
    query: Mapping[str, str],
    order: Sequence[TrackRef],
) -> TimelinePanel:
    """A lane per track, with the buttons that zoom; meetings and periods are those of all days."""
    return timeline_panel(
        meetings,
        periods,
        address=reverse("process"),
        query=query,
        since=filters.since,
        until=filters.until,
        today=dt.date.today().isoformat(),
        order=order,
        language=language(),
        meeting=_template("meeting"),
        document=_template("document", "key") + "#c{start}",
    )


def network(view: NetworkView) -> tuple[SafeString, SafeString]:
    """Who met whom, wide and narrow."""
    from sulh.desk.charts.network import figure

    links = Links(meeting=_template("meeting"), document=None, actor=_template("actor"))
    wide, narrow = (
        mark_safe(figure(view, language=language(), links=links, width=width))  # the figures escape every text
        for width in (_WIDE, _NARROW)
    )
    return wide, narrow


def roles(actor: ActorView) -> tuple[SafeString, SafeString]:
    """When an actor was in which role, wide and narrow; time runs to the right in every language."""
    from sulh.desk.charts.roles import figure

    wide, narrow = (mark_safe(figure(actor, language=language(), width=width)) for width in (640, _NARROW))
    return wide, narrow


def place_map(found: Sequence[PlaceView]) -> tuple[SafeString, SafeString]:
    """Where meetings were held, wide and narrow."""
    from sulh.desk.charts.map import figure

    wide, narrow = (
        mark_safe(figure(found, language=language(), width=width))  # the figures escape every text
        for width in (_WIDE, _NARROW)
    )
    return wide, narrow


def _template(route: str, name: str = "id") -> str:
    """The address of a route with a gap in place of its identifier, as the charts fill it."""
    return reverse(route, args=["GAP"]).replace("GAP", f"{{{name}}}")
