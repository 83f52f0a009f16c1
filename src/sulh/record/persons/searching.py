"""Search for a person in any script and spelling, over the lists that somebody may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sulh.persons.erased import is_erased
from sulh.persons.exchange import HELD
from sulh.persons.search import NameIndex
from sulh.record.persons.cases import cases
from sulh.record.persons.looking import must_look
from sulh.record.persons.matters import worked_out
from sulh.record.persons.rounds import RoundSeen, round_seen, rounds, today
from sulh.record.shapes import Viewer

__all__ = ["PersonHit", "find_persons"]

_LEAST = 0.01
_MOST = 50


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A name found: in which round (or none, for a file), under which key, what is known of the person, and how likely it is the name
    asked for (0 to 1).
    """

    round: str
    round_name: str
    key: str
    person: Mapping[str, str]
    likely: float

    @property
    def is_held(self) -> bool:
        """Whether it stands in a list of persons held, and not among the names asked about."""
        return self.key.startswith(HELD)


def find_persons(viewer: Viewer, name: str) -> list[PersonHit]:
    """The names that are most likely the one asked for, the likeliest first, in all rounds and files that the viewer sees; at most fifty.

    That somebody searched is recorded, not what for. Raises AccessError without the role.
    """
    known = rounds(viewer)
    must_look(viewer, [f"search:{line.id}" for line in known])
    found: list[PersonHit] = []
    for line in known:
        seen = round_seen(viewer, line.id)
        index, keys = worked_out(lambda seen=seen: _index(seen), "names", seen.id, seen.party, seen.entry, today())  # type: ignore[misc]
        if not keys:
            continue
        people = _people(seen)
        for hit in index.find(name, limit=_MOST):
            if hit.score >= _LEAST:
                key = keys[hit.row]
                found.append(PersonHit(seen.id, seen.round.name, key, people[key], hit.score))
    files = cases(viewer)
    if files:
        index = worked_out(lambda: NameIndex(one.name for one in files), "names of files", tuple((one.id, one.name) for one in files))
        found += [PersonHit("", "", files[hit.row].id, {"name": files[hit.row].name}, hit.score) for hit in index.find(name, limit=_MOST)
                  if hit.score >= _LEAST]  # fmt: skip
    return sorted(found, key=lambda one: (-one.likely, one.round_name, one.key))[:_MOST]


def _index(seen: RoundSeen) -> tuple[NameIndex, list[str]]:
    people = _people(seen)
    keys = [key for key, person in people.items() if person.get("name")]
    return NameIndex(people[key]["name"] for key in keys), keys


def _people(seen: RoundSeen) -> dict[str, Mapping[str, str]]:
    people = {key: one.person for key, one in seen.round.requests.items()} | {key: one.person for key, one in seen.round.held.items()}
    return {key: person for key, person in people.items() if not is_erased(key)}
