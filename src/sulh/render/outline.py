"""The outline of a reading: the same entries, words and order for every form in which people see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from sulh.model import Act, Actor, Attendance, CeasefireEvent, Citation, Meeting, Reading, Release, Role, Track
from sulh.text.codes import ACTS, ordinal, words
from sulh.text.countries import country_name
from sulh.text.dates_plain import plain_date, plain_range

__all__ = ["KINDS", "Entry", "Group", "Outline", "outline"]

# The kinds of entry in the order of a legend; each is a colour on the page.
KINDS = {
    "meeting": "Meeting",
    "participant": "Participant",
    "person": "Person",
    "agenda": "Agenda",
    "act": "Act",
    "track": "Track",
    "ceasefire": "Ceasefire",
    "release": "Release",
}

_ROLE_HEADINGS = {
    Role.GUARANTOR: "Guarantors",
    Role.MEDIATOR: "Mediators",
    Role.FACILITATOR: "Facilitators",
    Role.HOST: "Host",
    Role.PARTY: "Parties",
    Role.OBSERVER: "Observers",
    Role.SIGNATORY: "Signatories",
    Role.PARTICIPANT: "Participants",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cited thing of the record: `key` unique in its reading, `title` its main words, `notes` what else is said of it."""

    key: str
    kind: str
    title: str
    notes: tuple[str, ...]
    cites: tuple[Citation, ...]
    groups: tuple[Group, ...] = ()
    prominent: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading; `flowing` when they read as one line, such as names."""

    heading: str
    entries: tuple[Entry, ...]
    flowing: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's heading lines and the groups of its record; empty groups are left out."""

    title: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]

    def entries(self) -> Iterator[Entry]:
        """Every entry, a meeting before what belongs to it."""
        for group in self.groups:
            for entry in group.entries:
                yield entry
                for part in entry.groups:
                    yield from part.entries


def outline(reading: Reading) -> Outline:
    """The outline of one reading; meetings the document is mainly about come first, keys keep the order of the reading."""
    document = reading.document
    meetings = [_meeting(meeting, number) for number, meeting in enumerate(reading.meetings, 1)]
    meetings.sort(key=lambda entry: not entry.prominent)
    groups = (
        Group("Meetings", tuple(meetings)),
        Group("Tracks", tuple(_track(track, number) for number, track in enumerate(reading.tracks, 1))),
        Group("Acts", tuple(_act(act, number) for number, act in enumerate(reading.acts, 1))),
        Group("Ceasefires", tuple(_ceasefire(event, number) for number, event in enumerate(reading.ceasefires, 1))),
        Group("Releases", tuple(_release(release, number) for number, release in enumerate(reading.releases, 1))),
    )
    return Outline(
        title=document.title or _place(document.path),
        notes=_said(document.publisher, plain_date(document.published), words(reading.kind), document.title and _place(document.path)),
        groups=tuple(group for group in groups if group.entries),
    )


def _place(path: str) -> str:
    """The path as it was given; of an absolute one only the name: its folders say nothing of the document."""
    return PurePath(path).name or path if PurePath(path).is_absolute() else path


def _said(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(actor.name for actor in actors)


def _meeting(meeting: Meeting, number: int) -> Entry:
    key = f"meeting{number}"
    kind = words(meeting.kind)
    place = ", ".join(_said(meeting.city, country_name(meeting.country)))
    return Entry(
        key=key,
        kind="meeting",
        title=" \u00b7 ".join(_said(plain_range(meeting.start, meeting.end), place)) or "date and place not given",
        notes=_said(
            f"{ordinal(meeting.ordinal)} {kind}" if meeting.ordinal is not None else kind,
            meeting.track,
            meeting.status.value,
        ),
        cites=meeting.cites,
        groups=_meeting_groups(meeting, key),
        prominent=meeting.core,
    )


def _meeting_groups(meeting: Meeting, key: str) -> tuple[Group, ...]:
    by_role: dict[Role, list[Entry]] = {role: [] for role in Role}
    for index, one in enumerate(meeting.participants, 1):
        by_role[one.role].append(Entry(f"{key}-participant{index}", "participant", one.actor.name, (), one.cites))
    groups = [Group(_ROLE_HEADINGS[role], tuple(entries), flowing=True) for role, entries in by_role.items()]
    people = (_person(person, f"{key}-person{index}") for index, person in enumerate(meeting.people, 1))
    groups.append(Group("People", tuple(people)))
    agenda = (
        Entry(f"{key}-agenda{index}", "agenda", words(item.issue), (), (item.cite,)) for index, item in enumerate(meeting.agenda, 1)
    )
    groups.append(Group("Agenda", tuple(agenda)))
    return tuple(group for group in groups if group.entries)


def _person(person: Attendance, key: str) -> Entry:
    leads = "head of delegation" if person.head_of_delegation else None
    return Entry(key, "person", person.name, _said(person.office, person.actor.name if person.actor else None, leads), person.cites)


def _track(track: Track, number: int) -> Entry:
    return Entry(
        f"track{number}",
        "track",
        track.name,
        _said(
            track.started and f"since {plain_date(track.started)}",
            f"begun by {_names(track.initiators)}" if track.initiators else None,
            track.venue and f"in {track.venue}",
            track.parallel_to and f"parallel to {track.parallel_to}",
            track.part_of and f"part of {track.part_of}",
        ),
        track.cites,
    )


def _act(act: Act, number: int) -> Entry:
    several = len(act.actors) > 1
    verb = ACTS[act.act][several]
    issues = ", ".join(words(issue) for issue in act.issues)
    return Entry(
        f"act{number}",
        "act",
        f"{_names(act.actors) or 'Actor not named'} {verb}{': ' + issues if issues else ''}",
        _said(plain_date(act.date), act.due and f"due {plain_date(act.due)}"),
        (act.cite,),
    )


def _ceasefire(event: CeasefireEvent, number: int) -> Entry:
    return Entry(
        f"ceasefire{number}",
        "ceasefire",
        f"Ceasefire {event.event.value}",
        _said(plain_range(event.start, event.end), _names(event.parties), event.area),
        (event.cite,),
    )


def _release(release: Release, number: int) -> Entry:
    return Entry(
        f"release{number}",
        "release",
        words(release.what).capitalize() + (f" ({release.count:,})" if release.count is not None else ""),
        _said(
            f"by {release.by.name}" if release.by else None,
            f"to {release.to.name}" if release.to else None,
            plain_date(release.date),
        ),
        (release.cite,),
    )
