"""Names of states and a few organisations in the reader's language; every other name is shown as the record has it."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from django.utils.translation import get_language

from sulh.text.countries import country_name

__all__ = ["actor_name", "country"]


def actor_name(key: str, name: str) -> str:
    """The name of the actor `key`, which the record calls `name`."""
    return _names().get((get_language() or "", key), name)


def country(alpha_2: str | None) -> str:
    """A country by its ISO 3166-1 alpha-2 code; empty without one."""
    if not alpha_2:
        return ""
    return _names().get((get_language() or "", alpha_2)) or country_name(alpha_2) or alpha_2


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, str], str]:
    """Language and actor, or language and alpha-2 code: the name."""
    table = csv.DictReader((files("sulh") / "data" / "country_names.csv").read_text("utf-8").splitlines())
    return {(row["language"], key): row["name"] for row in table for key in (row["iso2"], row["actor"])}
