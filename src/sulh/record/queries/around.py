"""What lies around a meeting: the other rounds of its track, and the meetings just before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sulh.record.access import require
from sulh.record.prepared import prepared
from sulh.record.queries.lists import meeting_titles, order
from sulh.record.queries.visible import few_meetings, meeting_called, meeting_rows
from sulh.record.shapes import MeetingTitle, Viewer

__all__ = ["Around", "around"]

_BESIDE = 2
_PLACE = ("first_day", "name", "meeting")


@dataclass(frozen=True, slots=True)
class Around:
    """Rounds of the same track by number, one for each number; the nearest meetings before and after, in the order of time."""

    rounds: tuple[MeetingTitle, ...]
    before: tuple[MeetingTitle, ...]
    after: tuple[MeetingTitle, ...]


def around(viewer: Viewer, meeting: str) -> Around:
    """What lies around the meeting that is named by its first mention; of meetings without a day only the rounds."""
    require(viewer, "read")
    here = meeting_called(viewer, meeting)
    ((day, track),) = _own(viewer, here) if here else ((None, None),)
    before, after = _beside(viewer, str(here), day) if day else ([], [])
    rounds: dict[int, str] = {}
    numbered = _rounds(viewer, track) if track else []
    for number, _, key in sorted((number, order(first, name), key) for number, first, name, key in numbered):
        if number not in rounds or key == here:
            rounds[number] = key
    titles = meeting_titles(viewer, {*before, *after, *rounds.values()})
    return Around(*(tuple(titles[one] for one in some) for some in (rounds.values(), before, after)))


def _beside(viewer: Viewer, here: str, day: str) -> tuple[list[str], list[str]]:
    """The nearest meetings before and after one that began on that day."""
    near = [*_before(viewer, day), *_upon(viewer, day), *_after(viewer, day)]
    line = [key for _, _, key in sorted(near)]
    at = line.index(here)
    return line[max(at - _BESIDE, 0) : at], line[at + 1 : at + 1 + _BESIDE]


@prepared
def _own(viewer: Viewer, meeting: str) -> QuerySet[Any, Any]:
    return few_meetings(viewer, meeting=meeting).values_list("first_day", "track_id")


@prepared
def _rounds(viewer: Viewer, track: str) -> QuerySet[Any, Any]:
    found = meeting_rows(viewer).filter(track=track, ordinal__isnull=False)
    return found.order_by().values_list("ordinal", "first_day", "name", "meeting")


@prepared
def _upon(viewer: Viewer, day: str) -> QuerySet[Any, Any]:
    return meeting_rows(viewer).filter(first_day=day).order_by().values_list(*_PLACE)


@prepared
def _before(viewer: Viewer, day: str) -> QuerySet[Any, Any]:
    return meeting_rows(viewer).filter(first_day__lt=day).order_by("-first_day", "-name").values_list(*_PLACE)[:_BESIDE]


@prepared
def _after(viewer: Viewer, day: str) -> QuerySet[Any, Any]:
    return meeting_rows(viewer).filter(first_day__gt=day).order_by("first_day", "name").values_list(*_PLACE)[:_BESIDE]
