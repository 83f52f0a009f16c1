"""Names of actors, countries, tracks, cities, persons and processes; one that a table does not know is shown as the record has it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from sulh.words.tables import rows, word

__all__ = ["actor", "city", "country", "person", "process", "track"]


def actor(id: str, name: str = "", *, language: str = "en") -> str:
    """The name of the actor `id`, which the record calls `name`: in English that is its name."""
    if language == "en" and name:
        return name
    return _name("actor", id, language) or name or _name("actor", id, "en") or id


def country(alpha_2: str | None, *, language: str = "en") -> str:
    """A country by its ISO 3166-1 alpha-2 code; empty without one, the code itself where no table knows it."""
    return _name("country", alpha_2, language) or alpha_2 if alpha_2 else ""


def track(id: str, name: str = "", *, language: str = "en") -> str:
    """The name of a track, by its identifier or by the name that a source gives it."""
    return _name("track", id, language) or _name("track", name, language) or name or id


def city(name: str | None, *, language: str = "en") -> str:
    """The name of a city or another place that a source writes as `name`, in whatever spelling the gazetteer knows."""
    return _name("city", name, language) or _name("city", _spelt(name, language), language) or name or ""


def person(name: str, *, language: str = "en") -> str:
    """The name of a person, which the record writes as `name`: in English that is the name."""
    return (_name("person", name, language) if language != "en" else "") or name


def process(name: str, *, language: str = "en") -> str:
    """The name of a process, which people called `name`: in English that is its name."""
    return (_name("process", name, language) if language != "en" else "") or name


def _name(of: str, key: str | None, language: str) -> str:
    row = _names().get((of, _slug(key))) if key else None
    return (word(row, language) if "en" in row else row.get(language.partition("-")[0].lower(), "")) if row else ""


def _spelt(name: str | None, language: str) -> str:
    """The spelling of a place under which the table of names has it, by any other; in English it is called as the source has it."""
    return _spellings().get(_slug(name), "") if name and language != "en" else ""


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    """The spelling that the table of names has of each place of the gazetteer, by every spelling that this has, of one country alone."""
    places = list(csv.DictReader(files("sulh.data").joinpath("places.csv").read_text(encoding="utf-8").splitlines()))
    in_table = [row for row in places if ("city", _slug(row["name"])) in _names()]
    # The name that a place bears now goes before those of old.
    ordered = sorted(in_table, key=lambda row: row["name"] == row["current_name"])
    named = {(row["country"], row["current_name"]): row["name"] for row in ordered}
    meant: dict[str, set[str]] = {}
    for row in places:
        meant.setdefault(_slug(row["name"]), set()).add(named.get((row["country"], row["current_name"]), ""))
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1 and "" not in found}


@lru_cache(maxsize=4096)
def _slug(key: str) -> str:
    return re.sub(r"[^\w+]+|_", "-", key.casefold()).strip("-")


@lru_cache(maxsize=1)
def _names() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What a name is of and its key: its row."""
    found = {(row["of"], _slug(row["key"])): row for row in rows("names")}  # a place that is only known by its country has its name
    for row in rows("country_names"):
        found["actor", _slug(row["actor"])] = found["country", _slug(row["iso2"])] = found["city", _slug(row["en"])] = row
    return found
