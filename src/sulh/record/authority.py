"""What different words mean the same: tracks under their authority name, cities under their present one, actors with their identifiers."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from sulh.actors import Authority
from sulh.actors.places import Gazetteer, Place
from sulh.record.canonical import track_id
from sulh.text.folding import fold

__all__ = ["actor_ids", "city_key", "country_centre", "country_key", "is_listed_track", "is_vague", "place", "track_of", "track_process"]

# Words that say who convenes or what is spoken of, and the number of a round, which are no part of a track's name.
_LED = re.compile(r"\b(?:u\.?n\.?|united nations)[- ](?:led|brokered|sponsored|mediated|backed|facilitated)\b")
_NUMBERED = re.compile(r"[\s-]+\d{1,2}$")
# What is left of "UN-led talks" names no track that another text would name with other words.
_SAYS_NOTHING = frozenset({"", "talks", "negotiations", "process", "format", "track", "dialogue", "meetings", "meeting", "platform"})


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Key of a variant -> authority name and the ISO alpha-3 code of the conflict it is about."""
    from sulh.reading.english.track_names import track_key

    known: dict[str, tuple[str, str]] = {}
    with (files("sulh.data") / "tracks.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            for variant in (row["name"], *row["variants"].split("|")):
                known.setdefault(track_key(variant), (row["name"], row["conflict"]))
    return known


@cache
def track_of(written: str) -> tuple[str, str]:
    """Identifier and name of the track that is written so; a track that the table does not know keeps the name as written."""
    from sulh.reading.english.track_names import track_key

    bare = _bare(written)
    for name in (written, bare):
        if known := _known().get(track_key(name)):
            return track_id(known[0]), known[0]
    return track_id(written if is_vague(written) else track_key(bare)), written


def _bare(written: str) -> str:
    return _NUMBERED.sub("", " ".join(_LED.sub(" ", fold(written)).split()))


@cache
def is_listed_track(written: str) -> bool:
    """Whether the table of tracks knows the track that is written so."""
    from sulh.reading.english.track_names import track_key

    return any(track_key(name) in _known() for name in (written, _bare(written)))


@cache
def is_vague(written: str) -> bool:
    """Whether a track's name says only that there are talks and who leads them ("UN-led talks"), which may be said of several."""
    from sulh.reading.english.track_names import track_key

    bare = _bare(written)
    return track_key(written) not in _known() and (not bare or track_key(bare) in _SAYS_NOTHING)


@cache
def track_process(name: str) -> str:
    """The ISO alpha-3 code of the conflict that a known track is about, else nothing."""
    from sulh.reading.english.track_names import track_key

    known = _known().get(track_key(name))
    return known[1] if known else ""


@cache
def place(name: str) -> Place | None:
    """The place of the gazetteer that bears the name now or bore it once, however it is spelt."""
    return Gazetteer.default().called(name)


@cache
def city_key(name: str) -> str:
    """A key that the names of one place share: Astana and Nur-Sultan are one city."""
    found = place(name)
    return f"{fold(found.current_name)}/{found.country or ''}" if found else " ".join(fold(name).split())


@cache
def country_centre(country: str) -> tuple[float, float] | None:
    """Latitude and longitude in the middle of the cities known in a country (ISO alpha-2); None where none is known."""
    return Gazetteer.default().centre(country)


@cache
def country_key(city: str) -> str | None:
    """ISO alpha-2 of the country a city lies in, when the gazetteer knows it."""
    found = place(city)
    return found.country if found else None


@cache
def actor_ids(actor: str) -> dict[str, str]:
    """Identifiers of an actor in other data sets by scheme; a state's own identifier is its ISO alpha-3 code."""
    found = Authority.default().get(actor)
    if found is None:
        return {}
    ids = {scheme: code for scheme, code in found.ids if scheme != "country"}
    return ids | ({"iso3": found.id} if "iso2" in ids else {})
