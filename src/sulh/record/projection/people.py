"""Who was at a meeting by name: the same person under a longer and a shorter name counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sulh.text.folding import fold

__all__ = ["Person", "people_of"]


@dataclass(frozen=True, slots=True)
class Person:
    """A named person at a meeting, as the sources together have it."""

    name: str
    office: str | None
    actor: str | None
    head_of_delegation: bool
    sources: int


def people_of(claims: Sequence[tuple[int, str, dict[str, Any]]]) -> tuple[Person, ...]:
    """The persons of (seq, source, value) claims, in the order of first mention.

    A name that is the end of exactly one longer name ("Lavrentiev") means that person.
    """
    words = {value["name"]: tuple(fold(value["name"]).split()) for _, _, value in claims}
    full = sorted(set(words.values()))
    groups: dict[tuple[str, ...], list[tuple[int, str, dict[str, Any]]]] = {}
    for claim in claims:
        own = words[claim[2]["name"]]
        longer = [other for other in full if len(other) > len(own) and other[-len(own) :] == own]
        groups.setdefault(longer[0] if len(longer) == 1 else own, []).append(claim)
    return tuple(_person(group) for group in groups.values())


def _person(group: Sequence[tuple[int, str, dict[str, Any]]]) -> Person:
    name = max((value["name"] for _, _, value in group), key=lambda name: (len(name.split()), -len(name)))
    offices = [value["office"] for _, _, value in group if value["office"]]
    actors = [value["actor"]["id"] for _, _, value in group if value["actor"]]
    return Person(
        name,
        _commonest(offices),
        _commonest(actors),
        any(value["head"] for _, _, value in group),
        len({source for _, source, _ in group}),
    )


def _commonest(values: Sequence[str]) -> str | None:
    """The value given oftenest, the first of those given equally often."""
    return max(dict.fromkeys(values), key=values.count, default=None)
