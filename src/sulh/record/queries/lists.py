"""Meetings in lists: the filters as one condition on their rows, and the views of rows, in few statements for any number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, F, Model, OrderBy, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Collate

from sulh.model import Role
from sulh.record.authority import place
from sulh.record.cache import each, is_shared, shared
from sulh.record.canonical import parsed
from sulh.record.inserting import select
from sulh.record.meeting import MeetingColumns
from sulh.record.prepared import prepared
from sulh.record.projection.models import AgendaRow, AttendanceRow, MeetingRow, Membership, Mention, ParticipationRow, Shown, rows
from sulh.record.projection.names import known_names
from sulh.record.projection.people import person_key
from sulh.record.queries.facets import meeting_facets
from sulh.record.queries.people import persons_called
from sulh.record.queries.plain import plain_rows
from sulh.record.queries.refs import actor_refs, track_refs
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import batches, few_meetings, meeting_rows, mentions
from sulh.record.searching import matching_keys
from sulh.record.shapes import NO_TRACK, Facet, Filters, MeetingTitle, MeetingView, PageOf, RoleView, Sort, TrackRef, Viewer
from sulh.text.countries import country_code, country_name

__all__ = [
    "MEETINGS",
    "SORTS",
    "by_meetings",
    "cities_called",
    "first_days",
    "keys_of",
    "listed",
    "main_tracks",
    "meeting_titles",
    "meetings_told",
    "memberships",
    "order",
    "place_name",
    "placed",
    "rows_read",
    "shown_rows",
    "titles_named",
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
_DISPUTED = _FACTS.index("disputed")
_COLUMNS = ("key", "name", "track_id", *_FACTS)
_WHOLE = ("meeting", *_COLUMNS)
_ROWS = "rows of meetings"
_TITLE = (*(one for one in MeetingTitle._fields if one not in ("id", "track")), "track_id")
_UNDATED = "9999"
_UNSORTED = Sort()
# What a list of meetings can be ordered by, with the columns that say it; those of `_TOLD` by how they are put in words.
SORTS: Mapping[str, tuple[str, ...]] = {
    "date": ("first_day", "last_day"),
    "track": ("track_id", "ordinal"),
    "status": ("status",),
    "place": ("city",),
    "participants": (),
    "sources": ("sources",),
}
_TOLD = {"track_id": "track", "status": "status", "city": "place"}
_FEW = 100  # so few meetings are looked up alone: no page shows more at once; more need the tracks of nearly all
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
    for name, condition in _CONDITIONS.items():
        if value := getattr(filters, name):
            meant &= condition(value)
    if filters.actor or filters.role:
        meant &= Q(pk__in=_taking_part(filters.actor, filters.role).values("row"))
    return meant


def _only_in(name: str) -> Q:
    """Meetings of whose place no more is known than that it is in the country of this name, as the map has them."""
    code = country_code(name)
    return Q(country=code) & (Q(city__isnull=True) | Q(place_precision="country")) if code else Q(pk__in=())


# What each filter asks of a row; those on who took part are one condition.
_CONDITIONS: Mapping[str, Callable[[str], Q]] = {
    "since": lambda day: Q(last_day__gte=day),
    "until": lambda day: Q(first_day__lte=day),
    "year": lambda year: Q(first_day__startswith=year),
    "track": lambda track: _in_no_track() if track == NO_TRACK else Q(pk__in=Membership.objects.filter(track=track).values("row")),
    "issue": lambda issue: Q(pk__in=AgendaRow.objects.filter(issue=issue).values("row")),
    "person": lambda name: Q(pk__in=AttendanceRow.objects.filter(folded=known_names().person(person_key(name))).values("row")),
    "place": lambda name: Q(city__in=cities_called(name)) | _only_in(name),
    "kind": lambda kind: Q(kind=kind),
    "status": lambda status: Q(status=status),
    "text": lambda words: Q(pk__in=matching_keys(words)),
}


def _in_no_track() -> Q:
    return Q(~Exists(Membership.objects.filter(row=OuterRef("pk"))))


def _taking_part(actor: str | None, role: str | None) -> QuerySet[ParticipationRow]:
    found = ParticipationRow.objects.filter(actor=actor) if actor else ParticipationRow.objects.all()
    return found.filter(role=role) if role else found


def place_name(city: str) -> str:
    """The name under which a city stands in lists: the one that it bears now, where the gazetteer knows it."""
    known = place(city)
    return known.current_name if known else city


def cities_called(name: str) -> list[str]:
    """Every way in which meetings name the place that bears, or bore, this name."""
    wanted = place_name(name)
    written = rows(MeetingRow).filter(city__isnull=False).order_by().values_list("city", flat=True).distinct()
    return [city for city in written if place_name(city) == wanted]


def order(first_day: str | None, name: str) -> tuple[str, str]:
    """The place of a meeting in every list: by its first day, those without one last."""
    return (first_day or _UNDATED, name)


def listed(
    viewer: Viewer,
    filters: Filters,
    *,
    offset: int = 0,
    limit: int | None = None,
    participants: bool = True,
    latest_first: bool = False,
    sort: Sort = _UNSORTED,
    facets: Sequence[str] = (),
    says: Says = as_it_is,
) -> PageOf[MeetingView]:
    """A page of the meetings that `filters` mean, by first day, those without a day last. `participants` false leaves them out.

    `sort` orders them otherwise (see `SORTS`), words and names by how `says` puts them; `facets` are counted for all of them.
    """
    everything = _whole_rows(viewer) if filters == _ALL and limit is None else None
    meant = meeting_rows(viewer).filter(where(filters))
    counted = _facets(viewer, meant, filters, facets) if facets else ()
    total = sum(number for one in counted if one.name == "status" for _, number in one.values)
    if "status" in facets and limit is not None and sort.column not in SORTS:
        # Every meeting has one status, so the page alone is left to ask for.
        shown = list(_in_time(meant, latest_first=latest_first)[offset : offset + limit])
    else:
        keys = _sorted(meant, sort, says) if sort.column in SORTS else _keys(viewer, filters, meant, latest_first=latest_first)
        shown, total = keys[offset : None if limit is None else offset + limit], len(keys)
    made = views(viewer, shown, participants=participants, whole=everything)
    return PageOf(tuple(made[key] for key in shown), total, offset, counted)


def _facets(viewer: Viewer, meant: QuerySet[Any], filters: Filters, names: Sequence[str]) -> tuple[Facet, ...]:
    """These facets of the meetings meant, places and persons under the one name that each has."""
    called = persons_called(viewer) if "person" in names else {}
    merged: dict[str, Callable[[str], str]] = {"place": place_name, "person": lambda key: called.get(key, key)}
    merged["country"] = lambda code: country_name(code) or code
    return meeting_facets(meant, names, actor=filters.actor, merged=merged)


def _in_time(meant: QuerySet[Any], *, latest_first: bool) -> QuerySet[Any, int]:
    """The rows by `order`, by the database."""
    name = F("name") if connection.vendor == "sqlite" else Collate("name", "C")
    by = (Coalesce("first_day", Value(_UNDATED)), name, F("pk"))
    return meant.order_by(*(OrderBy(one, descending=latest_first) for one in by)).values_list("pk", flat=True)


def _keys(viewer: Viewer, filters: Filters, meant: QuerySet[Any], *, latest_first: bool) -> list[int]:
    if filters == _ALL:
        found: Iterable[Any] = ((one.first_day, one.name, one.key) for one in placed(viewer).values())
    else:
        found = meant.order_by().values_list("first_day", "name", "pk")
    return [key for *_, key in sorted(((*order(day, name), key) for day, name, key in found), reverse=latest_first)]


def _sorted(meant: QuerySet[Any], sort: Sort, says: Says) -> list[int]:
    """The rows of the meetings meant in the order of a column, those with the same value in it by their first day."""
    by = SORTS[sort.column]
    found = sorted(meant.order_by().values_list("pk", "first_day", "name", *by), key=lambda row: order(row[1], row[2]))
    if sort.column == "participants":
        counts = dict(ParticipationRow.objects.filter(row__in=meant.values("pk")).order_by().values_list("row").annotate(number=Count("*")))
        return in_order(((row[0], counts.get(row[0], 0)) for row in found), sort.descending)
    if (told := _TOLD.get(by[0])) is None:
        return in_order(((row[0], row[3:]) for row in found), sort.descending)
    names = {key: ref.name for key, ref in track_refs().items()} if told == "track" else {}
    keyed = ((row[0], (says(told, row[3], names.get(row[3], "")) if row[3] else None, *row[4:])) for row in found)
    return in_order(keyed, sort.descending)


def placed(viewer: Viewer) -> Mapping[str, Placed]:
    """The place of every meeting that the viewer may see, by its first mention."""

    def made() -> dict[str, Placed]:
        found = _places(viewer)
        return {meeting: Placed(key, name, day, track, disputed != "[]") for meeting, key, name, day, track, disputed in found}

    return shared(viewer, made, "places of meetings", on=_PLACED)


@prepared
def _places(viewer: Viewer) -> QuerySet[Any, Any]:
    columns = ("meeting", "pk", "name", "first_day", "track_id", Cast("disputed", TextField()))
    return meeting_rows(viewer).order_by().values_list(*columns)


def _whole_rows(viewer: Viewer) -> list[Sequence[Any]]:
    """Every row that the viewer may see, and from the same statement the places of all meetings."""
    found = shared(viewer, lambda: plain_rows(meeting_rows(viewer).order_by().values_list(*_WHOLE)), _ROWS, on=_PLACED)
    day, disputed = (_COLUMNS.index(name) for name in ("first_day", "disputed"))

    def made() -> dict[str, Placed]:
        return {meeting: Placed(row[0], row[1], row[day], row[2], row[disputed] != "[]") for meeting, *row in found}

    shared(viewer, made, "places of meetings", on=_PLACED)
    return [row[1:] for row in found]


def rows_read(viewer: Viewer, columns: Sequence[str]) -> Iterable[Sequence[Any]] | None:
    """Of every meeting that the viewer may see these columns, two or more, as the database has them; None where they were not read yet."""
    if not is_shared(viewer, _ROWS, on=_PLACED):
        return None
    found: list[tuple[Any, ...]] = shared(viewer, list, _ROWS, on=_PLACED)
    return map(itemgetter(*map(_WHOLE.index, columns)), found)


def memberships(viewer: Viewer) -> Mapping[int, Sequence[str]]:
    """The tracks of every row of a meeting that the viewer may see."""

    def made() -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for key, track in _memberships(viewer):
            found[key].append(track)
        return dict(found)

    return shared(viewer, made, "tracks of meetings", on=_MEMBERS)


@prepared
def _memberships(viewer: Viewer) -> QuerySet[Any, Any]:
    return Membership.objects.filter(row__in=shown_rows(viewer)).order_by().values_list("row_id", "track_id")


def track_counts(viewer: Viewer) -> Counter[str]:
    """For every track the number of its meetings that the viewer may see."""
    if is_shared(viewer, "tracks of meetings", on=_MEMBERS):
        return Counter(track for own in memberships(viewer).values() for track in own)
    found = Membership.objects.filter(row__in=shown_rows(viewer)).order_by().values("track_id").annotate(number=Count("*"))
    return Counter(dict(found.values_list("track_id", "number")))


def shown_rows(viewer: Viewer) -> QuerySet[Any, int]:
    """The rows of meetings that the viewer may see, for statements over what hangs on them."""
    return Shown.objects.filter(scope=viewer.scope).order_by().values_list("row_id", flat=True)


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
    wanted = set(meetings)
    known = rows_read(viewer, ("meeting", "name", *_TITLE)) if wanted else ()
    found = _titles(viewer, wanted) if known is None else (row for row in known if row[0] in wanted)
    return {meeting: MeetingTitle._make((*about, tracks.get(track))) for meeting, *about, track in found}


def meetings_told(viewer: Viewer, source: str) -> frozenset[str]:
    """The meetings of which a source tells and that the viewer may see, named by their first mention."""
    told = mentions(viewer).filter(source=source, meeting__isnull=False).order_by()
    return frozenset(meeting for meeting in told.values_list("meeting", flat=True) if meeting)


def of_several_meetings(viewer: Viewer, sources: Iterable[str]) -> frozenset[str]:
    """Those of these documents that tell of more than one meeting that the viewer may see."""
    told = mentions(viewer).filter(source__in=sorted(set(sources)), meeting__isnull=False).order_by().values("source")
    return frozenset(told.annotate(several=Count("meeting", distinct=True)).filter(several__gt=1).values_list("source", flat=True))


@prepared
def _titles(viewer: Viewer, meetings: list[str]) -> QuerySet[Any, Any]:
    return few_meetings(viewer, meeting__in=meetings).order_by().values_list("meeting", "name", *_TITLE)


def titles_named(viewer: Viewer, names: Iterable[str]) -> dict[str, MeetingTitle]:
    """What those meetings are called by, by the names under which the viewer knows them."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    tracks = track_refs()
    found = _titles_named(viewer, wanted)
    return {name: MeetingTitle._make((name, *about, tracks.get(track))) for name, *about, track in found}


