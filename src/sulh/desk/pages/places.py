"""Where: a map of meetings, and the same as a table."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from sulh import words
from sulh.desk import figures
from sulh.desk.asking import choices_for, filters_of, is_filtered
from sulh.desk.charts.tables import ranked
from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.shown import language
from sulh.record.queries.places import places
from sulh.record.queries.process import MEETINGS
from sulh.record.shapes import PlaceView

__all__ = ["geojson", "show"]


def show(request: DeskRequest) -> HttpResponse:
    """The places of meetings with their precision."""
    filters = filters_of(request)
    found = kept(request.viewer, lambda: places(request.viewer, filters), "places", filters, on=MEETINGS)
    shown = {
        "filters": filters,
        "filtered": is_filtered(filters),
        "places_found": ranked(found),
        "figures": kept(request.viewer, lambda: figures.place_map(found), "map", filters, on=MEETINGS),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "desk/parts/places.html", shown)
    return render(request, "desk/places.html", {**shown, "choices": choices_for(request.viewer)})


def geojson(request: DeskRequest) -> HttpResponse:
    """The places for the zoomable map."""
    filters = filters_of(request)
    found = kept(request.viewer, lambda: places(request.viewer, filters), "places", filters, on=MEETINGS)
    return JsonResponse({"type": "FeatureCollection", "features": [_feature(place) for place in found]})


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
            "url": reverse("meetings") + f"?text={place.name}",
        },
    }
