"""The pictures as pages place them: in the reader's language, with the desk's own addresses, in the style sheet's colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sulh.desk.charts.links import Links
from sulh.desk.charts.panel import TimelinePanel, for_page, timeline_panel
from sulh.desk.charts.roles_by_year import RoleMatrix
from sulh.desk.charts.strips import Strips
from sulh.desk.shown import language
from sulh.record.shapes import ActorView, Filters, MeetingView, NetworkView, PeriodView, PlaceView, RolesView

__all__ = ["map_file", "network", "place_map", "role_matrix", "roles", "roles_file", "timeline", "timeline_file"]

_WIDE, _MAP, _NARROW, _FILE = 900, 1000, 358, 1200
_FEW = 14  # actors whose lines can be followed with the eye


def timeline(meetings: Sequence[MeetingView], periods: Sequence[PeriodView], filters: Filters, query: Mapping[str, str]) -> TimelinePanel:
    """A lane per track, with the buttons that zoom; meetings and periods are those of all days."""
    return timeline_panel(
        _to_show(meetings, filters),
        periods,
        address=reverse("timeline"),
        query=query,
        since=filters.since,
        until=filters.until,
        today=dt.date.today().isoformat(),
        language=language(),
        meeting=_template("meeting"),
        document=_template("document", "key") + "#c{start}",
    )


def _to_show(meetings: Sequence[MeetingView], filters: Filters) -> Sequence[MeetingView]:
    """All of them; where some days are chosen, as in lists, only those that have a day."""
    return [one for one in meetings if one.first_day] if filters.since or filters.until else meetings


def timeline_file(meetings: Sequence[MeetingView], periods: Sequence[PeriodView], filters: Filters) -> str:
    """The timeline as a file that needs no page; marks lead nowhere, since a file has no address."""
    from sulh.desk.charts.theme import standalone
    from sulh.desk.charts.timeline import figure

    nowhere = Links(meeting=None, document=None, actor=None, period=None)
    shown, today = _to_show(meetings, filters), dt.date.today().isoformat()
    return standalone(
        figure(shown, periods, language=language(), links=nowhere, since=filters.since, until=filters.until, today=today, width=_FILE)
    )


def network(view: NetworkView) -> tuple[SafeString, SafeString] | None:
    """Who met whom, wide and narrow, of so few actors that their lines can be followed; None of more."""
    from sulh.desk.charts.network import figure

    if not 1 < len(view.nodes) <= _FEW:
        return None
    links = Links(meeting=None, document=None, actor=_template("actor"))
    wide, narrow = (
        mark_safe(figure(view, language=language(), links=links, width=width))  # the figures escape every text
        for width in (_WIDE, _NARROW)
    )
    return wide, narrow


def role_matrix(view: RolesView, query: str = "", *, most: int = 20) -> RoleMatrix:
    """Who took part in which role, year by year; `query` is that of the filters, for the lists that cells lead to."""
    from sulh.desk.charts.roles_by_year import matrix

    made = matrix(view, language=language(), most=most)
    lines = tuple(
        replace(line, cells=tuple(replace(cell, symbols=tuple(map(mark_safe, cell.symbols))) for cell in line.cells)) for line in made.lines
    )
    return replace(made, lines=lines, key=tuple((mark_safe(symbol), said) for symbol, said in made.key), query=query)


def roles(actor: ActorView) -> Strips:
    """When an actor was in which role: its meetings in a lane for each role."""
    from sulh.desk.charts.roles import drawing

    return for_page(drawing(actor, language=language(), links=Links(meeting=_template("meeting"))))


def roles_file(actor: ActorView) -> str:
    """The same as a file that needs no page."""
    from sulh.desk.charts.roles import figure
    from sulh.desk.charts.theme import standalone

    return standalone(figure(actor, language=language(), links=Links(None, None, None, None), width=_FILE))


def place_map(found: Sequence[PlaceView], conflict: Sequence[str]) -> tuple[SafeString, SafeString]:
    """Where meetings were held, wide and narrow."""
    from sulh.desk.charts.map import figure

    wide, narrow = (
        mark_safe(figure(found, conflict=conflict, language=language(), width=width))  # the figures escape every text
        for width in (_MAP, _NARROW)
    )
    return wide, narrow


def map_file(found: Sequence[PlaceView], conflict: Sequence[str]) -> str:
    """The same as a file that needs no page."""
    from sulh.desk.charts.map import figure
    from sulh.desk.charts.theme import standalone

    return standalone(figure(found, conflict=conflict, language=language(), width=_FILE))


def _template(route: str, name: str = "id") -> str:
    """The address of a route with a gap in place of its identifier, as the charts fill it."""
    return reverse(route, args=["GAP"]).replace("GAP", f"{{{name}}}")
