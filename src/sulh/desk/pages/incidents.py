"""Incidents: the list, one from allegation to response, and the decisions which reports are of one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from sulh.ceasefire.incidents import Incident
from sulh.desk.asking import filters_of
from sulh.desk.charts.incident_map import incident_map
from sulh.desk.ground import drawn
from sulh.desk.incident_list import INCIDENT_LIST
from sulh.desk.incidents import incident_shown, likely_pairs
from sulh.desk.listing import list_page
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import back
from sulh.desk.shown import language
from sulh.record.incidents import hold_apart, join_incidents, part_from_incident
from sulh.record.looks import looked_at
from sulh.record.queries.facts import facts_of
from sulh.record.queries.incidents import INCIDENTS, incident, incidents, placed_at
from sulh.record.queries.places import conflict_countries
from sulh.record.queries.refs import document_refs
from sulh.render.incident_map import features

__all__ = ["geojson", "join", "listed", "part", "show"]

_LIKELY = 5


def listed(request: DeskRequest) -> HttpResponse:
    """The incidents, with what may be one of them twice."""
    shown = list_page(request, INCIDENT_LIST)
    looked_at(request.viewer, document_refs(request.viewer, {key for one in shown["page"].rows for key in one.sources}).values())
    pairs = kept(request.viewer, lambda: likely_pairs(request.viewer, limit=_LIKELY), "likely incidents", language(), on=INCIDENTS)
    picture = kept(request.viewer, lambda: _map(request), "incident map", shown["filters"], language(), on=(*INCIDENTS, "zone"))
    nothing = gettext("Nothing fits these filters.") if shown["filtered"] else gettext("No source in the record tells of one yet.")
    more = {"likely": pairs, "map": picture, "zones": facts_of(request.viewer, "zone").total, "nothing": nothing}
    return render(request, "desk/incidents.html", shown | more)


def show(request: DeskRequest, key: str) -> HttpResponse:
    """One incident: who alleges what, what was found and by whom, whom it was put to, and what became of it."""
    found = kept(request.viewer, lambda: incident_shown(request.viewer, key), "incident", key, language(), on=INCIDENTS)
    lines = (*found.reports, *found.assessments, *found.responses)
    looked_at(request.viewer, [one.claim.document for one in lines])
    return render(request, "desk/incident.html", {"shown": found, "incident": found.incident})


def join(request: DeskRequest, key: str) -> HttpResponse:
    """Say of two reports, assessments or responses that they are of one incident, or of two."""
    left, right = request.POST.get("left", key), request.POST.get("right", "")
    reason, against = request.POST.get("reason", "").strip(), request.POST.get("state")
    if request.POST.get("are") == "two":
        hold_apart(request.viewer, left, right, reason=reason, against=against)
        messages.success(request, gettext("They are two incidents."))
    else:
        join_incidents(request.viewer, left, right, reason=reason, score=_score(request), against=against)
        messages.success(request, gettext("They are of one incident now, each with its own words."))
    return redirect(back(request, reverse("incident", args=[incident(request.viewer, left).id])))


def part(request: DeskRequest, key: str) -> HttpResponse:
    """Say that a report, an assessment or a response is not of this incident."""
    member, reason = request.POST.get("member", ""), request.POST.get("reason", "").strip()
    part_from_incident(request.viewer, member, reason=reason, against=request.POST.get("state"))
    messages.success(request, gettext("It stands on its own now."))
    return redirect("incident", key=incident(request.viewer, member).id)


def geojson(request: DeskRequest) -> JsonResponse:
    """The incidents that the address asks for, for programs that draw maps."""
    return JsonResponse({"type": "FeatureCollection", "features": list(features(_placed(request), language()))})


def _map(request: DeskRequest) -> str:
    """The map of the incidents that the address asks for; each place leads to its own. Empty where no place is known."""
    placed = _placed(request)
    if not placed:
        return ""
    named = {one.place for one, _ in placed if one.place}
    addresses = {place: f"{reverse('incidents')}?{urlencode({'place': place})}" for place in named}
    zones = drawn(facts_of(request.viewer, "zone").rows)
    own = conflict_countries(request.viewer)
    return mark_safe(incident_map(placed, zones=zones, conflict=own, addresses=addresses, language=language()))


def _placed(request: DeskRequest) -> list[tuple[Incident, tuple[float, float]]]:
    return [(one, at) for one in incidents(request.viewer, filters_of(request)).rows if (at := placed_at(one))]


def _score(request: DeskRequest) -> float | None:
    try:
        return round(float(request.POST.get("score", "")), 4)
    except ValueError:
        return None
