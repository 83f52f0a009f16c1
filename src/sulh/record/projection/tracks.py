"""What documents say of the tracks themselves: when one began, where it sits, what it belongs to; the earliest claim in force is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sulh.record.authority import track_of
from sulh.record.models import Claim, TrackRow

__all__ = ["fill_tracks", "project_tracks"]

_TOLD = ("started", "venue", "parallel_to", "part_of")


def fill_tracks(values: Iterable[dict[str, Any]]) -> None:
    """Put what new claims say of tracks where nothing was said before; new claims are always later than those before."""
    told: dict[str, dict[str, str]] = {}
    for value in values:
        known = told.setdefault(track_of(value["name"])[0], {})
        for name in _TOLD:
            if value[name] is not None:
                known.setdefault(name, value[name])
    changed = []
    for row in TrackRow.objects.filter(pk__in=[track for track, known in told.items() if known]):
        for name, said in told[row.pk].items():
            if getattr(row, name) is None:
                setattr(row, name, said)
        changed.append(row)
    TrackRow.objects.bulk_update(changed, _TOLD)


def project_tracks(tracks: set[str]) -> None:
    """Work out what is said of these tracks anew, after somebody decided about a claim; reads every claim about a track."""
    if not tracks:
        return
    claims = Claim.objects.filter(mention__kind="track").exclude(status__in=("rejected", "withdrawn")).order_by("seq")
    values = [json.loads(decided or value) for value, decided in claims.values_list("value", "decided")]
    TrackRow.objects.filter(pk__in=tracks).update(**dict.fromkeys(_TOLD))
    fill_tracks(value for value in values if track_of(value["name"])[0] in tracks)
