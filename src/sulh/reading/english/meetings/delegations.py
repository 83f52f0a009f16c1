"""Add the delegations that a text lists after it reports the meeting, with their heads: in sentences, lists and tables."""

from __future__ import annotations

import re

from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.meetings.referred_meetings import ReferredMeetings, nearest_candidate
from sulh.reading.english.meetings.roles import role_at
from sulh.reading.meetings.candidate import Candidate, add_participant
from sulh.reading.passages import Passage

__all__ = ["assign_delegates"]

# Words of the sentence that opens a list of those present: "Heads of delegation:", "The talks were attended by:"
PRESENT = re.compile(
    r"\b(?:delegat\w+|participa\w+|attend\w+|present|represent\w+|t(?:oo|a)k\w*\s+part|at\s+the\s+table|observers?|guarantors?)\b",
    re.IGNORECASE,
)


def assign_delegates(context: Context, passage: Passage, referred: ReferredMeetings) -> None:
    """Add each delegate of a passage, and the actor represented, to the meeting that the passage reports or refers to.

    A list item counts only if the sentence that opens the list is about attendance; then an item that names an actor alone counts too.
    """
    delegates = context.delegates.get(passage.index, ())
    header = context.headers.get(passage.index)
    if passage.heading or (header is not None and not PRESENT.search(header.text)) or not (delegates or header is not None):
        return
    at = _meeting(header or passage, referred)
    if at is None:
        return
    cluster, anchor = at
    referred.add_reference(cluster, passage)
    for delegate in delegates:
        reference = next(r for r in passage.references if r.start == delegate.at[0])
        add_participant(anchor, delegate.actor, role_at(passage, reference, None), *delegate.at)
    named = {d.name.start for d in delegates}
    anchor.people.extend(found for found in context.people_in(passage) if found[1] in named)
    if header is not None and not delegates:
        for reference in (r for r in passage.references if FIRST.fullmatch(passage.between(passage.start, r.start))):
            for actor in reference.actors:
                add_participant(anchor, actor, role_at(passage, reference, None), reference.start, reference.end)


FIRST = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?(?:the\s+)?", re.IGNORECASE)


def _meeting(passage: Passage, referred: ReferredMeetings) -> tuple[Cluster, Candidate] | None:
    own = referred.stated_in(passage)
    if own is not None:
        return own
    cluster = referred.referred_to(passage)
    return (cluster, nearest_candidate(cluster, passage)) if cluster is not None else None
