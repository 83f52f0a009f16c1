"""Find whom persons serve whose office is said elsewhere to be of somebody: "the British prime minister", then "Prime Minister X"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sulh.model import Actor, ActorKind
from sulh.reading.english.offices import find_offices
from sulh.reading.lexicon import word_set
from sulh.reading.mentions import NamedPerson
from sulh.reading.passages import Passage

__all__ = ["with_offices_elsewhere"]

_OPPOSITION = "opposition"


def with_offices_elsewhere(people: Sequence[NamedPerson], passages: Sequence[Passage]) -> tuple[NamedPerson, ...]:
    """Return the persons; those whose office names nobody serve whose office of that name the text names without a person.

    A leader of the opposition serves the only opposition that is named. Nothing is settled where several are.
    """
    if all(p.actor is not None or not p.office for p in people):
        return tuple(people)
    taken = {p.office_span for p in people if p.office_span is not None}
    owners: dict[str, set[Actor]] = {}
    for passage in passages:
        for office in find_offices(passage):
            if (office.start, office.end) not in taken and len(office.actors) == 1 and office.actors[0].kind is ActorKind.STATE:
                owners.setdefault(_plain(office.text), set()).update(office.actors)
        for r in passage.references:
            named = passage.text[r.start - passage.start : r.end - passage.start].lower()
            if named.endswith(_OPPOSITION) and len(r.actors) == 1 and r.actors[0].kind is not ActorKind.STATE:
                owners.setdefault(_OPPOSITION, set()).update(r.actors)
    sole = {office: next(iter(found)) for office, found in owners.items() if len(found) == 1}
    return tuple(replace(p, actor=_owner(p.office, sole)) if p.actor is None and p.office else p for p in people)


def _owner(office: str, sole: dict[str, Actor]) -> Actor | None:
    """Return whose an office is: of the opposition's only its leaders', of a state's those that are held by one person."""
    name = _plain(office)
    if _OPPOSITION in name.split():
        return sole.get(_OPPOSITION)
    return sole.get(name) if name in word_set("sole_office") else None


def _plain(office: str) -> str:
    return " ".join(office.lower().split())
