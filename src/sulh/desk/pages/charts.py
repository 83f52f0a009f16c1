"""Pictures as files: the SVG of a picture with plain colours, and the numbers behind it as CSV, cut to what the reader sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpResponse

from sulh.desk import figures
from sulh.desk.asking import filters_of
from sulh.desk.charts import roles_by_year
from sulh.desk.charts.tables import Table, actor_table, csv_of, pairs_table, places_table, timeline_table
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.model import RecordError
from sulh.record.queries import actors, places, roles
from sulh.record.queries.timeline import timeline
from sulh.record.shapes import ActorView, Filters, Viewer

__all__ = ["FILES", "file"]

Make = Callable[[Viewer, Filters], str | Table]


def file(request: DeskRequest, name: str, form: str) -> HttpResponse:
    """The picture or table `name` as a file in the form `svg` or `csv`, for the filters that the address names."""
    make = FILES.get((name, form))
    if make is None:
        raise RecordError(f"there is no picture {name}.{form}; there are {', '.join(sorted('.'.join(one) for one in FILES))}")
    made = make(request.viewer, filters_of(request))
    content, kind = (made, "image/svg+xml") if isinstance(made, str) else (csv_of(made), "text/csv; charset=utf-8")
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="sulh-{name}.{form}"'})


def _timeline_svg(viewer: Viewer, filters: Filters) -> str:
    meetings, periods = timeline(viewer, replace(filters, since=None, until=None))
    return figures.timeline_file(meetings, periods, filters)


def _timeline_csv(viewer: Viewer, filters: Filters) -> Table:
    return timeline_table(*timeline(viewer, filters), language=language())


def _roles_csv(viewer: Viewer, filters: Filters) -> Table:
    return roles_by_year.table(roles.roles_by_year(viewer, filters), language=language())


def _actor(viewer: Viewer, filters: Filters) -> ActorView:
    if not filters.actor:
        raise RecordError("name the actor whose roles are meant: ?actor=...")
    return actors.actor(viewer, filters.actor, replace(filters, actor=None))


def _actor_svg(viewer: Viewer, filters: Filters) -> str:
    return figures.roles_file(_actor(viewer, filters))


def _actor_csv(viewer: Viewer, filters: Filters) -> Table:
    return actor_table(_actor(viewer, filters), language=language())


def _map_svg(viewer: Viewer, filters: Filters) -> str:
    return figures.map_file(places.places(viewer, filters), places.conflict_countries(viewer))


def _map_csv(viewer: Viewer, filters: Filters) -> Table:
    return places_table(places.places(viewer, filters), language=language(), exact=True)


def _network_csv(viewer: Viewer, filters: Filters) -> Table:
    return pairs_table(actors.network(viewer, filters), language=language())


FILES: Mapping[tuple[str, str], Make] = {
    ("timeline", "svg"): _timeline_svg,
    ("timeline", "csv"): _timeline_csv,
    ("roles", "csv"): _roles_csv,
    ("actor", "svg"): _actor_svg,
    ("actor", "csv"): _actor_csv,
    ("map", "svg"): _map_svg,
    ("map", "csv"): _map_csv,
    ("pairs", "csv"): _network_csv,
}
