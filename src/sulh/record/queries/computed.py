"""Meetings of which a viewer sees only some claims, computed from those alone by the function that fills the projected rows."""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from django.db import connection
from django.db.models import QuerySet

from sulh.record.authority import track_of
from sulh.record.models import Claim, Membership
from sulh.record.projection.consensus import Merged, Stated, consensus
from sulh.record.queries.labels import meeting_title
from sulh.record.queries.refs import actor_refs, track_refs
from sulh.record.queries.rows import order, ordered_roles, ordered_tracks
from sulh.record.queries.sight import DEAD, batches, claims, mixed, stamp
from sulh.record.shapes import ActorRef, MeetingView, RoleView, TrackRef, Viewer

__all__ = ["Computed", "computed_meetings", "stated", "stated_by_meeting"]

Computed = Mapping[str, tuple[MeetingView, Merged]]  # row -> the meeting as the viewer has it, and what it was computed from

# Whole answers by state of the record and audiences: a page asks for the same meetings several times.
_KEPT = 8
_cache: OrderedDict[tuple[str, str, frozenset[int]], Computed] = OrderedDict()
_lock = Lock()
# What claims come to, by all that it follows from: identifiers are digests of what is claimed. After a decision one meeting is new.
_MOST = 50_000
_Mark = tuple[str, int, str, str | None]
_known: dict[tuple[str, tuple[_Mark, ...]], Merged] = {}


def computed_meetings(viewer: Viewer, away: frozenset[int]) -> Computed:
    """Every meeting of which the viewer sees some claims and not others, in order; the view's identifier is the first visible mention."""
    if not away:
        return {}
    state = stamp()
    key = (str(connection.settings_dict["NAME"]), state or "", viewer.audiences)
    with _lock:
        if state and key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    found = _views(*_merged(viewer, away))
    with _lock:
        if state:
            _cache[key] = found
            while len(_cache) > _KEPT:
                _cache.popitem(last=False)
    return found


def stated_by_meeting(rows: QuerySet[Claim]) -> dict[str, list[Stated]]:
    """The claims of `rows` that stand, by the row of the meeting they are about."""
    columns = ("mention__meeting_id", "id", "seq", "document_id", "mention_id", "property", "value", "decided", "status")
    found: dict[str, list[Stated]] = defaultdict(list)
    for meeting, *claim in rows.exclude(status__in=DEAD).values_list(*columns):
        found[meeting].append(stated(claim))
    return found


def stated(row: Sequence[object]) -> Stated:
    """A claim in force from the columns id, seq, document, mention, property, value, decided and status."""
    key, seq, document, mention, name, value, decided, status = row
    in_force = json.loads(str(value if decided is None else decided))
    return Stated(str(key), int(str(seq)), str(document), str(mention), str(name), in_force, status in ("accepted", "corrected"))


def _merged(viewer: Viewer, away: frozenset[int]) -> tuple[dict[str, Merged], dict[str, str]]:
    """What the visible claims of each meeting come to, and its first visible mention; only what has changed is worked out anew."""
    seen = claims(viewer).exclude(status__in=DEAD).order_by("seq")
    marks: dict[str, list[_Mark]] = defaultdict(list)
    first: dict[str, str] = {}
    for batch in batches(sorted(mixed(viewer, away).values_list("pk", flat=True))):
        columns = ("mention__meeting_id", "mention_id", "pk", "seq", "status", "decided")
        for row, mention, *mark in seen.filter(mention__meeting__in=batch).values_list(*columns):
            marks[row].append(tuple(mark))
            first.setdefault(row, mention)
    keys = {row: (row, tuple(ones)) for row, ones in marks.items()}
    merged = {row: _known[key] for row, key in keys.items() if key in _known}
    for batch in batches(sorted(set(keys) - set(merged))):
        for row, ones in stated_by_meeting(seen.filter(mention__meeting__in=batch)).items():
            merged[row] = consensus(ones)
    if len(_known) > _MOST:
        _known.clear()
    _known.update({keys[row]: one for row, one in merged.items()})
    return merged, first


def _views(merged: Mapping[str, Merged], first: Mapping[str, str]) -> Computed:
    actors = actor_refs({part.actor for one in merged.values() for part in one.participants})
    placed = _placed(merged)
    tracks = track_refs()
    views = {row: view_of(first[row], one, actors, tracks, placed.get(row, {})) for row, one in merged.items()}
    return {row: (views[row], merged[row]) for row in sorted(views, key=lambda row: order(views[row].first_day, views[row].id))}


def _placed(rows: Iterable[str]) -> dict[str, dict[str, bool]]:
    """For each row the tracks it stands in, and whether a person put it there."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for batch in batches(list(rows)):
        members = Membership.objects.filter(meeting__in=batch).order_by("decision")
        for row, track, decision in members.values_list("meeting", "track", "decision"):
            found[row][track] = decision is not None
    return found


def view_of(
    key: str, merged: Merged, actors: Mapping[str, ActorRef], tracks: Mapping[str, TrackRef], placed: Mapping[str, bool]
) -> MeetingView:
    """A meeting down to its issues. It stands in the tracks that its claims name, unless a person took it out, and where one put it."""
    standing = [track for track in dict.fromkeys(track_of(choice.value)[0] for choice in merged.tracks) if track in placed]
    standing += [track for track, by_person in placed.items() if by_person and track not in standing]
    name = merged.track if merged.track in standing else next(iter(standing), None)
    main = tracks[name] if name else None
    return MeetingView(
        id=key,
        title=meeting_title(
            merged.kind,
            track=main.name if main else None,
            ordinal=merged.ordinal,
            start=merged.start,
            end=merged.end,
            city=merged.city,
            country=merged.country,
        ),
        kind=merged.kind,
        status=merged.status,
        track=main,
        tracks=ordered_tracks(main, (tracks[one] for one in standing)),
        ordinal=merged.ordinal,
        start=merged.start,
        end=merged.end,
        first_day=merged.first_day,
        last_day=merged.last_day,
        city=merged.city,
        country=merged.country,
        latitude=merged.latitude,
        longitude=merged.longitude,
        place_precision=merged.place_precision,
        core=merged.core,
        sources=merged.sources,
        disputed=merged.disputed,
        review=merged.review,
        participants=ordered_roles(RoleView(actors[one.actor], one.role, one.sources, one.disputed) for one in merged.participants),
        issues=tuple(str(choice.value) for choice in merged.agenda),
    )
