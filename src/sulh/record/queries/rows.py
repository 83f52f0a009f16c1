"""Meetings as they stand in the projected tables, for viewers who see all of their claims: few statements for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sulh.record.models import AgendaRow, MeetingRow, Membership, ParticipationRow
from sulh.record.queries.labels import meeting_title
from sulh.record.queries.refs import track_refs
from sulh.record.queries.sight import batches
from sulh.record.shapes import ActorRef, MeetingView, RoleView, TrackRef

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


def order(first_day: str | None, key: str) -> tuple[str, str]:
    """The place of a meeting in every list: by its first day, those without one last."""
    return (first_day or _UNDATED, key)


def row_views(ids: Sequence[str], *, participants: bool = True) -> dict[str, MeetingView]:
    """The meetings of those rows down to their issues, without participants if not wanted."""
    tracks, found = track_refs(), {}
    for batch in batches(ids):
        roles = _participants(batch) if participants else {}
        issues, memberships = _grouped(_issues(batch)), _grouped(_memberships(batch))
        for row in MeetingRow.objects.filter(pk__in=batch).values_list(*_COLUMNS):
            key = row[0]
            found[key] = _view(row, tracks, roles.get(key, ()), issues.get(key, ()), memberships.get(key, ()))
    return found


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


def _participants(ids: Sequence[str]) -> dict[str, list[RoleView]]:
    columns = ("meeting_id", "actor_id", "actor__name", "actor__kind", "role", "sources", "disputed")
    actors: dict[str, ActorRef] = {}
    found: dict[str, list[RoleView]] = defaultdict(list)
    for meeting, actor, name, kind, role, sources, disputed in ParticipationRow.objects.filter(meeting__in=ids).values_list(*columns):
        ref = actors.get(actor) or actors.setdefault(actor, ActorRef(actor, name, kind))
        found[meeting].append(RoleView(ref, role, sources, disputed))
    return found


def _issues(ids: Sequence[str]) -> Iterable[tuple[str, str]]:
    return sorted(AgendaRow.objects.filter(meeting__in=ids).values_list("meeting", "issue"))


def _memberships(ids: Sequence[str]) -> Iterable[tuple[str, str]]:
    return Membership.objects.filter(meeting__in=ids).values_list("meeting", "track")


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
