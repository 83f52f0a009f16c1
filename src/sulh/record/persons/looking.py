"""Who looked at a round: for its mediator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.record.access import ALL
from sulh.record.canonical import sha256
from sulh.record.looks import looked
from sulh.record.projection.models import Look
from sulh.record.shapes import Viewer

__all__ = ["LooksAt", "is_about_persons", "looks_at", "must_look", "name_of_look"]

# How what is looked at begins where it is about persons.
_PERSONS = ("round:", "search:", "case:", "plan:")


@dataclass(frozen=True, slots=True)
class LooksAt:
    """How many accounts looked at a round, on how many days counted each, and the last of them."""

    people: int
    times: int
    last: tuple[tuple[str, str], ...]  # account and day, the latest first


def looks_at(key: str) -> LooksAt:
    """The looks at a round."""
    found = list(Look.objects.filter(thing=f"round:{key}").order_by("-seq").values_list("author", "day"))
    return LooksAt(len({author for author, _ in found}), len(found), tuple(found[:10]))


def must_look(viewer: Viewer, things: Sequence[str]) -> None:
    """Record that the viewer is shown these things of lists of persons.

    Raises RecordError where it cannot be recorded; whoever holds the record is shown them all the same.
    """
    if things and not looked(viewer, things) and viewer.scope != ALL:
        raise RecordError("who looks at lists of persons is recorded, and cannot be just now: try again in a moment")


def is_about_persons(body: Mapping[str, Any]) -> bool:
    """Whether an entry about looks says that somebody looked at lists or files of persons: that tells that there are some, and how many."""
    return any(str(thing).startswith(_PERSONS) for thing in body.get("things", ()))


def name_of_look(key: str, name: str) -> str:
    """What a look at one name of a round is called in the ledger, which says it of no name by itself."""
    return f"round:{key}:{sha256(f'{key} {name}')[:16]}"
