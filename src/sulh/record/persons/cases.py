"""Files of persons in the record: each for groups of accounts, opened with its basis, purpose and last day, and only ever added to."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import InvalidError, RecordError
from sulh.persons.cases import Case, CaseEvent, CaseEventKind, added, case_of, event_data, event_from, visible_events, written
from sulh.record.access import ALL
from sulh.record.erasures import BLACK
from sulh.record.ledger import writing
from sulh.record.persons.looking import must_look
from sulh.record.persons.matters import MatterEntry, add_entry, held, worked_out
from sulh.record.persons.parties import groups_of, known_group, require_persons
from sulh.record.persons.rounds import today
from sulh.record.seals import seals
from sulh.record.shapes import Viewer

__all__ = ["CaseLine", "CaseSeen", "add_to_case", "case_seen", "cases", "cases_of_group", "new_case"]

MATTER = "case"
Writing = Callable[[Case, dt.datetime], Sequence[CaseEvent]]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A file in a list: its identifier, the name, fate and whereabouts as decided, until when it is kept, and whether it is closed."""

    id: str
    name: str
    fate: str
    whereabouts: str
    until: str
    is_closed: bool
    invented: bool


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A file as somebody sees it: where it stands, and the groups that may see it."""

    id: str
    case: Case
    groups: tuple[str, ...]
    invented: bool

    @property
    def state(self) -> int:
        """A number that is another one as soon as somebody sees more: it counts nothing that is hidden from them."""
        return len(self.case.events)


def new_case(viewer: Viewer, groups: Sequence[str], *, invented: bool = False, **values: Any) -> str:
    """Open a file for the groups, and give its identifier; `values` are those of the event `opened`.

    Raises InvalidError for somebody who would not see it, RecordError where names would lie in the clear, CaseError for values that are
    missing or none.
    """
    require_persons(viewer, write=True)
    if not groups:
        raise InvalidError("a file is for one or more groups of accounts; name them")
    if viewer.scope != ALL and not groups_of(viewer) & set(groups):
        raise InvalidError("you are in none of these groups, and would not see the file that you open")
    if not seals() and not invented:
        raise RecordError(
            "files of persons are kept only in a record that seals what is not public: `sulh seal` begins it. A person who is made up, as "
            "for practice, is marked so when the file is opened"
        )
    for group in groups:
        known_group(group)
    event = written(CaseEventKind.OPENED, _now(), viewer.name, **values)
    case_of([event])
    key = secrets.token_hex(4)
    with writing():
        add_entry(viewer.name, MATTER, key, {"events": [event_data(event)], "groups": sorted(set(groups)), "invented": invented})
    return key


def cases(viewer: Viewer) -> list[CaseLine]:
    """The files that the viewer may see and that are still kept, by name; that somebody looked at the list is recorded."""
    require_persons(viewer)
    found = []
    for key, entries in held(MATTER).items():
        if not _may_see(viewer, entries):
            continue
        case = _worked_out(viewer, key, entries)
        if not case.is_expired(dt.date.fromisoformat(today())):
            until, invented = case.terms.until.isoformat(), bool(entries[0].body.get("invented"))
            found.append(CaseLine(key, case.name, str(case.fate), str(case.whereabouts), until, case.is_closed, invented))
    must_look(viewer, [f"{MATTER}:list"] if found else [])
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def cases_of_group(viewer: Viewer, group: str) -> list[CaseSeen]:
    """The files that a group sees and that are still kept, as it sees them, to be counted; that somebody looked at them is recorded."""
    require_persons(viewer)
    found = []
    for key, entries in held(MATTER).items():
        groups = tuple(entries[0].body["groups"])
        if group in groups and _may_see(viewer, entries):
            case = _case(key, entries, frozenset({group}))
            if not case.is_expired(dt.date.fromisoformat(today())):
                found.append(CaseSeen(key, case, groups, bool(entries[0].body.get("invented"))))
    must_look(viewer, [f"{MATTER}:list"] if found else [])
    return found


def case_seen(viewer: Viewer, key: str) -> CaseSeen:
    """A file as the viewer sees it, which is recorded before. Raises RecordError where there is none for the viewer, or none any more."""
    found = _seen(viewer, key)
    must_look(viewer, [f"{MATTER}:{key}"])
    return found


def _seen(viewer: Viewer, key: str) -> CaseSeen:
    require_persons(viewer)
    entries = held(MATTER).get(key, ())
    if not entries or not _may_see(viewer, entries):
        raise RecordError("there is no file {key} here", key=key)
    case = _worked_out(viewer, key, entries)
    if case.is_expired(dt.date.fromisoformat(today())):
        raise RecordError("there is no file {key} here", key=key)
    return CaseSeen(key, case, tuple(entries[0].body["groups"]), bool(entries[0].body.get("invented")))


def add_to_case(viewer: Viewer, key: str, write: Writing, *, against: int | None = None) -> None:
    """Add what `write` makes of the file as the viewer sees it, all or none.

    Raises AccessError for whoever may not edit, CaseError for what cannot happen, and RecordError where the viewer sees more than in the
    state `against`.
    """
    require_persons(viewer, write=True)
    case_seen(viewer, key)  # recorded on its own: what is refused below takes back what was written with it
    with writing():
        seen = _seen(viewer, key)
        if against is not None and against != seen.state:
            raise RecordError("somebody else added to this file meanwhile: look at it again, and do it again if it still holds")
        events = _events(held(MATTER)[key])
        new = list(write(seen.case, max(_now(), events[-1].at)))
        if any(event.by != viewer.name for event in new):
            raise RecordError("what is written in a file is signed by whoever writes it")
        added(events, new, _groups(viewer, seen.groups))
        add_entry(viewer.name, MATTER, key, {"events": [event_data(one) for one in new]})


def _may_see(viewer: Viewer, entries: Sequence[MatterEntry]) -> bool:
    """Whether the viewer is in one of the file's groups; nobody sees one that was erased."""
    if BLACK in str(entries[0].body["events"][0]["values"].get("name")):
        return False
    return viewer.scope == ALL or bool(groups_of(viewer) & set(entries[0].body["groups"]))


def _worked_out(viewer: Viewer, key: str, entries: Sequence[MatterEntry]) -> Case:
    return _case(key, entries, _groups(viewer, entries[0].body["groups"]))


def _case(key: str, entries: Sequence[MatterEntry], groups: frozenset[str]) -> Case:
    return worked_out(lambda: case_of(visible_events(_events(entries), groups)), MATTER, key, entries[-1].seq, groups)


def _groups(viewer: Viewer, of_the_file: Sequence[str]) -> frozenset[str]:
    """The groups by which somebody sees parts of a file; whoever holds the record sees what its groups do."""
    return groups_of(viewer) if viewer.scope != ALL else frozenset(of_the_file)


def _events(entries: Sequence[MatterEntry]) -> list[CaseEvent]:
    data: list[Mapping[str, Any]] = [event for entry in entries for event in entry.body["events"]]
    return [event_from(one) for one in data]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
