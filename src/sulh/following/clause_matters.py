"""What matter of a ceasefire or of a peace a text is about, and what a segment of a report says became of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from sulh.model.vocabulary import Direction

__all__ = ["binds_nobody", "direction_told", "matters_of_clause", "matters_told", "tasks_of", "tells_outcome", "topics"]

_ANY, _LEAD, _WATCHED = "any", "lead", frozenset({"monitors", "watching"})
# What a clause rules stands at its head; what a long preamble names in passing it does not rule.
_HEAD = 200
# What a title in capitals has not.
_PLAIN = re.compile(r"\b[^\W\dA-ZÀ-Þ]{4,}")
# What is looked for in a segment about a matter, and in any segment, in this order, with what it says.
_OF_MATTER = (
    ("worse", Direction.BREAKS),
    ("undone", Direction.DELAYS),
    ("kept", Direction.FULFILS),
    ("eased", Direction.ADVANCES),
)
# `shown`: the matter is spoken of as it is, which breaks no clause.
_STANDS = (*(column for column, _ in _OF_MATTER), "broken", "shown")
_OF_ANY = (
    ("broken", Direction.BREAKS),
    ("undone", Direction.DELAYS),
    ("again", Direction.REPEATS),
    ("eased", Direction.ADVANCES),
    ("done", Direction.FULFILS),
)


@lru_cache(maxsize=16384)
def matters_of_clause(text: str, language: str = "en", lead: str = "") -> frozenset[str]:
    """The matters that a clause rules: fighting, weapons, monitors, civilians and so on. Nothing in a language that the table has not.

    A clause about which crimes a court tries rules the court, and not what the crimes are; one by which somebody is to watch whether a
    truce holds rules the watching. What is named as a time, an aim or a duty of others is not ruled either, nor what a matter that is
    narrower holds: whoever rules where weapons stand among homes does not rule all weapons. An item of a list that rules nothing by itself
    ("120 mm mortars - by 8 kilometres") rules what the words before the list and it say together (`lead`).
    """
    own = _matters_of_clause(text, language)
    return own or (_matters_of_clause(f"{lead[-_HEAD // 2 :]} {text}", language) if lead else own)


def _matters_of_clause(text: str, language: str) -> frozenset[str]:
    head = text[:_HEAD]
    if _says(head, language, _ANY, "watched"):
        return _WATCHED
    if _says(head, language, _ANY, "tried") or binds_nobody(text, language) or not _PLAIN.search(head):
        return frozenset()
    table = _table(language)
    aside = table.get((_ANY, "aside"))
    found = _found(aside.sub(" ", head) if aside else head, language, "clause")
    return found - {other for one in found if (one, "instead") in table for other in found if table[one, "instead"].fullmatch(other)}


@lru_cache(maxsize=16)
def topics(language: str = "en") -> frozenset[str]:
    """The matters that are wider than what one clause rules: elections, the making of a constitution."""
    return frozenset(matter for matter, column in _table(language) if column == "topic")


@lru_cache(maxsize=65536)
def matters_told(text: str, language: str = "en") -> frozenset[str]:
    """The matters of which a segment of a report says how they stand; those that it only names are not among them.

    What the table has as `other` is like the matter and is another one: violence among communities is no breach of a truce of armies.
    """
    found = (one for one in _found(text, language, "told") if not _says(text, language, one, "other"))
    return frozenset(one for one in found if any(_says(text, language, one, column) for column in _STANDS))


@lru_cache(maxsize=16384)
def binds_nobody(text: str, language: str = "en") -> bool:
    """Whether a clause binds nobody to a deed, or not yet: it says who is meant or may do what, for which case, or introduces a list."""
    return _says(text, language, _ANY, "open")


@lru_cache(maxsize=65536)
def tasks_of(text: str, language: str = "en") -> frozenset[str]:
    """What sort of tasks a text names: to set a body up, to say of whom it consists, to make a law, to train and so on."""
    return frozenset(task for task, pattern in _tasks(language).items() if pattern.search(text))


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
    shown = any(_says(text, language, matter, "shown") for matter in matters)
    columns = _OF_ANY if not shown else [one for one in _OF_ANY if one[1] is not Direction.ADVANCES]
    said = next((direction for column, direction in columns if _says(text, language, _ANY, column)), None)
    return said or _of_lead(lead, language)


def _of_lead(lead: str, language: str) -> Direction:
    """What the words that introduce a list say of what stands in it."""
    for column, direction in (("again", Direction.REPEATS), ("eased", Direction.ADVANCES)):
        if lead and _says(lead, language, _LEAD, column):
            return direction
    return Direction.MENTIONS


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


@lru_cache(maxsize=16)
def _tasks(language: str) -> Mapping[str, re.Pattern[str]]:
    wanted = language.partition("-")[0].lower() or "en"
    with files("sulh.data").joinpath("following_tasks.csv").open(encoding="utf-8") as lines:
        return {row["task"]: re.compile(row["pattern"], re.IGNORECASE) for row in csv.DictReader(lines) if row["language"] == wanted}
