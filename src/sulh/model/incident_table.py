"""The table of incidents: the columns that lists of events are brought to, and that counts before and after are made from."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["INCIDENT_COLUMNS"]

# Column -> what it holds: "text", "day" (of the calendar), "number" (whole) or "degrees".
INCIDENT_COLUMNS: Mapping[str, str] = {
    "id": "text",  # names the event through all versions of the list
    "row": "number",  # of its file, counted from 1 without the heads
    "start": "day",
    "end": "day",  # the last day; that of `start` where the list gives one day only
    "latitude": "degrees",
    "longitude": "degrees",
    "radius": "number",  # km within which it took place, by the list's own code of precision; none: nobody can say
    "kind": "text",
    "side_a": "text",
    "side_b": "text",
    "province": "text",
    "reporter": "text",  # which side or body reports it
    "deaths": "number",
    "civilian_deaths": "number",
}
