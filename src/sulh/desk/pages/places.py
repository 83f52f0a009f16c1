"""Where: a map of meetings, and the same as a table."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from sulh import words
from sulh.desk import figures
from sulh.desk.asking import choices_for, filters_of, is_filtered
from sulh.desk.charts.findings import of_places
from sulh.desk.charts.tables import ranked
from sulh.desk.listing import list_page
from sulh.desk.lists import LISTS
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.record.queries.places import conflict_countries, places
from sulh.record.queries.process import FACTS, MEETINGS
from sulh.record.shapes import Filters, PlaceView

__all__ = ["geojson", "show"]


def show(request: DeskRequest) -> HttpResponse:
    """The places of meetings with their precision."""
    filters = filters_of(request)
    found = _found(request, filters)
    table = list_page(request, LISTS["places"])
    ranks = {(one.latitude, one.longitude, one.precision): rank for rank, one in ranked(found)}
    shown = {
        "filters": filters,
        "filtered": is_filtered(filters),
        "places_found": [(ranks[one.latitude, one.longitude, one.precision], one) for one in table["page"].rows],
        "heads": table["heads"],
        "list": table["list"],
        "finding": of_places(found, language()),
        "countries": _countries(found),
        "figures": kept(request.viewer, lambda: _pictures(request, found), "map", filters, on=FACTS),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/places.html", shown)
    return render(request, "desk/places.html", {**shown, "choices": choices_for(request.viewer)})


def geojson(request: DeskRequest) -> HttpResponse:
    """The places for other programs that draw maps."""
    found = _found(request, filters_of(request))
    return JsonResponse({"type": "FeatureCollection", "features": [_feature(place) for place in found]})


def _found(request: DeskRequest, filters: Filters) -> tuple[PlaceView, ...]:
    return kept(request.viewer, lambda: places(request.viewer, filters), "places", filters, on=MEETINGS)


def _countries(found: tuple[PlaceView, ...]) -> list[tuple[str, int]]:
    """Countries with their number of meetings, the most frequent first."""
    held: dict[str, set[str]] = defaultdict(set)
    for place in found:
        if place.country:
            held[place.country] |= {meeting.id for meeting in place.meetings}
    return sorted(((country, len(ids)) for country, ids in held.items()), key=lambda one: (-one[1], one[0]))


def _pictures(request: DeskRequest, found: tuple[PlaceView, ...]) -> tuple[SafeString, SafeString]:
    return figures.place_map(found, conflict_countries(request.viewer))


def _feature(place: PlaceView) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "name": words.city(place.name, language=language()),
            "country": words.country(place.country, language=language()),
            "precision": place.precision,
            "meetings": len(place.meetings),
            "counted": words.phrase("count.meetings", count=len(place.meetings), language=language()),
            "url": f"{reverse('meetings')}?{urlencode({'place': place.name})}",
        },
    }
