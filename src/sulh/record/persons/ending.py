"""The end of what is kept about persons: what is past its day, or what one person asks, is blacked in every entry for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.record.canonical import canonical
from sulh.record.erasures import BLACK
from sulh.record.persons.kind import KIND
from sulh.record.persons.looking import renamed_looks
from sulh.record.persons.matters import MatterEntry, held
from sulh.record.persons.renumbering import Renumbering, blacked

__all__ = ["MATTERS", "PastMatter", "ended_bodies", "past", "rows_called", "spelt"]

MATTERS = ("round", "case", "plan", "names", "counts")

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


def ended_bodies(matter: str, key: str, keys: Iterable[str] = (), *, mark: str) -> Iterator[tuple[int, str, str]]:
    """What is left of each entry that says something of a matter, or of these names in it: number, kind, and the body that takes its place.

    New numbers begin with the `mark` of the erasure. Raises RecordError where there is no such matter or name.
    """
    wanted = frozenset(keys)
    entries = held(matter).get(key)
    if not entries:
        raise RecordError("there is no {matter} {key} here", matter=matter, key=key)
    known = {str(event["request"]) for entry in entries for event in entry.body.get("events", ()) if event.get("request")}
    if lacking := sorted(wanted - known):
        raise RecordError("nobody is called {lacking} in the {matter} {key}", lacking=lacking[0], matter=matter, key=key)
    if matter != "round":
        yield from _left(entries, lambda event: {**event, "values": blacked(event.get("values", {}))})
        return
    numbers = Renumbering.random(wanted or known, mark)
    yield from _left(entries, lambda event: numbers.event(event, is_about=_is_about(event, wanted, matter)))
    for plan in _of_round("plan", key):
        yield from _left(plan, lambda event: {**event, "values": numbers.plan(event["values"]) if wanted else blacked(event["values"])})
    if not wanted:
        # What names were asked for as a file, and tables of counts made for: whoever wrote it may have named somebody.
        for asked in (*_of_round("names", key), *_of_round("counts", key)):
            yield from _left(asked, lambda event: {**event, "values": blacked(event["values"])})
    yield from renamed_looks(key, numbers.keys, mark)


def _left(entries: Iterable[MatterEntry], ended: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """The entries of which ending their events leaves something else than what stands there."""
    for entry in entries:
        left = canonical({**entry.body, "events": [ended(event) for event in entry.body.get("events", ())]})
        if left != canonical(entry.body):
            yield entry.seq, KIND, left


def _of_round(matter: str, key: str) -> list[Sequence[MatterEntry]]:
    """The entries of each plan of a round, or of each time that its names were asked for."""
    return [entries for entries in held(matter).values() if entries[0].body["events"][0]["values"].get("round") == key]


def rows_called(is_called: Callable[[str], bool]) -> list[tuple[str, str, frozenset[str]]]:
    """Where somebody who is called so has rows of lists, or a file: the matter, its identifier, and in a round the keys of the rows."""
    found = []
    for key, entries in held("round").items():
        events = [event for entry in entries for event in entry.body.get("events", ()) if event.get("request")]
        people = [(str(event["request"]), event.get("values", {}).get("person", {})) for event in events]
        called = {name for name, person in people if any(is_called(str(person.get(field) or "")) for field in ("name", "other_name"))}
        if called:
            found.append(("round", key, frozenset(called)))
    for key, entries in held("case").items():
        if is_called(str(entries[0].body["events"][0]["values"].get("name") or "")):
            found.append(("case", key, frozenset()))
    return found


def spelt(matter: str, key: str, keys: Iterable[str] = ()) -> list[str]:
    """How the persons of a matter, or these names in it, are called: for a reason that must not say so."""
    wanted = frozenset(keys)
    events = (event for entry in held(matter).get(key, ()) for event in entry.body.get("events", ()) if _is_about(event, wanted, matter))
    said = [event.get("values", {}) for event in events]
    people = [values.get("person", {}) if matter == "round" else values for values in said]
    return sorted({str(one["name"]) for one in people if isinstance(one, dict) and one.get("name") and BLACK not in str(one["name"])})


def _is_about(event: Mapping[str, Any], wanted: frozenset[str], matter: str) -> bool:
    """Whether an event is about one of the names; where none is named, about anybody."""
    if wanted:
        return str(event.get("request")) in wanted
    return matter != "round" or bool(event.get("request")) or event.get("what") not in ("opened", "shown")


def _stands(event: Mapping[str, Any], matter: str) -> bool:
    """Whether an event about a person still has words."""
    values = event.get("values", {})
    return _is_about(event, frozenset(), matter) and canonical(blacked(values)) != canonical(values)


def _until(entries: Sequence[MatterEntry]) -> str:
    """The day until which a matter is kept, as it was said last."""
    days = [
        str(event["values"]["until"])
        for entry in entries
        for event in entry.body.get("events", ())
        if not event.get("request") and event.get("values", {}).get("until")
    ]
    return days[-1] if days else ""
