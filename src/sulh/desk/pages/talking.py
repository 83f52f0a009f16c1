"""Comments on things, assignments about them, and what has a day as a calendar file."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from sulh.desk.calendar import calendar_of
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import language, speaking
from sulh.desk.talk import talk_about
from sulh.desk.things import things
from sulh.model import ConflictError, InvalidError, SulhError
from sulh.record import discussing
from sulh.record.queries.coding import waiting_for
from sulh.record.queries.discussing import assignments
from sulh.record.tokens import owner_of_calendar
from sulh.record.viewers import viewer_of

__all__ = ["assign", "calendar", "comment", "done", "listed", "subscribed"]

_FIELDS = ("words", "account", "task", "due")


def comment(request: DeskRequest, thing: str) -> HttpResponse:
    """Say something about a thing."""
    try:
        discussing.comment(request.viewer, thing, request.POST.get("words", ""))
    except InvalidError as problem:
        return _again(request, thing, problem)
    messages.success(request, gettext("Comment kept."))
    return _return(request, thing)


def assign(request: DeskRequest, thing: str) -> HttpResponse:
    """Ask somebody to see to a thing."""
    account, task, due = (request.POST.get(name, "").strip() for name in ("account", "task", "due"))
    try:
        discussing.assign(request.viewer, thing, account, task=task, due=due, against=request.POST.get("state"))
    except (ConflictError, InvalidError) as problem:
        return _again(request, thing, problem)
    messages.success(request, gettext("%(name)s is asked to see to it.") % {"name": account})
    return _return(request, thing)


def done(request: DeskRequest, thing: str) -> HttpResponse:
    """What was asked is done."""
    discussing.done(request.viewer, thing, request.POST.get("account", ""), against=request.POST.get("state"))
    messages.success(request, gettext("Done."))
    return _return(request, thing)


def listed(request: DeskRequest) -> HttpResponse:
    """What is asked of the viewer, and of others."""
    everything = assignments(request.viewer)
    known = things(request.viewer, {one.thing for one in everything})
    rows = [(one, known[one.thing]) for one in everything if one.thing in known]
    mine = [row for row in rows if row[0].to == request.viewer.name]
    others = [row for row in rows if row[0].to != request.viewer.name]
    lists = [(gettext("Yours"), mine), (gettext("Of others"), others)]
    shown = {"mine": mine, "lists": lists, "to_code": waiting_for(request.viewer), "today": dt.date.today().isoformat()}
    return render(request, "desk/assignments.html", shown)


def calendar(request: DeskRequest) -> HttpResponse:
    """What the viewer is asked for and what was promised, each with its day, for a calendar program."""
    made = calendar_of(request.viewer, request.build_absolute_uri)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sulh.ics"'
    return answer


def subscribed(request: DeskRequest, token: str) -> HttpResponse:
    """The calendar of whoever gave this address to a calendar program, which does not sign in: the key in it opens nothing else."""
    owner = owner_of_calendar(token)
    if owner is None:
        return HttpResponseNotFound(gettext("This address of a calendar is not valid any more."), content_type="text/plain; charset=utf-8")
    with speaking(owner.language or language()):
        made = calendar_of(viewer_of(owner), request.build_absolute_uri)
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers={"Referrer-Policy": "no-referrer"})


def _again(request: DeskRequest, thing: str, problem: SulhError) -> HttpResponse:
    """The form once more, with what was typed and why it was not taken."""
    about = things(request.viewer, [thing]).get(thing)
    typed = {name: request.POST.get(name, "") for name in _FIELDS}
    shown = {"about": about, "talk": talk_about(request.viewer, thing, typed=typed, problem=str(problem)), "next": back(request, "")}
    return render(request, "desk/talk.html", shown, status=422)


def _return(request: DeskRequest, thing: str) -> HttpResponse:
    about = things(request.viewer, [thing]).get(thing)
    return redirect(back(request, about.address if about else reverse("process")))
