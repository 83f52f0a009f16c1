"""Meetings: the list, one meeting with everything its sources say, and decisions about which mentions are one meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh.desk.asking import choices_for, filters_of, is_filtered, offset_of, paging
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.record import decisions
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.queries.process import FACTS, MEETINGS
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Filters, MeetingView, RoleView

__all__ = ["listed", "merge", "put_in_track", "show", "split"]

_SIZE = 100
_NEAR = timedelta(days=45)
_CANDIDATES = 40
_ROLES = ("guarantor", "mediator", "facilitator", "host", "party", "observer", "signatory", "participant")
# The order in which a meeting's page shows single values; participants, people and agenda have sections of their own.
_VALUES = ("kind", "status", "track", "ordinal", "start", "end", "city", "country", "core")


@dataclass(frozen=True, slots=True)
class _RoleGroup:
    role: str
    members: tuple[RoleView, ...]


def listed(request: DeskRequest) -> HttpResponse:
    """All meetings, or those that the filters leave."""
    filters = filters_of(request)
    offset = offset_of(request)
    page = kept(
        request.viewer, lambda: meetings(request.viewer, filters, offset=offset, limit=_SIZE), "meetings", filters, offset, on=MEETINGS
    )
    shown = {"page": page, "paging": paging(page, _SIZE), "filters": filters, "filtered": is_filtered(filters)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/meetings.html", shown)
    return render(request, "desk/meetings.html", {**shown, "choices": choices_for(request.viewer)})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One meeting."""
    found = kept(request.viewer, lambda: meeting(request.viewer, key), "meeting", key, on=(*FACTS, "claim", "decision"))
    rivals = [(name, found.values[name]) for name in _VALUES if len(found.values.get(name, ())) > 0]
    return render(
        request,
        "desk/meeting.html",
        {
            "meeting": found,
            "roles": list(_by_role(found)),
            "values": rivals,
            "all_tracks": lambda: [ref for ref, _ in tracks(request.viewer)],  # only those who may change them ask
        },
    )


def merge(request: DeskRequest, key: str) -> HttpResponse:
    """Choose another meeting that is the same one, and say why."""
    found = meeting(request.viewer, key)
    if request.method == "POST":
        decisions.merge(request.viewer, key, request.POST.get("with", ""), reason=request.POST.get("reason", "").strip())
        messages.success(request, gettext("The two are one meeting now. The decision can be undone on this page."))
        return redirect("meeting", key=key)
    shown = {"meeting": found, "candidates": _candidates(request, found), "words": request.GET.get("q", "")}
    return render(request, "desk/merge.html", shown)


def split(request: DeskRequest, key: str) -> HttpResponse:
    """Take one document's mention out of a merged meeting."""
    reason, seen = request.POST.get("reason", "").strip(), request.POST.get("state")
    decisions.split(request.viewer, request.POST.get("mention", ""), reason=reason, against=seen)
    messages.success(request, gettext("The mention is a meeting of its own now."))
    return redirect(back(request, reverse("meetings")))


def put_in_track(request: DeskRequest, key: str) -> HttpResponse:
    """Put a meeting into a track, or take it out."""
    name, reason = request.POST.get("track", "").strip(), request.POST.get("reason", "").strip()
    decide = decisions.take_from_track if request.POST.get("take") else decisions.put_in_track
    decide(request.viewer, "meeting", key, name, reason=reason, against=request.POST.get("state"))
    return redirect("meeting", key=key)


def _by_role(found: MeetingView) -> Iterator[_RoleGroup]:
    ordered = sorted(found.participants, key=lambda one: (_ROLES.index(one.role) if one.role in _ROLES else len(_ROLES), one.actor.name))
    for role, members in groupby(ordered, key=lambda one: one.role):
        yield _RoleGroup(role, tuple(members))


def _candidates(request: DeskRequest, found: MeetingView) -> list[MeetingView]:
    """Meetings that may be the same: those the words name, else those near in time, nearest first."""
    words = request.GET.get("q", "").strip()
    if words:
        filters = Filters(text=words)
    elif found.first_day:
        day, last = date.fromisoformat(found.first_day), date.fromisoformat(found.last_day or found.first_day)
        filters = Filters(since=(day - _NEAR).isoformat(), until=(last + _NEAR).isoformat())
    else:
        filters = Filters(track=found.track.id if found.track else None)
    others = [one for one in meetings(request.viewer, filters, limit=_CANDIDATES * 2).rows if one.id != found.id]
    return sorted(others, key=lambda one: _distance(found, one))[:_CANDIDATES]


def _distance(one: MeetingView, other: MeetingView) -> tuple[int, int]:
    if not one.first_day or not other.first_day:
        return (1, 0)
    return (0, abs((date.fromisoformat(one.first_day) - date.fromisoformat(other.first_day)).days))
