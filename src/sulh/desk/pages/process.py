"""The first page: what is new, due and differing, and the story so far; and the timeline of all tracks on a page of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sulh.desk import brief, figures, promises
from sulh.desk.asking import choices_for, filters_of, is_filtered
from sulh.desk.charts.panel import TimelinePanel
from sulh.desk.fact_lists import PROMISED
from sulh.desk.findings import timeline_finding, today_finding
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.pages.actors import role_matrix
from sulh.desk.things import NamedThing, things
from sulh.model import MeetingStatus
from sulh.model.vocabulary import PromiseState
from sulh.record import decisions
from sulh.record.access import may
from sulh.record.ledger import head
from sulh.record.persons.waiting import waiting_in_rounds
from sulh.record.queries.coding import waiting_for
from sulh.record.queries.commitments import followed
from sulh.record.queries.discussing import AssignmentView, assignments
from sulh.record.queries.news import came_since, entry_at, news
from sulh.record.queries.process import FACTS, MEETINGS, disputed, latest, overview
from sulh.record.queries.timeline import timeline as timeline_of
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import CommitmentLine, Filters, MeetingView, Viewer

__all__ = ["differing", "more", "rename", "show", "since", "timeline"]

_CLAIMS_A_MINUTE = 6  # a claim whose words are read before a key is pressed takes some ten seconds
_HOUR = 60
_PROMISES = 400
_ACTORS = 12
_MEETS = 10  # about as many as stand beside the roles of so many actors
_DIFFERING = 5


def show(request: DeskRequest) -> HttpResponse:
    """The process as it stands today."""
    chart, meetings = _kept_chart(request.viewer, Filters(), {})
    view = overview(lambda part, on: kept(request.viewer, lambda: part(request.viewer), "process", part.__qualname__, on=on))
    minutes = -(-view.waiting // _CLAIMS_A_MINUTE)
    request.waiting = view.waiting
    when = brief.since(request)
    came = came_since(request.viewer, when) if when else frozenset()
    finding = today_finding(view, _latest_held(meetings), len(came), decides=may(request.viewer, "review"))
    shown = {
        "process": view,
        "process_name": view.name,
        "today": dt.date.today().isoformat(),
        "minutes": minutes if minutes < _HOUR else 0,
        "hours": round(minutes / _HOUR),
        "finding": finding,
        "chart": chart,
        "meetings_shown": len(meetings),
        "since": when,
        "came": came,
        "mine": _asked_of(request) if request.user.is_authenticated else [],
        "rounds": waiting_in_rounds(request.viewer),
    }
    brief.remember(request, when)
    return render(request, "desk/process.html", shown)


def more(request: DeskRequest) -> HttpResponse:
    """Roles by year and promises to meet again: what the first page asks for when it is there."""
    viewer = request.viewer
    page, tally = kept(viewer, lambda: followed(viewer, Filters(), limit=_PROMISES), "promises of the first page", on=PROMISED)
    dated = [one for one in page.rows if one.meets and one.due_day]
    longest = max((one.outcome.days_late or 0 for one in dated), default=0)
    meets = [(one, round(100 * (one.outcome.days_late or 0) / longest) if longest else 0) for one in _telling(dated)]
    known = kept(viewer, lambda: tracks(viewer), "tracks by meetings", on=FACTS)
    main = max(known, key=lambda one: one[1], default=None)  # the track of most meetings is what the process is about
    roles = role_matrix(viewer, Filters(track=main[0].id if main else None), most=_ACTORS)
    shown = {"roles": roles, "meets": meets, "finding": promises.finding(tally), "dated": len(dated)}
    return render(request, "desk/parts/today_more.html", shown)


def _telling(dated: Sequence[CommitmentLine]) -> list[CommitmentLine]:
    """Of many promises the latest that were not kept by their day, then the latest others; in the order of their days."""
    on_time = [one for one in dated if one.outcome.state == PromiseState.KEPT]
    others = [one for one in dated if one.outcome.state != PromiseState.KEPT]
    shown = {one.id for one in [*on_time, *others][-_MEETS:]}
    return [one for one in dated if one.id in shown]


def since(request: DeskRequest) -> HttpResponse:
    """What changed since the viewer last looked, each with its link: a part of the first page that is asked for when it is there."""
    viewer, when = request.viewer, brief.since(request)
    after = entry_at(when) if when else head()[0]
    told = kept(viewer, lambda: news(viewer, after), "news", viewer.name, after)
    named = {one.thing for one in told.comments} | {one.thing for one in told.asked}
    known = things(viewer, named) if named else {}
    shown = {"news": told, "since": when, "said": known, "to_code": waiting_for(viewer)}
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "desk/parts/since.html" if is_part else "desk/since.html", shown)


def differing(request: DeskRequest) -> HttpResponse:
    """The latest meetings about which sources differ, with the values and who says which; asked for when the first page is there."""
    found = kept(request.viewer, lambda: disputed(request.viewer), "process", disputed.__qualname__, on=MEETINGS)
    return render(request, "desk/parts/today_differing.html", {"disputed": found[:_DIFFERING]})


def timeline(request: DeskRequest) -> HttpResponse:
    """The timeline with its filters; htmx asks for the picture and the title alone when one changes."""
    filters = filters_of(request)
    query = {name: one for name in ("track", "actor", "issue", "kind", "status") if (one := request.GET.get(name))}
    chart, meetings = _kept_chart(request.viewer, filters, query)
    shown: dict[str, Any] = {"filters": filters, "filtered": is_filtered(filters), "chart": chart, "meetings_shown": len(meetings)}
    shown["finding"] = timeline_finding(meetings)
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/timeline.html", shown)
    return render(request, "desk/timeline.html", {**shown, "choices": choices_for(request.viewer)})


def rename(request: DeskRequest) -> HttpResponse:
    """Give the process its name."""
    decisions.name_process(request.viewer, request.POST.get("name", "").strip())
    return redirect("timeline")


def _asked_of(request: DeskRequest) -> list[tuple[AssignmentView, NamedThing]]:
    """What colleagues ask of the viewer, each with what it is about."""
    viewer = request.viewer
    asked = kept(viewer, lambda: assignments(viewer, to=viewer.name), "asked of", viewer.name, on=("decision", "claim", "source"))
    known = things(viewer, {one.thing for one in asked}) if asked else {}
    return [(one, known[one.thing]) for one in asked if one.thing in known]


def _kept_chart(viewer: Viewer, filters: Filters, query: dict[str, str]) -> tuple[TimelinePanel, tuple[MeetingView, ...]]:
    return kept(viewer, lambda: _chart(viewer, filters, query), "timeline", filters, tuple(query.items()), on=FACTS)


def _chart(viewer: Viewer, filters: Filters, query: dict[str, str]) -> tuple[TimelinePanel, tuple[MeetingView, ...]]:
    meetings, periods = timeline_of(viewer, replace(filters, since=None, until=None), beside=latest(viewer))
    return figures.timeline(meetings, periods, filters, query), meetings


def _latest_held(meetings: tuple[MeetingView, ...]) -> MeetingView | None:
    held = [one for one in meetings if one.status == MeetingStatus.HELD and one.first_day and one.first_day <= dt.date.today().isoformat()]
    return max(held, key=lambda one: (one.last_day or one.first_day or "", one.id), default=None)
