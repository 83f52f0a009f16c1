"""What joining two actors or tracks, or parting one again, would change: looked at before anybody decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sulh.model import RecordError
from sulh.record.access import require
from sulh.record.authority import track_of
from sulh.record.projection.models import ActorAlias, ActorRow, TrackRow
from sulh.record.queries.lists import listed
from sulh.record.queries.visible import claims, knows
from sulh.record.shapes import ActorRef, Filters, TrackRef, Viewer
from sulh.record.states import state_of

__all__ = ["JoinPreview", "JoinSide", "PartPreview", "joined_with", "preview_join", "preview_part"]


@dataclass(frozen=True, slots=True)
class JoinSide:
    """An actor or track with its number of meetings, of sources that name it (copies of one text once), and what else it is called."""

    ref: ActorRef | TrackRef
    meetings: int
    sources: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JoinPreview:
    """Two of a sort that may be one: `together` counts the meetings that either is in, `both` those that name the two."""

    thing: JoinSide
    other: JoinSide
    both: int
    together: int
    state: str

    @property
    def better_known(self) -> JoinSide:
        """The one that more sources name, of two alike the one that is asked about."""
        return max(self.thing, self.other, key=lambda side: (side.sources, side.meetings))


@dataclass(frozen=True, slots=True)
class PartPreview:
    """One that is joined with another: the claims that name it by its own identifier, which it takes along."""

    thing: ActorRef | TrackRef
    stands_for: ActorRef | TrackRef
    claims: int
    meetings: int
    state: str


def preview_join(viewer: Viewer, of: str, key: str, other: str) -> JoinPreview:
    """What it would come to if `other` were `key`. Raises RecordError where one of them is not there, or both are one already."""
    require(viewer, "read")
    rows = [_row(viewer, of, one) for one in (key, other)]
    if rows[0].same_as == rows[1].same_as:
        raise RecordError(f"{rows[0].name} and {rows[1].name} are one already")
    found = [{one.id for one in listed(viewer, Filters(**{of: row.same_as}), participants=False).rows} for row in rows]
    counted = zip(rows, found, strict=True)
    named = [JoinSide(_ref(of, row), len(own), _sources(viewer, of, row), _aliases(of, row.pk)) for row, own in counted]
    state = state_of([f"{of}:{rows[0].pk}", f"{of}:{rows[1].pk}"])
    return JoinPreview(named[0], named[1], len(found[0] & found[1]), len(found[0] | found[1]), state)


def joined_with(viewer: Viewer, of: str, key: str) -> list[ActorRef | TrackRef]:
    """Those that were joined with an actor or track, and so are shown as it."""
    rows = _table(of).objects.filter(same_as=key).exclude(pk=key).order_by("pk")
    return [_ref(of, row) for row in rows if knows(viewer, of, row.pk)]


def preview_part(viewer: Viewer, of: str, key: str) -> PartPreview:
    """What one takes along when it is on its own again. Raises RecordError where it stands for itself."""
    require(viewer, "read")
    row = _row(viewer, of, key)
    if row.same_as == row.pk:
        raise RecordError(f"{row.name} stands for itself already")
    other = _table(of).objects.get(pk=row.same_as)
    own = _naming(viewer, of, row.pk)
    meetings = {meeting for _, meeting, _ in own if meeting}
    return PartPreview(_ref(of, row), _ref(of, other), len(own), len(meetings), state_of([f"{of}:{row.pk}"]))


def _sources(viewer: Viewer, of: str, row: Any) -> int:
    """How many sources name one, or what was joined with it, copies of one text counted once."""
    keys = _table(of).objects.filter(same_as=row.same_as).values_list("pk", flat=True)
    return len({source for key in keys for _, _, source in _naming(viewer, of, key)})


def _naming(viewer: Viewer, of: str, key: str) -> list[tuple[str, str | None, str]]:
    """The visible claims that name an actor or track by its own identifier, each with its meeting and source."""
    columns = ("pk", "mention__meeting", "source__original")
    if of == "actor":
        written = f'"id":{json.dumps(key, ensure_ascii=False)}'
        found = claims(viewer).filter(Q(value__contains=written) | Q(decided__contains=written))
        return list(found.values_list(*columns))
    stated = claims(viewer).filter(property="track").values_list(*columns, "value", "decided")
    return [(pk, meeting, source) for pk, meeting, source, value, decided in stated if track_of(_track_name(decided or value))[0] == key]


def _track_name(text: str) -> str:
    value = json.loads(text)
    return str(value["name"] if isinstance(value, dict) else value)


def _table(of: str) -> Any:
    if of not in ("actor", "track"):
        raise RecordError(f"there are no names of a {of}")
    return ActorRow if of == "actor" else TrackRow


def _row(viewer: Viewer, of: str, key: str) -> Any:
    row = _table(of).objects.filter(pk=key).first()
    if row is None or not knows(viewer, of, key):
        raise RecordError(f"there is no {of} {key}")
    return row


def _ref(of: str, row: Any) -> ActorRef | TrackRef:
    return ActorRef(row.pk, row.name, row.kind) if of == "actor" else TrackRef(row.pk, row.name)


def _aliases(of: str, key: str) -> tuple[str, ...]:
    return tuple(ActorAlias.objects.filter(of=of, key=key).order_by("alias").values_list("alias", flat=True))
