"""Countries by code and English name, from the table of states that reading uses."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

__all__ = ["country_code", "country_name"]


def country_name(alpha_2: str | None) -> str | None:
    """Return the name of a country by its ISO 3166-1 alpha-2 code; a code that is not in the table is returned as it is."""
    return None if alpha_2 is None else _names().get(alpha_2, alpha_2)


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country given by its English name or one of its codes; None for anything else."""
    return _codes().get(" ".join(name.split()).casefold())


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    names = _names()
    table = (files("sulh") / "data" / "actors.csv").read_text("utf-8")
    three = {row["id"].casefold(): row["iso2"] for row in csv.DictReader(table.splitlines()) if row["iso2"]}
    return three | {name.casefold(): code for code, name in names.items()} | {code.casefold(): code for code in names}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    table = (files("sulh") / "data" / "actors.csv").read_text("utf-8")
    return {row["iso2"]: row["name"] for row in csv.DictReader(table.splitlines()) if row["iso2"]}
