"""Who: the list of actors, one actor's meetings and roles, and who met whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh.desk import figures
from sulh.desk.asking import choices_for, filters_of, is_filtered, offset_of, paging
from sulh.desk.labels import choices
from sulh.desk.middleware import DeskRequest
from sulh.record.queries import actors as queries

__all__ = ["listed", "network", "show"]

_SIZE = 200
_EDGES = 150


def listed(request: DeskRequest) -> HttpResponse:
    """All actors with their number of meetings."""
    filters = filters_of(request)
    page = queries.actors(request.viewer, filters, offset=offset_of(request), limit=_SIZE)
    shown = {"page": page, "paging": paging(page, _SIZE), "filters": filters, "filtered": is_filtered(filters)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/actors.html", shown)
    return render(request, "desk/actors.html", {**shown, "choices": {"kinds": choices("actor")}})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One actor."""
    filters = filters_of(request)
    found = queries.actor(request.viewer, key, filters)
    return render(request, "desk/actor.html", {"actor": found, "filters": filters, "figures": figures.roles(found)})


def network(request: DeskRequest) -> HttpResponse:
    """Who met whom, as a picture and as a table."""
    filters = filters_of(request)
    view = queries.network(request.viewer, filters)
    named = {ref.id: ref for ref, _ in view.nodes}
    edges = sorted(view.edges, key=lambda edge: (-edge[2], named[edge[0]].name, named[edge[1]].name))
    shown = {
        "filters": filters,
        "filtered": is_filtered(filters),
        "figures": figures.network(view),
        "nodes": view.nodes,
        "edges": [(named[one], named[other], count) for one, other, count in edges[:_EDGES]],
        "edges_left_out": max(len(edges) - _EDGES, 0),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/network.html", shown)
    return render(request, "desk/network.html", {**shown, "choices": choices_for(request.viewer)})
