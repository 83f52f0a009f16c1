"""Who: the list of actors, one actor's meetings and roles, and who met whom."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sulh.desk import figures
from sulh.desk.asking import choices_for, filters_of, is_filtered
from sulh.desk.charts.roles_by_year import RoleMatrix
from sulh.desk.listing import list_page
from sulh.desk.lists import LISTS, roles_of
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.model import MeetingStatus
from sulh.record.queries import actors as queries
from sulh.record.queries.process import FACTS, MEETINGS
from sulh.record.queries.roles import roles_by_year
from sulh.record.shapes import Filters, Viewer

__all__ = ["listed", "network", "role_matrix", "show"]

_EDGES = 150
_ACTORS = 60
_MEETINGS = 200


def listed(request: DeskRequest) -> HttpResponse:
    """All actors with their number of meetings, and of those in each role."""
    found = list_page(request, LISTS["actors"])
    return render(request, "desk/actors.html", {**found, "roles": roles_of(found["page"]), "nothing": gettext("No actor fits.")})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One actor."""
    filters = filters_of(request)
    found = kept(request.viewer, lambda: queries.actor(request.viewer, key, filters), "actor", key, filters, on=(*FACTS, "actoralias"))
    pictures = kept(request.viewer, lambda: figures.roles(found), "roles", key, filters, on=FACTS)
    rows = found.meetings[-_MEETINGS:]
    shown = {"actor": found, "meetings": rows, "left_out": len(found.meetings) - len(rows), "filters": filters, "strips": pictures}
    return render(request, "desk/actor.html", shown)


def network(request: DeskRequest) -> HttpResponse:
    """Who took part in which role year by year, and who met whom."""
    filters = filters_of(request)
    view = kept(request.viewer, lambda: queries.network(request.viewer, filters), "network", filters, on=MEETINGS)
    named = {ref.id: ref for ref, _ in view.nodes}
    edges = sorted(view.edges, key=lambda edge: (-edge[2], named[edge[0]].name, named[edge[1]].name))
    shown = {
        "filters": filters,
        "filtered": is_filtered(filters),
        "roles": role_matrix(request.viewer, filters, most=_ACTORS),
        "figures": kept(request.viewer, lambda: figures.network(view), "picture of the network", filters, on=MEETINGS),
        "nodes": view.nodes,
        "edges": [(named[one], named[other], count) for one, other, count in edges[:_EDGES]],
        "edges_left_out": max(len(edges) - _EDGES, 0),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/network.html", shown)
    return render(request, "desk/network.html", {**shown, "choices": choices_for(request.viewer)})


def role_matrix(viewer: Viewer, filters: Filters, *, most: int = 20) -> RoleMatrix:
    """What `desk/parts/roles_by_year.html` shows as `roles`: the matrix of the meetings that the filters mean."""
    # The matrix counts what was held unless another status is asked for, and its cells lead to those meetings.
    asked = {"status": MeetingStatus.HELD.value} | {one.name: value for one in fields(filters) if (value := getattr(filters, one.name))}
    return kept(
        viewer,
        lambda: figures.role_matrix(roles_by_year(viewer, filters), urlencode(asked), most=most),
        "roles by year",
        filters,
        most,
        on=MEETINGS,
    )
