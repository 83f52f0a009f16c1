"""The first page: the timeline of all tracks, and what is new, disputed, due and waiting."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sulh.desk import figures
from sulh.desk.asking import choices_for, filters_of, is_filtered
from sulh.desk.charts.panel import TimelinePanel
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.record import decisions
from sulh.record.queries.process import FACTS, latest, overview
from sulh.record.queries.timeline import timeline
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Filters, Viewer

__all__ = ["rename", "show"]


def show(request: DeskRequest) -> HttpResponse:
    """The process at a glance; htmx asks for the timeline alone when a filter changes."""
    filters = filters_of(request)
    query = {name: one for name in ("track", "actor", "issue", "kind", "status") if (one := request.GET.get(name))}
    chart, count = kept(request.viewer, lambda: _chart(request.viewer, filters, query), "timeline", filters, tuple(query.items()), on=FACTS)
    shown = {"filters": filters, "filtered": is_filtered(filters), "chart": chart, "meetings_shown": count}
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/timeline.html", shown)
    # First, since it asks for all actors that anything shown names.
    choices = choices_for(request.viewer)
    view = overview(lambda part, on: kept(request.viewer, lambda: part(request.viewer), "process", part.__qualname__, on=on))
    return render(request, "desk/process.html", {**shown, "process": view, "choices": choices})


def _chart(viewer: Viewer, filters: Filters, query: dict[str, str]) -> tuple[TimelinePanel, int]:
    meetings, periods = timeline(viewer, replace(filters, since=None, until=None), beside=latest(viewer))
    order = [ref for ref, _ in tracks(viewer)]
    return figures.timeline(meetings, periods, filters, query, order), len(meetings)


def rename(request: DeskRequest) -> HttpResponse:
    """Give the process its name."""
    decisions.name_process(request.viewer, request.POST.get("name", "").strip())
    return redirect("process")
