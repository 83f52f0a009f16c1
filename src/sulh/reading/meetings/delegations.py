"""Seat the delegations that a text tells of after the meeting itself: who led them, in sentences, lists and tables."""

from __future__ import annotations

import re

from sulh.reading.context import Context
from sulh.reading.meetings.candidate import Candidate, add_seat
from sulh.reading.meetings.linking import Cluster
from sulh.reading.meetings.roles import role_at
from sulh.reading.meetings.thread import Thread, teller
from sulh.reading.passages import Passage

__all__ = ["seat_delegates"]

# What opens a list of those present: "Heads of delegation:", "The talks were attended by:"
PRESENT = re.compile(
    r"\b(?:delegat\w+|participa\w+|attend\w+|present|represent\w+|t(?:oo|a)k\w*\s+part|at\s+the\s+table|observers?|guarantors?)\b",
    re.IGNORECASE,
)


def seat_delegates(context: Context, passage: Passage, thread: Thread) -> None:
    """Seat each person whom a passage makes stand for an actor, and the actor, at the meeting it tells of or goes on about.

    An item counts when what opens its list speaks of those present; then an item that names an actor alone counts too.
    """
    told = context.delegates.get(passage.index, ())
    header = context.headers.get(passage.index)
    if passage.heading or (header is not None and not PRESENT.search(header.text)) or not (told or header is not None):
        return
    at = _meeting(header or passage, thread)
    if at is None:
        return
    cluster, anchor = at
    thread.go_on(cluster, passage)
    for delegate in told:
        reference = next(r for r in passage.references if r.start == delegate.at[0])
        add_seat(anchor, delegate.actor, role_at(passage, reference, None), *delegate.at)
    named = {d.name.start for d in told}
    anchor.people.extend(found for found in context.people_in(passage) if found[1] in named)
    if header is not None and not told:
        for reference in (r for r in passage.references if FIRST.fullmatch(passage.between(passage.start, r.start))):
            for actor in reference.actors:
                add_seat(anchor, actor, role_at(passage, reference, None), reference.start, reference.end)


FIRST = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?(?:the\s+)?", re.IGNORECASE)


def _meeting(passage: Passage, thread: Thread) -> tuple[Cluster, Candidate] | None:
    own = thread.told_at(passage)
    if own is not None:
        return own
    cluster = thread.spoken_of(passage)
    return (cluster, teller(cluster, passage)) if cluster is not None else None