@prepared
def _titles_named(viewer: Viewer, names: list[str]) -> QuerySet[Any, Any]:
    meetings = Mention.objects.filter(pk__in=names).values("meeting")
    return few_meetings(viewer, meeting__in=meetings, name__in=names).order_by().values_list("name", *_TITLE)


def main_tracks(viewer: Viewer, meetings: Iterable[str]) -> dict[str, str | None]:
    """The main track of each of these meetings that the viewer may see."""
    if is_shared(viewer, "places of meetings", on=_PLACED):
        places = placed(viewer)
        return {meeting: places[meeting].track for meeting in meetings if meeting in places}
    known = _tracks_and_days(viewer)
    return {meeting: known[meeting][0] for meeting in meetings if meeting in known}


def first_days(viewer: Viewer, meetings: Iterable[str], *, whole: bool = True) -> dict[str, str | None]:
    """The first day of each of these meetings that the viewer may see.

    `whole` reads those of all meetings, once for all that one answer asks; without it only these are looked up.
    """
    if is_shared(viewer, "places of meetings", on=_PLACED):
        places = placed(viewer)
        return {meeting: places[meeting].first_day for meeting in meetings if meeting in places}
    if not whole:
        return {meeting: day for some in batches(sorted(set(meetings))) for meeting, day in _days_of(viewer, some)}
    known = _tracks_and_days(viewer)
    return {meeting: known[meeting][1] for meeting in meetings if meeting in known}


