"""Which countries talks are about: from the known tracks, else from the parties at the table."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from importlib.resources import files

from sulh.actors import Authority
from sulh.record.shapes import MeetingView

__all__ = ["conflict_of"]


def conflict_of(meeting: MeetingView) -> frozenset[str]:
    """ISO alpha-3 codes of the countries a meeting is about: those of its tracks, else the states of its parties, else none."""
    known = _conflicts()
    named = frozenset(code for track in meeting.tracks for code in known.get(track.name.casefold(), ()))
    if named:
        return named
    authority = Authority.default()
    found = set()
    for one in meeting.participants:
        actor = authority.get(one.actor.id)
        # An armed group, or an opposition, is of a country; a state that is a party is one.
        if actor and (one.role == "party" or actor.kind in {"armed_group", "political"}):
            country = authority.country_of(actor)
            if country:
                found.add(country)
    return frozenset(found)


@lru_cache(maxsize=1)
def _conflicts() -> dict[str, tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(files("sulh.data").joinpath("tracks.csv").read_text(encoding="utf-8")))
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        codes = tuple(row["conflict"].replace("|", ";").split(";")) if row["conflict"] else ()
        for name in (row["name"], *row["variants"].split("|")):
            found.setdefault(name.casefold(), codes)
    return found
