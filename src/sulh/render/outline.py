"""The outline of a reading: the same entries, words and order for every form in which people see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from sulh import words
from sulh.model import Citation, Meeting, Reading, Role
from sulh.model.kinds import Kind, kinds

__all__ = ["KINDS", "Group", "Outline", "OutlineEntry", "outline"]

# The kinds of entry in the order of a legend, as claims name them: a meeting's parts follow it, then what stands on its own.
KINDS = tuple(
    name
    for kind in sorted(kinds(), key=lambda one: not one.parts)
    for name in (kind.name, *(one.part.claim for one in kind.parts if one.part is not None))
)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
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
    entries: tuple[OutlineEntry, ...]
    flowing: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's heading lines and the groups of its record; empty groups are left out."""

    title: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]

    def entries(self) -> Iterator[OutlineEntry]:
        """Every entry, a meeting before what belongs to it."""
        for group in self.groups:
            for entry in group.entries:
                yield entry
                for part in entry.groups:
                    yield from part.entries


def outline(reading: Reading) -> Outline:
    """The outline of one reading; meetings the document is mainly about come first, keys keep the order of the reading."""
    document = reading.document
    groups = []
    for kind in kinds():
        entry = _meeting if kind.name == "meeting" else _entry
        entries = [entry(kind, fact, f"{kind.name}{number}") for number, fact in enumerate(getattr(reading, kind.plural), 1)]
        groups.append(Group(words.kind(kind.name, "many"), tuple(sorted(entries, key=lambda one: not one.prominent))))
    place = _place(document.path)
    return Outline(
        title=document.title or place,
        notes=_given(
            document.publisher, words.date(document.published), words.code("DocumentKind", reading.kind, "inside"), document.title and place
        ),
        groups=tuple(group for group in groups if group.entries),
    )


def _place(path: str) -> str:
    """The path as it was given; of an absolute one only the name: its folders say nothing of the document."""
    return PurePath(path).name or path if PurePath(path).is_absolute() else path


def _given(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _entry(kind: Kind, fact: Any, key: str) -> OutlineEntry:
    """A fact by the parts of its line."""
    title, *notes = words.parts(kind.name, fact)
    return OutlineEntry(key, kind.claim, title, tuple(notes), fact.cites if kind.cites_many else (fact.cite,))


def _meeting(kind: Kind, meeting: Meeting, key: str) -> OutlineEntry:
    when, where = words.span(meeting.start, meeting.end), words.place(meeting.city, meeting.country)
    form = "inside" if meeting.ordinal is None else "numbered"
    name = words.code("MeetingKind", meeting.kind, form).format(number=meeting.ordinal)
    return OutlineEntry(
        key=key,
        kind=kind.claim,
        title=" \u00b7 ".join(_given(when, where)) or "date and place not given",
        notes=_given(name, meeting.track, words.code("MeetingStatus", meeting.status)),
        cites=meeting.cites,
        groups=_meeting_groups(kind, meeting, key),
        prominent=meeting.core,
    )


def _meeting_groups(kind: Kind, meeting: Meeting, key: str) -> tuple[Group, ...]:
    """Participants by role, then the other parts of a meeting."""
    by_role: dict[Role, list[OutlineEntry]] = {role: [] for role in Role}
    for number, one in enumerate(meeting.participants, 1):
        by_role[one.role].append(OutlineEntry(f"{key}-participant{number}", "participant", one.actor.name, (), one.cites))
    groups = [Group(words.code("Role", role, "many"), tuple(entries), flowing=True) for role, entries in by_role.items()]
    for name in ("people", "agenda"):
        part = kind.by_name[name].part
        assert part is not None
        entries = (_entry(part, one, f"{key}-{part.claim}{number}") for number, one in enumerate(getattr(meeting, name), 1))
        groups.append(Group(words.kind(part.name, "many"), tuple(entries)))
    return tuple(group for group in groups if group.entries)
