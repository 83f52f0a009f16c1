"""Places where meetings were held, with their coordinates and how precise they are."""

from __future__ import annotations

from collections import defaultdict

from sulh.record.access import require
from sulh.record.authority import place
from sulh.record.queries.lists import listed
from sulh.record.shapes import Filters, MeetingView, PlaceView, Viewer
from sulh.text.countries import country_name

__all__ = ["places"]

_ALL = Filters()


def places(viewer: Viewer, filters: Filters = _ALL) -> tuple[PlaceView, ...]:
    """The places of the meetings (without participants) that `filters` mean, the most frequent first.

    Meetings at places without coordinates are left out.
    Several names of one place (Astana, Nur-Sultan) are one place under its present name.
    """
    require(viewer, "read")
    found: dict[tuple[float, float, str], list[MeetingView]] = defaultdict(list)
    for view in listed(viewer, filters, participants=False).rows:
        if view.latitude is not None and view.longitude is not None:
            found[(view.latitude, view.longitude, view.place_precision)].append(view)
    named = [PlaceView(_name(ones), ones[0].country, *point, tuple(ones)) for point, ones in found.items()]
    return tuple(sorted(named, key=lambda one: (-len(one.meetings), one.name)))


def _name(ones: list[MeetingView]) -> str:
    """The present name of the place, else the name in the latest meeting; the country where the city is not on the map."""
    city = next((view.city for view in reversed(ones) if view.city), None)
    if city is None or ones[0].place_precision == "country":
        return country_name(ones[0].country) or ""
    known = place(city)
    return known.current_name if known else city
