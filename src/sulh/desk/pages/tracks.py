"""The tracks of the process, and one track's authority page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sulh.desk.middleware import DeskRequest
from sulh.record.queries import tracks as queries

__all__ = ["listed", "show"]


def listed(request: DeskRequest) -> HttpResponse:
    """All tracks with their number of meetings."""
    return render(request, "desk/tracks.html", {"tracks": queries.tracks(request.viewer)})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One track."""
    return render(request, "desk/track.html", {"track": queries.track(request.viewer, key)})
