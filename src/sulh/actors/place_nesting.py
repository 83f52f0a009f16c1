"""Whether one place lies in another, as far as their names tell: a town in the province that another source names."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from sulh.actors.places import Gazetteer, Place

__all__ = ["lies_in"]

# Names of provinces are used for what lies just beyond their border too ("Damascus" for its countryside, which is a province of its own).
_BORDER_KM = 50.0
_EARTH_KM = 6371.0


@cache
def lies_in(inner: str, outer: str) -> bool | None:
    """Return whether the place `inner` lies in the place `outer`, or is it; None where the names do not tell.

    A region lies around the towns of its first-level division, and so does the largest town of one, whose name provinces mostly bear
    ("Hama"). A name that the gazetteer lacks may be that of a village, or of a district around others: nothing is known of it. Names
    with a known place among their words ("northern Hama") are taken for that place's surroundings. Divisions are those of GeoNames.
    """
    if inner == outer:
        return True
    held, around = _known(inner), _known(outer)
    if held is None or around is None:
        return None
    if _identity(held) == _identity(around):
        return True
    if held.country != around.country:
        # A name found by its sound alone may be that of a place in another country.
        sure = held.country and around.country and all(Gazetteer.default().get(one) for one in (inner, outer))
        return False if sure else None
    if "country" in (held.kind, around.kind):
        return around.kind == "country"
    return _inside(held, around)


def _inside(held: Place, around: Place) -> bool | None:
    """Of two places of one country, neither of them the country."""
    own, division = _division(held), _division(around)
    if around.kind == "region" and not _is_seat(around):
        return None  # a region that is no division: Donbas, Eastern Ghouta
    if not _is_seat(around):
        return False if held.kind in ("city", "region") else None
    if own is None or (held.kind == "region" and not _is_seat(held)):
        return None
    if own == division:
        return True
    if _is_seat(held):
        return False  # two divisions
    return None if _kilometres(held, around) <= _BORDER_KM else False


@cache
def _known(name: str) -> Place | None:
    gazetteer = Gazetteer.default()
    found = gazetteer.called(name)
    if found is None:
        inside = [one.place for one in gazetteer.find(name)]
        found = inside[0] if len(inside) == 1 else None
    return found


def _identity(place: Place) -> tuple[object, ...]:
    return (place.geonames,) if place.geonames else (place.current_name, place.country)


def _division(place: Place) -> str | None:
    return _divisions().get(place.geonames or 0, (None, False))[0]


def _is_seat(place: Place) -> bool:
    return _divisions().get(place.geonames or 0, (None, False))[1]


@cache
def _divisions() -> dict[int, tuple[str | None, bool]]:
    """GeoNames identifier -> its first-level division, and whether it is the largest town of it."""
    table = files("sulh.data").joinpath("place_divisions.csv").read_text(encoding="utf-8").splitlines()
    return {int(row["geonames"]): (row["division"], row["largest"] == "yes") for row in csv.DictReader(table)}


def _kilometres(one: Place, other: Place) -> float:
    """The distance on a sphere; nothing where a position is not known, so that it parts no places."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 0.0
    south, north = radians(one.latitude), radians(other.latitude)
    wide = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(sin((north - south) / 2) ** 2 + cos(south) * cos(north) * wide))
