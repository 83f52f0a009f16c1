"""Look up office-holders by name, for documents that do not introduce them ("President Biden met ...")."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sulh.actors import Authority
from sulh.model import Actor
from sulh.reading.mentions import name_key

__all__ = ["Official", "Officials", "office_owner", "officials_in"]

_EVER = 9999


@dataclass(frozen=True, slots=True)
class Official:
    """Who a person serves by public fact; `full` is true when the table entry is a full name and not only a surname."""

    actor: Actor
    full: bool


@cache
def _owners() -> tuple[tuple[str, str], ...]:
    with (files("sulh.data") / "office_owners.csv").open(encoding="utf-8") as table:
        rows = [(row["office"], row["actor"]) for row in csv.DictReader(table)]
    return tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0])))


def office_owner(office: str) -> Actor | None:
    """Return the only actor that has an office of that title ("Director of National Intelligence"), for texts that name no actor."""
    folded = " ".join(office.lower().replace("’", "'").split())
    owner = next((actor for title, actor in _owners() if title in folded), None)
    return Authority.default().get(owner) if owner else None


class Officials:
    """Who served whom in any of some years, by name; in whatever year where none is named."""

    def __init__(self, years: frozenset[int] = frozenset()) -> None:
        # folded name -> (actor id, full); a surname shared by listed persons of different actors is left out
        full: dict[str, tuple[str, bool]] = {}
        last: dict[str, tuple[str, bool] | None] = {}
        for row in _rows():
            since, until = int(row["since"]), int(row["until"] or _EVER)
            if years and not any(since <= year <= until for year in years):
                continue
            for name in row["names"].split("|"):
                key = name_key(name)
                full[key] = (row["actor"], True)
                if row["surname"] == "1":
                    surname = key.rsplit(" ", 1)[-1]
                    entry = (row["actor"], False)
                    last[surname] = entry if last.get(surname, entry) == entry else None
        self._serving = {**{name: entry for name, entry in last.items() if entry is not None}, **full}

    def named(self, name: str) -> Official | None:
        """Return the official of that name, or None. Which office they held, only the text can say."""
        entry = self._serving.get(name_key(name))
        actor = Authority.default().get(entry[0]) if entry is not None else None
        return Official(actor, entry[1]) if actor is not None and entry is not None else None


@lru_cache(maxsize=64)
def officials_in(years: frozenset[int]) -> Officials:
    """Return the officials of some years."""
    return Officials(years)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("sulh.data") / "officials.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))
