"""Read the heading of a joint statement: the title that names the meeting, and the line with place and days below it."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.model import DocumentKind, MeetingStatus
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.location import city_of_heading
from sulh.reading.meetings.candidate import Candidate

__all__ = ["complete_title_meeting"]

# The heading is looked for in this many passages at the beginning of a document.
HEAD = 4


def complete_title_meeting(context: Context, candidates: Sequence[Candidate], kind: DocumentKind) -> None:
    """Mark the meeting in the title of a joint statement as held, at the place and on the days of the line below the title."""
    if kind is not DocumentKind.JOINT_STATEMENT:
        return
    titled = [c for c in candidates if c.title and c.passage.index < HEAD and c.status in (None, MeetingStatus.HELD)]
    if not titled:
        return
    own = titled[0]
    own.status = MeetingStatus.HELD
    for passage in context.passages[:HEAD]:
        city = city_of_heading(passage)
        day = next((d for d in passage.dates if d.kind in ("day", "range")), None)
        if not passage.heading or city is None or day is None:
            continue
        if own.mention is None:
            own.mention, own.span = day, context.date(day)
        if own.place is None and not own.country:
            own.place, own.place_at = city.place, (city.start, city.end)
        return
