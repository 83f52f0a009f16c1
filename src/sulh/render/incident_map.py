"""Incidents as GeoJSON: a point for each whose place is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sulh import words
from sulh.ceasefire.incidents import Incident
from sulh.render.incident_lines import harm_words, incident_title

__all__ = ["features"]


def features(found: Iterable[tuple[Incident, tuple[float, float]]], language: str = "en") -> Iterator[dict[str, Any]]:
    """A feature for each incident with latitude and longitude; each says how far it is verified, and whether it was made up."""
    for one, at in found:
        properties = {
            "id": one.id,
            "title": incident_title(one, language),
            "state": one.verification.state,
            "kind": one.what,
            "place": words.city(one.place, language=language),
            "first_day": one.days[0],
            "last_day": one.days[1],
            "sides": [side.id for side in one.parties],
            "reports": len(one.reports),
            "killed_reported": harm_words(one.harm("killed"), language),
            "injured_reported": harm_words(one.harm("injured"), language),
            "synthetic": one.synthetic,
        }
        yield {"type": "Feature", "geometry": {"type": "Point", "coordinates": [at[1], at[0]]}, "properties": properties}
