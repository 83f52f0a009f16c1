"""The end of what is kept about persons: what is past its day, or what one person asks, is blacked in every entry for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.record.canonical import canonical
from sulh.record.erasures import BLACK
from sulh.record.persons.kind import KIND
from sulh.record.persons.matters import MatterEntry, held

__all__ = ["MATTERS", "PastMatter", "ended_bodies", "past", "spelt"]

MATTERS = ("round", "case", "plan", "names")

# Of a person in a plan, and of events: what is said by codes and keys, in which nobody is named: a name stands in none of them.
_OF_A_PLAN = frozenset({"holder", "id", "category", "wish", "outcome"})
_KEPT = frozenset({"of", "answer", "what", "requests", "until", "certainty", "lists_due", "answers_due"})


@dataclass(frozen=True, slots=True)
class PastMatter:
    """A round, case or plan, or of a round some names by their keys, that is past the day until which it was to be kept."""

    matter: str
    id: str
    keys: frozenset[str]
    until: str

    @property
    def is_whole(self) -> bool:
        """Whether all of it is past."""
        return not self.keys


def past(day: str) -> list[PastMatter]:
    """What was to be kept until a day before `day` (YYYY-MM-DD) and still stands in entries. Raises RecordError without the key."""
    found = []
    for matter in MATTERS:
        for key, entries in held(matter).items():
            until = _until(entries)
            if until and until < day:
                if any(_stands(event, matter) for entry in entries for event in entry.body.get("events", ())):
                    found.append(PastMatter(matter, key, frozenset(), until))
                continue
            days = {
                str(event["request"]): str(event["values"]["until"])
                for entry in entries
                for event in entry.body.get("events", ())
                if event.get("request") and event["values"].get("until") and _stands(event, matter)
            }
            gone = {name: last for name, last in days.items() if last < day}
            if gone:
                found.append(PastMatter(matter, key, frozenset(gone), max(gone.values())))
    return found


def ended_bodies(matter: str, key: str, keys: Iterable[str] = ()) -> Iterator[tuple[int, str, str]]:
    """What is left of each entry that says something of a matter, or of these names in it: number, kind, and the body that takes its place.

    Raises RecordError where there is no such matter or name.
    """
    wanted = frozenset(keys)
    entries = held(matter).get(key)
    if not entries:
        raise RecordError(f"there is no {matter} {key} here")
    known = {str(event.get("request")) for entry in entries for event in entry.body.get("events", ())}
    if lacking := sorted(wanted - known):
        raise RecordError(f"nobody is called {lacking[0]} in the {matter} {key}")
    for entry in entries:
        left: dict[str, Any] = {**entry.body, "events": [_ended(one, wanted, matter) for one in entry.body.get("events", ())]}
        if canonical(left) != canonical(entry.body):
            yield entry.seq, KIND, canonical(left)
    if matter == "round":
        yield from _plans(key, wanted)
        if not wanted:
            yield from _reasons(key)


def _plans(key: str, wanted: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """What is left of the plans of a round: of a whole round nothing, else all but the persons that are listed as held under these keys."""
    keys = frozenset(one.removeprefix("held:") for one in wanted if one.startswith("held:"))
    for entries in held("plan").values():
        if entries[0].body["events"][0]["values"].get("round") != key:
            continue
        for entry in entries:
            said = entry.body["events"]
            events = [{**one, "values": _without(one["values"], keys) if wanted else _blacked(one["values"])} for one in said]
            left = canonical({**entry.body, "events": events})
            if left != canonical(entry.body):
                yield entry.seq, KIND, left


def _reasons(key: str) -> Iterator[tuple[int, str, str]]:
    """What is left of what the names of a round were asked for as a file: whoever asked may have named somebody."""
    for entries in held("names").values():
        if entries[0].body["events"][0]["values"].get("round") == key:
            for entry in entries:
                left = canonical({**entry.body, "events": [{**one, "values": _blacked(one["values"])} for one in entry.body["events"]]})
                if left != canonical(entry.body):
                    yield entry.seq, KIND, left


def _without(value: Any, keys: frozenset[str]) -> Any:
    """A part of a plan with the words about some persons blacked; of each its number and the side that holds it stay."""
    if isinstance(value, list):
        return [_without(one, keys) for one in value]
    if not isinstance(value, dict):
        return value
    if f"{value.get('holder')}/{value.get('id')}" in keys:
        return {name: one if name in _OF_A_PLAN else _blacked(one) for name, one in value.items()}
    return {name: _without(one, keys) for name, one in value.items()}


def spelt(matter: str, key: str, keys: Iterable[str] = ()) -> list[str]:
    """How the persons of a matter, or these names in it, are called: for a reason that must not say so."""
    wanted = frozenset(keys)
    events = (event for entry in held(matter).get(key, ()) for event in entry.body.get("events", ()) if _is_about(event, wanted, matter))
    said = [event.get("values", {}) for event in events]
    people = [values.get("person", {}) if matter == "round" else values for values in said]
    return sorted({str(one["name"]) for one in people if isinstance(one, dict) and one.get("name") and BLACK not in str(one["name"])})


def _ended(event: Mapping[str, Any], wanted: frozenset[str], matter: str) -> dict[str, Any]:
    if not _is_about(event, wanted, matter):
        return dict(event)
    return {**event, "values": _blacked(event.get("values", {}))}


def _is_about(event: Mapping[str, Any], wanted: frozenset[str], matter: str) -> bool:
    """Whether an event is about one of the names; where none is named, about anybody."""
    if wanted:
        return str(event.get("request")) in wanted
    return matter != "round" or bool(event.get("request")) or event.get("what") not in ("opened", "shown")


def _blacked(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _blacked(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_blacked(one, name) for one in value]
    return BLACK * len(value) if isinstance(value, str) and name not in _KEPT else value


def _stands(event: Mapping[str, Any], matter: str) -> bool:
    """Whether an event about a person still has words."""
    values = event.get("values", {})
    return _is_about(event, frozenset(), matter) and canonical(_blacked(values)) != canonical(values)


def _until(entries: Sequence[MatterEntry]) -> str:
    """The day until which a matter is kept, as it was said last."""
    days = [
        str(event["values"]["until"])
        for entry in entries
        for event in entry.body.get("events", ())
        if not event.get("request") and event.get("values", {}).get("until")
    ]
    return days[-1] if days else ""
