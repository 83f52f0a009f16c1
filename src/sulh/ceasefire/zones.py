"""Which incidents lie in a zone, near its edge, or are placed too roughly to say, and when the zone was in force."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sulh.ceasefire.terms import Zone

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Places", "Placing", "in_force", "placed"]

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
    return Places.of(incidents).placed(zone)


@dataclass(frozen=True)
class Places:
    """Where incidents are, from west to east, so that those about a zone are found without looking at all.

    `order` are their places in the table, `widest` the largest radius in degrees of latitude, `unplaced` what every zone has first: OUT
    for those whose place is known.
    """

    order: npt.NDArray[np.int64]
    longitude: npt.NDArray[np.float64]
    latitude: npt.NDArray[np.float64]
    radius: npt.NDArray[np.float64]
    widest: float
    unplaced: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, incidents: pl.DataFrame) -> Places:
        """Take them from a table of incidents."""
        held = [incidents[name].to_numpy().astype(np.float64, copy=False) for name in ("longitude", "latitude", "radius")]
        known = np.isfinite(held[0]) & np.isfinite(held[1]) & np.isfinite(held[2])
        order = np.flatnonzero(known)
        order = order[np.argsort(held[0][order])]
        longitude, latitude, radius = (one[order] for one in held)
        unplaced = np.where(known, Placing.OUT, Placing.CANNOT_SAY).astype(np.uint8)
        return cls(order, longitude, latitude, radius, float(radius.max(initial=0.0)) / _KM_PER_DEGREE, unplaced)

    def placed(self, zone: Zone) -> npt.NDArray[np.uint8]:
        """The `Placing` of each incident, in the order of the table."""
        import shapely
        from shapely.geometry import shape

        found = self.unplaced.copy()
        outline = shape(zone.geometry)
        west, south, east, north = outline.bounds
        narrow = math.cos(math.radians(min(abs(south) + self.widest, abs(north) + self.widest, 89.0))) or 1e-6
        first = np.searchsorted(self.longitude, west - self.widest / narrow, side="left")
        last = np.searchsorted(self.longitude, east + self.widest / narrow, side="right")
        across = self.latitude[first:last]
        near = first + np.flatnonzero((across >= south - self.widest) & (across <= north + self.widest))
        if near.size:
            longitude, latitude = self.longitude[near], self.latitude[near]
            shapely.prepare(outline)
            placing = np.where(shapely.contains_xy(outline, longitude, latitude), Placing.IN, Placing.OUT)
            # Distances in degrees of latitude, after longitudes are shortened at the middle of the zone.
            shorter = math.cos(math.radians((south + north) / 2))
            edge = shapely.transform(outline.boundary, lambda points: points * [shorter, 1.0])
            shapely.prepare(edge)
            away = shapely.points(longitude * shorter, latitude)
            placing[shapely.dwithin(edge, away, self.radius[near] / _KM_PER_DEGREE)] = Placing.NEAR
            found[self.order[near]] = placing
        return found


def in_force(incidents: pl.DataFrame, zone: Zone) -> npt.NDArray[np.bool_]:
    """Return for each incident whether the zone was in force on one of its days."""
    start, end = incidents["start"].to_numpy(), incidents["end"].to_numpy()
    first = np.datetime64(zone.start) if zone.start else _LONG_AGO
    last = np.datetime64(zone.end) if zone.end else _FAR_OFF
    common: npt.NDArray[np.bool_] = (start <= last) & (end >= first)
    return common
