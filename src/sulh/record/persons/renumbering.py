"""Numbers of persons whose names end, replaced by ones that say nothing, wherever a round or a plan refers to them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sulh.persons.erased import ERASED
from sulh.persons.exchange import HELD
from sulh.record.erasures import BLACK

__all__ = ["Renumbering", "blacked"]

# What is said by codes and keys, in which nobody is named: of events, and of a person in a plan, by which its balance is counted.
_KEPT = frozenset({"of", "answer", "what", "requests", "until", "certainty", "lists_due", "answers_due"})
_OF_A_PLAN = frozenset({"holder", "category", "wish", "outcome"})


def blacked(value: Any, name: str = "") -> Any:
    """What stands under `name` with every word black and every number taken out; codes, keys and days of the clock stay."""
    if isinstance(value, dict):
        return {key: blacked(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [blacked(one, name) for one in value]
    if isinstance(value, str):
        return value if name in _KEPT else BLACK * len(value)
    return None


class Renumbering:
    """Which keys of a round get which new ones: SIDE/NUMBER of names that are asked about, held:SIDE/NUMBER of persons held."""

    def __init__(self, keys: Iterable[str], number: Callable[[int], str]) -> None:
        """`number` gives the new number by a place in the order of keys; nothing in it may come from the old one."""
        self.keys = {key: f"{key.partition('/')[0]}/{ERASED}{number(place)}" for place, key in enumerate(sorted(keys))}
        held = {key.removeprefix(HELD): new.removeprefix(HELD) for key, new in self.keys.items() if key.startswith(HELD)}
        self.of_plan = held
        self._in_round, self._in_plan = _pattern(self.keys), _pattern(held)

    @classmethod
    def random(cls, keys: Iterable[str], mark: str) -> Renumbering:
        """New numbers drawn at random, which begin with the mark of an erasure."""
        return cls(keys, lambda place: mark + secrets.token_hex(4))

    def event(self, event: Mapping[str, Any], *, is_about: bool) -> dict[str, Any]:
        """An event of a round: black where it is about somebody who ends, and with new keys where it names one."""
        values: Any = blacked(event.get("values", {})) if is_about else event.get("values", {})
        held_by = f"{HELD}{event.get('by')}/{values.get('held_id', '')}"
        if held_by in self.keys:
            values = {**values, "held_id": self.keys[held_by].partition("/")[2]}
        made = {**event, "values": _renamed(values, self.keys, self._in_round)}
        return {**made, "request": self.keys.get(event["request"], event["request"])} if event.get("request") else made

    def plan(self, values: Any) -> Any:
        """What an event of a plan says, without the words about these persons; their side and category stay, for the balance."""
        people = [one for one in _people(values) if self._is_gone(one)]
        families = {str(one["family"]) for one in people if one.get("family")}
        return self._plan(values, families, {str(one.get("id")) for one in people}, {str(one.get("name")) for one in people})

    def _is_gone(self, person: Mapping[str, Any]) -> bool:
        return f"{person.get('holder')}/{person.get('id')}" in self.of_plan

    def _plan(self, value: Any, families: set[str], numbers: set[str], names: set[str]) -> Any:
        if isinstance(value, list):
            return [self._plan(one, families, numbers, names) for one in value]
        if isinstance(value, str):
            return _renamed(value, self.of_plan, self._in_plan)
        if not isinstance(value, dict):
            return value
        if self._is_gone(value):
            new = self.of_plan[f"{value['holder']}/{value['id']}"].partition("/")[2]
            return {name: one if name in _OF_A_PLAN else new if name == "id" else blacked(one) for name, one in value.items()}
        if "outcome" in value and not value.get("holder") and (value.get("id") in numbers or (value.get("name") or None) in names):
            return {name: one if name in _OF_A_PLAN else blacked(one) for name, one in value.items()}
        made = {name: self._plan(one, families, numbers, names) for name, one in value.items()}
        if "holder" not in value and value.get("family") in families:  # what a remark says of the family, not its other members' rows
            made["family"] = blacked(value["family"])
        return made


def _people(value: Any) -> Iterable[Mapping[str, Any]]:
    if isinstance(value, dict):
        if "holder" in value and "id" in value:
            yield value
        for one in value.values():
            yield from _people(one)
    elif isinstance(value, list):
        for one in value:
            yield from _people(one)


def _renamed(value: Any, keys: Mapping[str, str], pattern: re.Pattern[str] | None) -> Any:
    if isinstance(value, dict):
        return {name: _renamed(one, keys, pattern) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, keys, pattern) for one in value]
    if not isinstance(value, str) or pattern is None:
        return value
    return keys[value] if value in keys else pattern.sub(lambda match: keys[match[0]], value)


def _pattern(keys: Iterable[str]) -> re.Pattern[str] | None:
    """Keys where they stand for themselves in a text: South/1 is not in South/12, South/1/b or held:South/1."""
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(rf"(?<![\w:/])(?:{'|'.join(map(re.escape, ordered))})(?![\w/])") if ordered else None
