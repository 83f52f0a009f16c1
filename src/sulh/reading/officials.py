"""Look up office-holders by name, for documents that do not introduce them ("President Biden met ...")."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sulh.actors import Authority
from sulh.model import Actor
from sulh.text.folding import fold

__all__ = ["Official", "known_official", "name_key", "office_owner"]


@dataclass(frozen=True, slots=True)
class Official:
    """A public office-holder; `full` is true when the table entry is a full name and not only a surname."""

    actor: Actor
    office: str
    full: bool


def name_key(name: str) -> str:
    """Fold a personal name for comparison: no case, no diacritics, no article, no "Jr."."""
    key = re.sub(r"\b(?:jr|sr)\b\.?", "", fold(name).lower())
    return re.sub(r"[^\w]+", " ", re.sub(r"\b(?:al|el)[-\s]", "", key)).strip()


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


@cache
def _table() -> dict[str, tuple[str, str, bool]]:
    """Return folded name -> (actor id, office, full); a surname shared by listed persons of different actors is left out."""
    full: dict[str, tuple[str, str, bool]] = {}
    last: dict[str, tuple[str, str, bool] | None] = {}
    with (files("sulh.data") / "officials.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            for name in row["names"].split("|"):
                key = name_key(name)
                full[key] = (row["actor"], row["office"], True)
                if row["surname"] == "1":
                    surname = key.rsplit(" ", 1)[-1]
                    entry = (row["actor"], row["office"], False)
                    held = last.get(surname, entry)
                    last[surname] = entry if held is not None and held[0] == entry[0] else None
    return {**{k: v for k, v in last.items() if v is not None}, **full}


def known_official(name: str) -> Official | None:
    """Return the office-holder of that name, or None. The office is the one the person is best known for, on no particular date."""
    entry = _table().get(name_key(name))
    if entry is None:
        return None
    actor = Authority.default().get(entry[0])
    return Official(actor, entry[1], entry[2]) if actor is not None else None
