"""Persons whom sources name at meetings: the list, one with roles, meetings, titles and sources, and spellings joined and parted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sulh.desk.listing import list_page
from sulh.desk.lists import LISTS
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.model import ConflictError, InvalidError, RecordError
from sulh.record import same_person
from sulh.record.looks import looked_at
from sulh.record.queries.person import PersonAtMeeting, PersonPage, person, preview_persons, spellings
from sulh.record.queries.person_list import people
from sulh.record.queries.process import FACTS
from sulh.record.states import state_of

__all__ = ["join", "listed", "part", "show"]

_OFFERED = 400


def listed(request: DeskRequest) -> HttpResponse:
    """All persons, or those that the filters leave."""
    return render(request, "desk/people.html", {**list_page(request, LISTS["people"]), "nothing": gettext("No person fits.")})


def show(request: DeskRequest, key: str) -> HttpResponse:
    """A person by name."""
    found = kept(request.viewer, lambda: person(request.viewer, key), "person", key, on=(*FACTS, "claim", "actoralias"))
    looked_at(request.viewer, [claim.document for title in found.titles for claim in title.claims])
    chosen = request.GET.get("actor", ""), request.GET.get("role", "")
    at = [one for one in found.meetings if _is_at(one, *chosen)]
    return render(request, "desk/person.html", {"person": found, "at": at, "chosen_role": chosen[1], "narrowed": any(chosen)})


def _is_at(one: PersonAtMeeting, actor: str, role: str) -> bool:
    """Whether the person came for this actor, and it was there in this role; empty means any."""
    return (not actor or (one.actor is not None and one.actor.id == actor)) and (not role or one.role == role)


def join(request: DeskRequest, key: str) -> HttpResponse:
    """The spellings that are joined; what joining with another person would change, then the joining."""
    viewer, found = request.viewer, person(request.viewer, key)
    sent = request.POST if request.method == "POST" else request.GET
    typed, preview, problem = sent.get("other", "").strip(), None, ""
    if typed or request.method == "POST":
        try:
            preview = preview_persons(viewer, found.name, typed)
            if request.method == "POST":
                same_person.join_persons(viewer, *preview.claims, reason=sent.get("reason", "").strip(), against=sent.get("state"))
                messages.success(request, gettext("The two are one person now."))
                return redirect("person-join", key=preview.person.key)
        except (ConflictError, InvalidError, RecordError) as said:
            problem = str(said)
    return _page(request, found, {"preview": preview, "typed": typed, "problem": problem, "reason": sent.get("reason", "")})


def part(request: DeskRequest, key: str) -> HttpResponse:
    """A spelling is another person after all."""
    found = person(request.viewer, key)
    claim, reason, state = (request.POST.get(name, "").strip() for name in ("claim", "reason", "state"))
    try:
        same_person.part_person(request.viewer, claim, reason=reason, against=state or None)
    except (ConflictError, InvalidError) as said:
        return _page(request, found, {"problem": str(said), "reason": reason})
    messages.success(request, gettext("Each stands for itself again."))
    return redirect("person-join", key=found.key)


def _page(request: DeskRequest, found: PersonPage, more: dict[str, object]) -> HttpResponse:
    viewer = request.viewer
    joined = spellings(viewer, found)[1:]
    others = [one.name for one in people(viewer, limit=_OFFERED).rows if one.key != found.key]
    states = [(one, state_of([one.claim], viewer)) for one in joined]
    shown = {"person": found, "joined": states, "others": others, **more}
    return render(request, "desk/person_join.html", shown, status=422 if more.get("problem") else 200)
