"""Meetings as they stand in the projected tables, for viewers who see all of their claims: few statements for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from django.db.models import Model

from sulh.record.models import AgendaRow, MeetingRow, Membership, ParticipationRow
from sulh.record.queries.labels import meeting_title
from sulh.record.queries.refs import actor_refs, track_refs
from sulh.record.shapes import MeetingView, RoleView, TrackRef

__all__ = ["ROLE_ORDER", "order", "row_views"]

ROLE_ORDER = ("guarantor", "mediator", "facilitator", "host", "party", "observer", "signatory", "participant")
_RANK = {role: rank for rank, role in enumerate(ROLE_ORDER)}
_COLUMNS = (
    "id",
    "kind",
    "status",
    "track_id",
    "ordinal",
    "start",
    "end",
    "first_day",
    "last_day",
    "city",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "core",
    "sources",
    "disputed",
    "review",
)
_UNDATED = "9999"
_LONG = 500


def order(first_day: str | None, key: str) -> tuple[str, str]:
    """The place of a meeting in every list: by its first day, those without one last."""
    return (first_day or _UNDATED, key)


def row_views(ids: Sequence[str], *, participants: bool = True) -> dict[str, MeetingView]:
    """The meetings of those rows down to their issues, without participants if not wanted."""
    wanted = set(ids)
    if not wanted:
        return {}
    tracks = track_refs()
    roles = _participants(wanted) if participants else {}
    issues, memberships = _grouped(AgendaRow, "issue", wanted), _grouped(Membership, "track_id", wanted)
    rows = _about(MeetingRow, "pk", _COLUMNS, wanted)
    return {row[0]: _view(row, tracks, roles.get(row[0], ()), sorted(issues.get(row[0], ())), memberships.get(row[0], ())) for row in rows}


def _about(table: type[Model], key: str, columns: Sequence[str], wanted: Set[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table that are about the meetings wanted, the meeting first.

    A long list in a statement costs more than reading the whole table and leaving out what is not wanted.
    """
    rows = table._default_manager.all()
    if len(wanted) <= _LONG:
        rows = rows.filter(**{f"{key}__in": sorted(wanted)})
    return (row for row in rows.values_list(*columns) if row[0] in wanted)


def _view(
    row: Sequence[Any], tracks: dict[str, TrackRef], roles: Sequence[RoleView], issues: Sequence[str], memberships: Sequence[str]
) -> MeetingView:
    key, kind, status, track, ordinal, start, end, first, last, city, country, *place, core, sources, disputed, review = row
    latitude, longitude, precision = place
    main = tracks.get(track)
    return MeetingView(
        id=key,
        title=meeting_title(kind, track=main.name if main else None, ordinal=ordinal, start=start, end=end, city=city, country=country),
        kind=kind,
        status=status,
        track=main,
        tracks=ordered_tracks(main, (tracks[one] for one in memberships)),
        ordinal=ordinal,
        start=start,
        end=end,
        first_day=first,
        last_day=last,
        city=city,
        country=country,
        latitude=latitude,
        longitude=longitude,
        place_precision=precision,
        core=core,
        sources=sources,
        disputed=tuple(disputed),
        review=review,
        participants=ordered_roles(roles),
        issues=tuple(issues),
    )


def ordered_tracks(main: TrackRef | None, others: Iterable[TrackRef]) -> tuple[TrackRef, ...]:
    """The main track, then the others by name."""
    rest = sorted({one for one in others if one != main}, key=lambda one: (one.name, one.id))
    return ((main,) if main else ()) + tuple(rest)


def ordered_roles(roles: Iterable[RoleView]) -> tuple[RoleView, ...]:
    """Participants by role, then by name."""
    return tuple(sorted(roles, key=lambda one: (_RANK.get(one.role, len(_RANK)), one.actor.name, one.actor.id)))


def _participants(wanted: Set[str]) -> dict[str, list[RoleView]]:
    columns = ("meeting_id", "actor_id", "role", "sources", "disputed")
    rows = list(_about(ParticipationRow, "meeting", columns, wanted))
    actors = actor_refs({row[1] for row in rows})
    found: dict[str, list[RoleView]] = defaultdict(list)
    for meeting, actor, role, sources, disputed in rows:
        found[meeting].append(RoleView(actors[actor], role, sources, disputed))
    return found


def _grouped(table: type[Model], column: str, wanted: Set[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for key, value in _about(table, "meeting", ("meeting_id", column), wanted):
        grouped[key].append(value)
    return grouped