def _tracks_and_days(viewer: Viewer) -> Mapping[str, tuple[str | None, str | None]]:
    """The main track and the first day of every meeting that the viewer may see."""

    def made() -> dict[str, tuple[str | None, str | None]]:
        return {meeting: (track, day) for meeting, track, day in _main_tracks(viewer)}

    return shared(viewer, made, "main tracks", on=_PLACED)


@prepared
def _main_tracks(viewer: Viewer) -> QuerySet[Any, Any]:
    return meeting_rows(viewer).order_by().values_list("meeting", "track_id", "first_day")


@prepared
def _days_of(viewer: Viewer, meetings: Sequence[str]) -> QuerySet[Any, Any]:
    return few_meetings(viewer, meeting__in=meetings).order_by().values_list("meeting", "first_day")


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
    found = (row for row in whole if row[0] in wanted) if whole is not None else _about(MeetingRow, _COLUMNS, wanted)
    return {
        key: MeetingView(
            id=name,
            track=tracks.get(track),
            tracks=_ordered_tracks(tracks.get(track), (tracks[one] for one in member.get(key, ()))),
            participants=_ordered_roles(roles.get(key, ())),
            issues=tuple(sorted(issues.get(key, ()))),
            **dict(zip(_FACTS, values, strict=True)) | {"disputed": tuple(parsed(values[_DISPUTED]))},
        )
        for key, name, track, *values in found
    }


