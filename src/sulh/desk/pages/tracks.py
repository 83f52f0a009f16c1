"""The tracks of the process, and one track's authority page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from sulh.desk.findings import timeline_finding
from sulh.desk.listing import list_page
from sulh.desk.lists import LISTS
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.model import MeetingStatus
from sulh.record.queries import tracks as queries
from sulh.record.queries.meetings import meetings
from sulh.record.queries.process import FACTS, MEETINGS
from sulh.record.shapes import NO_TRACK, Filters

__all__ = ["listed", "show"]

_MEETINGS = 200


def listed(request: DeskRequest) -> HttpResponse:
    """All tracks with their number of meetings."""
    shown = {**list_page(request, LISTS["tracks"]), "nothing": gettext("No source names such a track.")}
    return render(request, "desk/tracks.html", shown | {"trackless": _trackless(request)})


def _trackless(request: DeskRequest) -> int:
    """How many meetings are in no track."""
    return kept(request.viewer, lambda: meetings(request.viewer, Filters(track=NO_TRACK), limit=1).total, "in no track", on=MEETINGS)


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One track."""
    found = kept(request.viewer, lambda: queries.track(request.viewer, key), "track", key, on=(*FACTS, "claim", "actoralias"))
    rows = found.meetings[-_MEETINGS:]
    held = [one for one in found.meetings if one.first_day and one.status == MeetingStatus.HELD]
    shown = {
        "track": found, "meetings": rows, "left_out": len(found.meetings) - len(rows),
        "finding": timeline_finding(held) if held else "",
    }  # fmt: skip
    return render(request, "desk/track.html", shown)
