"""Which incidents lie in a zone, near its edge, or are placed too roughly to say, and when the zone was in force."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sulh.ceasefire.terms import Zone

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Placing", "in_force", "placed"]

# A degree of latitude; one of longitude is shorter by the cosine of the latitude. Within some dozen km of an edge both are exact enough.
_KM_PER_DEGREE = 111.2
_LONG_AGO, _FAR_OFF = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")


class Placing(IntEnum):
    """Where an incident lies with respect to a zone."""

    OUT = 0
    IN = 1
    NEAR = 2  # its circle of precision crosses the edge: in or out
    CANNOT_SAY = 3  # without a place, or placed within a district or a country only, of which the zone may be a part


def placed(incidents: pl.DataFrame, zone: Zone) -> npt.NDArray[np.uint8]:
    """Return the `Placing` of each incident of the table (`INCIDENT_COLUMNS`) with respect to the zone, in order.

    One whose place is known within `radius` km is IN or OUT where the whole circle is; without a radius nobody can say. The days of the
    zone are left out of account: see `in_force`.
    """
    import shapely
    from shapely.geometry import shape

    found = np.full(incidents.height, Placing.CANNOT_SAY, dtype=np.uint8)
    longitude, latitude, radius = (incidents[name].to_numpy() for name in ("longitude", "latitude", "radius"))
    known = np.isfinite(longitude) & np.isfinite(latitude) & np.isfinite(radius.astype(np.float64))
    outline = shape(zone.geometry)
    west, south, east, north = outline.bounds
    widest = float(np.nanmax(radius, initial=0.0)) / _KM_PER_DEGREE
    narrow = math.cos(math.radians(min(abs(south) + widest, abs(north) + widest, 89.0))) or 1e-6
    within = (latitude >= south - widest) & (latitude <= north + widest)
    within &= (longitude >= west - widest / narrow) & (longitude <= east + widest / narrow)
    found[known & ~within] = Placing.OUT
    near = np.flatnonzero(known & within)
    if near.size:
        shapely.prepare(outline)
        inside = shapely.contains_xy(outline, longitude[near], latitude[near])
        found[near] = np.where(inside, Placing.IN, Placing.OUT)
        # Distances in degrees of latitude, after longitudes are shortened at the middle of the zone.
        shorter = math.cos(math.radians((south + north) / 2))
        edge = shapely.transform(outline.boundary, lambda points: points * [shorter, 1.0])
        shapely.prepare(edge)
        away = shapely.distance(edge, shapely.points(longitude[near] * shorter, latitude[near])) * _KM_PER_DEGREE
        found[near[away < radius[near]]] = Placing.NEAR
    return found


def in_force(incidents: pl.DataFrame, zone: Zone) -> npt.NDArray[np.bool_]:
    """Return for each incident whether the zone was in force on one of its days."""
    start, end = incidents["start"].to_numpy(), incidents["end"].to_numpy()
    first = np.datetime64(zone.start) if zone.start else _LONG_AGO
    last = np.datetime64(zone.end) if zone.end else _FAR_OFF
    common: npt.NDArray[np.bool_] = (start <= last) & (end >= first)
    return common
