"""What one viewer may see: sources, claims, facts and meetings, cut by one rule whether that is everything or a part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from sulh.record.access import ALL, visible
from sulh.record.authority import track_of
from sulh.record.cache import each, is_empty
from sulh.record.prepared import prepared
from sulh.record.projection.models import FACTS, Claim, Decision, MeetingRow, Membership, Mention, ParticipationRow, Shown, Source, rows
from sulh.record.shapes import Viewer

__all__ = [
    "batches",
    "claims",
    "facts",
    "few_meetings",
    "knows",
    "meeting_called",
    "meeting_rows",
    "meetings_called",
    "mentions",
    "names",
    "resolve",
    "sources",
]

Thing = TypeVar("Thing")


def sources(viewer: Viewer, *, withdrawn: bool = False) -> QuerySet[Source]:
    """The sources the viewer may see; those withdrawn only where they are asked for."""
    found = visible(Source.objects.all(), viewer)
    return found if withdrawn else found.filter(withdrawn=False)


def claims(viewer: Viewer) -> QuerySet[Claim]:
    """The claims the viewer may see; a claim is never shared more widely than its source, so the source is visible too."""
    return visible(Claim.objects.all(), viewer)


def mentions(viewer: Viewer) -> QuerySet[Mention]:
    """The mentions of visible sources."""
    return visible(Mention.objects.all(), viewer)


def facts(viewer: Viewer, kind: str) -> QuerySet[Any]:
    """The facts in force of a kind that is claimed whole."""
    return rows(FACTS[kind]).none() if is_empty(kind) else visible(rows(FACTS[kind]), viewer)


def meeting_rows(viewer: Viewer) -> QuerySet[Any]:
    """The meetings as the viewer sees them: one row for each."""
    return rows(MeetingRow).filter(shown__scope=viewer.scope)


def few_meetings(viewer: Viewer, **meant: Any) -> QuerySet[Any]:
    """Those few of `meeting_rows` that are meant: looked up, then found to be shown, for a plan may begin with all that is shown."""
    return rows(MeetingRow).filter(Exists(Shown.objects.filter(scope=viewer.scope, row=OuterRef("pk"))), **meant)


def names(viewer: Viewer, meetings: Iterable[str]) -> dict[str, str]:
    """The identifier under which the viewer knows each of these meetings, which are named by their first mention."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(meetings))):
        found.update(_names(viewer, batch))
    return found


@prepared
def _names(viewer: Viewer, meetings: list[str]) -> QuerySet[Any, Any]:
    return few_meetings(viewer, meeting__in=meetings).values_list("meeting", "name")


def meeting_called(viewer: Viewer, name: str) -> str | None:
    """The first mention of the meeting that the viewer calls `name`: its identifier, or that of any of its mentions that is visible."""

    return meetings_called(viewer, [name]).get(name)


def meetings_called(viewer: Viewer, names: Iterable[str]) -> dict[str, str]:
    """The first mentions of the meetings that the viewer calls so, by name; as for `meeting_called`."""

    def found(wanted: list[str]) -> dict[str, str]:
        rows = (row for batch in batches(wanted) for row in _meetings_called(viewer, batch))
        return {mention: str(meeting) for mention, meeting in rows}

    return each(found, names, "meetings called", viewer.scope)


@prepared
def _meetings_called(viewer: Viewer, names: list[str]) -> QuerySet[Any, Any]:
    stated = claims(viewer).filter(mention__in=names, mention__meeting__isnull=False).order_by().distinct()
    return stated.values_list("mention", "mention__meeting")


def resolve(viewer: Viewer, name: str) -> int | None:
    """The row of the meeting that the viewer calls `name`, as for `meeting_called`."""
    meeting = meeting_called(viewer, name)
    if meeting is None:
        return None

    def found(meetings: list[str]) -> dict[str, int]:
        return {meeting: key for key, meeting in _rows_of(viewer, meetings)}

    return each(found, [meeting], "rows of meetings", viewer.scope).get(meeting)


@prepared
def _rows_of(viewer: Viewer, meetings: list[str]) -> QuerySet[Any, Any]:
    return few_meetings(viewer, meeting__in=meetings).values_list("pk", "meeting")


def knows(viewer: Viewer, of: str, key: str) -> bool:
    """Whether anything that the viewer may see names the actor or track (`of`), or a person added it by name, which tells everybody."""
    if viewer.scope == ALL or Decision.objects.filter(kind="name", target=f"{of}:{key}", superseded__isnull=True).exists():
        return True
    if _is_listed(viewer, of, key):
        return True
    if of == "actor":
        written = f'"id":{json.dumps(key, ensure_ascii=False)}'
        return claims(viewer).filter(Q(value__contains=written) | Q(decided__contains=written)).exists()
    stated = claims(viewer).filter(property="track").values_list("value", "decided").distinct()
    if any(track_of(_track_name(text))[0] == key for pair in stated for text in pair if text):
        return True
    targets = Decision.objects.filter(kind="track", other=key).values_list("target", flat=True)
    return any(_is_seen(viewer, *target.split(":", 1)) for target in targets)


def _is_listed(viewer: Viewer, of: str, key: str) -> bool:
    """Whether a meeting that is shown to the viewer has it: most have, and the claims of a record take long to look through."""
    table = rows(ParticipationRow if of == "actor" else Membership)
    return bool(table.filter(**{of: key}, row__in=Shown.objects.filter(scope=viewer.scope).values("row")).exists())


def _track_name(text: str) -> str:
    value = json.loads(text)
    return str(value["name"] if isinstance(value, dict) else value)


def _is_seen(viewer: Viewer, kind: str, name: str) -> bool:
    return resolve(viewer, name) is not None if kind == "meeting" else sources(viewer, withdrawn=True).filter(pk=name).exists()


def batches(things: Sequence[Thing], size: int = 5000) -> Iterator[Sequence[Thing]]:
    """`things` in runs that one statement can name."""
    for start in range(0, len(things), size):
        yield things[start : start + size]
