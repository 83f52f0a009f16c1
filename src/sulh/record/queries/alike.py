"""Open claims that two independent sources state alike and no third contradicts: what may be accepted in one gesture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sulh.record.access import require
from sulh.record.projection.consensus import MergedMeeting, consensus
from sulh.record.projection.meetings import stated
from sulh.record.projection.names import known_names
from sulh.record.projection.stated import Choice, Stated
from sulh.record.queries.claims import claim_views
from sulh.record.queries.lists import titles_named
from sulh.record.queries.visible import batches, claims, meeting_rows
from sulh.record.queries.waiting import Asked, open_claims
from sulh.record.shapes import ClaimView, MeetingTitle, Viewer

__all__ = ["AlikeView", "alike", "alike_claims", "titles_of"]

_COLUMNS = ("id", "seq", "source__original", "mention_id", "property", "value", "decided", "status", "mention__meeting")
_TWO = 2
_EVERYTHING = Asked()


@dataclass(frozen=True, slots=True)
class AlikeView:
    """An open claim with the number of independent sources, itself among them, that say the same."""

    claim: ClaimView
    sources: int


def alike(viewer: Viewer, asked: Asked = _EVERYTHING) -> dict[str, int]:
    """The open claims among those asked for that may be accepted together, each with the number of its sources.

    A claim is one of them when at least two sources, copies of one text counted once, give its meeting the same value, and no source
    gives another: no other day, city or number, no other role of the actor. Persons are left out, since their names are written in
    many ways; so is what two readers of one document state differently.
    """
    require(viewer, "review")
    several = meeting_rows(viewer).filter(sources__gte=_TWO).values("meeting")
    rows = open_claims(viewer, asked).filter(mention__meeting__in=several, differing=0)
    wanted = {claim: str(meeting) for claim, meeting in rows.order_by().values_list("pk", "mention__meeting")}
    found: dict[str, int] = {}
    for claim, number in _shared(viewer, set(wanted.values())):
        if claim in wanted:
            found[claim] = number
    return found


def alike_claims(viewer: Viewer, asked: Asked = _EVERYTHING, *, limit: int = 500) -> tuple[int, tuple[AlikeView, ...]]:
    """How many claims may be accepted together, and the first of them, those of one meeting together."""
    numbers = alike(viewer, asked)
    rows = claims(viewer).filter(pk__in=sorted(numbers)) if len(numbers) <= limit else None
    if rows is None:
        first = list(
            claims(viewer).filter(pk__in=sorted(numbers)[: 4 * limit]).order_by("mention__meeting", "seq").values_list("pk", flat=True)
        )
        rows = claims(viewer).filter(pk__in=first[:limit])
    views = claim_views(viewer, rows.order_by("mention__meeting", "property", "seq"))
    return len(numbers), tuple(AlikeView(view, numbers[view.id]) for view in views)


def titles_of(viewer: Viewer, names: Iterable[str]) -> dict[str, MeetingTitle]:
    """What the meetings that the viewer knows by these names are called."""
    return titles_named(viewer, names)


def _shared(viewer: Viewer, meetings: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Claims of the meetings whose value several sources give and none disputes, with the number of sources."""
    names = known_names()
    for some in batches(sorted(meetings), 400):
        by_meeting: dict[str, list[Stated]] = defaultdict(list)
        for row in claims(viewer).filter(mention__meeting__in=some, source__withdrawn=False).values_list(*_COLUMNS):
            if (one := stated(row, names)) is not None:
                by_meeting[row[8]].append(one)
        for own in by_meeting.values():
            if len({one.source for one in own}) >= _TWO:
                yield from _undisputed(consensus(own, names.track))


def _undisputed(meeting: MergedMeeting) -> Iterator[tuple[str, int]]:
    for name, choices in meeting.values.items():
        if name not in meeting.disputed and (name == "status" or len(choices) == 1):
            yield from _said(choices[0], exactly=name in ("start", "end"))
    for part in meeting.participants:
        if not part.disputed and len(part.roles) == 1:
            yield from _said(part.roles[0])
    for choice in meeting.agenda:
        yield from _said(choice)


def _said(choice: Choice, *, exactly: bool = False) -> Iterator[tuple[str, int]]:
    """The claims of a value that two sources give; `exactly` leaves out those that only do not contradict it, as a year does a day."""
    own = [one for one in choice.claims if not exactly or one.value == choice.value]
    sources = len({one.source for one in own})
    if sources >= _TWO:
        yield from ((one.claim, sources) for one in own)
