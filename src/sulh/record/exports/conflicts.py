"""Which countries talks are about: from the known tracks, else from the parties at the table, else from the rest of the process."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from sulh.actors import Authority
from sulh.record.shapes import MeetingView

__all__ = ["conflict_of", "conflict_of_all"]


# A group or an opposition is of a country without its role being told.
_LOCAL_KINDS = frozenset({"armed_group", "political"})


def conflict_of(meeting: MeetingView, process: frozenset[str] = frozenset()) -> frozenset[str]:
    """ISO alpha-3 codes of the countries a meeting is about, empty where nothing says so.

    Those of its tracks; else the states of its parties; else `process`, the countries of the whole process, where one of them or
    of their groups sat at the table.
    """
    named = _of_tracks(meeting)
    if named:
        return named
    present = {one: country for one in meeting.participants if (country := _country(one.actor.id))}
    parties = frozenset(country for one, country in present.items() if one.role == "party" or one.actor.kind in _LOCAL_KINDS)
    return parties or (process if process & set(present.values()) else frozenset())


def conflict_of_all(meetings: Iterable[MeetingView]) -> frozenset[str]:
    """The countries that all tracks of these meetings are about; empty when tracks are about different ones."""
    found = {named for meeting in meetings if (named := _of_tracks(meeting))}
    return found.pop() if len(found) == 1 else frozenset()


def _of_tracks(meeting: MeetingView) -> frozenset[str]:
    known = _conflicts()
    return frozenset(code for track in meeting.tracks for code in known.get(track.name.casefold(), ()))


def _country(actor_id: str) -> str | None:
    authority = Authority.default()
    actor = authority.get(actor_id)
    return authority.country_of(actor) if actor else None


@lru_cache(maxsize=1)
def _conflicts() -> dict[str, tuple[str, ...]]:
    rows = csv.DictReader(io.StringIO(files("sulh.data").joinpath("tracks.csv").read_text(encoding="utf-8")))
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        codes = tuple(row["conflict"].replace("|", ";").split(";")) if row["conflict"] else ()
        for name in (row["name"], *row["variants"].split("|")):
            found.setdefault(name.casefold(), codes)
    return found
