"""Meetings as points on a map (RFC 7946)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sulh.record.shapes import MeetingView
from sulh.words import title_of

__all__ = ["feature", "write_geojson"]


def feature(meeting: MeetingView) -> dict[str, Any]:
    """A meeting as a GeoJSON feature; one whose place has no point has no geometry."""
    has_point = meeting.longitude is not None and meeting.latitude is not None
    return {
        "type": "Feature",
        "id": meeting.id,
        "geometry": {"type": "Point", "coordinates": [meeting.longitude, meeting.latitude]} if has_point else None,
        "properties": {
            "title": title_of(meeting), "kind": meeting.kind, "status": meeting.status,
            "tracks": [track.name for track in meeting.tracks], "ordinal": meeting.ordinal, "start": meeting.start, "end": meeting.end,
            "city": meeting.city, "country": meeting.country, "place_precision": meeting.place_precision,
            "participants": [{"actor": one.actor.id, "name": one.actor.name, "role": one.role} for one in meeting.participants],
            "issues": list(meeting.issues), "sources": meeting.sources, "disputed": list(meeting.disputed),
        },
    }  # fmt: skip


def write_geojson(meetings: tuple[MeetingView, ...], path: Path) -> list[Path]:
    """One feature collection of all meetings."""
    collection = {"type": "FeatureCollection", "features": [feature(meeting) for meeting in meetings]}
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [path]
