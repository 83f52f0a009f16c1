"""Meetings: the list, one meeting with everything its sources say, and decisions about which mentions are one meeting."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh.desk.listing import list_page
from sulh.desk.lists import LISTS
from sulh.desk.meeting_sheet import sheet
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.model import InvalidError
from sulh.record import decisions
from sulh.record.queries.around import around
from sulh.record.queries.documents import document
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.queries.process import FACTS, MEETINGS
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import Filters, MeetingView

__all__ = ["card", "listed", "merge", "show", "split"]

_NEAR = timedelta(days=45)
_CANDIDATES = 40
_ACTS = 3  # outcomes on a card


def listed(request: DeskRequest) -> HttpResponse:
    """All meetings, or those that the filters leave."""
    return render(request, "desk/meetings.html", {**list_page(request, LISTS["meetings"]), "nothing": gettext("No meeting fits.")})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One meeting."""
    found = kept(request.viewer, lambda: meeting(request.viewer, key), "meeting", key, on=(*FACTS, "claim", "decision"))
    near = kept(request.viewer, lambda: around(request.viewer, found.id), "around", found.id, on=MEETINGS)
    shown = {
        "meeting": found,
        "meeting_thing": f"meeting:{found.id}",
        "sheet": sheet(found),
        "around": near,
        "all_tracks": lambda: [ref for ref, _ in tracks(request.viewer)],  # only those who may change them ask
    }
    return render(request, "desk/meeting.html", shown)


def card(request: DeskRequest, key: str) -> HttpResponse:
    """Who and what of one meeting in short, for the card at a mark of a timeline."""
    found = kept(request.viewer, lambda: meeting(request.viewer, key), "meeting", key, on=(*FACTS, "claim", "decision"))
    made = sheet(found)
    shown = {"meeting": found, "roles": made.roles, "acts": made.acts[:_ACTS], "more_acts": max(len(made.acts) - _ACTS, 0)}
    return render(request, "desk/parts/meeting_card.html", shown)


def merge(request: DeskRequest, key: str) -> HttpResponse:
    """Choose another meeting that is the same one, and say why."""
    found = meeting(request.viewer, key)
    if request.method == "POST":
        if not request.POST.get("with"):
            raise InvalidError(gettext("Choose the meeting that is the same."))
        other = request.POST["with"]
        seen, reason = request.POST.get(f"state-{other}"), request.POST.get("reason", "").strip()
        decisions.merge(request.viewer, key, other, reason=reason, against=seen)
        messages.success(request, gettext("The two are one meeting now. The decision can be undone on this page."))
        return redirect("meeting", key=key)
    candidates = [(one, decisions.pair_state(request.viewer, found.id, one.id)) for one in _candidates(request, found)]
    shown = {"meeting": found, "candidates": candidates, "words": request.GET.get("q", "")}
    return render(request, "desk/merge.html", shown)


def split(request: DeskRequest, key: str) -> HttpResponse:
    """Take one document's mention out of a merged meeting, and go to the meeting that it is now."""
    reason, seen, mention = request.POST.get("reason", "").strip(), request.POST.get("state"), request.POST.get("mention", "")
    decisions.split(request.viewer, mention, reason=reason, against=seen)
    messages.success(request, gettext("The mention is a meeting of its own now."))
    return redirect(back(request, reverse("meeting", args=[mention])))


def _candidates(request: DeskRequest, found: MeetingView) -> list[MeetingView]:
    """Meetings that may be the same: those the words name, else those near in time and those that its only document tells of too.

    First stand those of its number, then those of its document, then the nearest.
    """
    typed = request.GET.get("q", "").strip()
    track = found.track.id if found.track else None
    if typed:
        asked = [Filters(text=typed)]
    elif found.first_day:
        day, last = date.fromisoformat(found.first_day), date.fromisoformat(found.last_day or found.first_day)
        asked = [Filters(since=(day - _NEAR).isoformat(), until=(last + _NEAR).isoformat())]
    else:
        asked = [Filters(track=track)]
    if track and found.ordinal and not typed:
        asked.append(Filters(track=track, text=str(found.ordinal)))
    rows = (one for filters in asked for one in meetings(request.viewer, filters, limit=_CANDIDATES * 2).rows)
    beside = {} if typed else {one.id: one for one in _beside(request, found)}
    others = beside | {one.id: one for one in rows if one.id != found.id}
    return sorted(others.values(), key=lambda one: _distance(found, one, beside=one.id in beside))[:_CANDIDATES]


def _beside(request: DeskRequest, found: MeetingView) -> list[MeetingView]:
    """The other meetings of the only document that tells of this one: a reader may have made two of one there."""
    sources = {one.document.key for one in found.mentions}
    if len(sources) != 1:
        return []
    told = dict.fromkeys(named for _, named in document(request.viewer, sources.pop()).meetings)
    return [meeting(request.viewer, one) for one in told if one != found.id]


def _distance(one: MeetingView, other: MeetingView, *, beside: bool) -> tuple[bool, bool, int, int]:
    counted = one.ordinal is not None and (one.ordinal, one.track) == (other.ordinal, other.track)
    if not one.first_day or not other.first_day:
        return (not counted, not beside, 1, 0)
    return (not counted, not beside, 0, abs((date.fromisoformat(one.first_day) - date.fromisoformat(other.first_day)).days))
