"""Meetings as points on a map (RFC 7946)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sulh import words
from sulh.record.exports.selection import Selection
from sulh.record.shapes import MeetingView

__all__ = ["feature", "write_geojson"]


def feature(meeting: MeetingView, status: str) -> dict[str, Any]:
    """A meeting as a GeoJSON feature, with how settled it is; one whose place has no point has no geometry."""
    has_point = meeting.longitude is not None and meeting.latitude is not None
    return {
        "type": "Feature",
        "id": meeting.id,
        "geometry": {"type": "Point", "coordinates": [meeting.longitude, meeting.latitude]} if has_point else None,
        "properties": {
            "title": words.title_of(meeting), "kind": meeting.kind, "status": meeting.status,
            "tracks": [track.name for track in meeting.tracks], "ordinal": meeting.ordinal, "start": meeting.start, "end": meeting.end,
            "first_day": meeting.first_day, "last_day": meeting.last_day, "record_status": status,
            "city": meeting.city, "country": meeting.country, "place_precision": meeting.place_precision,
            "participants": [{"actor": one.actor.id, "name": one.actor.name, "role": one.role} for one in meeting.participants],
            "issues": list(meeting.issues), "sources": meeting.sources, "disputed": list(meeting.disputed),
        },
    }  # fmt: skip


def write_geojson(chosen: Selection, path: Path) -> list[Path]:
    """One feature collection of all meetings."""
    collection = {"type": "FeatureCollection", "features": [feature(one, chosen.status_of(one)) for one in chosen.meetings]}
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path]
