"""Who was at a meeting by name: the same person under a longer and a shorter name counted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.text.folding import fold

__all__ = ["Named", "Person", "people_of", "person_key"]

# A claim that names somebody: seq, source, value, and whether a person decided about it.
Named = tuple[int, str, dict[str, Any], bool]


@dataclass(frozen=True, slots=True)
class Person:
    """A named person at a meeting, as the sources together have it; `key` is that of the person in every meeting.

    `settled` where somebody decided that the person was there.
    """

    key: str
    name: str
    office: str | None
    actor: str | None
    head_of_delegation: bool
    sources: int
    settled: bool = False


def person_key(name: str) -> str:
    """What the spellings of one name share that differ in case, accents and spaces: by it a person is known from meeting to meeting."""
    return " ".join(fold(name).split())


def people_of(claims: Sequence[Named], person: Callable[[str], str] = str) -> tuple[Person, ...]:
    """The persons of claims, in the order of first mention; `person` gives the key that a key stands for.

    A name that is the end of exactly one longer name ("Lavrentiev") means that person.
    """
    words = {value["name"]: tuple(person(person_key(value["name"])).split()) for _, _, value, _ in claims}
    full = sorted(set(words.values()))
    groups: dict[tuple[str, ...], list[Named]] = {}
    for claim in claims:
        own = words[claim[2]["name"]]
        longer = [other for other in full if len(other) > len(own) and other[-len(own) :] == own]
        groups.setdefault(longer[0] if len(longer) == 1 else own, []).append(claim)
    return tuple(_person(" ".join(key), group) for key, group in groups.items())


def _person(key: str, group: Sequence[Named]) -> Person:
    # The spelling for which others stand goes before longer ones.
    name = max((value["name"] for _, _, value, _ in group), key=lambda name: (person_key(name) == key, len(name.split()), -len(name)))
    offices = [value["office"] for _, _, value, _ in group if value["office"]]
    actors = [value["actor"]["id"] for _, _, value, _ in group if value["actor"]]
    return Person(
        key,
        name,
        _commonest(offices),
        _commonest(actors),
        any(value["head"] for _, _, value, _ in group),
        len({source for _, source, _, _ in group}),
        any(firm for *_, firm in group),
    )


def _commonest(values: Sequence[str]) -> str | None:
    """The value given oftenest, the first of those given equally often."""
    return max(dict.fromkeys(values), key=values.count, default=None)
