"""What one viewer may see: sources, claims, facts and meetings, cut by one rule whether that is everything or a part."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from sulh.record.access import ALL, visible
from sulh.record.authority import track_of
from sulh.record.cache import is_empty
from sulh.record.projection.models import FACTS, Claim, Decision, MeetingRow, Mention, Source, rows
from sulh.record.shapes import Viewer

__all__ = ["batches", "claims", "facts", "knows", "meeting_rows", "mentions", "names", "resolve", "sources"]

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


def names(viewer: Viewer, meetings: Iterable[str]) -> dict[str, str]:
    """The identifier under which the viewer knows each of these meetings, which are named by their first mention."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(meetings))):
        found.update(meeting_rows(viewer).filter(meeting__in=batch).values_list("meeting", "name"))
    return found


def resolve(viewer: Viewer, name: str) -> int | None:
    """The row of the meeting that the viewer calls `name`: its identifier, or the identifier of any of its mentions that is visible."""
    meeting = claims(viewer).filter(mention=name, mention__meeting__isnull=False).values_list("mention__meeting", flat=True).first()
    if meeting is None:
        return None
    key: int | None = meeting_rows(viewer).filter(meeting=meeting).values_list("pk", flat=True).first()
    return key


def knows(viewer: Viewer, of: str, key: str) -> bool:
    """Whether anything that the viewer may see names the actor or track (`of`), or a person added it by name, which tells everybody."""
    if viewer.scope == ALL or Decision.objects.filter(kind="name", target=f"{of}:{key}", superseded__isnull=True).exists():
        return True
    if of == "actor":
        written = f'"id":{json.dumps(key, ensure_ascii=False)}'
        return claims(viewer).filter(Q(value__contains=written) | Q(decided__contains=written)).exists()
    stated = claims(viewer).filter(property="track").values_list("value", "decided").distinct()
    if any(track_of(_track_name(text))[0] == key for pair in stated for text in pair if text):
        return True
    targets = Decision.objects.filter(kind="track", other=key).values_list("target", flat=True)
    return any(_is_seen(viewer, *target.split(":", 1)) for target in targets)


def _track_name(text: str) -> str:
    value = json.loads(text)
    return str(value["name"] if isinstance(value, dict) else value)


def _is_seen(viewer: Viewer, kind: str, name: str) -> bool:
    return resolve(viewer, name) is not None if kind == "meeting" else sources(viewer, withdrawn=True).filter(pk=name).exists()


def batches(things: Sequence[Thing], size: int = 5000) -> Iterator[Sequence[Thing]]:
    """`things` in runs that one statement can name."""
    for start in range(0, len(things), size):
        yield things[start : start + size]
