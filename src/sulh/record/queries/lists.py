"""Meetings in lists: the filters as one condition on their rows, and the views of rows, in few statements for any number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from django.db.models import Count, Model, Q, TextField
from django.db.models.functions import Cast

from sulh.model import Role
from sulh.record.cache import each, is_shared, shared
from sulh.record.meeting import MeetingColumns
from sulh.record.projection.models import AgendaRow, MeetingRow, Membership, ParticipationRow, rows
from sulh.record.queries.refs import actor_refs, track_refs
from sulh.record.queries.visible import meeting_rows
from sulh.record.searching import matching_keys
from sulh.record.shapes import Filters, MeetingTitle, MeetingView, PageOf, RoleView, TrackRef, Viewer

__all__ = [
    "MEETINGS",
    "by_meetings",
    "keys_of",
    "listed",
    "main_tracks",
    "meeting_titles",
    "memberships",
    "order",
    "placed",
    "track_counts",
    "views",
    "where",
]

# The tables that lists of meetings follow from.
MEETINGS = ("meetingrow", "shown", "membership", "participationrow", "attendancerow", "agendarow", "actorrow", "trackrow")
_PLACED = ("meetingrow", "shown")
_MEMBERS = ("membership", "shown")
_RANK = {role.value: rank for rank, role in enumerate(Role)}
_ALL = Filters()
_FACTS = tuple(one.name for one in fields(MeetingColumns))
_COLUMNS = ("pk", "name", "track_id", *_FACTS)
_TITLE = (*(one for one in MeetingTitle._fields if one not in ("id", "track")), "track_id")
_UNDATED = "9999"
_FEW = 50  # so few meetings are looked up alone; a longer list stands on a page that asks for the tracks of all
_LONG = 500  # a longer list in a statement costs more than reading the whole table and leaving out what is not wanted


class Placed(NamedTuple):
    """Where a meeting stands in lists: its row, and what lists are ordered and divided by."""

    key: int
    name: str
    first_day: str | None
    track: str | None
    disputed: bool


def where(filters: Filters) -> Q:
    """The condition on rows of meetings; `text` means words that begin words of what is stated of the meeting."""
    meant = Q()
    if filters.since:
        meant &= Q(last_day__gte=filters.since)
    if filters.until:
        meant &= Q(first_day__lte=filters.until)
    if filters.track:
        meant &= Q(pk__in=Membership.objects.filter(track=filters.track).values("row"))
    if filters.actor:
        meant &= Q(pk__in=ParticipationRow.objects.filter(actor=filters.actor).values("row"))
    if filters.issue:
        meant &= Q(pk__in=AgendaRow.objects.filter(issue=filters.issue).values("row"))
    if filters.kind:
        meant &= Q(kind=filters.kind)
    if filters.status:
        meant &= Q(status=filters.status)
    if filters.text:
        meant &= Q(pk__in=matching_keys(filters.text))
    return meant


def order(first_day: str | None, name: str) -> tuple[str, str]:
    """The place of a meeting in every list: by its first day, those without one last."""
    return (first_day or _UNDATED, name)


def listed(
    viewer: Viewer, filters: Filters, *, offset: int = 0, limit: int | None = None, participants: bool = True, latest_first: bool = False
) -> PageOf[MeetingView]:
    """A page of the meetings that `filters` mean, by first day, those without a day last. `participants` false leaves them out."""
    everything = _whole_rows(viewer) if filters == _ALL and limit is None else None
    if filters == _ALL:
        found: Iterable[Any] = ((one.first_day, one.name, one.key) for one in placed(viewer).values())
    else:
        found = meeting_rows(viewer).filter(where(filters)).order_by().values_list("first_day", "name", "pk")
    keys = sorted(((*order(day, name), key) for day, name, key in found), reverse=latest_first)
    shown = [key for *_, key in keys[offset : None if limit is None else offset + limit]]
    made = views(viewer, shown, participants=participants, whole=everything)
    return PageOf(tuple(made[key] for key in shown), len(keys), offset)


def placed(viewer: Viewer) -> Mapping[str, Placed]:
    """The place of every meeting that the viewer may see, by its first mention."""

    def made() -> dict[str, Placed]:
        columns = ("meeting", "pk", "name", "first_day", "track_id", Cast("disputed", TextField()))
        found = meeting_rows(viewer).order_by().values_list(*columns)
        return {meeting: Placed(key, name, day, track, disputed != "[]") for meeting, key, name, day, track, disputed in found}

    return shared(viewer, made, "places of meetings", on=_PLACED)


def _whole_rows(viewer: Viewer) -> list[tuple[Any, ...]]:
    """Every row that the viewer may see, and from the same statement the places of all meetings."""
    found = list(meeting_rows(viewer).order_by().values_list("meeting", *_COLUMNS))
    day, disputed = (_COLUMNS.index(name) for name in ("first_day", "disputed"))

    def made() -> dict[str, Placed]:
        return {meeting: Placed(row[0], row[1], row[day], row[2], bool(row[disputed])) for meeting, *row in found}

    shared(viewer, made, "places of meetings", on=_PLACED)
    return [row for _, *row in found]


def memberships(viewer: Viewer) -> Mapping[int, Sequence[str]]:
    """The tracks of every row of a meeting that the viewer may see."""

    def made() -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for key, track in Membership.objects.filter(row__shown__scope=viewer.scope).order_by().values_list("row_id", "track_id"):
            found[key].append(track)
        return dict(found)

    return shared(viewer, made, "tracks of meetings", on=_MEMBERS)


def track_counts(viewer: Viewer) -> Counter[str]:
    """For every track the number of its meetings that the viewer may see."""
    if is_shared(viewer, "tracks of meetings", on=_MEMBERS):
        return Counter(track for own in memberships(viewer).values() for track in own)
    found = Membership.objects.filter(row__shown__scope=viewer.scope).order_by().values("track_id").annotate(number=Count("pk"))
    return Counter(dict(found.values_list("track_id", "number")))


def keys_of(viewer: Viewer, filters: Filters) -> list[int]:
    """The rows of the meetings that `filters` mean, for statements over what hangs on them."""
    return sorted(meeting_rows(viewer).filter(where(filters)).values_list("pk", flat=True))


def by_meetings(viewer: Viewer, meetings: Iterable[str], *, participants: bool = True) -> dict[str, MeetingView]:
    """The views of those of these meetings, named by their first mention, that the viewer may see."""
    known = placed(viewer)
    keys = {meeting: known[meeting].key for meeting in meetings if meeting in known}
    made = views(viewer, list(keys.values()), participants=participants)
    return {meeting: made[key] for meeting, key in keys.items()}


def meeting_titles(viewer: Viewer, meetings: Iterable[str]) -> dict[str, MeetingTitle]:
    """What those of these meetings are called by, named by their first mention, that the viewer may see."""
    tracks = track_refs()
    found = meeting_rows(viewer).filter(meeting__in=sorted(set(meetings))).order_by().values_list("meeting", "name", *_TITLE)
    return {meeting: MeetingTitle._make((*about, tracks.get(track))) for meeting, *about, track in found}


def main_tracks(viewer: Viewer, meetings: Iterable[str]) -> dict[str, str | None]:
    """The main track of each of these meetings that the viewer may see."""
    known = placed(viewer)
    return {meeting: known[meeting].track for meeting in meetings if meeting in known}


def views(
    viewer: Viewer, keys: Sequence[int], *, participants: bool = True, whole: Iterable[Sequence[Any]] | None = None
) -> dict[int, MeetingView]:
    """The meetings of those rows, which the viewer may see, down to their issues, without participants if not wanted.

    `whole` has the rows themselves where they were read already.
    """
    return each(lambda wanted: _views(viewer, set(wanted), participants, whole), keys, "views", participants)


def _views(viewer: Viewer, wanted: set[int], participants: bool, whole: Iterable[Sequence[Any]] | None) -> dict[int, MeetingView]:
    if not wanted:
        return {}
    few = whole is None and len(wanted) <= _FEW
    tracks, member = track_refs(), _grouped(Membership, "track_id", wanted) if few else memberships(viewer)
    roles = _participants(wanted) if participants else {}
    issues = _grouped(AgendaRow, "issue", wanted)
    found = (row for row in whole if row[0] in wanted) if whole is not None else _about(MeetingRow, "pk", _COLUMNS, wanted)
    return {
        key: MeetingView(
            id=name,
            track=tracks.get(track),
            tracks=_ordered_tracks(tracks.get(track), (tracks[one] for one in member.get(key, ()))),
            participants=_ordered_roles(roles.get(key, ())),
            issues=tuple(sorted(issues.get(key, ()))),
            **dict(zip(_FACTS, values, strict=True)) | {"disputed": tuple(values[_FACTS.index("disputed")])},
        )
        for key, name, track, *values in found
    }


def _about(table: type[Model], key: str, columns: Sequence[str], wanted: set[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table that are about the meetings wanted, the meeting's key first."""
    found = rows(table)
    if len(wanted) <= _LONG:
        found = found.filter(**{f"{key}__in": sorted(wanted)})
    return (row for row in found.values_list(*columns) if row[0] in wanted)


def _ordered_tracks(main: TrackRef | None, others: Iterable[TrackRef]) -> tuple[TrackRef, ...]:
    """The main track, then the others by name."""
    rest = sorted({one for one in others if one != main}, key=lambda one: (one.name, one.id))
    return ((main,) if main else ()) + tuple(rest)


def _ordered_roles(roles: Iterable[RoleView]) -> tuple[RoleView, ...]:
    """Participants by role, then by name."""
    return tuple(sorted(roles, key=lambda one: (_RANK.get(one.role, len(_RANK)), one.actor.name, one.actor.id)))


def _participants(wanted: set[int]) -> dict[int, list[RoleView]]:
    found = list(_about(ParticipationRow, "row", ("row_id", "actor_id", "role", "sources", "disputed"), wanted))
    actors = actor_refs({row[1] for row in found})
    made: dict[int, list[RoleView]] = defaultdict(list)
    for key, actor, role, sources, disputed in found:
        made[key].append(RoleView(actors[actor], role, sources, disputed))
    return made


def _grouped(table: type[Model], column: str, wanted: set[int]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for key, value in _about(table, "row", ("row_id", column), wanted):
        grouped[key].append(value)
    return grouped