def _about(table: type[Model], columns: Sequence[str], wanted: set[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table that are about the meetings wanted, as the database has them; the first column is the meeting's key."""
    if len(wanted) <= _LONG:
        return iter(select(table._meta.db_table, columns, columns[0], sorted(wanted)))
    return (row for row in plain_rows(rows(table).order_by().values_list(*columns)) if row[0] in wanted)


def _ordered_tracks(main: TrackRef | None, others: Iterable[TrackRef]) -> tuple[TrackRef, ...]:
    """The main track, then the others by name."""
    rest = sorted({one for one in others if one != main}, key=lambda one: (one.name, one.id))
    return ((main,) if main else ()) + tuple(rest)


def _ordered_roles(roles: Iterable[RoleView]) -> tuple[RoleView, ...]:
    """Participants by role, then by name."""
    return tuple(sorted(roles, key=lambda one: (_RANK.get(one.role, len(_RANK)), one.actor.name, one.actor.id)))


def _participants(wanted: set[int]) -> dict[int, list[RoleView]]:
    found = list(_about(ParticipationRow, ("row_id", "actor_id", "role", "sources", "disputed", "settled"), wanted))
    actors = actor_refs({row[1] for row in found})
    made: dict[int, list[RoleView]] = defaultdict(list)
    for key, actor, role, sources, disputed, settled in found:
        made[key].append(RoleView(actors[actor], role, sources, bool(disputed), settled=bool(settled)))
    return made


def _grouped(table: type[Model], column: str, wanted: set[int]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = defaultdict(list)
    for key, value in _about(table, ("row_id", column), wanted):
        grouped[key].append(value)
    return grouped
