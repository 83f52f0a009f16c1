"""What the zoomable map asks for besides the places: the outlines of countries and the library's worker."""

from __future__ import annotations

from django.http import HttpResponse

from sulh.desk.charts.maplibre import worker_script
from sulh.desk.charts.outlines import geojson
from sulh.desk.middleware import DeskRequest

__all__ = ["outlines", "worker"]

_DAY = "public, max-age=86400"  # the same for everybody, and nothing of the record in it


def outlines(request: DeskRequest) -> HttpResponse:
    """Outlines of countries as GeoJSON."""
    return HttpResponse(geojson(), content_type="application/geo+json", headers={"Cache-Control": _DAY})


def worker(request: DeskRequest) -> HttpResponse:
    """The worker of MapLibre GL."""
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": _DAY})
