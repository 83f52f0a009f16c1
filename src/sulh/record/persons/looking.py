"""Who looked at a round, for its mediator; and what looks at names are called in the ledger."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.record.access import ALL
from sulh.record.canonical import canonical, sha256
from sulh.record.looks import KIND as LOOK
from sulh.record.looks import looked
from sulh.record.models import Entry
from sulh.record.projection.models import Look
from sulh.record.sealed_fields import need_key
from sulh.record.shapes import Viewer

__all__ = ["LooksAt", "is_about_persons", "looks_at", "must_look", "name_of_look", "renamed_looks"]

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
    """What a look at one name of a round is called in the ledger, which says it of no name by itself.

    Looks are not sealed: in a record that seals, nobody without its key can try numbers against it.
    """
    held = need_key()
    return f"round:{key}:{held.digest(f'look {key} {name}')[:16]}" if held.is_sealing else _unsealed(key, name)


def _unsealed(key: str, name: str) -> str:
    return f"round:{key}:{sha256(f'{key} {name}')[:16]}"


def renamed_looks(key: str, names: Iterable[str], mark: str) -> Iterator[tuple[int, str, str]]:
    """The entries of looks at these names of a round, by number and kind, with what they are called then.

    What a look at a name is called is a digest of its number, which whoever has the key could try: it becomes one of random digits after
    `mark`.
    """
    new = {name: f"round:{key}:{mark}{secrets.token_hex(5)}" for name in names}
    new = {called(key, name): other for name, other in new.items() for called in (name_of_look, _unsealed)}
    found = Entry.objects.filter(kind=LOOK, body__isnull=False).order_by("seq").values_list("seq", "body")
    for seq, body in found.iterator(chunk_size=2000):
        said = json.loads(body or "null")
        if isinstance(said, dict) and not new.keys().isdisjoint(said.get("things", ())):
            yield seq, LOOK, canonical({**said, "things": [new.get(thing, thing) for thing in said["things"]]})
