"""What matter of a ceasefire or of a peace a text is about, and what a segment of a report says became of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from sulh.model.vocabulary import Direction

__all__ = ["direction_told", "matters_of_clause", "matters_told", "tells_outcome"]

_ANY, _LEAD = "any", "lead"
# What a clause rules stands at its head; what a long preamble names in passing it does not rule.
_HEAD = 200
# What is looked for in a segment about a matter, and in any segment, in this order, with what it says.
_OF_MATTER = (
    ("worse", Direction.BREAKS),
    ("undone", Direction.DELAYS),
    ("kept", Direction.FULFILS),
    ("eased", Direction.ADVANCES),
)
_STANDS = (*(column for column, _ in _OF_MATTER), "broken")
_OF_ANY = (
    ("broken", Direction.BREAKS),
    ("undone", Direction.DELAYS),
    ("again", Direction.REPEATS),
    ("eased", Direction.ADVANCES),
    ("done", Direction.FULFILS),
)


@lru_cache(maxsize=16384)
def matters_of_clause(text: str, language: str = "en") -> frozenset[str]:
    """The matters that a clause rules: fighting, weapons, monitors, civilians and so on. Nothing in a language that the table has not.

    A clause about which crimes a court tries rules the court, and not what the crimes are.
    """
    return frozenset() if _says(text[:_HEAD], language, _ANY, "tried") else _found(text[:_HEAD], language, "clause")


@lru_cache(maxsize=65536)
def matters_told(text: str, language: str = "en") -> frozenset[str]:
    """The matters of which a segment of a report says how they stand; those that it only names are not among them."""
    found = _found(text, language, "told")
    return frozenset(one for one in found if any(_says(text, language, one, column) for column in _STANDS))


@lru_cache(maxsize=65536)
def tells_outcome(text: str, language: str = "en") -> bool:
    """Whether a segment says of anything that it was done, begun, put off or broken."""
    return any(_says(text, language, _ANY, column) for column, _ in _OF_ANY)


def direction_told(text: str, lead: str, matters: Sequence[str], language: str = "en") -> Direction:
    """What a segment says became of a clause with which it shares these matters."""
    if _says(text, language, _ANY, "broken") or (lead and _says(lead, language, _LEAD, "broken")):
        return Direction.BREAKS
    for column, direction in _OF_MATTER:
        if any(_says(text, language, matter, column) for matter in matters):
            return direction
    if lead and _says(lead, language, _LEAD, "undone"):
        return Direction.DELAYS
    # What is asked for was not broken by asking, though the words for it are those of a breach.
    if not _says(text, language, _ANY, "again") and any(_says(text, language, matter, "broken") for matter in matters):
        return Direction.BREAKS
    said = next((direction for column, direction in _OF_ANY if _says(text, language, _ANY, column)), Direction.MENTIONS)
    is_asked = said is Direction.MENTIONS and lead and _says(lead, language, _LEAD, "again")
    return Direction.REPEATS if is_asked else said


def _found(text: str, language: str, column: str) -> frozenset[str]:
    table = _table(language)
    return frozenset(matter for (matter, kind), pattern in table.items() if kind == column and pattern.search(text))


def _says(text: str, language: str, matter: str, column: str) -> bool:
    pattern = _table(language).get((matter, column))
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=16)
def _table(language: str) -> Mapping[tuple[str, str], re.Pattern[str]]:
    wanted = language.partition("-")[0].lower() or "en"
    with files("sulh.data").joinpath("following_matters.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["language"] == wanted]
    return {(row["matter"], row["column"]): re.compile(row["pattern"], re.IGNORECASE) for row in rows}
