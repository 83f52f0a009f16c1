"""Who: the list of actors, one actor's meetings and roles, and who met whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh import words
from sulh.desk import figures
from sulh.desk.asking import choices_for, filters_of, is_filtered, offset_of, paging
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.record.queries import actors as queries
from sulh.record.queries.process import FACTS, MEETINGS

__all__ = ["listed", "network", "show"]

_SIZE = 200
_EDGES = 150
_MEETINGS = 200


def listed(request: DeskRequest) -> HttpResponse:
    """All actors with their number of meetings."""
    filters = filters_of(request)
    offset = offset_of(request)
    page = kept(
        request.viewer, lambda: queries.actors(request.viewer, filters, offset=offset, limit=_SIZE), "actors", filters, offset, on=FACTS
    )
    shown = {"page": page, "paging": paging(page, _SIZE), "filters": filters, "filtered": is_filtered(filters)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/actors.html", shown)
    return render(request, "desk/actors.html", {**shown, "choices": {"kinds": words.choices("ActorKind", language=language())}})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One actor."""
    filters = filters_of(request)
    found = kept(request.viewer, lambda: queries.actor(request.viewer, key, filters), "actor", key, filters, on=(*FACTS, "actoralias"))
    pictures = kept(request.viewer, lambda: figures.roles(found), "roles", key, filters, on=FACTS)
    rows = found.meetings[-_MEETINGS:]
    shown = {"actor": found, "meetings": rows, "left_out": len(found.meetings) - len(rows), "filters": filters, "figures": pictures}
    return render(request, "desk/actor.html", shown)


def network(request: DeskRequest) -> HttpResponse:
    """Who met whom, as a picture and as a table."""
    filters = filters_of(request)
    view = kept(request.viewer, lambda: queries.network(request.viewer, filters), "network", filters, on=MEETINGS)
    named = {ref.id: ref for ref, _ in view.nodes}
    edges = sorted(view.edges, key=lambda edge: (-edge[2], named[edge[0]].name, named[edge[1]].name))
    shown = {
        "filters": filters,
        "filtered": is_filtered(filters),
        "figures": kept(request.viewer, lambda: figures.network(view), "picture of the network", filters, on=MEETINGS),
        "nodes": view.nodes,
        "edges": [(named[one], named[other], count) for one, other, count in edges[:_EDGES]],
        "edges_left_out": max(len(edges) - _EDGES, 0),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/network.html", shown)
    return render(request, "desk/network.html", {**shown, "choices": choices_for(request.viewer)})
